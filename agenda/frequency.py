"""How often an area meets, as it says it, and the days that come of it (AG-5). Pure."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agenda.deadline import WEEKDAYS

WEEKS: Final = 7
ORDINALS: Final = ("first", "second", "third", "fourth", "last")
_DAYS: Final = "|".join(WEEKDAYS)
DAILY: Final = re.compile("daily|every (?:working )?day")
WEEKLY: Final = re.compile(rf"(?:weekly|every week|every ([1-9]|1[0-9]|2[0-6]) weeks) on ({_DAYS})")
MONTHLY: Final = re.compile(rf"(?:the )?({'|'.join(ORDINALS)}) ({_DAYS}) of (?:the|every) month")
AS_EXAMPLES: Final = '"daily", "every 3 weeks on Tuesday" or "second Tuesday of the month"'
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Frequency:
    """``said`` is its wording; ``following`` the day that comes after one of its days."""

    said: str
    following: Callable[[date], date]


def parse_frequency(said: str) -> Frequency:
    """Raises ValueError, one sentence, for what cannot be read."""
    words = " ".join(said.casefold().split())
    if DAILY.fullmatch(words):
        return Frequency(said, lambda day: day + timedelta(days=1))
    if match := WEEKLY.fullmatch(words):
        return Frequency(said, _weekly(int(match[1] or 1), WEEKDAYS.index(match[2])))
    if match := MONTHLY.fullmatch(words):
        return Frequency(said, _monthly(ORDINALS.index(match[1]), WEEKDAYS.index(match[2])))
    raise ValueError(f"{said[:LONGEST]!r} says no frequency; write it like {AS_EXAMPLES}")


def next_meetings(
    frequency: Frequency, last: date, is_working_day: Callable[[date], bool]
) -> Iterator[tuple[date, bool]]:
    """The days of meetings after ``last``, each with whether offices are open on it.

    A daily meeting is on working days alone; any other that falls on a closed day is for the chair
    to move (L 5.1.1).
    """
    day, daily = last, DAILY.fullmatch(" ".join(frequency.said.casefold().split())) is not None
    while True:
        day = frequency.following(day)
        is_open = is_working_day(day)
        if is_open or not daily:
            yield day, is_open


def _weekly(weeks: int, weekday: int) -> Callable[[date], date]:
    """Counted from the week of the meeting before, even where that was moved to another day."""

    def following(day: date) -> date:
        monday = day - timedelta(days=day.weekday())
        return monday + timedelta(weeks=weeks, days=weekday)

    return following


def _monthly(which: int, weekday: int) -> Callable[[date], date]:
    def following(day: date) -> date:
        year, month = day.year, day.month
        while (found := _of_month(year, month, which, weekday)) <= day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - months
        return found

    return following


def _of_month(year: int, month: int, which: int, weekday: int) -> date:
    first, days = date(year, month, 1), monthrange(year, month)[1]
    day = 1 + (weekday - first.weekday()) % WEEKS + which * WEEKS
    return date(year, month, day if day <= days else day - WEEKS)
