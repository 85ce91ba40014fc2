"""The end of a case: ACT-9, CASE-6, and ACT-10, of which every gap is in ``test_gaps``."""

from typing import Any

import pytest

from agenda.protocol import Link, Stage
from meeting.case.actions import Verdict
from meeting.case.checks import Aim
from meeting.case.gaps import MOST_SAID, digest_of_points, said_points
from meeting.case.hearing import ActionsReadBack, CaseClosed
from meeting.case.outcome import Outcome
from meeting.case.risks import Settlement
from meeting.commands import (
    AnswerAim,
    AnswerLinks,
    AskToSpeak,
    CloseCase,
    ConfirmAction,
    DeclareConflict,
    JudgeAction,
    JudgePlan,
    NameWhoTells,
    RaiseRisk,
    ReadBackActions,
    RecordNoRisks,
    RecordNothingKnown,
    RecordRisk,
    ReportNothingKnown,
    RuleOnConflict,
    SeenRisk,
    SettleRisks,
    SuggestAction,
    WithdrawAction,
    WitnessConfirmation,
)
from meeting.conflict import Ruling
from meeting.labels import listed
from meeting.room import ItemEnded
from tests.given import (
    DAY,
    OPENING,
    Given,
    a_hearing,
    a_room,
    record_action,
    share,
    volunteer,
    wording,
)

CALLED = a_hearing().case().clock.called or OPENING
CONFIRM = ConfirmAction(case="oak", action="a1", version=1)
SAFE = JudgeAction(case="oak", action="a1", version=1, verdict=Verdict.SAFE)


def read_back(given: Given) -> ReadBackActions:
    """The plan as it stands is read aloud."""
    return ReadBackActions(case="oak", version=given.case().plan.version)


def plan_safe(given: Given) -> JudgePlan:
    return JudgePlan(case="oak", version=given.case().plan.version, verdict=Verdict.SAFE)


def close(
    outcome: Outcome = Outcome.HEARD, reason: str = "", seen: tuple[str, ...] = ()
) -> CloseCase:
    return CloseCase(
        case="oak", called=CALLED, outcome=outcome, reason=reason, seen=digest_of_points(seen)
    )


def gaps(given: Given) -> tuple[str, ...]:
    return given.gaps()


def all_heard() -> Given:
    given = a_hearing(Stage.ROUND).after("police", share())
    for who in ("idva", "housing", "children", "probation"):
        given = given.after(who, ReportNothingKnown(case="oak"))
    return given.after("minutes", RecordNothingKnown(case="oak", agency="health"))


def settled() -> Given:
    """Everybody heard, one risk, one SMART action for it, checked, confirmed, read back."""
    risk = RecordRisk(case="oak", risk="r1", at_risk="victim", text="He is out on bail.")
    smart = wording(due=DAY, risks=("r1",), for_whom="victim", done_when="Job sheet.")
    offer = volunteer(wording=smart)
    given = all_heard().after("chair", risk).after("housing", offer).at_stage(Stage.READ_BACK)
    given = given.after("idva", SAFE, plan_safe(given)).after("minutes", read_back(given))
    reduced = SettleRisks(
        case="oak", settled=(SeenRisk(risk="r1", version=1),), how=Settlement.REDUCED
    )
    return checked(given.after("housing", CONFIRM).after("chair", reduced))


def checked(given: Given) -> Given:
    """The IDVA tells the victim; of each other aim it was said why nothing is needed, and each
    link was considered.
    """
    given = given.after("idva", NameWhoTells(case="oak", agency="idva"))
    for aim in (Aim.CHILDREN, Aim.PERPETRATOR, Aim.STAFF):
        given = given.after("chair", AnswerAim(case="oak", aim=aim, reason="He is in custody."))
    nothing = "Nothing that was said points to it."
    links = AnswerLinks(case="oak", links=tuple(Link), applies=False, reason=nothing)
    return given.after("minutes", links)


def test_a_case_with_nothing_open_is_closed_without_a_reason() -> None:
    """ACT-9: read back, confirmed, approved by the chair."""
    assert gaps(settled()) == ()
    settled().when("chair", close()).then(
        CaseClosed(outcome=Outcome.HEARD, reason="", gaps=()), ItemEnded(item="1")
    )


def test_a_gap_needs_a_reason_and_is_said_in_words() -> None:
    """ACT-10."""
    given = settled().after("minutes", record_action("health", "a2"))
    refusal = given.when("chair", close()).refused("gaps_need_a_reason", "reason")
    assert "A2 not confirmed by its agency" in refusal.message
    over = close(reason="Health will write.", seen=gaps(given))
    closed = given.when("chair", over).allowed()
    closing = closed.case().closing
    assert closing is not None
    assert "A2 has no date" in closing.gaps
    assert closing.reason == "Health will write."


def test_the_minute_taker_reads_back_and_only_at_the_read_back() -> None:
    """ACT-9, ROLE-3."""
    given = a_hearing(Stage.READ_BACK)
    given.when("minutes", read_back(given)).then(ActionsReadBack())
    given.when("chair", read_back(given)).refused("not_your_role")
    early = a_hearing(Stage.SAFETY)
    early.when("minutes", read_back(early)).refused("not_now")


def test_what_was_offered_after_the_read_back_is_read_again() -> None:
    """ACT-9."""
    later = settled().after("police", volunteer("a2"))
    assert "the actions were not read back" in gaps(later)
    again = later.after("minutes", read_back(later))
    assert "the actions were not read back" not in gaps(again)


def test_what_came_while_it_was_read_aloud_was_not_read_back() -> None:
    """ACT-9: the minute-taker names the plan that they read."""
    seen = read_back(settled())
    later = settled().after("police", volunteer("a2"))
    later.when("minutes", seen).refused("moved_on", "version")


def test_a_reason_covers_only_the_gaps_that_the_chair_has_seen() -> None:
    """ACT-9, ACT-10."""
    given = settled().after("minutes", record_action("health", "a2"))
    seen = gaps(given)
    more = given.after("police", volunteer("a3"))
    for asked in (seen, (), tuple(reversed(gaps(more))), gaps(more)[1:]):
        over = close(reason="Health will write.", seen=asked)
        refusal = more.when("chair", over).refused("gaps_changed", "seen")
        assert "A3 not confirmed at the read-back" in refusal.message
    more.when("chair", close(reason="As said.", seen=gaps(more))).allowed()


def test_a_gap_that_was_closed_meanwhile_is_looked_at_again_too() -> None:
    """ACT-10."""
    given = settled().after("minutes", record_action("health", "a2"))
    over = close(reason="Health will write.", seen=gaps(given))
    fewer = given.after(
        "minutes", WitnessConfirmation(case="oak", action="a2", agency="health", version=1)
    )
    fewer.when("chair", over).refused("gaps_changed", "seen")


def test_a_case_with_nothing_open_any_more_is_closed_whatever_was_seen() -> None:
    """ACT-9: nothing is passed over."""
    settled().when("chair", close(reason="As said.", seen=("A1 has no date",))).allowed()


def test_each_action_needs_a_safety_check_of_its_own() -> None:
    """ACT-6, ACT-10: a plan that is safe as a whole says nothing of one action in it."""
    given = settled().after("police", volunteer("a2"))
    given = given.after("idva", plan_safe(given))
    assert "A2 has no safety check" in gaps(given)
    assert "A1 has no safety check" not in gaps(given)
    assert "the plan has no safety check" not in gaps(given)
    checked = given.after("idva", JudgeAction.model_validate({**SAFE.model_dump(), "action": "a2"}))
    assert "A2 has no safety check" not in gaps(checked)


def test_what_an_action_does_not_say_is_open() -> None:
    """ACT-2, ACT-10: besides its date, each part that would make it SMART."""
    said: dict[str, dict[str, Any]] = {
        "for whom it is": {"for_whom": "victim"},
        "which risk it answers": {"risks": ("r1",)},
        "what will show that it was done": {"done_when": "Job sheet."},
    }
    bare = settled().after("police", volunteer("a2"))
    assert (
        "A2 does not say for whom it is, which risk it answers or what will show that it was done"
    ) in gaps(bare)
    for words, fact in said.items():
        rest = [other for other in said if other != words]
        some = settled().after("police", volunteer("a2", wording=wording(**fact)))
        assert f"A2 does not say {listed(rest)}" in gaps(some)


def test_what_is_nobodys_action_needs_no_safety_check() -> None:
    """ACT-6: a suggestion, or what was withdrawn."""
    suggested = SuggestAction(case="oak", action="a2", to="housing", wording=wording())
    gone = WithdrawAction(case="oak", action="a1", version=1, reason="She has moved.")
    given = settled().after("police", suggested).after("housing", gone)
    assert [words for words in gaps(given) if "safety check" in words] == [
        "the plan has no safety check"
    ]


def test_gaps_are_said_one_by_one_up_to_twenty_and_the_rest_counted() -> None:
    """ACT-10: what is answered stays short enough for a screen."""
    given = settled()
    for number in range(2, 9):
        given = given.after("police", volunteer(f"a{number}"))
    found = gaps(given)
    # Seven actions with three gaps each, the checks of them and of the plan, and the read-back.
    said = said_points(found)
    assert len(said) == MOST_SAID + 1
    assert said[-1] == "and 4 more"
    closed = given.when("chair", close(reason="No time.", seen=found)).allowed()
    closing = closed.case().closing
    assert closing is not None
    assert closing.gaps == found


def test_what_is_not_said_one_by_one_is_seen_all_the_same() -> None:
    """ACT-10: another gap in its place is not what the chair passed over."""
    given = settled()
    for number in range(2, 9):
        given = given.after("police", volunteer(f"a{number}"))
    bare, seen = volunteer("a9"), gaps(given.after("police", volunteer("a9")))
    dated = volunteer("a9", wording=wording(due=DAY))
    other = given.after("police", dated).after(
        "police", RaiseRisk(case="oak", risk="r2", at_risk="victim", text="He has a key.")
    )
    assert bare != dated
    assert seen != gaps(other)
    other.when("chair", close(reason="No time.", seen=seen)).refused("gaps_changed", "seen")


def test_safety_comes_first_and_then_the_victim_the_risks_and_who_was_not_heard() -> None:
    """ACT-10: in order of weight, whatever else there is."""
    risk = RecordRisk(case="oak", risk="r1", at_risk="child", text="He waits at the school.")
    given = a_hearing(Stage.READ_BACK).after("chair", risk)
    for number in range(1, 30):
        given = given.after("police", volunteer(f"a{number}"))
    said = said_points(gaps(given))
    assert said[0] == "the plan has no safety check"
    assert said[2] == "nobody to tell the victim, nor said why not"
    assert said.index("R1 has no action") < said.index("Housing not heard")


def test_a_case_is_closed_that_was_called_when_the_chair_looked() -> None:
    """CASE-6: not one that was set back and called again since."""
    earlier = close(Outcome.DEFERRED, "The referrer is ill.")
    again = settled().after("minutes", DeclareConflict(case="oak", reason="A cousin."))
    stays = RuleOnConflict(case="oak", person="minutes", ruling=Ruling.STAYS, reason="Long ago.")
    again = again.after("chair", stays).case_called("1")
    again.when("chair", earlier).refused("moved_on", "called")


def test_a_case_is_heard_to_the_end_or_deferred_with_a_reason() -> None:
    """CASE-1, CASE-6."""
    given = a_hearing(Stage.PLANNING)
    given.when("chair", close(reason="Enough.")).refused("heard_to_the_end", "outcome")
    for outcome in (Outcome.DEFERRED, Outcome.EMERGENCY):
        given.when("chair", close(outcome)).refused("outcome_needs_why", "reason")
        given.when("chair", close(outcome, "The referrer is ill.")).allowed()


def test_only_the_chair_closes() -> None:
    """ROLE-2, ACT-9."""
    for who in ("minutes", "police", "observer"):
        settled().when(who, close()).refused("not_your_role")


def test_a_case_that_is_over_is_not_closed_again() -> None:
    """ACT-9."""
    closed = settled().after("chair", close())
    closed.when("chair", close()).refused("not_now")


@pytest.mark.parametrize(("here", "noted"), [(True, True), (False, False)])
def test_the_call_notes_whether_the_referrer_is_in_the_room(here: bool, noted: bool) -> None:  # noqa: FBT001 - a table of two rows
    """CASE-6: case 2 is housing's; without them it is heard as far as it can be."""
    but = () if here else ("housing",)
    given = a_room().everybody_signed(but=but).case_called("2")
    assert given.case("elm").referrer_present is noted


def test_a_referrer_who_is_out_of_the_case_does_not_present_it() -> None:
    """CASE-6, CON-2."""
    out = a_room().everybody_signed().after("housing", DeclareConflict(case="elm", reason="Kin."))
    assert not out.case_called("2").case("elm").referrer_present


# ACT-10, what is open


def test_an_agency_that_has_not_been_heard_is_open() -> None:
    """ACT-10."""
    assert "Housing not heard" in gaps(a_hearing())
    assert not any("not heard" in words for words in gaps(all_heard()))


def test_who_spoke_and_asks_again_was_heard() -> None:
    """ACT-10, CASE-4."""
    for who in ("police", "housing"):
        given = all_heard().after(who, AskToSpeak(case="oak"))
        assert not any("not heard" in words for words in gaps(given))
    asks = a_hearing().after("housing", AskToSpeak(case="oak"))
    assert "Housing not heard" in gaps(asks)


def test_who_is_out_of_the_case_is_not_waited_for() -> None:
    """ACT-10, CON-2."""
    out = a_hearing().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert "Housing not heard" not in gaps(out)


def test_a_risk_without_an_action_is_open() -> None:
    """ACT-10."""
    assert "no risks named, nor said that there are none" in gaps(all_heard())
    none = all_heard().after("chair", RecordNoRisks(case="oak"))
    assert not any("risk" in words for words in gaps(none))
    raised = RaiseRisk(case="oak", risk="r1", at_risk="staff", text="He has a dog.")
    given = all_heard().after("housing", raised)
    assert {"R1 was raised and not agreed", "R1 has no action"} <= set(gaps(given))


def test_a_suggestion_an_invitation_and_an_undated_offer_are_open() -> None:
    """ACT-10, ACT-1, ACT-4."""
    suggested = SuggestAction(case="oak", action="a1", to="housing", wording=wording())
    given = all_heard().after("police", suggested)
    given = given.after("children", volunteer("a2", invited=("housing",)))
    assert {
        "A1 neither taken up nor declined",
        "A2 not confirmed at the read-back",
        "A2 has no date",
        "A2 waits for another agency to join",
        "the plan has no safety check",
        "the actions were not read back",
    } <= set(gaps(given))
    assert "A1 has no date" not in gaps(given)
