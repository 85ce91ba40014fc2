"""Risks: RISK-1, and ROLE-4 for what was missed."""

from agenda.protocol import Stage
from meeting.case.risks import NoRisksIdentified, RiskAgreed, RiskRecorded
from meeting.commands import AgreeRisk, RaiseRisk, RecordNoRisks, RecordRisk
from meeting.decide.asking import MOST_RISKS
from meeting.state import Placed
from meeting.streams import case_stream
from tests.given import Given, a_hearing, share

NONE = RecordNoRisks(case="oak")
AGREE = AgreeRisk(case="oak", risk="r1")


def record(risk: str = "r1", at_risk: str = "child") -> RecordRisk:
    return RecordRisk(
        case="oak", risk=risk, at_risk=at_risk, from_whom="perpetrator", text="Was in the room."
    )


def raised() -> Given:
    said = RaiseRisk(case="oak", risk="r1", at_risk="staff", text="He has a dog.")
    return a_hearing(Stage.RISKS).after("housing", said)


def test_the_chair_names_who_is_at_risk_and_from_whom() -> None:
    """RISK-1."""
    after = a_hearing(Stage.RISKS).when("chair", record())
    given = after.then(
        RiskRecorded(
            risk="r1",
            at_risk="child",
            from_whom="perpetrator",
            text="Was in the room.",
            information=(),
            agreed=True,
        )
    )
    assert given.case().risks.named["r1"].label == "R1"
    given.when("chair", record()).refused("already_there", "risk")


def test_the_minute_taker_writes_what_the_chair_named_and_representatives_do_not() -> None:
    """RISK-1, ROLE-3."""
    a_hearing(Stage.RISKS).when("minutes", record()).allowed()
    for who in ("police", "idva", "observer"):
        a_hearing(Stage.RISKS).when(who, record()).refused("not_your_role")


def test_a_representative_raises_a_missed_risk_which_the_chair_takes_up() -> None:
    """ROLE-4, RISK-1."""
    assert not raised().case().risks.named["r1"].agreed
    agreed = raised().when("chair", AGREE).then(RiskAgreed(risk="r1"))
    agreed.when("chair", AGREE).refused("already_there", "risk")
    raised().when("minutes", AGREE).refused("not_your_role")


def test_none_identified_is_an_answer() -> None:
    """RISK-1."""
    said = a_hearing(Stage.RISKS).when("chair", NONE).then(NoRisksIdentified())
    said.when("chair", NONE).refused("already_there")
    assert not said.after("chair", record()).case().risks.none_identified
    raised().when("chair", NONE).refused("risks_are_recorded")


def test_a_risk_is_somebodys_of_this_case_and_stands_on_what_was_said_in_it() -> None:
    """RISK-1."""
    given = a_hearing(Stage.RISKS).after("police", share())
    given.when("chair", record(at_risk="gran")).refused("no_such_subject", "at_risk")
    facts = record().model_dump()
    other = RecordRisk.model_validate({**facts, "from_whom": "gran"})
    given.when("chair", other).refused("no_such_subject", "from_whom")
    unsaid = RecordRisk.model_validate({**facts, "information": ("i9",)})
    given.when("chair", unsaid).refused("no_such_information", "information")
    said = RecordRisk.model_validate({**facts, "information": ("i1",)})
    assert given.when("chair", said).allowed().case().risks.named["r1"].information == ("i1",)


def test_a_case_holds_no_more_risks_than_a_laptop_can_show() -> None:
    """RISK-1."""
    given = a_hearing(Stage.RISKS)
    for number in range(MOST_RISKS):
        facts = {**record().model_dump(exclude={"kind", "case"}), "risk": f"n{number}"}
        made = RiskRecorded.model_validate({**facts, "information": (), "agreed": False})
        given = given.happened([Placed(case_stream("oak"), made)], "chair")
    assert "100 risks" in given.when("chair", record()).refused("case_is_full").message
    raises = RaiseRisk(case="oak", risk="r1", at_risk="staff", text="He has a dog.")
    given.when("housing", raises).refused("case_is_full")
    given.when("chair", AgreeRisk(case="oak", risk="n1")).allowed()


def test_a_risk_that_is_not_there_is_not_agreed() -> None:
    """RISK-1."""
    a_hearing(Stage.RISKS).when("chair", AGREE).refused("no_such_risk", "risk")
