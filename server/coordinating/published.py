"""A published meeting as its coordinator sees it at the desk: numbers and times.

Whom its cases are about is in the room, for those who may read them there.
"""

from datetime import datetime

from agenda.deadlines.of_meeting import Due
from agenda.running_order import Kind
from meeting.desk import DeskItem, DeskSheet
from meeting.room import Item
from meeting.state import State
from server.coordinating.deadlines import with_deadlines
from server.published.deadlines import times_of


def published(state: State, now: datetime) -> DeskSheet:
    """The meeting of ``state``."""
    room = state.room
    order = tuple(map(_line, room.items.values()))
    sheet = DeskSheet(meeting=room.meeting, order=order)
    opened = {Due.AGENDA: room.agenda_opened} if room.agenda_opened is not None else {}
    return with_deadlines(sheet, room.protocol, times_of(room, None), now, opened)


def _line(item: Item) -> DeskItem:
    kind = Kind.BREAK if item.case is None else Kind.CASE
    return DeskItem(
        label=item.label, starts=item.starts, minutes=item.minutes, kind=kind, case=item.case
    )
