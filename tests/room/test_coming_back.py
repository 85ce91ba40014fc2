"""Lines that fail, servers that restart, codes that are spent: everybody comes back, or is told."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection

from agenda.protocol import Laptops, Protocol, Stage
from client.awake import before
from client.happenings import (
    Connected,
    Disconnected,
    Ended,
    ManagedAccount,
    NotManaged,
    WithdrawnFrom,
)
from client.link import NOT_CONNECTED, Patience, Seat
from client.pinned import WRONG_SERVER
from meeting.case.information import Category
from meeting.commands import AskToSpeak, Attend, LowerHand, ShareInformation
from meeting.joining import parse_invitation
from meeting.managing import EndSessions, InviteAnew
from meeting.streams import ROOM
from tests.getting_in import PASSWORD
from tests.given import A_PLAN
from tests.people import LONGEST_WAIT, Person, new_id
from tests.rooms import OpenRoom, a_room

SHORT_LEASE = A_PLAN.model_copy(update={"protocol": Protocol(laptops=Laptops(lease_seconds=1))})


async def in_the_round(room: OpenRoom) -> tuple[str, Person]:
    await room.seat("chair", "minutes", "housing")
    await room.everybody_signs()
    case = await room.call("1", Stage.ROUND)
    await room.settled()
    return case, room.people["housing"]


def point(case: str) -> ShareInformation:
    return ShareInformation(
        case=case,
        information=new_id(),
        subject="victim",
        category=Category.HISTORY,
        text="Her brother lives next door.",
    )


async def test_what_was_given_while_the_line_was_down_is_there_once(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        case, housing = await in_the_round(room)

        housing.link.drop_connection()
        await housing.until(lambda: Disconnected() in housing.happenings, "the line is down")
        await housing.do(point(case))

        await room.settled()
        heard = room.state.case(case)
        assert heard is not None
        assert len(heard.heard.points) == 1
        assert housing.link.reconnects == 1


async def test_a_command_sent_twice_is_done_once_and_acknowledged_twice(tmp_path: Path) -> None:
    """The acknowledgement was lost: the same id gets its first answer."""
    async with a_room(tmp_path) as room:
        case, housing = await in_the_round(room)
        message_id = housing.send(AskToSpeak(case=case))
        message = housing.link.outbox.waiting[message_id]
        await housing.answer_to(message_id)
        await housing.do(LowerHand(case=case, person="housing"))

        housing.link.outbox.waiting[message_id] = message
        housing.link.drop_connection()
        await housing.until(lambda: not housing.link.outbox.waiting, "it is acknowledged again")

        await room.settled()
        heard = room.state.case(case)
        assert heard is not None
        assert heard.heard.hands == ()


async def test_everybody_comes_back_to_a_server_that_was_restarted(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        case, housing = await in_the_round(room)
        before = room.state

        await room.restart()

        await housing.until(lambda: housing.link.reconnects == 1, "back")
        await housing.do(point(case))
        await room.settled()
        assert before.room.register == room.state.room.register
        welcomes = [h.welcome.epoch for h in housing.happenings if isinstance(h, Connected)]
        assert len(set(welcomes)) == 1


async def test_only_what_is_new_is_sent_to_who_comes_back(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        case, housing = await in_the_round(room)
        await housing.do(point(case))
        frames = len(housing.frames)

        housing.link.drop_connection()
        await housing.until(lambda: housing.link.reconnects == 1, "back")
        await housing.do(AskToSpeak(case=case))

        assert not any("Anwen Oakhill" in frame for frame in housing.frames[frames:])


async def test_without_the_server_case_content_is_dropped_when_the_lease_is_over(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path, SHORT_LEASE) as room:
        case, housing = await in_the_round(room)
        assert housing.case(case)

        await room.stop()
        await housing.until(lambda: housing.link.mirror.streams == {ROOM}, "the lease is over")

        dropped = [h for h in housing.happenings if isinstance(h, WithdrawnFrom)]
        assert [each.lease_is_over for each in dropped] == [True]
        await room.start()
        await housing.until(lambda: housing.case(case), "fetched again")


async def test_the_lease_counts_from_the_last_frame_and_not_from_when_it_was_missed(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        _, housing = await in_the_round(room)
        link = housing.link
        assert link.welcome is not None
        assert link._server_time is not None
        lease = link.welcome.lease_seconds
        link._patience = Patience(ping_every=lease, ping_answer=lease)
        at, then = link._server_time
        link._server_time = (at, before(then, lease))

        link.drop_connection()

        await housing.until(
            lambda: any(isinstance(h, WithdrawnFrom) for h in housing.happenings), "it is over"
        )
        dropped = [h for h in housing.happenings if isinstance(h, WithdrawnFrom)]
        assert [each.lease_is_over for each in dropped] == [True]


async def test_a_laptop_that_is_closed_as_its_line_fails_does_not_go_on_connecting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("housing")
        housing = room.people["housing"]

        async def closed_meanwhile(_connection: ClientConnection) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                housing.link.leave()
                for _ in range(3):  # so that it is told to end while this is waited for
                    await asyncio.sleep(0)

        housing.link.drop_connection()
        monkeypatch.setattr(housing.link, "_send_all", closed_meanwhile)
        await housing.until(lambda: Disconnected() in housing.happenings, "the line is down")
        await housing.until(lambda: housing.is_connected, "the line is up")
        housing.link.drop_connection()

        async with asyncio.timeout(LONGEST_WAIT):
            await housing.close_laptop()
        assert housing.link.reconnects == 1


async def test_the_token_lets_the_same_person_in_again(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        seat = room.seat_for("chair")
        chair = Person(seat).sit_down()
        await chair.until(lambda: chair.is_connected, "connected")
        await chair.close_laptop()
        again = Person(seat).sit_down()

        await again.until(lambda: again.is_connected, "connected")

        assert again.id == "chair"
        await again.close_laptop()


async def test_another_server_is_sent_nothing(tmp_path: Path) -> None:
    """The pin is compared inside the handshake."""
    async with a_room(tmp_path) as room:
        real = room.seat_for("chair")
        fooled = Person(Seat(replace(real.place, pin=bytes(32)), real.token)).sit_down()

        await fooled.until(lambda: fooled.ended, "given up")

        assert fooled.happenings == [Ended(WRONG_SERVER)]
        assert not fooled.frames
        await fooled.close_laptop()
        honest = Person(real).sit_down()
        await honest.until(lambda: honest.is_connected, "the token was not spent")
        await honest.close_laptop()


async def test_a_locked_screen_is_opened_by_its_persons_password_and_by_nothing_else(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        room.gives_password("housing")
        (housing,) = await room.seat("housing")
        assert await housing.link.prove(PASSWORD)
        assert not await housing.link.prove("another password")

        await room.stop()
        await housing.until(lambda: not housing.link.is_connected, "gone")
        assert not await housing.link.prove(PASSWORD)
        await room.start()
        await housing.until(lambda: housing.is_connected, "back")
        assert await housing.link.prove(PASSWORD)


async def test_the_chair_invites_somebody_anew_and_reads_the_invitation_alone(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        chair, housing = await room.seat("chair", "housing")
        await chair.do(Attend())

        def answers(person: Person) -> list[ManagedAccount | NotManaged]:
            return [h for h in person.happenings if isinstance(h, ManagedAccount | NotManaged)]

        chair.link.manage(InviteAnew(person="housing"))
        housing.link.manage(EndSessions(person="chair"))
        await chair.until(lambda: answers(chair), "an answer")
        await housing.until(lambda: answers(housing), "an answer")

        (invited,) = answers(chair)
        assert isinstance(invited, ManagedAccount)
        assert parse_invitation(invited.text) is not None
        assert answers(housing) == [NotManaged("That is for the chair or coordinator to do.")]
        assert invited.text not in "".join(housing.frames)

        chair.link.manage(EndSessions(person="housing"))
        await housing.until(lambda: housing.ended, "logged out")
        await room.stop()
        await chair.until(lambda: not chair.link.is_connected, "gone")
        chair.link.manage(EndSessions(person="housing"))
        assert answers(chair)[-1] == NotManaged(NOT_CONNECTED)
        await room.start()
