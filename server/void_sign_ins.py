"""Who signed in under somebody else's name is logged out everywhere, once that is void (ATT-6).

It compares what the register says with what it has done, whenever the register may have changed.
After a restart it looks at all of it again: sessions that began since then are let be, so that the
right person, who has logged in meanwhile, stays.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from meeting.room import Room, Void
from meeting.values import PersonId

Ends = Callable[[PersonId, Void, Callable[[], None]], None]
"""Ends the sessions of a person that began before a sign-in was void; or calls the last."""


class VoidSignIns:
    """The void lines of one meeting's register."""

    def __init__(self, room: Callable[[], Room], ends: Ends) -> None:
        self._room = room
        self._ends = ends
        self._ended: set[tuple[PersonId, datetime]] = set()

    def look(self) -> None:
        """Ends what is not ended yet; what fails is tried again when it is looked at next."""
        for line in self._room().register.values():
            if not line.is_void or not line.voids:
                continue
            void = line.voids[-1]
            if (line.person, void.at) not in self._ended:
                self._ended.add((line.person, void.at))
                again = partial(self._ended.discard, (line.person, void.at))
                self._ends(line.person, void, again)
