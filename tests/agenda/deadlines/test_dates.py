"""Days counted by hand from the published lists of bank holidays: AG-4, AG-5, AG-9, OUT-1.

``dates.csv`` has a line for each, with its reason: the days that were counted, or what is closed.
Neither it nor the list below was made with the code that they test.
"""

import csv
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from agenda.closed_days import calendar_of
from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.reckoning import reckon
from agenda.nations import nation_named

PUBLISHED: Final = {
    "england and wales": {
        2025: "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12",
        2026: "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
        2027: "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12",
    },
    "scotland": {
        2025: "1/1 2/1 18/4 5/5 26/5 4/8 1/12 25/12 26/12",
        2026: "1/1 2/1 3/4 4/5 25/5 15/6 3/8 30/11 25/12 28/12",
        2027: "1/1 4/1 26/3 3/5 31/5 2/8 30/11 27/12 28/12",
    },
    "northern ireland": {
        2025: "1/1 17/3 18/4 21/4 5/5 26/5 14/7 25/8 25/12 26/12",
        2026: "1/1 17/3 3/4 6/4 4/5 25/5 13/7 31/8 25/12 28/12",
        2027: "1/1 17/3 26/3 29/3 3/5 31/5 12/7 30/8 27/12 28/12",
    },
}
"""Days on which offices are shut that are otherwise open, as the governments publish them."""
CALENDARS: Final = {nation: calendar_of(nation_named(nation), 2023, 2029) for nation in PUBLISHED}


class Row(NamedTuple):
    """A line of the table."""

    nation: str
    rule: str
    start: str
    comes_to: str
    reason: str


with (Path(__file__).parent / "dates.csv").open(encoding="utf-8", newline="") as table:
    ROWS: Final = [Row(*cells) for cells in csv.reader(table, delimiter=";")][1:]


def published(nation: str) -> set[date]:
    """The list above as dates."""
    return {
        date(year, *(int(part) for part in reversed(day.split("/"))))
        for year, days in PUBLISHED[nation].items()
        for day in days.split()
    }


@pytest.mark.parametrize("nation", PUBLISHED)
def test_offices_are_shut_on_the_days_that_are_published(nation: str) -> None:
    """AG-5: every day of three years."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(365 * 3)]
    assert days[-1] == date(2027, 12, 31)
    shut = {day for day in days if CALENDARS[nation].why_closed(day) and day.weekday() < 5}
    assert shut == published(nation)


def test_england_and_wales_keep_the_same_days() -> None:
    """AG-5."""
    assert (
        calendar_of("ENG", 2025, 2027).closed.keys() == calendar_of("WLS", 2025, 2027).closed.keys()
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.nation}: {row.rule} {row.start}")
def test_a_deadline_comes_to_the_day_that_was_counted_by_hand(row: Row) -> None:
    """AG-4, AG-5, AG-9, OUT-1, ACT-3."""
    start = datetime.fromisoformat(row.start)
    at = start.time() if start.time() != time() else None
    found = reckon(parse_rule(row.rule), start.date(), CALENDARS[row.nation], at=at)
    assert found.iso == row.comes_to, row.reason
    shut = found.day.weekday() >= 5 or found.day in published(row.nation)
    assert bool(found.warning) is shut
    assert parse_rule(str(parse_rule(row.rule))) == parse_rule(row.rule)


def test_the_table_is_wide_enough() -> None:
    """AG-5: all three nations, all three years, and no line twice."""
    assert len(ROWS) >= 60
    assert len({row[:3] for row in ROWS}) == len(ROWS)
    assert all(row.reason for row in ROWS)
    assert {row.nation for row in ROWS} == set(PUBLISHED)
    years = Counter(row.comes_to[:4] for row in ROWS)
    assert all(years[str(year)] >= 10 for year in (2025, 2026, 2027))
