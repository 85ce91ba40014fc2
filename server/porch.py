"""The porch: where a connection is before TLS. Whom there is no place for goes no further.

A refusal here costs the server one accepted socket and no cryptography. TLS begins only for who
has a place, and is waited for only so long. To the library behind it is a server of the event loop.
"""

import asyncio
import logging
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from server.caps import Caps, Place
from server.rate import Bucket, Rate
from server.room_socket import RoomSocket

log = logging.getLogger(__name__)

LOGGED: Final = Rate(at_once=1, a_second=1 / 60)
"""How often the log says that connections were turned away; a flood is not to fill the disk."""
BACKLOG: Final = 100
"""Connections that the system keeps for us until they are taken."""
RETRY_SECONDS: Final = 1.0
"""How long nobody is taken after the system could not give us a connection."""


async def listening(host: str, port: int) -> tuple[socket.socket, ...]:
    """A socket for each address that ``host`` has. Raises OSError or UnicodeError."""
    found = await asyncio.get_running_loop().getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    addresses = dict.fromkeys((family, where[0]) for family, _, _, _, where in found)
    sockets: list[socket.socket] = []
    try:
        for family, address in addresses:
            opened = socket.create_server((str(address), port), family=family, backlog=BACKLOG)
            sockets.append(opened)
            opened.settimeout(0)
    except OSError:
        _close(sockets)
        raise
    return tuple(sockets)


class Porch:
    """Takes connections from ``sockets``, and opens a room for each that comes through.

    ``seconds`` is the time that TLS may take.
    """

    def __init__(
        self,
        sockets: tuple[socket.socket, ...],
        context: ssl.SSLContext,
        caps: Caps,
        open_room: Callable[[], RoomSocket],
        seconds: float,
    ) -> None:
        self.sockets = sockets
        self._context = context
        self._caps = caps
        self._open_room = open_room
        self._seconds = seconds
        self._arriving: set[asyncio.Task[None]] = set()
        self._logged = Bucket(LOGGED, time.monotonic())
        self._taking = [asyncio.create_task(self._take(each)) for each in sockets]

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """As ``asyncio.Server.get_loop``."""
        return asyncio.get_running_loop()

    def is_serving(self) -> bool:
        """Whether connections are taken."""
        return bool(self._taking)

    async def start_serving(self) -> None:
        """They are taken from the beginning."""

    def close(self) -> None:
        """Takes no more connections, and waits for nobody who is not through TLS."""
        for task in (*self._taking, *self._arriving):
            task.cancel()

    async def wait_closed(self) -> None:
        """Returns when nobody is on the porch any more."""
        await asyncio.gather(*self._taking, *self._arriving, return_exceptions=True)
        self._taking.clear()
        _close(self.sockets)

    async def _take(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                taken, address = await loop.sock_accept(listener)
            except OSError as error:
                # Too many open files, or a peer that is gone already.
                log.error("a connection could not be taken: %s", type(error).__name__)  # noqa: TRY400 - the name says it all
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self._arrived(taken, str(address[0]))

    def _arrived(self, taken: socket.socket, address: str) -> None:
        arrival = Arrival(taken)
        place = self._caps.place_for(address, arrival.end)
        if place is None:
            taken.close()
            if self._logged.take(time.monotonic()):
                log.warning("%d connections turned away at the door so far", self._caps.turned_away)
            return
        arrival.securing = asyncio.create_task(self._secured(arrival, place))
        self._arriving.add(arrival.securing)
        arrival.securing.add_done_callback(self._arriving.discard)

    async def _secured(self, arrival: "Arrival", place: Place) -> None:
        def room() -> RoomSocket:
            arrival.room = self._open_room()
            arrival.room.place = place
            return arrival.room

        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                room,
                arrival.taken,
                ssl=self._context,
                ssl_handshake_timeout=self._seconds,
                ssl_shutdown_timeout=self._seconds,
            )
        except BaseException as error:
            place.free()
            arrival.taken.close()
            # Not TLS, another version of it, too slow, or gone: there is nobody to tell.
            if not isinstance(error, OSError):
                raise


class Arrival:
    """A connection on its way in."""

    def __init__(self, taken: socket.socket) -> None:
        self.taken = taken
        self.securing: asyncio.Task[None] | None = None
        self.room: RoomSocket | None = None

    def end(self) -> None:
        """Ends it at once, wherever it is."""
        if self.securing is not None and not self.securing.done():
            self.securing.cancel()
        elif self.room is not None:
            self.room.transport.abort()


def _close(sockets: Iterable[socket.socket]) -> None:
    for each in sockets:
        with suppress(OSError):
            each.close()
