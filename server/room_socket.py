"""A WebSocket of this server: it has a place among all connections, and its frames are counted.

The library answers every ping and keeps every fragment; how many of them there are is not its
concern. It is ours: a peer that sends more frames than any laptop would is told so and cut off,
and what it has sent so far never holds the event loop for long.
"""

import time
from typing import Any, Final

from websockets.asyncio.server import ServerConnection
from websockets.frames import CloseCode
from websockets.http11 import Request
from websockets.protocol import Event

from server.caps import Place
from server.rate import Bucket, Rate

FRAMES: Final = Rate(at_once=600, a_second=60)
"""Frames of one connection, of whatever kind: pings, pieces of messages and whole ones."""
_PIECE: Final = 4096
"""Bytes that are looked into before the count is looked at. The smallest frame has six."""


class RoomSocket(ServerConnection):
    """One connection, secured. ``place`` is given before anything is received."""

    place: Place | None = None
    frames: Rate = FRAMES

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._left = Bucket(self.frames, time.monotonic())
        self._is_too_much = False

    def known(self) -> None:
        """Whoever it is has logged in."""
        if self.place is not None:
            self.place.known()

    def connection_lost(self, exc: Exception | None) -> None:
        """Its place is free again."""
        super().connection_lost(exc)
        if self.place is not None:
            self.place.free()

    def data_received(self, data: bytes) -> None:
        """A piece at a time, for as long as there are not too many frames in it."""
        for start in range(0, len(data), _PIECE):
            if self._is_too_much:
                return
            super().data_received(data[start : start + _PIECE])

    def process_event(self, event: Event) -> None:
        """Counts it; what is too much is answered with why, and nothing after it is looked at."""
        if self._is_too_much:
            return
        if isinstance(event, Request) or self._left.take(time.monotonic()):
            super().process_event(event)
            return
        self._is_too_much = True
        self.protocol.fail(CloseCode.POLICY_VIOLATION, "too many frames")
        self.send_data()
