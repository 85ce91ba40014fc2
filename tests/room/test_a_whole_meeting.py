"""One meeting from the opening to the approved list, on real sockets and TLS."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from agenda.protocol import Link, Stage
from meeting.access import Reader
from meeting.case.actions import Standing, Verdict, Wording
from meeting.case.checks import Aim
from meeting.case.information import Category
from meeting.case.outcome import Outcome
from meeting.case.risks import Settlement
from meeting.commands import (
    AnswerAim,
    AnswerLinks,
    ApproveActionList,
    AskToSpeak,
    CloseCase,
    ConfirmAction,
    EnterPhase,
    EnterStage,
    JoinAction,
    JudgeAction,
    JudgePlan,
    NameWhoTells,
    ReadBackActions,
    RecordRisk,
    ReportNothingKnown,
    SeenRisk,
    SettleRisks,
    ShareInformation,
    VolunteerAction,
)
from meeting.papers import action_list
from meeting.room import Phase
from tests.people import Person, new_id
from tests.rooms import OpenRoom, a_room

SEATS = ("chair", "minutes", "police", "idva", "housing", "children", "probation", "observer")


async def test_a_meeting_goes_from_the_roll_call_to_the_approved_list(tmp_path: Path) -> None:
    """ROLE-1 to ROLE-4, SIGN-1, CASE-1, CASE-3, CASE-4, RISK-1, ACT-1, ACT-4, ACT-9, ACT-11."""
    async with a_room(tmp_path) as room:
        await room.seat(*SEATS)
        await room.everybody_signs()
        case = await room.call("1", Stage.ROUND)
        await the_table_is_heard(room, case)
        await the_plan_is_made(room, case)
        await the_case_is_closed(room, case)

        await room.chair.do(EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY))
        await room.chair.do(ApproveActionList())
        await room.settled()

        paper = action_list(room.state, Reader("housing", "housing"))
        assert not paper.is_draft
        assert [a.agencies for a in paper.cases[0].actions] == [("Housing", "Police")]


async def the_table_is_heard(room: OpenRoom, case: str) -> None:
    police = room.people["police"]
    await police.do(
        ShareInformation(
            case=case,
            information=new_id(),
            subject="victim",
            category=Category.RISK_FACTOR,
            text="Strangled twice since May.",
        )
    )
    for silent in ("idva", "housing", "children", "probation"):
        await room.people[silent].do(ReportNothingKnown(case=case))
    await room.chair.do(EnterStage(case=case, from_stage=Stage.ROUND, stage=Stage.RISKS))
    await room.chair.do(
        RecordRisk(case=case, risk="r1", at_risk="victim", text="He knows her hours.")
    )


async def the_plan_is_made(room: OpenRoom, case: str) -> None:
    housing, police = room.people["housing"], room.people["police"]
    await room.chair.do(EnterStage(case=case, from_stage=Stage.RISKS, stage=Stage.PLANNING))
    wording = Wording(
        text="Change the locks together.",
        for_whom="victim",
        risks=("r1",),
        due=date(2026, 11, 26),
        done_when="job sheet",
    )
    await housing.do(VolunteerAction(case=case, action="a1", wording=wording, invited=("police",)))
    await police.until(lambda: action_of(police, case, "a1") is not None, "the invitation")
    await police.do(JoinAction(case=case, action="a1", version=1))
    await room.chair.do(EnterStage(case=case, from_stage=Stage.PLANNING, stage=Stage.SAFETY))
    idva = room.people["idva"]
    await idva.until(lambda: stage_of(idva, case) is Stage.SAFETY, "the safety check")
    await idva.do(JudgeAction(case=case, action="a1", version=2, verdict=Verdict.SAFE))
    await idva.do(JudgePlan(case=case, version=plan_version(idva, case), verdict=Verdict.SAFE))


async def the_case_is_closed(room: OpenRoom, case: str) -> None:
    await room.chair.do(EnterStage(case=case, from_stage=Stage.SAFETY, stage=Stage.READ_BACK))
    await room.minutes.until(lambda: stage_of(room.minutes, case) is Stage.READ_BACK, "read-back")
    version = plan_version(room.minutes, case)
    await room.minutes.do(ReadBackActions(case=case, version=version))
    for owner in ("housing", "police"):
        person = room.people[owner]
        await person.until(partial(is_read_back, person, case), "read-back")
        await person.do(ConfirmAction(case=case, action="a1", version=2))
    await room.people["idva"].do(NameWhoTells(case=case, agency="idva"))
    for aim in (Aim.CHILDREN, Aim.PERPETRATOR, Aim.STAFF):
        await room.chair.do(AnswerAim(case=case, aim=aim, reason="Nothing is needed."))
    nothing = AnswerLinks(
        case=case, links=tuple(Link), applies=False, reason="Nothing points to it."
    )
    await room.minutes.do(nothing)
    reduced = SettleRisks(
        case=case, settled=(SeenRisk(risk="r1", version=1),), how=Settlement.REDUCED
    )
    await room.chair.do(reduced)
    await room.chair.do(CloseCase(case=case, called=room.called(case), outcome=Outcome.HEARD))
    heard = room.state.case(case)
    assert heard is not None
    assert heard.plan.actions["a1"].standing is Standing.CONFIRMED


def is_read_back(person: Person, case: str) -> bool:
    return stage_of(person, case) is Stage.READ_BACK


def action_of(person: Person, case: str, action: str) -> object:
    found = person.case(case)
    return found.plan.actions.get(action) if found else None


def plan_version(person: Person, case: str) -> int:
    found = person.case(case)
    return found.plan.version if found else 0


def stage_of(person: Person, case: str) -> Stage | None:
    found = person.case(case)
    return found.stage if found else None


async def test_a_hand_goes_up_on_every_screen(tmp_path: Path) -> None:
    """CASE-4: the chair sees at a glance who asks to speak."""
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        case = await room.call("1", Stage.ROUND)
        housing = room.people["housing"]
        await housing.until(lambda: stage_of(housing, case) is Stage.ROUND, "the round")

        await housing.do(AskToSpeak(case=case))

        for person in room.people.values():
            await person.until(partial(hand_is_up, person, case), "the hand")


def hand_is_up(person: Person, case: str) -> bool:
    found = person.case(case)
    return found is not None and found.heard.hands == ("housing",)


@pytest.mark.parametrize("late", ["children"])
async def test_who_comes_late_signs_first_and_is_not_sent_what_is_over(
    tmp_path: Path, late: str
) -> None:
    """SIGN-2, ATT-2: nothing of any case before signing; nothing of a case that was over."""
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "police")
        await room.everybody_signs()
        over = await room.call("1")
        await room.chair.do(
            CloseCase(
                case=over,
                called=room.called(over),
                outcome=Outcome.DEFERRED,
                reason="The referrer asks for it.",
            )
        )
        (person,) = await room.seat(late)
        assert not list(person.state.cases())

        await person.arrive_and_sign()

        await room.settled()
        assert {case.case for case in person.state.cases()} == {"elm", "ash"}
        assert not any("Anwen Oakhill" in frame for frame in person.frames)
