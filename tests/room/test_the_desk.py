"""The coordinator's desk over real sockets: asked by the laptop's own link, and answered to it."""

from datetime import UTC, datetime
from pathlib import Path

from agenda.draft import Draft, Received, Standing
from agenda.plan import Party, PartyKind
from agenda.referral import Referral
from client.happenings import DeskCame, DeskRefused
from client.link import NOT_CONNECTED
from meeting.commands import Attend
from meeting.desk import MoveDraftCase, ReadDesk
from server.accounts import Post
from tests.given import A_PLAN
from tests.people import Person
from tests.rooms import OpenRoom, a_room

DRAFT = "northvale-december"
CANARY = "Mina Canary"


def drafted(room: OpenRoom) -> None:
    """A draft with two cases; the minute-taker is the coordinator."""
    referrals = tuple(
        Referral(
            id=case, agency="housing", parties=(Party(id="v", kind=PartyKind.VICTIM, name=name),)
        )
        for case, name in (("hart", CANARY), ("penrose", "Jo Penrose"))
    )
    at = datetime(2026, 11, 2, tzinfo=UTC)
    plan = A_PLAN.model_copy(update={"id": DRAFT, "cases": ()})
    received = tuple(Received(referral=r, standing=Standing.LISTED, at=at) for r in referrals)
    room.store.office.drafts.add(Draft(plan=plan, referrals=received))
    room.store.office.accounts.give_post("minutes", Post.COORDINATOR)


def answers(person: Person) -> list[DeskCame | DeskRefused]:
    return [h for h in person.happenings if isinstance(h, DeskCame | DeskRefused)]


async def answered(person: Person, many: int) -> DeskCame | DeskRefused:
    """The answer that comes as the ``many``-th."""
    await person.until(lambda: len(answers(person)) >= many, "an answer")
    return answers(person)[-1]


async def test_the_coordinator_reads_and_moves_and_nobody_else_has_a_byte_of_it_con_3(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        drafted(room)
        minutes, *others = await room.seat("minutes", "chair", "police", "idva", "observer")
        for other in others:
            other.link.ask_desk(ReadDesk(meeting=DRAFT))
        minutes.link.ask_desk(ReadDesk(meeting=DRAFT))
        read = await answered(minutes, 1)
        assert isinstance(read, DeskCame)
        assert read.desk.sheet is not None
        assert CANARY in read.desk.model_dump_json()

        move = MoveDraftCase(meeting=DRAFT, version=1, case="penrose", to="hart")
        minutes.link.ask_desk(move)
        moved = await answered(minutes, 2)
        assert isinstance(moved, DeskCame)
        assert moved.desk.sheet is not None
        cases = [item.case for item in moved.desk.sheet.order if item.case]
        assert cases == ["penrose", "hart"]
        minutes.link.ask_desk(move)
        again = await answered(minutes, 3)
        assert isinstance(again, DeskRefused)
        assert again.code == "moved_on"

        await minutes.do(Attend())
        for other in others:
            refused = await answered(other, 1)
            assert isinstance(refused, DeskRefused)
            assert refused.code == "not_your_role"
            await other.do(Attend())
            assert CANARY not in "".join(map(str, other.frames))
            assert DRAFT not in "".join(map(str, other.frames))
        assert CANARY not in str(minutes.link.mirror.state)


async def test_what_is_asked_with_the_line_gone_is_said_to_be_lost(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        drafted(room)
        (minutes,) = await room.seat("minutes")
        await room.stop()
        await minutes.until(lambda: not minutes.link.is_connected, "gone")
        minutes.link.ask_desk(ReadDesk())
        assert answers(minutes) == [DeskRefused("", NOT_CONNECTED)]
        await room.start()
