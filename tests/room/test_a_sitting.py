"""A restricted sitting beside the open meeting: who is led to it, and how it keeps to itself."""

import asyncio
from pathlib import Path

import pytest

from agenda.plan import ExpectedPerson
from agenda.protocol import Stage
from meeting.commands import Attend, DeclareConflict, LetInAgain, ReportNothingKnown
from meeting.joining import Invitation
from meeting.room import Attendance
from meeting.streams import ROOM, case_stream
from meeting.wire import About
from server.journal import Journal
from server.office import Sitting
from server.operations import arrange_here
from server.service import Settings
from server.sittings import ToArrange, sealed
from tests.getting_in import Laptop
from tests.given import A_PLAN
from tests.people import Person
from tests.room.sitting import (
    AFTER,
    BACK,
    EMERGENCY,
    ITS_PLAN,
    NAMED,
    SITTING,
    THERE,
    end,
    go,
    hold,
    is_in,
    offered,
)
from tests.rooms import OpenRoom, a_room
from tests.server.laptop import Doors
from tests.server.laptop import Laptop as BareLaptop
from tests.server.writing import HeldUp


async def the_table(room: OpenRoom) -> tuple[Person, Person]:
    """The open meeting, between two cases, with police (named) and housing (not named)."""
    await room.seat("chair", "minutes", "idva", "police", "housing", "observer")
    await room.everybody_signs()
    await room.settled()
    return room.people["police"], room.people["housing"]


def are_told(room: OpenRoom) -> set[str]:
    """Everybody who was ever sent that there is another meeting, or its id."""
    return {
        name
        for name, person in room.people.items()
        if any('"offered"' in frame or SITTING in frame for frame in person.frames)
    }


async def test_it_is_offered_once_the_open_meeting_has_really_ended_res_2(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.arrange_beside(ITS_PLAN, AFTER)
        police, _ = await the_table(room)
        assert are_told(room) == set()
        await end(room.chair)
        for name in NAMED:
            await offered(room.people[name], THERE)
        await room.settled()
        assert are_told(room) == set(NAMED)
        assert police.room.meeting == A_PLAN.id


async def test_an_emergency_is_offered_at_once_to_the_named_alone_ag_9(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        for name in NAMED:
            await offered(room.people[name], THERE)
        await room.call("1", Stage.ROUND)
        await room.settled()
        assert are_told(room) == set(NAMED)


async def test_one_that_is_arranged_through_the_running_server_is_offered(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        police, _ = await the_table(room)
        facts = sealed(room.store.control_key, ToArrange(ITS_PLAN, EMERGENCY, ""))
        await asyncio.to_thread(arrange_here, room.service, "", facts)
        await offered(police, THERE)


async def test_who_goes_there_takes_nothing_along_and_signs_anew_sign_2(tmp_path: Path) -> None:
    """RES-2: a register, a declaration and a list of its own."""
    async with a_room(tmp_path) as room:
        police, _ = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await offered(police, THERE)
        await go(police, SITTING)
        assert police.link.mirror.streams == {ROOM}
        assert set(police.room.register) == set(NAMED)
        assert police.me.attendance is Attendance.EXPECTED
        assert police.me.signature is None
        await offered(police, BACK)
        seated = [room.people[name] for name in NAMED[:3]]
        for person in seated:
            await go(person, SITTING)
        await hold(*seated, police)
        await police.until(lambda: police.case("yew"), "the case of the sitting")


async def test_who_comes_back_finds_the_open_meeting_as_it_is(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        police, housing = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await go(police, SITTING)
        await room.call("1", Stage.ROUND)
        await housing.do(ReportNothingKnown(case="oak"))
        await go(police, A_PLAN.id)
        await room.settled()
        assert police.link.mirror.streams == {ROOM, *map(case_stream, ("oak", "elm", "ash"))}
        await offered(police, THERE)


async def test_who_was_cut_off_comes_back_to_where_they_were(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        police, _ = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await go(police, SITTING)
        before = police.link.reconnects
        police.link.drop_connection()
        await police.until(lambda: police.link.reconnects > before, "back")
        assert is_in(police, SITTING)
        await room.restart()
        await police.until(lambda: police.link.reconnects > before + 1, "back again")
        assert is_in(police, SITTING)


async def test_who_comes_after_the_end_is_taken_to_it_if_named(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.arrange_beside(ITS_PLAN, AFTER)
        await the_table(room)
        await end(room.chair)
        late, unnamed = Person(room.seat_for("idva")), Person(room.seat_for("children"))
        late.sit_down()
        unnamed.sit_down()
        await late.until(lambda: is_in(late, SITTING), "in the sitting")
        await unnamed.until(lambda: is_in(unnamed, A_PLAN.id), "in the open meeting")
        assert not any(SITTING in frame for frame in unnamed.frames)
        await late.close_laptop()
        await unnamed.close_laptop()


async def answer_to_hello(doors: Doors, token: str, meeting: str) -> tuple[list[object], int]:
    """All that a laptop gets that names ``meeting``, times masked, and how it is closed."""
    laptop: BareLaptop = await (await doors.laptop()).hello(token, meeting=meeting)
    code = await laptop.closed()
    return [{**frame, "time": ""} for frame in laptop.frames], code


@pytest.mark.parametrize("sitting", [AFTER, EMERGENCY])
async def test_naming_it_gets_what_naming_one_that_does_not_exist_gets_res_2(
    tmp_path: Path, sitting: Sitting
) -> None:
    async with a_room(tmp_path) as room:
        await the_table(room)
        await room.arrange_beside(ITS_PLAN, sitting)
        doors = Doors(room.store, room.service)
        token = room.seat_for("housing").token or ""
        there = await answer_to_hello(doors, token, SITTING)
        nowhere = await answer_to_hello(doors, token, "r-0000")
        assert there == nowhere
        assert there[1] == 1008
        await doors.close()


async def test_before_it_is_offered_it_is_not_there_for_the_named_either(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await the_table(room)
        await room.arrange_beside(ITS_PLAN, AFTER)
        doors = Doors(room.store, room.service)
        token = room.seat_for("police").token or ""
        answer = await answer_to_hello(doors, token, SITTING)
        assert answer == await answer_to_hello(doors, token, "r-0000")
        await doors.close()


async def test_the_writer_of_one_meeting_does_not_wait_for_that_of_another(tmp_path: Path) -> None:
    held: list[HeldUp] = []

    def through(journal: Journal) -> Journal:
        if journal.meeting != SITTING:
            return journal
        held.append(HeldUp(journal))
        return held[-1]

    async with a_room(tmp_path, settings=Settings(through=through)) as room:
        police, housing = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await go(police, SITTING)
        waits = police.send(Attend())
        await held[0].in_commit()
        await room.call("1", Stage.ROUND)
        await housing.do(ReportNothingKnown(case="oak"))
        assert not police.is_settled(waits)
        held[0].go_on()
        await police.answer_to(waits)


async def test_who_is_early_for_a_sitting_is_announced_at_no_other_door_res_2(
    tmp_path: Path,
) -> None:
    """ATT-6, RES-2: somebody named for it alone waits without a word to the open meeting."""
    lead = ExpectedPerson(id="lead", name="Ingrid Sample", agency="police")
    plan = ITS_PLAN.model_copy(update={"people": (*ITS_PLAN.people, lead)})
    async with a_room(tmp_path) as room:
        await the_table(room)
        await room.arrange_beside(plan, AFTER)
        early = Person(room.seat_for("lead")).sit_down()
        await early.until_noticed(About.NOT_YET)
        await end(room.chair)
        await early.until(lambda: is_in(early, SITTING), "there by itself")
        await room.settled()
        assert not room.state.room.door
        assert not any("lead" in frame for p in room.people.values() for frame in p.frames)
        await early.close_laptop()


async def test_a_fault_in_a_sitting_does_not_end_the_open_meeting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_room(tmp_path) as room:
        police, housing = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await go(police, SITTING)
        (sitting,) = [m for m in room.service.meetings if m.id == SITTING]

        def broken(*_: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(sitting.writer, "_decide", broken)
        police.send(Attend())
        await police.until(lambda: is_in(police, A_PLAN.id), "in the open meeting again")
        await room.call("1", Stage.ROUND)
        await housing.do(ReportNothingKnown(case="oak"))


async def test_who_came_back_as_somebody_else_is_not_told_of_a_sitting_until_it_lets_them_in(
    tmp_path: Path,
) -> None:
    """RES-2, CON-2: whoever asked for that account need not be named for it."""
    async with a_room(tmp_path) as room:
        police, _ = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await offered(police, THERE)
        now = room.store.clock.now()
        code = room.store.office.accounts.invite("police", now, "housing")
        place = room.seat_for("police").place
        seat = await Laptop(place).redeems(Invitation(code, room.service.pin))
        await police.close_laptop()
        again = room.people["police"] = Person(seat).sit_down()
        await again.until(lambda: is_in(again, A_PLAN.id), "in the open meeting")
        await room.chair.until(lambda: room.chair.room.register["police"].is_unsure, "on record")
        assert again.link.mirror.streams == {ROOM}
        # The open meeting cannot open what is not its own.
        await room.minutes.do(LetInAgain(person="police"))
        await again.until(lambda: again.case("oak"), "the cases of the open meeting")
        assert not any('"offered"' in frame or SITTING in frame for frame in again.frames)
        await go(room.chair, SITTING)
        assert room.chair.room.register["police"].is_unsure
        await room.chair.do(Attend())
        await room.chair.do(LetInAgain(person="police"))
        await offered(again, THERE)


async def test_who_came_back_as_somebody_else_is_not_told_to_wait_for_a_sitting_either(
    tmp_path: Path,
) -> None:
    """RES-2: the answer that everybody gets whom the open meeting does not expect: the door."""
    lead = ExpectedPerson(id="lead", name="Ingrid Sample", agency="police")
    plan = ITS_PLAN.model_copy(update={"people": (*ITS_PLAN.people, lead)})
    async with a_room(tmp_path) as room:
        await the_table(room)
        await room.arrange_beside(plan, AFTER)
        now = room.store.clock.now()
        code = room.store.office.accounts.invite("lead", now, "chair")
        place = room.seat_for("police").place
        puppet = Person(await Laptop(place).redeems(Invitation(code, room.service.pin))).sit_down()
        await puppet.until(lambda: puppet.link.is_connected, "at the door")
        assert not puppet.state.streams
        assert not any('"not_yet"' in frame for frame in puppet.frames)
        await puppet.close_laptop()


async def test_con_1_a_conflict_is_with_the_server_before_its_laptop_goes_to_another_meeting(
    tmp_path: Path,
) -> None:
    """What was declared in the last second before going is not lost with the meeting left."""
    async with a_room(tmp_path) as room:
        police, _ = await the_table(room)
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await offered(police, THERE)
        police.send(DeclareConflict(case="elm", reason="My cousin."))
        await go(police, SITTING)
        assert room.state.conflict("elm", "police") is not None
