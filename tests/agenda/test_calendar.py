"""Working days and bank holidays: AG-5."""

from datetime import date

import pytest

from agenda.calendar import is_working_day, working_days_after
from agenda.closed_days import closed_days
from agenda.nations import NATIONS

CLOSED = {nation: closed_days(nation, 2026, 2027) for nation in NATIONS}


def test_a_working_day_is_monday_to_friday() -> None:
    """AG-5."""
    week = [date(2026, 11, day) for day in range(23, 30)]
    assert [is_working_day(day, frozenset()) for day in week] == [*[True] * 5, False, False]


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("day", [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)])
def test_christmas_new_year_and_boxing_days_substitute_are_closed(nation: str, day: date) -> None:
    """AG-5: Boxing Day 2026 is a Saturday, so Monday the 28th stands in for it."""
    assert not is_working_day(day, CLOSED[nation])


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2026, 4, 3), {"ENG", "WLS", "SCT", "NIR"}),
        (date(2026, 4, 6), {"ENG", "WLS", "NIR"}),
        (date(2026, 8, 31), {"ENG", "WLS", "NIR"}),
        (date(2026, 8, 3), {"SCT"}),
        (date(2026, 11, 30), {"SCT"}),
        (date(2026, 6, 15), {"SCT"}),
        (date(2026, 1, 2), {"SCT"}),
        (date(2026, 3, 17), {"NIR"}),
        (date(2026, 7, 13), {"NIR"}),
        (date(2026, 5, 4), {"ENG", "WLS", "SCT", "NIR"}),
        (date(2026, 11, 24), set()),
    ],
)
def test_each_nation_keeps_its_own_days(day: date, nations: set[str]) -> None:
    """AG-5: Easter Monday is none in Scotland, which has days of its own."""
    assert {nation for nation in NATIONS if day in CLOSED[nation]} == nations


@pytest.mark.parametrize("nation", ["", "GB", "eng", "UK"])
def test_a_nation_that_is_none_is_an_error_and_not_a_poorer_table(nation: str) -> None:
    """AG-5."""
    with pytest.raises(ValueError, match="nation must be one of ENG, WLS, SCT, NIR"):
        closed_days(nation, 2026, 2026)


def test_both_years_are_included() -> None:
    """AG-5."""
    assert {day.year for day in closed_days("ENG", 2026, 2028)} == {2026, 2027, 2028}


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 24), 5, date(2026, 12, 1)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 22), 5, date(2026, 12, 31)),
    ],
)
def test_working_days_are_counted_from_the_day_after(
    start: date, count: int, expected: date
) -> None:
    """AG-5: the 25th and the 28th of December are not counted."""
    assert working_days_after(start, count, CLOSED["ENG"]) == expected
