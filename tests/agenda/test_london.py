"""London time, on both sides of a change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from agenda.london import clock_time, from_london, full_date, in_london, short_date, spoken_date


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 28), time(9, 0), 9),
        (date(2026, 3, 29), time(9, 0), 8),
        (date(2026, 10, 24), time(9, 0), 8),
        (date(2026, 10, 25), time(9, 0), 9),
    ],
)
def test_the_clocks_change_and_the_meeting_does_not(day: date, at: time, utc: int) -> None:
    instant = from_london(day, at)
    assert (instant.tzinfo, instant.hour) == (UTC, utc)
    assert clock_time(instant) == "09:00"


def test_the_night_of_the_change_counts_every_minute() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    shown = [clock_time(before + timedelta(minutes=30 * n)) for n in range(4)]
    assert shown == ["01:30", "01:00", "01:30", "02:00"]


def test_an_evening_in_summer_is_still_the_same_day() -> None:
    assert in_london(datetime(2026, 6, 23, 23, 30, tzinfo=UTC)).date() == date(2026, 6, 24)


def test_dates_as_people_say_them() -> None:
    day = date(2026, 12, 3)
    assert spoken_date(day) == "Thu 3 December"
    assert short_date(day) == "Thu 3 Dec"
    assert full_date(day) == "Thu 3 Dec 2026"
