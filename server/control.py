"""The way in for other ``marac-server`` commands while a server holds the store.

A line of JSON each way, on loopback. Whoever asks proves that they know the store's passphrase: the
token is made from its key, and from a number in the store's folder that is another at every start.
The answer carries a proof of the same key.
"""

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from hmac import compare_digest
from hmac import digest as keyed_digest
from pathlib import Path
from typing import Any, Final

from meeting.chain import canonical
from server.errors import OperatorError, StoreError
from server.files import write_private

FILE: Final = "control.json"
LOOPBACK: Final = "127.0.0.1"
PATIENCE_SECONDS: Final = 10.0
LONGEST_LINE: Final = 1024 * 1024
"""A plan that travels, sealed, fits into it."""

Errand = Callable[[str, Mapping[str, str]], str]
"""Does something for the person named, with what else was said; returns what to print.

Raises OperatorError. Blocking."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An errand for one person, of a meeting where one is named."""

    errand: str
    person: str
    meeting: str | None
    facts: Mapping[str, str] = field(default_factory=dict)


class NobodyServes(Exception):
    """No server holds this store, or it went without a word."""


@asynccontextmanager
async def under_control(
    folder: Path, key: bytes, meeting: str, errands: Mapping[str, Errand]
) -> AsyncIterator[None]:
    """Takes errands for ``meeting`` of the store in ``folder`` until the block ends.

    ``key`` is the store's key for this purpose.
    """
    number = secrets.token_hex(16)
    token = _token(key, number)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                asked = _parsed(await reader.readline())
                answer = await _done(asked, token, meeting, errands)
                proof = _proof(key, str(asked.get("nonce", "")), answer)
                writer.write(_line({**answer, "proof": proof}))
                await writer.drain()
        except (OSError, ValueError, TimeoutError):
            pass  # whoever asked has gone, or spoke nonsense: nothing is owed to them
        finally:
            writer.close()

    server = await asyncio.start_server(answer, LOOPBACK, 0, limit=LONGEST_LINE)
    port = server.sockets[0].getsockname()[1]
    path = folder / FILE
    write_private(path, _line({"port": port, "number": number}))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        server.close()
        await server.wait_closed()


def is_served(folder: Path) -> bool:
    """Whether a server seems to hold the store in ``folder``."""
    return (folder / FILE).is_file()


def ask_server(folder: Path, key: bytes, asked: Asked) -> str:
    """What the server that holds the store in ``folder`` answers; ``key`` as in under_control.

    Raises NobodyServes if none does that knows the key, StoreError with the server's sentence if it
    refuses.
    """
    nonce = secrets.token_hex(16)
    try:
        control = json.loads((folder / FILE).read_bytes())
        token = _token(key, control["number"])
        line = _line({"token": token, "nonce": nonce, **asdict(asked)})
        answer = _exchange(control["port"], line)
        proof = str(answer.pop("proof", ""))
    except (OSError, ValueError, KeyError, TypeError):
        raise NobodyServes from None
    # A killed server leaves its port to whoever takes it: what they say is nobody's word.
    if not compare_digest(proof.encode(), _proof(key, nonce, answer).encode()):
        raise NobodyServes
    if "refused" in answer:
        raise StoreError(str(answer["refused"]))
    return str(answer["said"])


def _exchange(port: int, line: bytes) -> dict[str, Any]:
    with socket.create_connection((LOOPBACK, port), PATIENCE_SECONDS) as connection:
        connection.sendall(line)
        with connection.makefile("rb") as answers:
            return _parsed(answers.readline())


async def _done(
    asked: dict[str, Any], token: str, meeting: str, errands: Mapping[str, Errand]
) -> dict[str, str]:
    if not compare_digest(str(asked.get("token", "")).encode(), token.encode()):
        return {"refused": "The running server holds another store; look at --store."}
    if asked.get("meeting") not in {None, meeting}:
        return {"refused": f"The running server serves {meeting}; stop it to ask about another."}
    errand = errands.get(str(asked.get("errand")))
    if errand is None:
        return {"refused": "The running server is of another version; stop it and ask again."}
    try:
        said = {str(name): str(value) for name, value in dict(asked.get("facts", {})).items()}
        return {"said": await asyncio.to_thread(errand, str(asked.get("person", "")), said)}
    except OperatorError as error:
        return {"refused": str(error)}


def _parsed(line: bytes) -> dict[str, Any]:
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("an object is expected")  # noqa: TRY004 - nonsense of a peer, as any other
    return value


def _token(key: bytes, number: str) -> str:
    return keyed_digest(key, number.encode(), "sha256").hex()


def _proof(key: bytes, nonce: str, answer: dict[str, Any]) -> str:
    """Shows that ``answer``, to the asker of ``nonce``, is of somebody who knows the key."""
    return keyed_digest(key, nonce.encode() + b"\n" + canonical(answer), "sha256").hex()


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"
