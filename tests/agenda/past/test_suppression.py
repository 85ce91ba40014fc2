"""Small counts of a return cannot be worked out from what is shown (OUT-6)."""

from collections.abc import Iterable, Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.past.counting import Counts, Kept, Repeat
from agenda.past.equality import Answer, Asked
from agenda.past.suppression import (
    Figure,
    Figures,
    Hidden,
    coarser,
    plainly,
    protected,
    suppressed,
    suppressed_with_months,
)

AGENCIES = ("police", "idva", "housing", "health", "probation")
FAR = 80
"""More than any sum of a test: where nothing bounds a count, it can be as much."""
SMALL = frozenset(range(5))


def divided(total: int, cuts: list[float], keys: Iterable[str]) -> dict[str, int]:
    """``total`` among ``keys``, in shares."""
    named, left = list(keys), total
    parts = {}
    for key, cut in zip(named[1:], cuts, strict=False):
        parts[key] = round(left * cut)
        left -= parts[key]
    return {named[0]: left, **parts}


@st.composite
def some_counts(draw: st.DrawFn, agencies: int = 5) -> Counts:
    """A month as it could be: everything that adds up to the cases does."""
    cuts = st.lists(st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.8, 1.0)), min_size=5, max_size=5)
    cases = draw(st.integers(0, 40))
    names = AGENCIES[: draw(st.integers(1, agencies))]
    return Counts(
        cases=cases,
        put_off=draw(st.integers(0, 9)),
        children=draw(st.integers(0, 30)),
        referrals=divided(cases, draw(cuts), names),
        repeats={Repeat(k): n for k, n in divided(cases, draw(cuts), Repeat).items()},
        said={
            asked: {Answer(k): n for k, n in divided(cases, draw(cuts), Answer).items()}
            for asked in Asked
        },
        actions={
            name: {
                Kept(k): n for k, n in divided(draw(st.integers(0, 20)), draw(cuts), Kept).items()
            }
            for name in names
        },
    )


Divisions = list[Mapping[str, Figure]]


# Somebody who subtracts: all that a count can be, by what is shown.


def could_be(figure: Figure, *, is_whole_hidden: bool = False) -> range:
    if isinstance(figure, int):
        return range(figure, figure + 1)
    if figure is Hidden.SMALL:
        return range(5)
    # Beside a total that is shown everybody can tell that it is not small.
    return range(0 if is_whole_hidden else 5, FAR)


def sums(parts: Iterable[range]) -> int:
    """Every sum that is possible, as the bits of a number."""
    possible = 1
    for part in parts:
        possible = _shifted(possible, part)
    return possible


def _shifted(possible: int, part: range) -> int:
    found = 0
    for count in part:
        found |= possible << count
    return found & ((1 << FAR) - 1)


def worked_out(
    total: Figure, divisions: list[Mapping[str, Figure]]
) -> Iterator[tuple[Figure, set[int]]]:
    """Each figure that is hidden, with everything that it can be; also the total."""
    whole = not isinstance(total, int)
    ranges = [[could_be(f, is_whole_hidden=whole) for f in d.values()] for d in divisions]
    totals = {t for t in could_be(total) if all(sums(parts) >> t & 1 for parts in ranges)}
    if whole:
        yield total, totals
    for division, parts in zip(divisions, ranges, strict=True):
        for place, figure in enumerate(division.values()):
            if isinstance(figure, int):
                continue
            others = sums(parts[:place] + parts[place + 1 :])
            yield (
                figure,
                {n for n in parts[place] if any(t >= n and others >> (t - n) & 1 for t in totals)},
            )


def divisions_of(shown: Figures) -> list[Mapping[str, Figure]]:
    named: list[Mapping[str, Figure]] = [
        shown.referrals,
        {str(k): v for k, v in shown.repeats.items()},
    ]
    return named + [{str(k): v for k, v in parts.items()} for parts in shown.said.values()]


@given(some_counts())
@settings(max_examples=100, deadline=None)
def test_out_6_whoever_subtracts_learns_no_more_than_that_a_count_is_small(counts: Counts) -> None:
    shown = suppressed(counts)
    for total, parts in (
        (shown.cases, divisions_of(shown)),
        (shown.all_offered, [shown.offered]),
    ):
        for figure, possible in worked_out(total, parts):
            if figure is Hidden.SMALL and isinstance(total, int):
                assert possible == SMALL
            assert len(possible) > 1


@given(some_counts())
@settings(max_examples=50, deadline=None)
def test_out_6_nothing_that_is_shown_is_small_and_nothing_is_untrue(counts: Counts) -> None:
    shown, true = suppressed(counts), plainly(coarser(counts))
    for figure, count in zip(every(shown), every(true), strict=True):
        assert isinstance(count, int)
        assert (
            figure == count >= 5
            or (figure is Hidden.SMALL and count < 5)
            or figure is Hidden.WITHHELD
        )


def every(shown: Figures) -> Iterator[Figure]:
    yield from (shown.cases, shown.put_off, shown.children, shown.all_offered)
    for parts in (*divisions_of(shown), shown.offered, shown.on_time):
        yield from parts.values()


@given(some_counts())
@settings(max_examples=50, deadline=None)
def test_out_6_what_is_on_time_adds_up_to_nothing_that_is_shown_where_one_is_hidden(
    counts: Counts,
) -> None:
    """It is at most what was offered, so that with a total it could be worked out."""
    shown = suppressed(counts)
    if any(isinstance(figure, Hidden) for figure in shown.on_time.values()):
        assert isinstance(shown.all_on_time, Hidden)
    for agency, figure in shown.offered.items():
        if isinstance(figure, Hidden):
            assert isinstance(shown.on_time[agency], Hidden)


@given(st.lists(some_counts(), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_out_6_a_quarter_says_nothing_that_its_months_do_not_say(months: list[Counts]) -> None:
    """Each figure that it shows is the sum of figures that the months show."""
    quarter, several = suppressed_with_months(months), [suppressed(each) for each in months]
    assert quarter.kept is None
    for asked in Asked:
        assert Answer.UNCLEAR not in quarter.said[asked]
        for answer, figure in quarter.said[asked].items():
            parts = [each.said[asked][answer] for each in several]
            hidden = [part for part in parts if isinstance(part, Hidden)]
            assert figure is Hidden.WITHHELD if hidden else figure == sum(map(int, parts))  # type: ignore[arg-type] # none is hidden here
    for agency, figure in quarter.referrals.items():
        parts = [each.referrals[agency] for each in several if agency in each.referrals]
        assert isinstance(figure, Hidden) == any(isinstance(part, Hidden) for part in parts)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        pytest.param((12, 8, 9), "12 8 9", id="nothing is small"),
        pytest.param((20, 2, 9), "20 <5 *", id="one is small: another goes with it"),
        pytest.param((12, 8, 0, 0), "* 8 <5 <5", id="no more than it takes"),
        pytest.param((20, 2, 2), "20 <5 <5", id="two small ones cover each other"),
        pytest.param((20, 4, 4), "* <5 <5", id="unless both must be as large as can be"),
        pytest.param((20, 0, 1), "* <5 <5", id="or both as small"),
    ],
)
def test_out_6_as_much_is_hidden_as_it_takes(parts: tuple[int, ...], shown: str) -> None:
    found = protected(dict(enumerate(parts)))
    assert found is not None
    assert " ".join(map(str, found.values())) == shown


def test_out_6_where_nothing_covers_it_the_total_is_hidden_as_well() -> None:
    """Five cases, all of one agency: that the other has none would be seen by the total."""
    assert protected({"police": 5, "housing": 0}) is None


def test_out_6_a_hidden_total_is_not_said_by_how_many_of_its_parts_are_small() -> None:
    """Five agencies with at most four each, and four answers with at least five: twenty."""
    counts = Counts(
        cases=20,
        referrals=dict.fromkeys(AGENCIES, 4),
        repeats={Repeat.YES: 10, Repeat.PERHAPS: 0, Repeat.NO: 10},
        said={
            asked: {Answer.YES: 8, Answer.NO: 6, Answer.NOT_SAID: 3, Answer.UNCLEAR: 3}
            for asked in Asked
        },
    )
    shown = suppressed(counts)
    assert {shown.cases, *shown.referrals.values(), *shown.said[Asked.MALE].values()} == {
        Hidden.WITHHELD
    }
