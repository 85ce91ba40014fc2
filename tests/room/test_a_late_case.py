"""An urgent case for a published meeting, from a file to every screen: AG-10, CON-6."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agenda.london import in_london
from agenda.plan import MeetingPlan
from agenda.protocol import Restriction
from agenda.referrals.file import opened_file
from meeting.case.hearing import Case
from meeting.commands import AgreeToLate, ConfirmNames, MoveItem, OpenAgenda
from server.accounts import Post
from server.errors import OperatorError
from server.journal import Journal
from server.late import ask_for_late
from server.office import Sitting
from server.service import Settings
from tests.given import A_PLAN
from tests.people import Person
from tests.rooms import CHEAP_HASHING, OpenRoom, a_room, arranged
from tests.server.writing import HeldUp

WHY = "He was let out this morning."
FACTS = {"by": "minutes", "note": WHY}


def a_file(victim: str = "Gwen Canary", restricted: str = "", lives: str = "") -> str:
    headings = "Agency,Victim,Perpetrators,Ticks,Criteria,Consent,Safe contact,Restricted,Address"
    case = f"Housing,{victim},Idris Canary,17,Visible high risk,Yes,mobile,{restricted},{lives}"
    return f"{headings}\n{case}"


async def ask(room: OpenRoom, file: str, **facts: str) -> str:
    table = opened_file(file.encode(), {}).table
    return await asyncio.to_thread(
        ask_for_late, room.store, room.service, table, {**FACTS, **facts}
    )


def todays() -> MeetingPlan:
    """The plan of today, which holds where the minute-taker lives."""
    people = (
        each.model_copy(update={"address": "9 Weir Road"} if each.id == "minutes" else {})
        for each in A_PLAN.people
    )
    today = in_london(datetime.now(UTC)).date()
    return A_PLAN.model_copy(update={"day": today, "people": tuple(people)})


def listed(room: OpenRoom) -> tuple[object, ...]:
    """The cases and matches, and the running order; the register is told of posts meanwhile."""
    state = room.state
    return (*state.cases(), *state.matches(), *state.room.items.values())


def late(person: Person) -> Case | None:
    cases = (value for value in person.state.streams.values() if isinstance(value, Case))
    return next((case for case in cases if case.late is not None), None)


def was_sent(person: Person) -> bool:
    return any("Canary" in frame for frame in person.frames)


async def test_the_coordinator_asks_from_a_file_and_the_chair_agrees_in_the_room_ag_10(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path, todays(), published=True) as room:
        room.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        chair, minutes, police = await room.seat("chair", "minutes", "police")
        await minutes.do(ConfirmNames())
        await chair.do(OpenAgenda())
        assert "when the chair agrees" in await ask(room, a_file())
        await chair.until(lambda: late(chair) is not None, "the chair is asked")
        await chair.do(MoveItem(item="1", place="2", agenda=1))
        await police.until(lambda: police.room.agenda_version > 1, "what came after it")
        assert not was_sent(police)
        asked = late(chair)
        assert asked is not None
        await chair.do(AgreeToLate(case=asked.case, agenda=2))
        await police.until(lambda: late(police) is not None, "it is on the agenda")
        assert room.state.room.items["4"].case == asked.case


async def test_where_the_disk_is_slow_it_is_said_how_to_see_whether_it_was_saved_ag_10(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks twice for what is saved yet: the room says that it waits."""
    monkeypatch.setattr("server.late.PATIENCE_SECONDS", 0.0)
    disks: list[HeldUp] = []

    def through(journal: Journal) -> Journal:
        disks.append(HeldUp(journal))
        return disks[-1]

    settings = Settings(hashing=CHEAP_HASHING, through=through)
    async with a_room(tmp_path, todays(), settings, published=True) as room:
        room.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        disks[0].go_on()
        chair, minutes = await room.seat("chair", "minutes")
        await minutes.do(ConfirmNames())
        await chair.do(OpenAgenda())
        disks[0].hold()
        with pytest.raises(OperatorError, match="not known yet whether that was saved") as said:
            await ask(room, a_file())
        assert "Ask again only if" in str(said.value)
        assert f"the room of {A_PLAN.id} on your own screen" in str(said.value)
        await disks[0].in_commit()
        disks[0].go_on()
        await minutes.until(lambda: late(minutes) is not None, "it is saved")


@pytest.mark.parametrize(
    ("file", "facts", "sentence"),
    [
        (a_file(victim="Milo Penn"), {}, "is not yours to bring in"),
        (a_file(lives="9 Weir Rd"), {}, "is not yours to bring in"),
        (a_file(restricted="honour"), {}, "is on no agenda"),
        (
            f"{a_file()}\nPolice,Una Third,Carl Third,17,Repeat,Yes,mobile,,",
            {},
            "with one referral",
        ),
        (a_file(), {"note": ""}, "Say why it is urgent"),
        (a_file(), {"by": "police"}, "for the chair to do"),
        (a_file(), {"by": "nobody"}, "Say who asks"),
        (a_file(), {"meeting": "another"}, "The running server holds"),
    ],
)
async def test_what_cannot_be_asked_is_said_in_a_sentence_and_nothing_happens_ag_10(
    file: str, facts: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    async with a_room(tmp_path, todays(), published=True) as room:
        room.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        before = listed(room)
        with pytest.raises(OperatorError, match=sentence):
            await ask(room, file, **facts)
        assert listed(room) == before


async def test_where_several_meetings_are_held_it_is_asked_for_which_ag_10(tmp_path: Path) -> None:
    async with a_room(tmp_path, todays(), published=True) as room:
        room.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        other = todays().model_copy(update={"id": "northvale-next"})
        await room.service.open(arranged(room.store, other, published=True))
        hidden = {"id": "b7d2", "restricted": Restriction.HONOUR}
        sitting = todays().model_copy(update=hidden)
        await room.service.open(arranged(room.store, sitting, Sitting()))
        with pytest.raises(OperatorError, match="Say for which meeting") as refused:
            await ask(room, a_file())
        assert f"{A_PLAN.id}, northvale-next." in str(refused.value)
        with pytest.raises(OperatorError, match="The running server holds"):
            await ask(room, a_file(), meeting="b7d2")
        said = await ask(room, a_file(), meeting="northvale-next")
        assert "onto the agenda of northvale-next when" in said
        assert "Canary" not in str(room.state)
