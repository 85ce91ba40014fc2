"""What came too fast is not lost, and what cannot be read is not tried for ever."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from agenda.protocol import Stage
from client.getting_in import Place
from client.happenings import Disconnected, RefusedCommand
from client.link import MOST_UNREADABLE, UNREADABLE, Seat
from meeting.case.information import Category
from meeting.commands import ShareInformation
from meeting.wire import LARGEST_FRAME, LARGEST_MESSAGE, MOST_ON_THE_WAY
from meeting.words import REFUSALS
from server.pace import Pace
from server.rate import Rate
from server.service import Settings
from server.tls import identity
from tests.people import Person, new_id
from tests.rooms import a_room

BURST = Settings(pace=Pace(commands=Rate(at_once=10, a_second=10)))


def point(case: str, text: str) -> ShareInformation:
    return ShareInformation(
        case=case,
        information=new_id(),
        subject="victim",
        category=Category.HISTORY,
        text=text,
    )


async def test_nothing_that_was_typed_is_lost_or_out_of_order_for_coming_too_fast(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path, settings=BURST) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        case = await room.call("1", Stage.ROUND)
        await room.settled()
        housing = room.people["housing"]
        texts = [f"Point {number}." for number in range(30)]

        sent = [housing.send(point(case, text)) for text in texts]
        for message_id in sent:
            await housing.answer_to(message_id)

        await room.settled()
        heard = room.state.case(case)
        assert heard is not None
        assert [each.text for each in heard.heard.points.values()] == texts
        assert housing.refused == []
        assert any('"too_fast"' in frame for frame in housing.frames)
        assert housing.link.outbox.resent > 0


async def test_a_link_has_no_more_on_the_way_than_the_server_reads(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        case = await room.call("1", Stage.ROUND)
        await room.settled()
        housing = room.people["housing"]
        most = 0

        def looked(_: object) -> None:
            nonlocal most
            most = max(most, len(housing.link._on_the_way))

        housing.link._tap = looked
        for number in range(40):
            housing.send(point(case, f"Point {number}."))
        await housing.until(lambda: not housing.link.outbox.waiting, "all are answered")
        assert most == MOST_ON_THE_WAY


async def test_what_the_server_would_not_read_is_refused_here_and_never_sent(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        (chair,) = await room.seat("chair")
        large = point("oak", "x").model_copy(update={"text": "x" * LARGEST_MESSAGE})
        answer = await chair.ask(large)
        assert isinstance(answer, RefusedCommand)
        assert (answer.code, answer.message) == ("too_large", REFUSALS["too_large"])
        assert not chair.link.outbox.waiting
        assert Disconnected() not in chair.happenings


@asynccontextmanager
async def a_server_that_says(folder: Path, what: str | bytes) -> AsyncIterator[Seat]:
    """One with a good certificate, and nothing to say that a laptop could read."""
    now = datetime.now(UTC)
    ours = identity(folder, bytes(32), now)

    async def says(socket: ServerConnection) -> None:
        await socket.recv()
        await socket.send(what, text=True)
        await socket.wait_closed()

    async with serve(says, "127.0.0.1", 0, ssl=ours.context(now), compression=None) as server:
        port = server.sockets[0].getsockname()[1]
        yield Seat(Place("127.0.0.1", port, ours.pin), "t" * 43)


@pytest.mark.parametrize(
    "what",
    ["x" * (4 * LARGEST_FRAME + 1), b"\xff", "rubbish", '{"kind": "welcome"}'],
    ids=["too large", "not UTF-8", "not JSON", "not a message"],
)
async def test_a_server_that_cannot_be_read_is_not_tried_for_ever(
    tmp_path: Path, what: str | bytes
) -> None:
    async with a_server_that_says(tmp_path, what) as seat:
        person = Person(seat).sit_down()
        await person.until(lambda: person.ended, "given up")
        assert person.ended == UNREADABLE
        assert person.happenings.count(Disconnected()) == MOST_UNREADABLE - 1
        await person.close_laptop()
