"""Who may read what a meeting heard without having heard it, where its protocol lets members
(OUT-2); and that they sign for it first, as everybody does (SIGN-2).
"""

from typing import Final

from agenda.plan import Role
from agenda.protocol.afterwards import ReadBy
from meeting.room import Line, Phase, Room

NAMED: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER, Role.REPRESENTATIVE})
"""Who is named to speak for an agency all day: no observer, and no guest (ROLE-5, ROLE-6)."""


def is_for_members(room: Room, line: Line) -> bool:
    """Whether the protocol lets this person read what is over, as one of a core agency.

    Not who came by the door on somebody's word; and no longer than anybody may read it.
    """
    if room.phase is not Phase.APPROVED or room.reading_closed is not None:
        return False
    agreed = room.protocol.afterwards.read_by is ReadBy.MEMBERS
    named = line.role in NAMED and line.admitted_by is None
    return agreed and named and line.agency in room.protocol.attendance.core_agencies


def signs_afterwards(room: Room, line: Line) -> bool:
    """Whether somebody who never came, or came and never signed, can still sign to read it."""
    unsigned = line.signature is None or line.refused
    return unsigned and is_for_members(room, line)


def reads_afterwards(room: Room, line: Line) -> bool:
    """Whether somebody who never came has signed since, on a laptop of their own."""
    return line.arrived is None and line.has_signed_here and is_for_members(room, line)
