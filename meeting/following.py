"""The parts of the agenda around the cases, and the day of the meeting after this one (AG-1, AG-5).

By how often the area meets, unless the next meeting is arranged: that can be on another day.
"""

from datetime import date
from itertools import islice
from typing import Final

from agenda.calendar import is_working_day
from agenda.frequency import next_meetings, parse_frequency
from agenda.london import full_date
from agenda.parts import WORDS, around_cases
from agenda.protocol import DayPart
from meeting.room import Room

MOST_DAYS: Final = 400
"""Looked at for a day that is not over: more than a year of working days."""


def next_meeting(room: Room, since: date = date.min) -> tuple[date, bool] | None:
    """The day of the first meeting after this one that is not before ``since``, and whether offices
    are open on it; None where the protocol says no frequency, where that day is too far off, and
    for a restricted sitting, which none follows.
    """
    said = room.protocol.meetings.frequency
    if said is None or room.restricted is not None:
        return None
    days = next_meetings(
        parse_frequency(said), room.day, lambda day: is_working_day(day, room.closed_days)
    )
    return next((found for found in islice(days, MOST_DAYS) if found[0] >= since), None)


def said_next_meeting(room: Room, arranged: date | None = None) -> str:
    """``Tue 15 Dec 2026``, and that offices are closed then; empty where it is not known.

    ``arranged`` is the day of the meeting after this one where there is one by now: it counts,
    whatever the frequency says.
    """
    if arranged is not None and room.restricted is None:
        found: tuple[date, bool] | None = (arranged, is_working_day(arranged, room.closed_days))
    else:
        found = next_meeting(room)
    if found is None:
        return ""
    day, is_open = found
    return full_date(day) if is_open else f"{full_date(day)}, a day on which offices are closed"


def said_parts(room: Room, arranged: date | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What comes before the cases, and what after them, in words; ``arranged`` is the day of the
    next meeting, where that is arranged.
    """
    before, after = around_cases(room.protocol.day)
    return (
        tuple(_said(room, part, arranged) for part in before),
        tuple(_said(room, part, arranged) for part in after),
    )


def _said(room: Room, part: DayPart, arranged: date | None) -> str:
    day = said_next_meeting(room, arranged) if part is DayPart.NEXT_MEETING else ""
    return f"{WORDS[part]}: {day}" if day else WORDS[part]
