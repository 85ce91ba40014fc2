"""Whether the people of a file can be compared with all others in the time that there is (AG-6).

Everybody is compared with everybody by every name that they go by, so that a small file of many
names makes work for hours, in the server's own process. Pure: work is counted, and not timed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from agenda.draft import Draft, Received
from agenda.likeness import ComparedParty
from agenda.past.known import Past
from agenda.plan import Party, PartyKind
from agenda.referrals.importing import Earlier
from agenda.referrals.reading import ReadCase
from agenda.referrals.table import UnreadableFile

MOST_NAMED: Final = 5_000
"""Names in all cells of a file, each of which is compared with whoever imports."""
MOST_COMPARED: Final = 1_100_000
"""Names that are held against each other, of the file and of the list: two seconds' work. Sixty
cases with two perpetrators each who go by another name come to a tenth of it, and a long day of
people with five words in each of their names to no more than it.
"""
MOST_WITH_THE_PAST: Final = 4_000_000
"""As ``MOST_COMPARED``, with cases that were heard: most of these differ by their dates of birth,
and cost nothing.
"""
COMPARED_KINDS: Final = (PartyKind.VICTIM, PartyKind.PERPETRATOR)
ORDERS: Final = {4: 5, 5: 11, 6: 27}
"""The words of two long names are tried in every order: how much more work each of the two is."""
_WORD: Final = re.compile(r"[^\W_]+")
_Compared = Party | ComparedParty

TOO_MANY_NAMED: Final = (
    f"The file has more than {MOST_NAMED:,} names of people. Import it in parts, or take out what "
    "is no referral."
)
TOO_MUCH: Final = (
    "With this file there are more names of victims and perpetrators than can be compared with "
    "each other. Give each person only the names that they go by, and import fewer referrals at a "
    "time."
)


def need_comparable(
    draft: Draft,
    cases: Sequence[ReadCase],
    by: Collection[str],
    earlier: Iterable[Earlier],
    past: Past,
) -> None:
    """What is closed to those ``by`` is not compared, and not counted. Raises UnreadableFile."""
    named = (each for case in cases for each in case.named)
    if sum(1 + len(each.aliases) for each in named) > MOST_NAMED:
        raise UnreadableFile(TOO_MANY_NAMED)
    new = _weights(case.referral.parties for case in cases if case.referral is not None)
    there = _weights(_open(draft.referrals, by))
    before = _weights(_open((each.received for each in earlier), by))
    whole = tuple(map(sum, zip(new, there, strict=True)))
    if _work(whole, whole) // 2 + _work(new, before) > MOST_COMPARED:
        raise UnreadableFile(TOO_MUCH)
    if _work(new, _weights(held.parties for held in past.held)) > MOST_WITH_THE_PAST:
        raise UnreadableFile(TOO_MUCH)


def _open(referrals: Iterable[Received], by: Collection[str]) -> Iterator[tuple[Party, ...]]:
    for received in referrals:
        if received.closed_to.isdisjoint(by):
            yield received.referral.parties


def _work(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(mine * theirs for mine, theirs in zip(one, other, strict=True))


def _weights(cases: Iterable[Iterable[_Compared]]) -> tuple[int, ...]:
    """How much there is to compare of all of ``cases``, for each kind that is compared."""
    weights = dict.fromkeys(COMPARED_KINDS, 0)
    for party in chain.from_iterable(cases):
        if party.kind in weights:
            weights[party.kind] += _weight(party)
    return tuple(weights.values())


def _weight(one: _Compared) -> int:
    """The names that somebody goes by; each other one alone and before their surname."""
    own = len(_WORD.findall(one.name))
    others = (len(_WORD.findall(alias)) for alias in one.aliases)
    words = (own, *(each for count in others for each in (count, count + 1)))
    return sum(ORDERS.get(min(count, max(ORDERS)), 1) for count in words)
