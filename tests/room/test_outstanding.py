"""What is outstanding of earlier cases, on real sockets: every frame is searched, of those who were
out of the case then, of who is out of today's of the same people, and of a guest (OUT-4, CON-2,
CON-3, ROLE-6).
"""

import logging
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from agenda.protocol import Stage
from meeting.case.outcome import Outcome
from meeting.commands import ApproveActionList, ConfirmGuest, DeclareConflict, EnterPhase
from meeting.room import Phase
from server.holding import hold_missed
from tests.given import A_PLAN_WITH_GUESTS, GUEST, given, volunteer, wording
from tests.rooms import OpenRoom, a_room
from tests.server.heard import BEFORE, a_plan, written

SEATED: Final = ("chair", "minutes", "police", "housing", "children", GUEST)
OUT_THEN: Final = "children"
OUT_TODAY: Final = "housing"
FIRST: Final = "Canary: fetch her papers from the flat."
SINCE: Final = "Canary: ring her mother on Friday."


def _is_held(room: OpenRoom, meeting: str, day: date, text: str) -> None:
    """A case of the people of today's case 1 was heard, and an action of it is outstanding."""
    plan = a_plan(meeting, day, ("Anwen Oakhill", "Dale Oakhill"))
    case = plan.cases[0].id
    out = DeclareConflict(case=case, reason="We are cousins.")
    planning = given(plan).everybody_signed().after(OUT_THEN, out).case_called("1")
    offered = planning.at_stage(Stage.PLANNING, case).after(
        "police", volunteer(case=case, wording=wording(text))
    )
    over = offered.at_stage(Stage.READ_BACK, case).case_closed(case, Outcome.HEARD)
    history = over.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    written(room.store, plan, history)
    hold_missed(room.store)


def _told(room: OpenRoom, text: str) -> set[str]:
    """To whom it was sent, whatever became of it there."""
    return {who for who, person in room.people.items() if text in "".join(person.frames)}


async def _until_told(room: OpenRoom, text: str) -> None:
    for who in ("chair", "minutes", "police"):
        person = room.people[who]
        await person.until(lambda: text in "".join(person.frames), f"{who} is told")  # noqa: B023
    await room.settled()


async def test_what_is_outstanding_reaches_no_socket_of_those_to_whom_it_is_closed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with a_room(tmp_path, A_PLAN_WITH_GUESTS) as room:
            _is_held(room, BEFORE, date(2026, 10, 27), FIRST)
            await room.seat(*SEATED)
            await room.everybody_signs()
            await room.chair.do(ConfirmGuest(case="oak", person=GUEST))
            await _until_told(room, FIRST)
            assert _told(room, FIRST) == {*SEATED} - {OUT_THEN, GUEST}
            out = DeclareConflict(case="oak", reason="My cousin.")
            await room.people[OUT_TODAY].do(out)
            await room.settled()
            assert not any(room.people[OUT_TODAY].state.earlier())

            _is_held(room, "northvale-since", date(2026, 11, 10), SINCE)
            await room.chair.do(EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY))
            await _until_told(room, SINCE)
            assert _told(room, SINCE) == {*SEATED} - {OUT_THEN, OUT_TODAY, GUEST}
            assert _told(room, FIRST) == {*SEATED} - {OUT_THEN, GUEST}
    assert "Canary" not in caplog.text
