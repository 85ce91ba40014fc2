"""Whose laptop is connected, told to the register when it has not been for some seconds (ATT-2).

It compares what the register says with who is connected, each time that either may have changed,
and remembers nothing but the time that is running: what could not be written down is seen again,
and after a restart, when nobody is connected, everybody has that time to come back.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Protocol

from meeting.decide.guests import with_guests
from meeting.decide.silence import decide_silence, is_watched
from meeting.room import Line, Room
from meeting.state import Placed, State
from meeting.values import PersonId
from server.writer import Observed


class Handle(Protocol):
    """Something that is to happen later."""

    def cancel(self) -> None:
        """It is not to happen after all."""


Later = Callable[[float, Callable[[], None]], Handle]
"""Calls something after so many seconds."""


class Presence:
    """Watches the laptops of those whom the register has as present on one."""

    def __init__(
        self, room: Callable[[], Room], observe: Callable[[Observed], None], later: Later
    ) -> None:
        self._room = room
        self._observe = observe
        self._later = later
        self._running: dict[PersonId, Handle] = {}
        self._is_over = False

    def look(self, connected: AbstractSet[PersonId]) -> None:
        """Compares the register with those who are ``connected``."""
        if self._is_over:
            return
        room = self._room()
        for line in room.register.values():
            if not is_watched(room, line) or line.person in connected:
                self._forget(line.person)
            self._look_at(room, line, is_connected=line.person in connected)

    def stop(self) -> None:
        """Nothing more is noticed: the server is closing, and nobody has gone away."""
        self._is_over = True
        for person in tuple(self._running):
            self._forget(person)

    def _look_at(self, room: Room, line: Line, *, is_connected: bool) -> None:
        if not is_watched(room, line) or is_connected is (line.silent_since is None):
            return
        if is_connected:
            self._observe(Observed(partial(_seen, line.person, connected=True)))
        elif line.person not in self._running:
            seconds = room.protocol.laptops.silence_seconds
            self._running[line.person] = self._later(seconds, partial(self._over, line.person))

    def _over(self, person: PersonId) -> None:
        del self._running[person]
        self._observe(Observed(partial(_seen, person, connected=False)))

    def _forget(self, person: PersonId) -> None:
        running = self._running.pop(person, None)
        if running is not None:
            running.cancel()


def _seen(person: PersonId, state: State, *, connected: bool) -> tuple[Placed, ...]:
    return with_guests(state, decide_silence(state.room, person, connected=connected))
