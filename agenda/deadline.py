"""Dates of actions as people say them (ACT-3): "5 working days", "2 weeks", "friday", "3 Dec".

Counted from the day of the meeting. What cannot be read is None, never a guess.
"""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from agenda.calendar import is_working_day, working_days_after

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
LARGEST_COUNT = 400
SHORTEST_ABBREVIATION = 3
FAR_AWAY = timedelta(days=183)

COUNTED = re.compile(r"(?:in |within )?(\d{1,3}) (working days?|days?|weeks?)")
AGO = re.compile(r"(\d{1,3}) (days?|weeks?) ago")
DAYS_IN = {"day": 1, "week": 7}
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DAY_AND_MONTH = re.compile(
    r"(?:by |on )?(?:([a-z]+) )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})(?: (\d{4}))?"
)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def due_date(said: str, meeting_day: date, closed: AbstractSet[date]) -> date | None:
    """The date that ``said`` means, counted from ``meeting_day``; None where it means none."""
    said = " ".join(said.lower().replace(",", " ").split())
    named = _named_day(said, meeting_day) or _counted(said, meeting_day, closed)
    return named or _dated(said, meeting_day)


def told_date(said: str, meeting_day: date) -> date | None:
    """The past date that ``said`` means: of something that has happened, seen from the meeting.

    A weekday is the last such day, a day and month the last such date. None where it means none,
    or one that is still to come.
    """
    said = " ".join(said.lower().replace(",", " ").split())
    if said == "yesterday":
        return meeting_day - timedelta(days=1)
    if match := AGO.fullmatch(said):
        return meeting_day - timedelta(days=int(match[1]) * DAYS_IN[match[2].rstrip("s")])
    if (named := _named_day(said, meeting_day)) is not None and said not in {"today", "tonight"}:
        return None if said == "tomorrow" else named - timedelta(days=7)
    if (match := DAY_AND_MONTH.fullmatch(said)) and not match[4]:
        return _of_weekday(_last_such_date(match, meeting_day), match[1])
    day = named or _dated(said, meeting_day)
    return day if day is None or day <= meeting_day else None


def _last_such_date(match: re.Match[str], meeting_day: date) -> date | None:
    following = _day_and_month(match, meeting_day)
    if following is None or following == meeting_day:
        return following
    years = range(meeting_day.year, meeting_day.year - 5, -1)
    days = (_real_date(year, following.month, following.day) for year in years)
    return next((day for day in days if day is not None and day <= meeting_day), None)


def kind_of_day(day: date, closed: AbstractSet[date]) -> str:
    """What to say beside every date that is typed (AG-5)."""
    return "a working day" if is_working_day(day, closed) else "not a working day"


def remark(day: date, meeting_day: date) -> str:
    """What else to say beside a date that was just typed; empty when it is an ordinary one."""
    if day < meeting_day:
        return "before the meeting"
    if day - meeting_day > FAR_AWAY:
        return "more than half a year away"
    return ""


def _named_day(said: str, meeting_day: date) -> date | None:
    if said in {"today", "tonight"}:
        return meeting_day
    if said == "tomorrow":
        return meeting_day + timedelta(days=1)
    matches = [n for n, name in enumerate(WEEKDAYS) if _abbreviates(said, name)]
    if len(matches) != 1:
        return None
    ahead = (matches[0] - meeting_day.weekday() - 1) % 7 + 1
    return meeting_day + timedelta(days=ahead)


def _abbreviates(said: str, name: str) -> bool:
    return len(said) >= SHORTEST_ABBREVIATION and name.startswith(said)


def _counted(said: str, meeting_day: date, closed: AbstractSet[date]) -> date | None:
    if not (match := COUNTED.fullmatch(said)):
        return None
    count, unit = int(match[1]), match[2].rstrip("s")
    if not 0 < count <= LARGEST_COUNT:
        return None
    reckon: Mapping[str, Callable[[], date]] = {
        "working day": lambda: working_days_after(meeting_day, count, closed),
        "day": lambda: meeting_day + timedelta(days=count),
        "week": lambda: meeting_day + timedelta(weeks=count),
    }
    return reckon[unit]()


def _dated(said: str, meeting_day: date) -> date | None:
    if match := ISO_DATE.fullmatch(said):
        return _real_date(int(match[1]), int(match[2]), int(match[3]))
    if match := SLASHED.fullmatch(said):
        return _real_date(int(match[3]), int(match[2]), int(match[1]))
    if match := DAY_AND_MONTH.fullmatch(said):
        return _of_weekday(_day_and_month(match, meeting_day), match[1])
    return None


def _day_and_month(match: re.Match[str], meeting_day: date) -> date | None:
    """The next such day from the meeting on, unless the year was said."""
    months = [n for n, name in enumerate(MONTHS, start=1) if _abbreviates(match[3], name)]
    if len(months) != 1:
        return None
    month, number = months[0], int(match[2])
    if match[4]:
        return _real_date(int(match[4]), month, number)
    day = _real_date(meeting_day.year, month, number)
    if day is None or day < meeting_day:
        return _real_date(meeting_day.year + 1, month, number)
    return day


def _of_weekday(day: date | None, weekday: str | None) -> date | None:
    """``day``, unless a weekday was said and it is another one."""
    if day is None or weekday is None or _abbreviates(weekday, WEEKDAYS[day.weekday()]):
        return day
    return None


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
