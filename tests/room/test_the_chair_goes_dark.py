"""The chair's laptop dies at the read-back: over real sockets (ROLE-7, ACT-9)."""

from datetime import datetime
from itertools import pairwise
from pathlib import Path

from agenda.protocol import Stage
from meeting.case.actions import Wording
from meeting.case.outcome import Outcome
from meeting.case.posts import acting
from meeting.case.stand_in import Post
from meeting.commands import (
    AcceptStandIn,
    AskToStandIn,
    CallItem,
    CloseCase,
    EnterStage,
    HandBack,
    PauseClock,
    VolunteerAction,
)
from tests.people import Person, new_id
from tests.rooms import OpenRoom, a_room


def _chairs(room: OpenRoom, case: str) -> str:
    found = room.state.case(case)
    holder = acting(room.state.room, found, Post.CHAIR) if found else None
    return holder.person if holder else ""


def _close(case: str, called: datetime) -> CloseCase:
    return CloseCase(
        case=case, called=called, outcome=Outcome.DEFERRED, reason="Its chair's laptop is gone."
    )


async def _refusal(person: Person, command: CloseCase | PauseClock | CallItem) -> str:
    message = person.send(command)
    await person.answer_to(message)
    return person.refusal_of(message) or ""


async def test_role_7_a_deputy_takes_over_in_the_middle_of_a_case_and_gives_it_back(
    tmp_path: Path,
) -> None:
    """The minute-taker of the case asks; the chair, who sits there still, needs no laptop for it.
    Nothing that was offered is lost, and nobody goes back a step.
    """
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing", "police")
        await room.everybody_signs()
        case = await room.call("1", Stage.PLANNING)
        housing, police, action = room.people["housing"], room.people["police"], new_id()
        offer = VolunteerAction(case=case, action=action, wording=Wording(text="Fit new locks."))
        await housing.do(offer)
        for before, stage in pairwise((Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK)):
            await room.chair.do(EnterStage(case=case, from_stage=before, stage=stage))
        called = room.called(case)
        await room.chair.close_laptop()

        # A representative chairs nothing by their own doing.
        assert await _refusal(police, _close(case, called)) == "not_your_role"
        await room.minutes.do(AskToStandIn(case=case, post=Post.CHAIR, person="police"))
        await police.do(AcceptStandIn(case=case, post=Post.CHAIR))
        assert _chairs(room, case) == "police"
        await police.do(PauseClock(case=case, version=_clock_version(room, case)))

        # The laptop is back, with what it held; the chair waits until the deputy gives back.
        room.chair.sit_down()
        await room.chair.until(lambda: room.chair.is_connected, "connected")
        await room.settled()
        assert await _refusal(room.chair, _close(case, called)) == "not_your_role"
        await police.do(HandBack(case=case, post=Post.CHAIR))
        assert _chairs(room, case) == "chair"
        await room.chair.do(_close(case, called))
        await room.settled()
        found = room.state.case(case)
        assert found is not None
        assert found.closing is not None
        assert found.closing.by == "chair"
        assert found.plan.actions[action].owners == (housing.agency,)


async def test_role_7_what_the_deputy_closes_stays_and_the_next_case_is_the_chairs(
    tmp_path: Path,
) -> None:
    """For exactly that case: who stood in has no powers in the next."""
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "police")
        await room.everybody_signs()
        case, police = await room.call("1", Stage.READ_BACK), room.people["police"]
        called = room.called(case)
        await room.chair.close_laptop()
        await room.minutes.do(AskToStandIn(case=case, post=Post.CHAIR, person="police"))
        await police.do(AcceptStandIn(case=case, post=Post.CHAIR))
        await police.do(_close(case, called))
        assert await _refusal(police, CallItem(item="2")) == "not_your_role"
        room.chair.sit_down()
        await room.chair.until(lambda: room.chair.is_connected, "connected")
        await room.chair.do(CallItem(item="2"))
        await room.settled()
        found = room.state.case(case)
        assert found is not None
        assert found.closing is not None
        assert found.closing.by == "police"


def _clock_version(room: OpenRoom, case: str) -> int:
    found = room.state.case(case)
    assert found is not None
    return found.clock.version
