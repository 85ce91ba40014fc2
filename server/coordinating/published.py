"""A published meeting as its coordinator sees it at the desk: numbers and times.

Whom its cases are about is in the room, for those who may read them there.
"""

from datetime import datetime

from agenda.london import in_london
from agenda.running_order import Kind
from meeting.desk import DeskItem, DeskPerson, DeskSheet
from meeting.following import next_meeting
from meeting.room import Item
from meeting.state import State
from server.coordinating.deadlines import with_deadlines
from server.coordinating.unready import unready_in
from server.published.deadlines import done_in, times_of


def published(state: State, now: datetime, people: tuple[DeskPerson, ...] = ()) -> DeskSheet:
    """The meeting of ``state``. Another can be arranged with ``people``."""
    room = state.room
    order = tuple(map(_line, room.items.values()))
    following = next_meeting(room, in_london(now).date())
    sheet = DeskSheet(
        meeting=room.meeting,
        order=order,
        people=people,
        unready=unready_in(state),
        next_day=following[0] if following is not None else None,
        starts=in_london(room.begins).time(),
    )
    return with_deadlines(sheet, room.protocol, times_of(room, None), now, done_in(room))


def _line(item: Item) -> DeskItem:
    kind = Kind.BREAK if item.case is None else Kind.CASE
    return DeskItem(
        label=item.label, starts=item.starts, minutes=item.minutes, kind=kind, case=item.case
    )
