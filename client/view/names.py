"""Who has yet to confirm that the names are settled: said in every meeting alike, and by what is on
the register, so that it tells nobody anything of matches (CON-6).
"""

from typing import Final

from agenda.plan import Role
from client.view.seen import Seen
from meeting.confirming import confirms, nobody_can, to_confirm
from meeting.labels import listed
from meeting.room import Phase

WAITS: Final = "Still to confirm that the names are settled: {names}."
NOBODY: Final = "Nobody is here to confirm that the names are settled: hand the minutes over (U)."

NOBODY_BEFORE: Final = (
    "Nobody who comes confirms that the names are settled. Have another on the register, not the "
    "chair, made coordinator (marac-server people post): they do (o)."
)


def is_mine_to_confirm(seen: Seen) -> bool:
    """Whether I confirm the names, and have not; as a coordinator of the office whom the register
    does not have as one, where nobody else can.
    """
    room, line = seen.room, seen.line
    if line is None or room.names_confirmed is not None:
        return False
    if nobody_can(room) and seen.coordinator:
        return line.role is not Role.CHAIR
    return confirms(line) and seen.me not in room.names_checked


def waits_for(seen: Seen) -> str:
    """Who has yet to confirm the names, or what to do where none of them comes."""
    if nobody_can(seen.room):
        return NOBODY_BEFORE if seen.room.phase is Phase.PREPARING else NOBODY
    names = [line.name for line in to_confirm(seen.room)]
    return WAITS.format(names=listed(names, last="and"))
