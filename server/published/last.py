"""Whose people come again where nobody names a meeting: those of the last one (AG-1, AG-9).

No emergency, to which a few come for one case, and no restricted sitting, which nobody is to hear
of (RES-2).
"""

from collections.abc import Container, Iterable
from datetime import date

from agenda.london import in_london
from meeting.room import Room
from server.errors import StoreError
from server.office import KnownMeeting
from server.published.desk import MeetingDesk


def last_meeting(desk: MeetingDesk) -> str:
    """The open meeting that is held today or was held last; if none was, the next. Blocking.

    A record that does not open is passed over. Raises StoreError if there is none.
    """
    office, today = desk.store.office, in_london(desk.store.clock.now()).date()
    listed = [known for known in office.meetings() if known.sitting is None]
    if len(listed) == 1:
        return listed[0].id
    over = {id_: day for id_, day in office.held.days().items() if day < today}
    days = {room.meeting: room.day for room in _rooms(desk, listed, over) if not room.emergency}
    if begun := [meeting for meeting, day in days.items() if day <= today]:
        newest = max(begun, key=days.__getitem__)
        if days[newest] >= max(over.values(), default=date.min):
            return newest
    if (was := _last_of(desk, listed, over)) is not None:
        return was
    return min(days, key=days.__getitem__, default=None) or desk.store.known().id


def _rooms(
    desk: MeetingDesk, listed: Iterable[KnownMeeting], over: Container[str]
) -> Iterable[Room]:
    """Of the meetings that are not over, of which there are few."""
    for known in listed:
        if known.id not in over and (room := _room(desk, known.id)) is not None:
            yield room


def _last_of(
    desk: MeetingDesk, listed: Iterable[KnownMeeting], over: dict[str, date]
) -> str | None:
    """Read one by one from the last on: there may be years of them."""
    there = {known.id for known in listed} & over.keys()
    for meeting in sorted(there, key=lambda each: (over[each], each), reverse=True):
        if (room := _room(desk, meeting)) is not None and not room.emergency:
            return meeting
    return None


def _room(desk: MeetingDesk, meeting: str) -> Room | None:
    try:
        return desk.record({"meeting": meeting})[1].state.room
    except StoreError:
        return None
