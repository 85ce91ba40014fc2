"""A published meeting as its coordinator sees it at the desk: numbers and times.

Whom its cases are about is in the room, for those who may read them there.
"""

from datetime import date, datetime
from itertools import islice
from typing import Final

from agenda.calendar import is_working_day
from agenda.frequency import next_meetings, parse_frequency
from agenda.london import in_london
from agenda.running_order import Kind
from meeting.desk import DeskItem, DeskPerson, DeskSheet
from meeting.room import Item, Room
from meeting.state import State
from server.coordinating.deadlines import with_deadlines
from server.coordinating.unready import unready_in
from server.published.deadlines import done_in, times_of


def published(state: State, now: datetime, people: tuple[DeskPerson, ...] = ()) -> DeskSheet:
    """The meeting of ``state``. Another can be arranged with ``people``."""
    room = state.room
    order = tuple(map(_line, room.items.values()))
    sheet = DeskSheet(
        meeting=room.meeting,
        order=order,
        people=people,
        unready=unready_in(state),
        next_day=_next_day(room, in_london(now).date()),
        starts=in_london(room.begins).time(),
    )
    return with_deadlines(sheet, room.protocol, times_of(room, None), now, done_in(room))


def _next_day(room: Room, today: date) -> date | None:
    """The first day of a meeting after this one that is not over, by the protocol's frequency."""
    frequency = room.protocol.meetings.frequency
    if frequency is None:
        return None
    following = next_meetings(
        parse_frequency(frequency), room.day, lambda day: is_working_day(day, room.closed_days)
    )
    return next((day for day, _ in islice(following, MOST_DAYS) if day >= today), None)


MOST_DAYS: Final = 400
"""Looked at for the next one: more than a year of working days."""


def _line(item: Item) -> DeskItem:
    kind = Kind.BREAK if item.case is None else Kind.CASE
    return DeskItem(
        label=item.label, starts=item.starts, minutes=item.minutes, kind=kind, case=item.case
    )
