"""A coordinator who is none any more, put on the register: nobody waits for their word (CON-6)."""

from meeting.access import Membership, Reader
from meeting.confirming import to_confirm
from meeting.decide.guests import with_guests
from meeting.room import (
    CoordinatorEnded,
    Line,
    NamesConfirmed,
    Phase,
    RoomEvent,
    Waiting,
    fold_room,
)
from meeting.state import Placed, State
from meeting.streams import ROOM
from meeting.values import THE_ROOM


def decide_coordinator(state: State, reader: Reader) -> tuple[Placed, ...]:
    """What the register is to say where ``reader``, as the office has them today, is expected as a
    coordinator, or waits at the door as one, and can no longer say that the names are settled;
    nothing once it is over.

    With them goes the last who was waited for, if they were: then the names are confirmed, as where
    a coordinator leaves.
    """
    room = state.room
    places = (room.register.get(reader.person), room.door.get(reader.person))
    known = [each for each in places if each is not None and each.coordinator]
    if room.phase is Phase.APPROVED or all(_coordinates(reader, each) for each in known):
        return ()
    ended = CoordinatorEnded(person=reader.person)
    after = fold_room(room, ended, room.begins, THE_ROOM)
    settled = room.names_confirmed is None and room.names_checked and not to_confirm(after)
    facts: tuple[RoomEvent, ...] = (ended, NamesConfirmed()) if settled else (ended,)
    return with_guests(state, tuple(Placed(ROOM, fact, by=THE_ROOM) for fact in facts))


def _coordinates(reader: Reader, known: Line | Waiting) -> bool:
    """Whoever belongs to another agency today gives no command here."""
    is_member = reader.membership is Membership.MEMBER
    return reader.coordinator and is_member and reader.agency == known.agency
