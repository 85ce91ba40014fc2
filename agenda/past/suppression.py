"""Small counts are hidden so that nobody can work them out from those that are shown (OUT-6).

A count below five could point at somebody. What is hidden besides keeps whoever subtracts from
learning more than that: by everything that is shown, each count that is marked as small can still
be any number from 0 to 4. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeVar

from agenda.past.counting import Counts, Kept, Repeat
from agenda.past.equality import Answer, Asked

Key = TypeVar("Key")

SMALL_BELOW: Final = 5
MOST: Final = SMALL_BELOW - 1


class Hidden(Enum):
    """Why a count is not shown, as it stands in its place."""

    SMALL = "<5"
    WITHHELD = "*"
    """It would let a small count be worked out; or of a quarter, it is hidden in a month."""

    def __str__(self) -> str:
        return self.value


Figure = int | Hidden


@dataclass(frozen=True, slots=True)
class Figures:
    """``Counts`` as they are shown. ``offered`` are the actions of each agency, and ``on_time``
    those of them; what else became of them is shown with ``kept``, and only where nothing is
    hidden.
    """

    cases: Figure
    put_off: Figure
    children: Figure
    referrals: Mapping[str, Figure]
    repeats: Mapping[Repeat, Figure]
    said: Mapping[Asked, Mapping[Answer, Figure]]
    all_offered: Figure
    all_on_time: Figure
    offered: Mapping[str, Figure]
    on_time: Mapping[str, Figure]
    kept: Mapping[str, Mapping[Kept, int]] | None = None


def plainly(counts: Counts) -> Figures:
    """All of ``counts``."""
    offered = {agency: counts.offered(agency) for agency in counts.actions}
    on_time = {agency: kept[Kept.ON_TIME] for agency, kept in counts.actions.items()}
    return Figures(
        cases=counts.cases,
        put_off=counts.put_off,
        children=counts.children,
        referrals=counts.referrals,
        repeats=counts.repeats,
        said=counts.said,
        all_offered=sum(offered.values()),
        all_on_time=sum(on_time.values()),
        offered=offered,
        on_time=on_time,
        kept=counts.actions,
    )


def coarser(counts: Counts) -> Counts:
    """With what is unclear among what is not said, and a perhaps among what is no repeat: there is
    seldom any of it, and to hide a nought something that tells more would have to go with it.
    """
    said = {
        asked: {
            Answer.YES: parts.get(Answer.YES, 0),
            Answer.NO: parts.get(Answer.NO, 0),
            Answer.NOT_SAID: parts.get(Answer.NOT_SAID, 0) + parts.get(Answer.UNCLEAR, 0),
        }
        for asked, parts in counts.said.items()
    }
    repeats = {
        Repeat.YES: counts.repeats.get(Repeat.YES, 0),
        Repeat.NO: counts.repeats.get(Repeat.NO, 0) + counts.repeats.get(Repeat.PERHAPS, 0),
    }
    return replace(counts, said=said, repeats=repeats)


def suppressed(counts: Counts) -> Figures:
    """``counts`` of a month, or of a quarter whose months nobody is given."""
    counts = coarser(counts)
    shown = _of_cases(counts)
    whole = plainly(counts)
    offered, all_offered = _with_total(_numbers(whole.offered))
    on_time = {
        agency: figure if isinstance(figure := offered[agency], Hidden) else small(count)
        for agency, count in _numbers(whole.on_time).items()
    }
    return Figures(
        cases=shown.total,
        put_off=small(counts.put_off),
        children=small(counts.children),
        referrals=shown.referrals,
        repeats=shown.repeats,
        said=shown.said,
        all_offered=all_offered,
        # What is on time is at most what was offered: with the total, that could be enough.
        all_on_time=_sum(on_time.values()),
        offered=offered,
        on_time=on_time,
    )


def suppressed_with_months(months: Iterable[Counts]) -> Figures:
    """A quarter of these months, each of which may have been given out: it says nothing that the
    returns of the months do not say, or nobody could keep a month from being worked out.
    """
    several = [suppressed(counts) for counts in months]
    return Figures(
        cases=_sum(each.cases for each in several),
        put_off=_sum(each.put_off for each in several),
        children=_sum(each.children for each in several),
        referrals=_sums([each.referrals for each in several]),
        repeats=_sums([each.repeats for each in several]),
        said={asked: _sums([each.said[asked] for each in several]) for asked in Asked},
        all_offered=_sum(each.all_offered for each in several),
        all_on_time=_sum(each.all_on_time for each in several),
        offered=_sums([each.offered for each in several]),
        on_time=_sums([each.on_time for each in several]),
    )


def _sum(figures: Iterable[Figure]) -> Figure:
    """What is hidden anywhere is hidden in the sum."""
    total = 0
    for figure in figures:
        if isinstance(figure, Hidden):
            return Hidden.WITHHELD
        total += figure
    return total


def _sums(several: Sequence[Mapping[Key, Figure]]) -> Mapping[Key, Figure]:
    keys = dict.fromkeys(key for each in several for key in each)
    return {key: _sum(each[key] for each in several if key in each) for key in keys}


@dataclass(frozen=True, slots=True)
class _OfCases:
    total: Figure
    referrals: Mapping[str, Figure]
    repeats: Mapping[Repeat, Figure]
    said: Mapping[Asked, Mapping[Answer, Figure]]


def _of_cases(counts: Counts) -> _OfCases:
    """Everything that adds up to the cases: where one division of them cannot be kept, their number
    is hidden, and with it every division, since each would give it away.
    """
    referrals = protected(counts.referrals)
    repeats = protected(counts.repeats)
    said = {asked: protected(parts) for asked, parts in counts.said.items()}
    if (
        counts.cases >= SMALL_BELOW
        and referrals is not None
        and repeats is not None
        and (kept := {a: parts for a, parts in said.items() if parts is not None}).keys() == {*said}
    ):
        return _OfCases(counts.cases, referrals, repeats, kept)
    mark = _all_hidden(counts.cases)
    return _OfCases(
        mark,
        dict.fromkeys(counts.referrals, mark),
        dict.fromkeys(counts.repeats, mark),
        {asked: dict.fromkeys(parts, mark) for asked, parts in counts.said.items()},
    )


def _with_total(parts: Mapping[str, int]) -> tuple[Mapping[str, Figure], Figure]:
    total = sum(parts.values())
    shown = protected(parts) if total >= SMALL_BELOW else None
    if shown is not None:
        return shown, total
    mark = _all_hidden(total)
    return dict.fromkeys(parts, mark), mark


def _numbers(parts: Mapping[Key, Figure]) -> dict[Key, int]:
    return {key: part for key, part in parts.items() if isinstance(part, int)}


def _all_hidden(total: int) -> Hidden:
    """One mark for ``total`` and all that adds up to it. Where the total is not small, not even
    which of them are: enough of those together could say what it is.
    """
    return Hidden.SMALL if total < SMALL_BELOW else Hidden.WITHHELD


def small(count: int) -> Figure:
    """``count``, unless it is small."""
    return Hidden.SMALL if count < SMALL_BELOW else count


def protected(parts: Mapping[Key, int]) -> Mapping[Key, Figure] | None:
    """``parts`` whose sum is shown beside them, with as much hidden as it takes; None where that is
    not enough, and the sum has to be hidden as well.
    """
    hidden = {key for key, count in parts.items() if count < SMALL_BELOW}
    while hidden and not _is_covered([parts[key] for key in hidden]):
        rest = sorted((key for key in parts if key not in hidden), key=lambda key: parts[key])
        if not rest:
            return None
        enough = (k for k in rest if _is_covered([parts[key] for key in (*hidden, k)]))
        hidden.add(next(enough, rest[-1]))
    return {
        key: count
        if key not in hidden
        else Hidden.WITHHELD
        if count >= SMALL_BELOW
        else Hidden.SMALL
        for key, count in parts.items()
    }


def _is_covered(hidden: Sequence[int]) -> bool:
    """Whether each small one of ``hidden``, whose sum can be worked out, could be any from 0 to 4:
    whoever looks knows which are small, and that the others are five or more.
    """
    large = sum(count >= SMALL_BELOW for count in hidden)
    left = sum(hidden) - SMALL_BELOW * large
    return left >= MOST and (large > 0 or left <= MOST * (len(hidden) - 1))
