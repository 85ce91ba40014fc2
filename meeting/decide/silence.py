"""What the server itself sees of the register: a laptop in use that is not connected (ATT-2).

Nobody asks for it, and it changes no access at the table: a bad network is no reason to take a case
away from somebody who sits there, and none to believe that they do not. A guest may be anywhere:
the chair asks again where they are (ROLE-6).
"""

from meeting.room import LaptopBack, LaptopSilent, Line, Phase, Room
from meeting.state import Placed
from meeting.streams import ROOM
from meeting.values import THE_ROOM, PersonId


def is_watched(room: Room, line: Line) -> bool:
    """Whether it is of interest that the laptop of ``line`` is connected."""
    return line.is_on_laptop and room.phase is not Phase.APPROVED


def decide_silence(room: Room, person: PersonId, *, connected: bool) -> tuple[Placed, ...]:
    """The event that ``person``'s laptop is connected again, or is not; none where that is known.

    Who has left, stepped out or goes on without their laptop is not waited for.
    """
    line = room.register.get(person)
    if line is None or not is_watched(room, line) or connected is (line.silent_since is None):
        return ()
    event = LaptopBack(person=person) if connected else LaptopSilent(person=person)
    return (Placed(ROOM, event, by=THE_ROOM),)
