"""Who knocks without ever coming in, and peers that abuse the socket itself."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode

from server import loop
from server.caps import Limits
from server.rate import Rate
from server.service import LARGEST_RECEIVED, Settings
from tests.server.laptop import LONGEST_WAIT, Doors, any_certificate, open_doors

ATTEND = {"kind": "attend"}
NEVER = 3600.0


@asynccontextmanager
async def knocking(doors: Doors, count: int = 1) -> AsyncIterator[list[socket.socket]]:
    """So many plain connections over which nothing is ever said."""
    event_loop = asyncio.get_running_loop()
    with ExitStack() as stack:
        knocks = [stack.enter_context(socket.socket()) for _ in range(count)]
        for knock in knocks:
            knock.settimeout(0)
            await event_loop.sock_connect(knock, ("127.0.0.1", doors.service.port))
        yield knocks


async def everything_from(knock: socket.socket) -> bytes:
    """What comes until the connection ends."""
    came = b""
    async with asyncio.timeout(LONGEST_WAIT):
        with suppress(ConnectionError):
            while more := await asyncio.get_running_loop().sock_recv(knock, 4096):
                came += more
    return came


@asynccontextmanager
async def secured(doors: Doors, context: ssl.SSLContext) -> AsyncIterator[asyncio.StreamReader]:
    """A connection that has done its part of TLS, and says nothing more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", doors.service.port, ssl=context)
    try:
        yield reader
    finally:
        writer.close()
        with suppress(ssl.SSLError, ConnectionError):
            await writer.wait_closed()


def frames(opcode: Opcode, count: int, *, fin: bool = True) -> bytes:
    return Frame(opcode, b"", fin=fin).serialize(mask=True) * count


# Before anybody is known


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_only_tls_1_3_is_spoken(tmp_path: Path, version: ssl.TLSVersion) -> None:
    context = any_certificate()
    context.minimum_version = context.maximum_version = version
    spoken = True
    async with open_doors(tmp_path) as doors:
        try:
            async with secured(doors, context):
                pass
        except (ssl.SSLError, ConnectionError):
            spoken = False
    assert spoken is (version is ssl.TLSVersion.TLSv1_3)


@pytest.mark.parametrize("origin", ["https://northvale.example", "null", "https://127.0.0.1"])
async def test_a_browser_is_answered_with_403(tmp_path: Path, origin: str) -> None:
    async with open_doors(tmp_path) as doors:
        with pytest.raises(InvalidStatus) as refused:
            await doors.laptop(origin=origin)
    assert refused.value.response.status_code == 403


async def test_a_hundred_connections_that_say_nothing_keep_twenty_people_out_of_nothing(
    tmp_path: Path,
) -> None:
    settings = Settings(limits=Limits(gives_way_after=0.0), opening_seconds=NEVER)
    async with open_doors(tmp_path, settings) as doors, knocking(doors, 100):
        laptop = await doors.joined("police")
        others = [await (await doors.laptop()).hello(laptop.token) for _ in range(20)]
        for other in others:
            await other.until("welcome")
        assert (await others[-1].do(ATTEND))["kind"] == "ack"


async def test_whom_there_is_no_place_for_is_sent_not_a_byte(tmp_path: Path) -> None:
    limits = Limits(waiting_by_address=1, gives_way_after=NEVER)
    async with open_doors(tmp_path, Settings(limits=limits)) as doors, knocking(doors):
        with pytest.raises((ConnectionError, ssl.SSLError)):
            async with secured(doors, any_certificate()):
                pass
        async with knocking(doors) as (second,):
            assert await everything_from(second) == b""


async def test_who_is_known_takes_no_place_from_who_comes(tmp_path: Path) -> None:
    limits = Limits(waiting_by_address=1, waiting=1, gives_way_after=NEVER)
    async with open_doors(tmp_path, Settings(limits=limits)) as doors:
        for person in ("police", "idva", "housing"):
            assert (await (await doors.joined(person)).do(ATTEND))["kind"] == "ack"


async def test_all_connections_together_are_bounded_and_a_place_is_free_again(
    tmp_path: Path,
) -> None:
    settings = Settings(limits=Limits(in_all=2, gives_way_after=NEVER))
    async with open_doors(tmp_path, settings) as doors:
        first, second = await doors.joined("police"), await doors.joined("idva")
        with pytest.raises((ConnectionError, ssl.SSLError)):
            await doors.laptop()
        await first.socket.close()
        third = await doors.joined("housing")
        assert (await third.do(ATTEND))["kind"] == "ack"
        assert (await second.do(ATTEND))["kind"] == "ack"


async def test_who_connects_and_connects_is_turned_away_and_the_log_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(limits=Limits(by_address=Rate(at_once=4, a_second=0)))
    async with open_doors(tmp_path, settings) as doors:
        laptop = await doors.joined("police")
        async with knocking(doors, 3):
            for _ in range(5):
                async with knocking(doors) as (reader,):
                    assert await everything_from(reader) == b""
        assert (await laptop.do(ATTEND))["kind"] == "ack"
    assert caplog.text.count("turned away") == 1


async def test_a_handshake_that_is_never_finished_is_not_waited_for(tmp_path: Path) -> None:
    settings = Settings(opening_seconds=0.1)
    async with open_doors(tmp_path, settings) as doors:
        async with knocking(doors) as (plain,):
            assert await everything_from(plain) == b""
        async with secured(doors, any_certificate()) as reader:
            assert await reader.read() == b""


async def test_what_is_not_tls_is_ended(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors, knocking(doors) as (plain,):
        await asyncio.get_running_loop().sock_sendall(plain, b"GET / HTTP/1.1\r\n\r\n")
        assert b"HTTP" not in await everything_from(plain)


async def test_the_server_stops_though_somebody_stands_at_the_door(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        async with open_doors(tmp_path, Settings(opening_seconds=NEVER)) as doors:
            (reader,) = await stack.enter_async_context(knocking(doors))
        assert await everything_from(reader) == b""


# Afterwards


@pytest.mark.parametrize(
    "flood",
    [
        pytest.param(frames(Opcode.PING, 2000), id="pings"),
        pytest.param(frames(Opcode.PONG, 2000), id="pongs"),
        pytest.param(
            frames(Opcode.TEXT, 1, fin=False) + frames(Opcode.CONT, 2000, fin=False),
            id="pieces of one message",
        ),
    ],
)
async def test_a_flood_of_small_frames_is_cut_off_with_a_reason_and_disturbs_nobody(
    tmp_path: Path, flood: bytes
) -> None:
    async with open_doors(tmp_path) as doors:
        flooding, other = await doors.joined("police"), await doors.joined("idva")
        flooding.socket.transport.write(flood)
        assert await flooding.closed() == 1008
        assert flooding.why == "too many frames"
        assert (await other.do(ATTEND))["kind"] == "ack"


async def test_a_message_in_a_few_pieces_is_whole(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("police")
        command = {"kind": "command", "id": laptop.new_id(), "command": ATTEND}
        whole = json.dumps(command)
        await laptop.socket.send(whole[at : at + 10] for at in range(0, len(whole), 10))
        assert (await laptop.until("ack"))["kind"] == "ack"


async def test_a_message_that_is_begun_and_never_ended_does_not_keep_a_seat(
    tmp_path: Path,
) -> None:
    """In the middle of a frame the peer cannot even answer a ping."""
    async with open_doors(tmp_path, Settings(ping_seconds=0.1)) as doors:
        laptop = await doors.joined("police")
        begun = Frame(Opcode.TEXT, b"x" * 1000).serialize(mask=True)[:500]
        laptop.socket.transport.write(begun)
        assert await laptop.closed() == 1011
        assert laptop.why == "keepalive ping timeout"


@pytest.mark.parametrize(
    ("content", "code", "why"),
    [
        (b"x" * (LARGEST_RECEIVED + 1), 1009, "exceeds limit"),
        (b"\xff\xfe", 1007, "start byte"),
    ],
    ids=["too large", "not UTF-8"],
)
async def test_what_cannot_be_read_is_answered_with_a_code_that_says_so(
    tmp_path: Path, content: bytes, code: int, why: str
) -> None:
    async with open_doors(tmp_path) as doors:
        laptop, other = await doors.joined("police"), await doors.joined("idva")
        await laptop.socket.send(content, text=True)
        assert await laptop.closed() == code
        assert why in laptop.why
        assert (await other.do(ATTEND))["kind"] == "ack"


def test_the_door_is_the_same_on_the_loop_that_servers_run_on(tmp_path: Path) -> None:
    """uvloop, where there is one, has TLS of its own."""

    async def all_of_it() -> tuple[int, str, str]:
        limits = Limits(waiting_by_address=1, gives_way_after=0.0)
        settings = Settings(limits=limits, opening_seconds=NEVER)
        async with open_doors(tmp_path, settings) as doors, knocking(doors) as (idle,):
            laptop = await doors.joined("police")
            gave_way = await everything_from(idle)
            answer = (await laptop.do(ATTEND))["kind"]
            laptop.socket.transport.write(frames(Opcode.PING, 2000))
            code = await laptop.closed()
        return code, answer, gave_way.decode()

    assert loop.run(all_of_it()) == (1008, "ack", "")
