"""Getting in: one question to the server, by an invitation or a password, and its answer.

Each takes a connection of its own, which is over with the answer. It knows nothing of screens.
"""

import asyncio
from dataclasses import dataclass
from ssl import SSLError
from typing import Protocol

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from client.pinned import WrongServer, no_log, pinned_context
from meeting.values import Frozen
from meeting.wire import (
    Enrol,
    Joined,
    Knock,
    LogIn,
    Notice,
    Redeem,
    RefusedMessage,
    encode,
    parse_to_client,
)
from meeting.words import BadMessage

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server is, and by which key it is known. Nothing of this opens anything."""

    host: str
    port: int
    pin: bytes

    @property
    def address(self) -> str:
        """As a person would write it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class NotLetIn(Exception):
    """The server said no; the message is for the person, ``code`` for programs."""

    def __init__(self, message: str, code: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class NotReached(Exception):
    """No answer came; the message says what to do."""


class Ask(Protocol):
    """How a question travels: ``ask`` below, or a stand-in without sockets."""

    async def __call__(self, place: Place, question: Redeem | Knock | LogIn) -> Joined | Enrol:
        """The answer. Raises NotLetIn or NotReached."""


async def ask(place: Place, question: Redeem | Knock | LogIn) -> Joined | Enrol:
    """Sends ``question`` to the server at ``place``, and to no other, and returns its answer.

    Raises NotLetIn or NotReached.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return _understood(await _exchange(place, question))
    except WrongServer as wrong:
        raise NotReached(wrong.sentence) from None
    except (OSError, SSLError, TimeoutError, WebSocketException, BadMessage):
        raise NotReached(
            f"Nobody answers at {place.address}. Look at the network, and whether the server "
            "runs; then try again."
        ) from None


async def _exchange(place: Place, question: Frozen) -> str | bytes:
    async with connect(
        f"wss://{place.address}/",
        ssl=pinned_context(place.pin),
        compression=None,
        proxy=None,
        close_timeout=1,
        user_agent_header=None,
        logger=no_log(),
    ) as connection:
        await connection.send(encode(question).decode())
        return await connection.recv()


def _understood(frame: str | bytes) -> Joined | Enrol:
    answer = parse_to_client(frame)
    match answer:
        case Joined() | Enrol():
            return answer
        case RefusedMessage():
            raise NotLetIn(answer.message, answer.code, answer.field)
        case Notice():
            raise NotLetIn(answer.message, answer.about)
        case _:
            raise BadMessage("no answer to what was asked")
