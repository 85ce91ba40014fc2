"""When a guest's case is expected by now, as their own screen says it (ROLE-6, CASE-2).

Made from the room alone: it is the same whatever is said in any case. A guest is told when their
own case comes, and nothing of the others.
"""

from datetime import datetime, timedelta
from typing import Final

from meeting.forecast import forecast
from meeting.room import ItemState, Phase, Room, TimeExpected
from meeting.state import Placed, State
from meeting.streams import Kind
from meeting.values import THE_ROOM

WORTH_SAYING: Final = timedelta(minutes=5)
"""By how much it has to differ from what the guest was told last."""


def decide_guest_times(state: State, now: datetime) -> tuple[Placed, ...]:
    """What each guest is to be told at ``now`` whose case has come to be expected at another time.

    Nobody asks for it, so that a case which overruns says so by itself. Never refused.
    """
    if state.room.phase is not Phase.HEARING:
        return ()
    guests = [
        (stream, room)
        for stream, room in state.streams.items()
        if stream.kind is Kind.GUEST and isinstance(room, Room)
    ]
    day = forecast(state.room, now) if guests else None
    if day is None:
        return ()
    return tuple(
        Placed(stream, TimeExpected(item=item.item, starts=to_the_minute), by=THE_ROOM)
        for stream, room in guests
        for item in room.items.values()
        if item.state is ItemState.LISTED and item.item in day.expected
        for to_the_minute in (day.expected[item.item].replace(second=0, microsecond=0),)
        if abs(to_the_minute - (item.expected or item.starts)) >= WORTH_SAYING
    )
