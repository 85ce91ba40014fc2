"""Somebody unexpected, and somebody who is not who they said, on real sockets (ATT-6)."""

from pathlib import Path

from agenda.plan import ExpectedPerson
from client.happenings import Ended, Noticed
from meeting.commands import Admit, AskToComeIn, TurnAway, VoidSignIn
from meeting.wire import About
from tests.people import Person
from tests.rooms import OpenRoom, a_room

DEPUTY = ExpectedPerson(id="deputy", name="Dora Pike", agency="housing")


async def at_the_door(room: OpenRoom, person: str = DEPUTY.id) -> Person:
    """The office knows them; this meeting does not expect the deputy."""
    room.store.office.register([DEPUTY])
    waiting = Person(room.seat_for(person)).sit_down()
    await waiting.until(lambda: waiting.link.is_connected, "greeted")
    await waiting.do(AskToComeIn())
    return waiting


async def test_att_6_a_deputy_waits_by_name_is_let_in_with_one_command_and_signs(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        case = await room.call("1")
        deputy = await at_the_door(room)
        try:
            assert deputy.link.welcome is not None
            assert deputy.link.welcome.role is None
            assert not deputy.state.streams
            await room.settled()
            assert [w.name for w in room.chair.room.waiting] == ["Dora Pike"]
            assert not any("Oakhill" in f or '"events"' in f for f in deputy.frames)

            await room.chair.do(Admit(person="deputy"))
            await deputy.until(lambda: deputy.room.register, "the register")
            await deputy.arrive_and_sign()
            await deputy.until(lambda: deputy.case(case), "the case")
        finally:
            await deputy.close_laptop()


async def test_att_6_who_is_turned_away_is_told_so_and_sent_nothing(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        deputy = await at_the_door(room)
        try:
            await room.chair.do(TurnAway(person="deputy", reason="Not today."))
            await deputy.until_noticed(About.TURNED_AWAY)
            answer = await deputy.ask(AskToComeIn())
            assert getattr(answer, "code", None) == "turned_away"
            told = [h for h in deputy.happenings if isinstance(h, Noticed)]
            assert [h.about for h in told] == [About.TURNED_AWAY]
            assert not deputy.state.streams
            assert not any("Not today." in frame for frame in deputy.frames)
        finally:
            await deputy.close_laptop()


async def test_att_6_a_void_sign_in_empties_that_laptop_and_the_right_person_comes_in(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        await room.call("1")
        somebody_else = room.people["housing"]
        await somebody_else.until(lambda: somebody_else.case("oak"), "the case")
        sent = len(somebody_else.frames)
        await room.chair.do(VoidSignIn(person="housing", reason="It was somebody else."))
        await somebody_else.until(lambda: not somebody_else.state.streams, "all is withdrawn")
        await somebody_else.until(
            lambda: any(isinstance(h, Ended) for h in somebody_else.happenings), "logged out"
        )
        after = somebody_else.frames[sent:]
        assert '"withdrawn"' in after[0]
        assert not any('"events"' in frame for frame in after)
        await somebody_else.close_laptop()

        # Whoever has the password logs in, waits at the door, and is let in after all.
        housing = room.people["housing"] = await at_the_door(room, "housing")
        await room.chair.do(Admit(person="housing"))
        await housing.until(lambda: housing.room.register, "the register")
        await housing.arrive_and_sign()
        await housing.until(lambda: housing.case("oak"), "the case")
        assert housing.link.is_connected
