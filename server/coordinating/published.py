"""A published meeting as its coordinator sees it at the desk: numbers and times.

Whom its cases are about is in the room, for those who may read them there.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from agenda.london import in_london
from agenda.running_order import Kind
from meeting.access import Reader, may_read
from meeting.case.hearing import Case
from meeting.case.table import guests_of
from meeting.decide.reading import as_read
from meeting.desk import DeskItem, DeskPerson, DeskSheet
from meeting.follow_up import follow_ups
from meeting.following import next_meeting
from meeting.room import Item, ItemState, Room
from meeting.state import State
from meeting.streams import Stream, case_stream
from server.coordinating.deadlines import with_deadlines
from server.coordinating.unready import unready_in
from server.published.deadlines import done_in, times_of
from server.published.following import Following


def published(
    state: State,
    now: datetime,
    people: tuple[DeskPerson, ...] = (),
    readable: AbstractSet[Stream] = frozenset(),
    arranged_next: Following | None = None,
) -> DeskSheet:
    """The meeting of ``state``, for whoever may read the streams ``readable`` of it. Another can be
    arranged with ``people``; ``arranged_next`` is the one after it, where there is one.
    """
    room = state.room
    cases = {stream: case for stream, case in state.streams.items() if stream in readable}
    order = tuple(
        _line(item, cases, room)
        for item in room.items.values()
        if item.state is not ItemState.SKIPPED
    )
    following = next_meeting(room, in_london(now).date())
    sheet = DeskSheet(
        meeting=room.meeting,
        order=order,
        people=people,
        unready=unready_in(state),
        follow_up=follow_ups(state.only(frozenset(readable))),
        next_day=following[0] if following is not None else None,
        starts=room.protocol.day.starts,
    )
    return with_deadlines(sheet, room.protocol, times_of(room, arranged_next), now, done_in(room))


def readable_by(state: State, reader: Reader | None, now: datetime) -> AbstractSet[Stream]:
    """The streams that ``reader`` may read now, also where no server was there to close it."""
    return frozenset() if reader is None else may_read(as_read(state, now), reader)


def _line(item: Item, readable: Mapping[Stream, object], room: Room) -> DeskItem:
    """Its time, section and guests where the case can be read: of another they would say something
    of it (CON-3).
    """
    kind = Kind.BREAK if item.case is None else Kind.CASE
    line = DeskItem(
        label=item.label, starts=item.starts, minutes=item.minutes, kind=kind, case=item.case
    )
    case = None if item.case is None else readable.get(case_stream(item.case))
    if not isinstance(case, Case):
        return line
    guests = tuple(guest.name for guest in guests_of(room, case))
    return line.model_copy(
        update={"section": case.section, "fixed_at": case.fixed_at, "guests": guests}
    )
