"""Who has yet to confirm that the names are settled: said in every meeting alike, and by what is on
the register, so that it tells nobody anything of matches (CON-6).
"""

from typing import Final

from client.view.seen import Seen
from meeting.confirming import confirms, to_confirm
from meeting.labels import listed

WAITS: Final = "Still to confirm that the names are settled: {names}."
NOBODY: Final = "Nobody is here to confirm that the names are settled: hand the minutes over (U)."


def is_mine_to_confirm(seen: Seen) -> bool:
    """Whether I confirm the names, and have not."""
    room, line = seen.room, seen.line
    if line is None or room.names_confirmed is not None:
        return False
    return confirms(line) and seen.me not in room.names_checked


def waits_for(seen: Seen) -> str:
    """Who has yet to confirm the names."""
    names = [line.name for line in to_confirm(seen.room)]
    return WAITS.format(names=listed(names, last="and")) if names else NOBODY
