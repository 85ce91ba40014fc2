"""Open meetings beside each other in one server: who sits where, and whose door is open. AG-4."""

from datetime import timedelta
from pathlib import Path

from agenda.plan import ExpectedPerson, MeetingPlan
from meeting.state import State
from server.service import serving
from tests.given import A_PLAN
from tests.rooms import arranged
from tests.server.heard import a_plan, approved, written
from tests.server.laptop import Doors, open_doors

NEXT = "northvale-next"


def the_next(doors: Doors, *people: ExpectedPerson) -> MeetingPlan:
    """A meeting of next week, with people who are expected at no other."""
    day = doors.store.clock.now().date() + timedelta(days=7)
    everybody = (*A_PLAN.people, *people)
    return A_PLAN.model_copy(update={"id": NEXT, "day": day, "people": everybody})


async def held_too(doors: Doors, *people: ExpectedPerson) -> None:
    await doors.service.open(arranged(doors.store, the_next(doors, *people), published=True))


async def test_whoever_is_expected_at_the_other_alone_sits_there_and_waits_at_no_door_att_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        dev = ExpectedPerson(id="dev", name="Dev Hale", agency="housing")
        await held_too(doors, dev)
        laptop = await (await doors.laptop()).hello(doors.token("dev"))
        assert (await laptop.until("welcome"))["meeting"] == NEXT
        assert "Dev Hale" not in str(state(doors, A_PLAN.id).room.waiting)
        both = await (await doors.laptop()).hello(doors.token("police"))
        assert (await both.until("welcome"))["meeting"] == A_PLAN.id


def state(doors: Doors, meeting: str) -> State:
    return doors.service.meetings.states[meeting]


async def test_nobody_at_a_table_is_told_of_a_later_day_while_that_meeting_is_held(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        police = await doors.joined("police")
        await held_too(doors)
        assert (await police.do({"kind": "attend"}))["kind"] == "ack"
        assert not any(frame["kind"] == "offered" for frame in police.frames)


async def test_what_is_to_come_is_held_beside_and_what_is_over_is_not(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        today = doors.store.clock.now().date()
        yesterday = today - timedelta(days=1)
        before = a_plan("northvale-before", yesterday, ("Anwen Oakhill", "Dale Oakhill"))
        written(doors.store, before, approved(before))
        arranged(doors.store, the_next(doors), published=True)
        long_ago = today - timedelta(days=30)
        never = A_PLAN.model_copy(update={"id": "northvale-never", "day": long_ago})
        arranged(doors.store, never, published=True)
        async with serving(doors.store, meeting=A_PLAN.id) as service:
            assert set(service.meetings.states) == {A_PLAN.id, NEXT}
