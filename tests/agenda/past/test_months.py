"""Months, as flags and repeats are counted: every end of a month, and leap years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.months import is_within, months_after

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(1, 60)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 11, 24), 12, date(2026, 11, 24)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_later_is_the_day_of_that_number_or_the_last_of_a_shorter_month(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later


def test_there_are_no_months_after_the_last_year() -> None:
    with pytest.raises(OverflowError):
        months_after(date(9999, 12, 31), 1)


@given(DAYS, MONTHS)
def test_the_number_of_the_day_stays_unless_the_month_is_too_short(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS, DAYS, MONTHS)
def test_a_later_day_is_never_reached_sooner(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert months_after(first, months) <= months_after(second, months)


@given(DAYS, MONTHS)
def test_the_same_day_of_the_month_is_still_within_and_the_next_is_not(
    day: date, months: int
) -> None:
    last = months_after(day, months)
    assert is_within(last, months, day)
    assert not is_within(last + timedelta(days=1), months, day)
