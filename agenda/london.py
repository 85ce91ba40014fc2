"""London time: on screens, on papers and in deadlines; everywhere else an instant is UTC."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo


@cache
def _zone() -> ZoneInfo:
    return ZoneInfo("Europe/London")


def in_london(instant: datetime) -> datetime:
    """The aware ``instant`` as clocks in London show it."""
    return instant.astimezone(_zone())


def from_london(day: date, at: time) -> datetime:
    """The UTC instant of a London date and clock time."""
    return datetime.combine(day, at, tzinfo=_zone()).astimezone(UTC)


def clock_time(instant: datetime) -> str:
    """``instant`` as ``09:05``, London time."""
    return f"{in_london(instant):%H:%M}"


def spoken_date(day: date) -> str:
    """``day`` as people say it in a meeting: ``Thu 3 December``."""
    return f"{day:%a} {day.day} {day:%B}"


def short_date(day: date) -> str:
    """``day`` for a narrow column: ``Thu 3 Dec``."""
    return f"{day:%a} {day.day} {day:%b}"


def full_date(day: date) -> str:
    """``day`` for papers: ``Thu 3 Dec 2026``."""
    return f"{short_date(day)} {day.year}"
