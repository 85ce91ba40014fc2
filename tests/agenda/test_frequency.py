"""How often an area meets, as it says it, and the days that come of it. AG-5."""

from collections.abc import Iterable
from datetime import date
from itertools import islice

import pytest

from agenda.frequency import next_meetings, parse_frequency

CLOSED = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
TUESDAY = date(2026, 11, 24)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def days(said: str, last: date = TUESDAY, count: int = 4) -> Iterable[str]:
    found = next_meetings(parse_frequency(said), last, is_working_day)
    return [f"{day:%d %b}{'' if is_open else ' closed'}" for day, is_open in islice(found, count)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("every 3 weeks on Tuesday", ["15 Dec", "05 Jan", "26 Jan", "16 Feb"]),
        ("weekly on Friday", ["04 Dec", "11 Dec", "18 Dec", "25 Dec closed"]),
        ("every week on monday", ["30 Nov", "07 Dec", "14 Dec", "21 Dec"]),
        ("second Tuesday of the month", ["08 Dec", "12 Jan", "09 Feb", "09 Mar"]),
        ("the last Thursday of every month", ["26 Nov", "31 Dec", "28 Jan", "25 Feb"]),
        ("first Monday of the month", ["07 Dec", "04 Jan", "01 Feb", "01 Mar"]),
        ("daily", ["25 Nov", "26 Nov", "27 Nov", "30 Nov"]),
    ],
)
def test_the_days_of_meetings_follow_each_other_as_it_is_said(
    said: str, expected: list[str]
) -> None:
    """L 5.1.1 meets every three weeks, SH monthly; worked out on a calendar of paper."""
    assert days(said) == expected


def test_a_daily_meeting_is_on_working_days_alone() -> None:
    assert days("daily", date(2026, 12, 24), 1) == ["29 Dec"]


def test_a_meeting_that_was_moved_moves_none_of_those_after_it() -> None:
    """L 5.1.1: another day by agreement, and three weeks on it is Tuesday again."""
    assert days("every 3 weeks on Tuesday", date(2026, 11, 25), 1) == ["15 Dec"]


@pytest.mark.parametrize(
    "said", ["", "often", "every 27 weeks on Monday", "fifth Monday of the month"]
)
def test_what_says_no_frequency_is_refused_with_examples(said: str) -> None:
    with pytest.raises(ValueError, match='write it like "daily"'):
        parse_frequency(said)
