"""RISK-2: at the end each risk is reduced, removed or accepted; accepted needs why."""

import pytest

from agenda.protocol import Stage
from meeting.access import Medium
from meeting.case.risks import RiskSettled, Settlement
from meeting.commands import AgreeRisk, RaiseRisk, RecordNoRisks, RecordRisk, SeenRisk, SettleRisks
from meeting.papers import PaperCase, action_list
from meeting.risk_paper import PaperRisk
from tests.given import Given, a_hearing, volunteer, wording

WHY = "She will not move, and he knows the address."


def recorded(risk: str, at_risk: str = "victim") -> RecordRisk:
    return RecordRisk(
        case="oak", risk=risk, at_risk=at_risk, from_whom="perpetrator", text="He has a key."
    )


def two_risks(stage: Stage = Stage.PLANNING) -> Given:
    given = a_hearing(Stage.ROUND).after("chair", recorded("r1"), recorded("r2", "staff"))
    return given.at_stage(stage)


def settle(
    *risks: str, how: Settlement = Settlement.REDUCED, why: str = "", version: int = 1
) -> SettleRisks:
    seen = tuple(SeenRisk(risk=risk, version=version) for risk in risks)
    return SettleRisks(case="oak", settled=seen, how=how, why=why)


@pytest.mark.parametrize("how", Settlement)
@pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK])
def test_risk_2_the_chair_says_of_several_risks_at_once_how_they_stand(
    how: Settlement, stage: Stage
) -> None:
    given = two_risks(stage).when("chair", settle("r1", "r2", "r1", how=how, why=WHY))
    after = given.then(
        RiskSettled(risk="r1", how=how, why=WHY), RiskSettled(risk="r2", how=how, why=WHY)
    )
    assert {risk.settled for risk in after.case().risks.named.values()} == {how}


def test_risk_2_accepted_needs_why_and_the_others_do_not() -> None:
    two_risks().when("chair", settle("r1", how=Settlement.ACCEPTED)).refused(
        "accepted_needs_why", "why"
    )
    two_risks().when("chair", settle("r1", how=Settlement.REMOVED)).allowed()


@pytest.mark.parametrize("who", ["minutes", "police", "idva", "observer"])
def test_risk_2_nobody_but_the_chair_says_it(who: str) -> None:
    two_risks().when(who, settle("r1")).refused("not_your_role")


def test_risk_2_it_is_said_at_the_end_and_not_before_the_actions_are_made() -> None:
    two_risks(Stage.ROUND).when("chair", settle("r1")).refused("not_now")


def test_risk_2_all_that_are_ticked_are_settled_or_none() -> None:
    """A risk of another case, one that was changed since, one that nobody agreed."""
    given = two_risks()
    given.when("chair", settle()).refused("no_risk_ticked", "settled")
    given.when("chair", settle("r1", "r9")).refused("no_such_risk", "settled")
    given.when("chair", settle("r1", version=2)).refused("moved_on", "settled")
    raised = RaiseRisk(case="oak", risk="r3", at_risk="staff", text="He has a dog.")
    given = given.after("housing", raised)
    refusal = given.when("chair", settle("r1", "r3")).refused("agree_first", "settled")
    assert "R3" in refusal.message
    given = given.after("chair", AgreeRisk(case="oak", risk="r3"))
    given.when("chair", settle("r1", "r3")).allowed()


def test_risk_2_what_is_said_last_stands() -> None:
    given = two_risks().after("chair", settle("r1", how=Settlement.ACCEPTED, why=WHY))
    given = given.after("chair", settle("r1"))
    risk = given.case().risks.named["r1"]
    assert (risk.settled, risk.why) == (Settlement.REDUCED, "")


def test_act_10_a_risk_that_is_not_settled_is_open_at_the_close_in_one_point_with_the_others() -> (
    None
):
    given = two_risks(Stage.READ_BACK)
    assert "R1 and R2 not said to be reduced, removed or accepted" in given.gaps()
    given = given.after("chair", settle("r2"))
    assert "R1 not said to be reduced, removed or accepted" in given.gaps()
    given = given.after("chair", settle("r1"))
    assert not any("reduced" in gap for gap in given.gaps())


def test_act_10_a_risk_that_is_accepted_with_why_needs_no_action_and_one_said_reduced_does() -> (
    None
):
    given = two_risks().after("chair", settle("r1"))
    given = given.after("chair", settle("r2", how=Settlement.ACCEPTED, why=WHY))
    assert "R1 has no action" in given.gaps()
    assert "R2 has no action" not in given.gaps()


def paper_of(given: Given) -> PaperCase:
    (case,) = action_list(given.state, given.reader("police", Medium.PAPER)).cases
    return case


def test_risk_1_on_paper_risks_stand_by_who_is_at_risk_with_the_actions_that_answer_them() -> None:
    """RISK-2: and how each stands; no name, and nothing of what was told."""
    given = two_risks().after("chair", recorded("r3"))
    given = given.after("housing", volunteer(wording=wording(risks=("r1", "r2"))))
    given = given.after("chair", settle("r1", how=Settlement.ACCEPTED, why=WHY))
    raised = RaiseRisk(case="oak", risk="r4", at_risk="staff", text="He has a dog.")
    given = given.after("police", raised)
    assert paper_of(given).risks == (
        PaperRisk("R1", "victim", "perpetrator", ("A1",), f"accepted: {WHY}"),
        PaperRisk("R3", "victim", "perpetrator", (), ""),
        PaperRisk("R2", "staff", "perpetrator", ("A1",), ""),
        PaperRisk("R4", "staff", "", (), "raised, and not agreed by the chair"),
    )
    assert not paper_of(given).no_risks


def test_risk_1_on_paper_it_is_said_that_none_was_identified() -> None:
    none = a_hearing(Stage.PLANNING).after("chair", RecordNoRisks(case="oak"))
    assert paper_of(none).no_risks
    assert paper_of(none).risks == ()
