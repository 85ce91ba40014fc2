"""A meeting prepared, opened on its day and held, on real sockets and TLS: AG-4, SIGN-2, CASE-3."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from agenda.london import in_london
from agenda.plan import ExpectedPerson, MeetingPlan
from agenda.protocol import Stage
from meeting.commands import (
    AskToComeIn,
    ConfirmNames,
    OpenAgenda,
    OpenRoom,
    PresentPoints,
    SeenPoint,
)
from meeting.room import Phase
from meeting.streams import prep_stream
from meeting.wire import About
from tests.given import A_PLAN
from tests.meeting.test_research import prepare
from tests.people import Person
from tests.rooms import a_room

DEPUTY = ExpectedPerson(id="deputy", name="Dora Pike", agency="housing")
CANARY = "CANARY the door was mended twice."
HOUSINGS = prep_stream("housing", "oak")


def holds(person: Person, *, case: bool) -> bool:
    return (person.case("oak") is not None) is case


def was_sent(person: Person) -> bool:
    return any("CANARY" in frame for frame in person.frames)


def todays(plan: MeetingPlan = A_PLAN) -> MeetingPlan:
    return plan.model_copy(update={"day": in_london(datetime.now(UTC)).date()})


async def test_att_6_before_the_day_there_is_no_door_and_who_is_unexpected_comes_when_there_is(
    tmp_path: Path,
) -> None:
    """AG-4: nobody at the meeting is told of them until then."""
    async with a_room(tmp_path, todays(), published=True) as room:
        await room.seat("chair", "minutes")
        room.store.office.register([DEPUTY])
        deputy = Person(room.seat_for(DEPUTY.id)).sit_down()
        try:
            await deputy.until_noticed(About.NOT_YET)
            await room.chair.do(OpenRoom())
            await deputy.until(lambda: deputy.link.is_connected, "at the door by itself")
            assert not deputy.state.streams
            await deputy.do(AskToComeIn())
        finally:
            await deputy.close_laptop()


async def test_what_is_prepared_goes_on_the_day_and_comes_back_to_be_presented(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path, todays(), published=True) as room:
        chair, minutes, housing, police, observer = await room.seat(
            *("chair", "minutes", "housing", "police", "observer")
        )
        await minutes.do(ConfirmNames())
        await chair.do(OpenAgenda())
        for person in (chair, minutes, housing, police):
            await person.until(partial(holds, person, case=True), "the agenda is open")
        await housing.do(prepare(CANARY))
        await room.settled()
        assert was_sent(housing)
        assert not any(map(was_sent, (chair, minutes, police, observer)))
        assert observer.case("oak") is None

        await minutes.do(OpenRoom())
        for person in (chair, minutes, housing, police):
            await person.until(partial(holds, person, case=False), "the agenda is closed")
        await room.settled()
        assert HOUSINGS not in housing.state.streams

        await room.everybody_signs()
        case = await room.call("1", Stage.ROUND)
        await housing.until(lambda: HOUSINGS in housing.state.streams, "what was prepared is back")
        assert not was_sent(police)
        seen = SeenPoint(information="i1", version=1)
        await housing.do(PresentPoints(case=case, points=(seen,)))
        await police.until(lambda: was_sent(police), "it is presented")
        await room.settled()


async def test_the_day_after_the_case_goes_from_every_laptop_and_the_room_can_still_be_opened(
    tmp_path: Path,
) -> None:
    """OUT-2, AG-4: what is prepared and never opened is not read for ever."""
    async with a_room(tmp_path, todays(), published=True) as room:
        chair, minutes, police = await room.seat("chair", "minutes", "police")
        await minutes.do(ConfirmNames())
        await chair.do(OpenAgenda())
        await police.until(lambda: holds(police, case=True), "to read what is prepared")
        clock = room.store.clock
        read = clock._read
        clock._read = lambda: read() + timedelta(days=1)
        clock.take_up()
        await police.until(lambda: police.room.reading_closed is not None, "the day to be over")
        assert holds(police, case=False)
        await chair.do(OpenRoom())
        await police.until(lambda: police.room.phase is Phase.GATHERING, "the room to be open")
        assert police.room.reading_closed is None
