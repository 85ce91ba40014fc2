"""When a meeting is closed to reading (OUT-2): its day passed and nobody opened it, or the days for
which its protocol lets it be read are over. Nobody asks for it; the server says what time it is.
"""

from datetime import datetime, timedelta

from agenda.london import in_london
from meeting.room import Phase, ReadingClosed, Room
from meeting.state import Placed, Recorded, State, fold
from meeting.streams import ROOM
from meeting.values import THE_ROOM


def decide_reading(state: State, now: datetime) -> tuple[Placed, ...]:
    """The event that closes the meeting to reading, where that is due and was not yet said."""
    room = state.room
    if room.reading_closed is not None or not _is_due(room, now):
        return ()
    return (Placed(ROOM, ReadingClosed(), by=THE_ROOM),)


def as_read(state: State, now: datetime) -> State:
    """``state`` as it is read now, where no server was there to write down that it closed."""
    for each in decide_reading(state, now):
        state = fold(state, each.stream, Recorded(at=now, by=THE_ROOM, event=each.event))
    return state


def _is_due(room: Room, now: datetime) -> bool:
    """By the days of London. A meeting that is under way is never closed under its people."""
    today, days = in_london(now).date(), room.protocol.afterwards.read_days
    if room.phase is Phase.PREPARING:
        return today > room.day
    if room.phase is not Phase.APPROVED or room.approved_at is None or not days:
        return False
    return today > in_london(room.approved_at).date() + timedelta(days=days)
