"""RISK-1: a risk is put otherwise field by field, or taken back; what answered it stays its
agency's (ACT-1) and is named to whoever takes it back.
"""

from typing import Any

import pytest

from agenda.protocol import Stage
from meeting.case.actions import Standing
from meeting.case.risks import RiskChanged, RiskFacts, RiskTakenBack, Settlement
from meeting.commands import AgreeRisk, ChangeRisk, RaiseRisk, TakeBackRisk
from tests.given import Given, share, volunteer, wording
from tests.meeting.test_actions import confirm
from tests.meeting.test_settled_risks import paper_of, recorded, settle, two_risks

WAS = RiskFacts(at_risk="victim", from_whom="perpetrator", text="He has a key.")


def change(was: RiskFacts = WAS, **facts: Any) -> ChangeRisk:
    """What somebody sends who has seen ``was`` and changes nothing but ``facts``."""
    to = was.model_copy(update=facts)
    return ChangeRisk(case="oak", risk="r1", facts=to, facts_seen=was)


def take_back(risk: str = "r1", *answered_by: str, version: int = 1) -> TakeBackRisk:
    return TakeBackRisk(
        case="oak", risk=risk, version=version, reason="It was Case 2.", answered_by=answered_by
    )


def answered() -> Given:
    """R1 is answered by A1 of Housing, confirmed; R2 by nothing."""
    action = volunteer(wording=wording(risks=("r1",)))
    given = two_risks().after("housing", action).at_stage(Stage.READ_BACK)
    return given.after("housing", confirm())


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_risk_1_the_chair_puts_a_risk_otherwise_or_the_minute_taker_writes_it(who: str) -> None:
    after = two_risks().when(who, change(text="He has two keys.", at_risk="child"))
    given = after.then(
        RiskChanged(
            risk="r1",
            at_risk="child",
            from_whom="perpetrator",
            text="He has two keys.",
            information=(),
        )
    )
    risk = given.case().risks.named["r1"]
    assert (risk.label, risk.version, risk.agreed) == ("R1", 2, True)


@pytest.mark.parametrize("who", ["police", "idva", "observer"])
def test_risk_1_nobody_else_changes_one_or_takes_it_back(who: str) -> None:
    two_risks().when(who, change(text="He has two keys.")).refused("not_your_role")
    two_risks().when(who, take_back()).refused("not_your_role")


def test_two_who_change_different_fields_of_a_risk_both_succeed() -> None:
    given = two_risks().after("police", share()).after("chair", change(at_risk="child"))
    given = given.after("minutes", change(text="He has two keys.", information=("i1",)))
    assert given.case().risks.named["r1"].facts == RiskFacts(
        at_risk="child",
        from_whom="perpetrator",
        text="He has two keys.",
        information=("i1",),
    )


@pytest.mark.parametrize(
    ("field", "theirs", "mine", "said"),
    [
        ("text", "Two keys.", "No key.", ("“Two keys.”", "“No key.”")),
        ("at_risk", "child", "staff", ("“child: Ava”", "“staff”")),
        ("from_whom", None, "public", ("“nothing”", "“the public”")),
    ],
)
def test_what_both_changed_of_a_risk_comes_back_with_both_texts(
    field: str, theirs: Any, mine: Any, said: tuple[str, str]
) -> None:
    given = two_risks().after("chair", change(**{field: theirs}))
    refusal = given.when("minutes", change(**{field: mine})).refused("both_changed", field)
    assert all(text in refusal.message for text in said)


def test_risk_1_a_changed_risk_is_somebodys_of_this_case_and_known_from_what_was_said() -> None:
    given = two_risks()
    given.when("chair", change(at_risk="gran")).refused("no_such_subject", "at_risk")
    given.when("chair", change(from_whom="gran")).refused("no_such_subject", "from_whom")
    given.when("chair", change(information=("i9",))).refused("no_such_information", "information")
    given.when("chair", change()).refused("already_there", "facts")
    gone = given.after("chair", take_back())
    gone.when("minutes", change(text="No key.")).refused("no_such_risk", "risk")


def test_risk_2_how_a_changed_risk_stands_is_said_anew() -> None:
    given = two_risks().after("chair", settle("r1", "r2"), change(text="He has two keys."))
    assert given.case().risks.named["r1"].settled is None
    assert "R1 not said to be reduced, removed or accepted" in given.gaps()
    given.when("chair", settle("r1")).refused("moved_on", "settled")
    given.when("chair", settle("r1", version=2)).allowed()


def test_role_4_the_chair_agrees_the_words_that_they_read() -> None:
    raised = RaiseRisk(case="oak", risk="r3", at_risk="staff", text="He has a dog.")
    given = two_risks().after("housing", raised)
    seen = given.case().risks.named["r3"].facts
    to = seen.model_copy(update={"text": "He has two dogs."})
    changed = given.after("minutes", ChangeRisk(case="oak", risk="r3", facts=to, facts_seen=seen))
    assert not changed.case().risks.named["r3"].agreed
    stale = AgreeRisk(case="oak", risk="r3", version=1)
    refusal = changed.when("chair", stale).refused("changed_meanwhile", "risk")
    assert "He has two dogs." in refusal.message
    changed.when("chair", AgreeRisk(case="oak", risk="r3", version=2)).allowed()


# What is taken back


def test_risk_1_what_is_taken_back_is_no_risk_of_the_case_and_its_label_is_no_others() -> None:
    after = two_risks().when("minutes", take_back())
    given = after.then(RiskTakenBack(risk="r1", reason="It was Case 2."))
    risks = given.case().risks
    assert (set(risks.named), set(risks.gone)) == ({"r2"}, {"r1"})
    assert risks.gone["r1"].gone_because == "It was Case 2."
    given.when("chair", recorded("r1")).refused("already_there", "risk")
    assert given.after("chair", recorded("r3")).case().risks.named["r3"].label == "R3"
    assert [risk.label for risk in paper_of(given).risks] == ["R2"]
    given.when("chair", take_back()).refused("no_such_risk", "risk")


def test_act_1_an_action_that_answered_it_stays_its_agencys_as_it_is_confirmed() -> None:
    """ACT-2: and which risk it answers is open then."""
    before = answered()
    given = before.after("chair", take_back("r1", "a1"))
    action = given.case().plan.actions["a1"]
    assert action == before.case().plan.actions["a1"]
    assert action.standing is Standing.CONFIRMED
    assert not any("which risk" in gap for gap in before.gaps())
    assert any("A1 does not say" in gap and "which risk it answers" in gap for gap in given.gaps())
    assert paper_of(given).actions[0].risks == ()


def test_act_1_whoever_takes_it_back_has_seen_what_answers_it() -> None:
    given = answered()
    refusal = given.when("chair", take_back()).refused("answered_meanwhile", "answered_by")
    assert "A1" in refusal.message
    given.when("chair", take_back("r1", "a1")).allowed()


def test_act_1_what_is_offered_for_a_risk_that_is_taken_back_meanwhile_is_not_lost() -> None:
    given = two_risks().after("chair", take_back())
    offer = volunteer(wording=wording(risks=("r1", "r2")))
    assert given.after("housing", offer).case().plan.actions["a1"].wording.risks == ("r1", "r2")


def test_what_was_put_otherwise_meanwhile_is_not_taken_back_unread() -> None:
    given = two_risks().after("chair", change(text="He has two keys."))
    refusal = given.when("minutes", take_back()).refused("changed_meanwhile", "risk")
    assert "He has two keys." in refusal.message
    given.when("minutes", take_back(version=2)).allowed()


def test_act_10_where_the_only_risk_is_taken_back_it_is_open_whether_there_is_any() -> None:
    given = two_risks(Stage.READ_BACK).after("chair", take_back(), take_back("r2"))
    assert "no risks named, nor said that there are none" in given.gaps()


def test_role_4_a_raised_risk_that_the_chair_does_not_take_up_is_taken_back_with_why() -> None:
    raised = RaiseRisk(case="oak", risk="r3", at_risk="staff", text="He has a dog.")
    given = two_risks().after("housing", raised)
    assert "R3 was raised and not agreed" in given.gaps()
    assert "R3 was raised and not agreed" not in given.after("chair", take_back("r3")).gaps()


def test_risk_2_what_is_taken_back_is_not_settled() -> None:
    given = two_risks().after("chair", take_back())
    given.when("chair", settle("r1", how=Settlement.REMOVED)).refused("no_such_risk", "settled")


def test_a_piece_of_information_that_is_not_there_is_refused_in_a_sentence() -> None:
    """RISK-1: whatever somebody else has changed meanwhile."""
    given = two_risks().after("police", share()).after("chair", change(information=("i1",)))
    nowhere = change(information=("nothing-of-the-kind",))
    given.when("minutes", nowhere).refused("no_such_information", "information")
