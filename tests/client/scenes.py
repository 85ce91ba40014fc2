"""Rooms in the middle of things, as screens are to show them."""

from functools import cache

from agenda.plan import Party, PartyKind, PlannedCase
from agenda.protocol import Stage
from meeting.case.actions import Verdict
from meeting.case.information import Category
from meeting.commands import (
    AskToSpeak,
    ConfirmAction,
    DeclareConflict,
    JudgeAction,
    RaiseRisk,
    RecordLeaving,
    RecordNothingKnown,
    RecordRisk,
    ReportNothingKnown,
    RuleOnConflict,
    SuggestAction,
)
from meeting.conflict import Ruling
from meeting.room import Phase
from tests.given import A_PLAN, Given, given, record_action, share, volunteer, wording

MORE = tuple(
    PlannedCase(
        id=f"more-{n}",
        referred_by="probation",
        parties=(Party(id="victim", kind=PartyKind.VICTIM, name=f"Somebody {n}"),),
    )
    for n in (4, 5, 6)
)
ASH = A_PLAN.cases[2].model_copy(
    update={
        "summary": "Three call-outs since May; the last with the children in the house.",
        "safe_contact": "Ring before ten in the morning. Through the school nurse.",
        "unsafe_contact": "No letters, no texts. Her sister is not to be told.",
        "risk_to_staff": "A dog; he has threatened an officer. Visit in pairs.",
    }
)
PLAN = A_PLAN.model_copy(update={"cases": (*A_PLAN.cases[:2], ASH, *MORE)})


@cache
def hearing(stage: Stage) -> Given:
    """Case 1 is over, case 2, ``elm``, is not for housing, case 3, ``ash``, is on."""
    heard = given(PLAN).everybody_signed().case_called("1").case_closed("oak")
    heard = heard.after("housing", DeclareConflict(case="elm", reason="We were at school."))
    heard = heard.after("chair", RuleOnConflict(case="elm", person="housing", ruling=Ruling.LEAVES))
    return (
        heard.case_called("3").at_stage(Stage.ROUND, "ash").at_stage(stage, "ash").later(minutes=9)
    )


def on_ash(start: Given) -> Given:
    """A case in full flow: said, risked, offered, judged."""
    said = start.after(
        "police",
        share("Strangled twice since May, heard by a neighbour.", case="ash"),
    ).after(
        "children",
        share(
            "Missed nine days of school this term.",
            case="ash",
            information="i2",
            subject="child",
            category=Category.HISTORY,
        ),
        AskToSpeak(case="ash"),
    )
    said = said.after("probation", ReportNothingKnown(case="ash"))
    said = said.after("minutes", RecordNothingKnown(case="ash", agency="health"))
    risky = said.after(
        "chair",
        RecordRisk(
            case="ash",
            risk="r1",
            at_risk="victim",
            from_whom="perpetrator",
            text="strangled twice since May",
        ),
        RecordRisk(case="ash", risk="r2", at_risk="child", text="there at the last attack"),
    )
    return risky.after(
        "idva", RaiseRisk(case="ash", risk="r3", at_risk="gran", text="lives next door to him")
    )


def planned(start: Given) -> Given:
    """With actions in every standing."""
    made = on_ash(start).at_stage(Stage.PLANNING, "ash")
    made = made.after(
        "police",
        volunteer(
            "a1",
            "ash",
            wording=wording(
                "Execute the warrant and bail him away from the street.",
                for_whom="victim",
                risks=["r1"],
                due="2026-11-27",
                done_when="custody record",
            ),
        ),
        ConfirmAction(case="ash", action="a1", version=1),
    )
    made = made.after("idva", _judged("a1", Verdict.SAFE))
    made = made.after(
        "housing",
        volunteer(
            "a2",
            "ash",
            wording=wording(
                "Change the locks at the safe address.", for_whom="victim", risks=["r1"]
            ),
        ),
    )
    made = made.after("minutes", record_action("health", "a3", "ash"))
    made = made.after(
        "children",
        SuggestAction(
            case="ash",
            action="a4",
            to="housing",
            wording=wording("Fit a door camera.", risks=["r2"], due="2026-12-01"),
        ),
    )
    made = made.after(
        "police",
        volunteer(
            "a5",
            "ash",
            wording=wording("Visit her tonight.", for_whom="victim", risks=["r1"], urgent=True),
        ),
    )
    return made.after("idva", _judged("a5", Verdict.UNSAFE, "He would be there."))


def _judged(action: str, verdict: Verdict, why: str = "") -> JudgeAction:
    return JudgeAction(case="ash", action=action, version=1, verdict=verdict, why=why)


@cache
def in_planning() -> Given:
    """The picture of the room: everything that it can show, in one case."""
    left = planned(hearing(Stage.ROUND)).after("minutes", RecordLeaving(person="probation"))
    return left.later(minutes=1, seconds=20)


@cache
def in_summary() -> Given:
    """The day is heard and summed up."""
    closed = planned(hearing(Stage.ROUND)).case_closed("ash")
    return closed.in_phase(Phase.SUMMARY)
