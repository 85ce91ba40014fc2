"""Another server is sent nothing: not a byte of password, code or token, a hundred of a hundred."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from client.getting_in import NotReached, Place, ask
from client.happenings import Ended, Happening
from client.link import Link, Seat
from client.pinned import WRONG_SERVER
from meeting.certificate import read_certificate
from meeting.wire import LogIn, Redeem
from tests.getting_in import PASSWORD
from tests.people import IMPATIENT, LONGEST_WAIT

TIMES = 25
"""How often each of four wrong servers is met: a hundred in all."""
ID = "a" * 32
CODE = "C" * 22
TOKEN = "T" * 43
QUESTIONS = (
    LogIn(person="police", password=PASSWORD, totp="987654", device=ID),
    Redeem(request=ID, code=CODE, password=PASSWORD, device=ID),
)


@dataclass
class Rogue:
    """A server that is not the one; ``heard`` is all that it could read of what it was sent."""

    port: int = 0
    pin: bytes = b""
    heard: bytearray = field(default_factory=bytearray)
    came: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    news: asyncio.Event = field(default_factory=asyncio.Event)


def identity(folder: Path, ends: datetime, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Writes key and certificate; returns the certificate in DER."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "marac-live")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .sign(key, SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(pem))
    return made.public_bytes(serialization.Encoding.DER)


@asynccontextmanager
async def rogue(folder: Path, *, ends_in: timedelta, tls: bool = True) -> AsyncIterator[Rogue]:
    """Listens, does the handshake where there is one, and reads whatever comes."""
    found = Rogue()
    der = identity(folder, datetime.now(UTC) + ends_in, ec.generate_private_key(ec.SECP256R1()))
    found.pin = read_certificate(der).pin
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = True
        try:
            while data := await reader.read(65536):
                found.heard.extend(data)
                found.news.set()
                if first:
                    found.came.put_nowait(None)
                first = False
        except (OSError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0, ssl=context) as server:
        found.port = server.sockets[0].getsockname()[1]
        yield found


async def told_by_link(place: Place) -> list[Happening]:
    """What a link that is logged in hears there, until it gives up or has tried a few times."""
    told: list[Happening] = []
    enough = asyncio.Event()

    def listen(happening: Happening) -> None:
        told.append(happening)
        enough.set()

    link = Link(Seat(place, TOKEN), listen, IMPATIENT)
    running = asyncio.create_task(link.run())
    await enough.wait()
    link.leave()
    await running
    return told


@pytest.mark.parametrize(
    ("ends_in", "own_pin", "words"),
    [
        (timedelta(days=30), False, WRONG_SERVER),
        (timedelta(days=-1), False, WRONG_SERVER),
        (timedelta(days=-1), True, "The server's certificate is not good"),
        (timedelta(days=180), True, "The server's certificate is not good"),
    ],
    ids=["another key", "another key, expired", "expired", "not yet good"],
)
async def test_another_key_or_a_certificate_that_is_not_good_is_sent_nothing(
    tmp_path: Path, ends_in: timedelta, *, own_pin: bool, words: str
) -> None:
    async with rogue(tmp_path, ends_in=ends_in) as server:
        place = Place("127.0.0.1", server.port, server.pin if own_pin else bytes(32))
        for number in range(TIMES):
            with pytest.raises(NotReached) as refused:
                await ask(place, QUESTIONS[number % 2])
            assert str(refused.value).startswith(words)
        (ended,) = await told_by_link(place)
        assert isinstance(ended, Ended)
        assert ended.why.startswith(words)
        assert bytes(server.heard) == b""


async def test_a_server_without_tls_is_sent_no_secret(tmp_path: Path) -> None:
    async with rogue(tmp_path, ends_in=timedelta(days=30), tls=False) as server:
        place = Place("127.0.0.1", server.port, server.pin)

        async def turned_away(number: int) -> None:
            asking = asyncio.create_task(ask(place, QUESTIONS[number % 2]))
            async with asyncio.timeout(LONGEST_WAIT):
                await server.came.get()
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

        for number in range(TIMES):
            await turned_away(number)
        heard = bytes(server.heard)
    secrets = (PASSWORD, "herons", CODE, TOKEN, "987654", "GET ", "HTTP")
    assert not [secret for secret in secrets if secret.encode() in heard]


async def test_the_right_server_is_spoken_to(tmp_path: Path) -> None:
    async with rogue(tmp_path, ends_in=timedelta(days=30)) as server:
        asking = asyncio.create_task(ask(Place("127.0.0.1", server.port, server.pin), QUESTIONS[0]))
        async with asyncio.timeout(LONGEST_WAIT):
            await server.news.wait()
        assert bytes(server.heard).startswith(b"GET / HTTP/1.1")
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
