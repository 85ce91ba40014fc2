"""CASE-7: a case that is not high risk is closed as an inappropriate referral only at its own
agency's asking, and only once each agency that is here knows nothing to the contrary. What follows
is that agency's own offer (ACT-1) and a notice that the protocol has for all (ACT-7).
"""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from agenda.protocol import Stage
from agenda.protocol.reading import read_protocol
from meeting.access import Medium
from meeting.case.actions import ActionConfirmed, ActionVolunteered, Standing, Wording
from meeting.case.duties import members, said_duties
from meeting.case.hearing import CaseClosed
from meeting.case.inappropriate import not_asked, open_request, still_to_answer
from meeting.case.information import Nature
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post
from meeting.case.withdrawal import NothingToTheContrarySaid, WithdrawalAsked
from meeting.commands import (
    ApproveActionList,
    AskToWithdrawReferral,
    CallItem,
    DeclareConflict,
    KnowOtherwise,
    Leave,
    NothingToTheContrary,
    RecordNoLaptop,
    ReportNothingKnown,
    ShareInformation,
    StepOut,
)
from meeting.held import held_cases
from meeting.papers import action_list
from meeting.room import ItemEnded, Phase
from server.protocol_files import shipped
from tests.given import A_PLAN, DAY, OPENING, Given, share, volunteer, wording
from tests.given import given as a_room_by
from tests.meeting.test_reopening import reopened

NOTICE: Final = "Take any flag for this referral off."
FEEDBACK: Final = "Tell whoever referred it why it was not high risk."
WHY: Final = "The screening was done for another family."
ASK: Final = AskToWithdrawReferral(
    case="oak", reason=WHY, action="f1", text=FEEDBACK, due=DAY + timedelta(days=7)
)
ON_LAPTOPS: Final = ("idva", "housing", "children", "probation")


def hearing(rules: str = f"inappropriate_referral = '{NOTICE}'", item: str = "1") -> Given:
    """Case 1, which is of police, by a protocol that has this outcome."""
    protocol = read_protocol(f"[hearing]\n{rules}")
    room = a_room_by(A_PLAN.model_copy(update={"protocol": protocol}))
    return room.everybody_signed().case_called(item).at_stage(Stage.PRESENTING)


def asked() -> Given:
    return hearing().after("police", ASK)


def nothing(given: Given, agency: str) -> NothingToTheContrary:
    request = given.case().withdrawal
    assert request is not None
    return NothingToTheContrary(case="oak", asked=request.at, agency=agency)


def otherwise(given: Given, agency: str, **facts: Any) -> KnowOtherwise:
    request = given.case().withdrawal
    assert request is not None
    told = {"information": "i1", "subject": "victim", "nature": Nature.FACT, "text": "A key."}
    return KnowOtherwise(case="oak", asked=request.at, agency=agency, **{**told, **facts})


def all_answered(given: Given) -> Given:
    for agency in ON_LAPTOPS:
        given = given.after(agency, nothing(given, agency))
    return given.after("minutes", nothing(given, "health"))


def closed() -> Given:
    given = all_answered(asked())
    return given.after("chair", given.closing("oak", Outcome.INAPPROPRIATE, "Not high risk."))


# Who asks


def test_case_7_the_referring_agency_asks_and_offers_the_feedback_itself() -> None:
    """ACT-1: nothing of it is an action yet, of anybody."""
    given = hearing()
    given.when("police", ASK).then(
        WithdrawalAsked(
            agency="police",
            reason=WHY,
            action="f1",
            text=FEEDBACK,
            due=DAY + timedelta(days=7),
            on_behalf=False,
        )
    )
    assert not asked().case().plan.actions


@pytest.mark.parametrize("who", ["idva", "housing"])
def test_case_7_no_other_agency_asks(who: str) -> None:
    hearing().when(who, ASK).refused("not_your_referral")


@pytest.mark.parametrize("who", ["chair", "observer"])
def test_case_7_neither_does_the_chair_though_of_the_same_agency(who: str) -> None:
    hearing().when(who, ASK).refused("not_your_role")


def test_role_8_who_has_no_laptop_asks_aloud_and_confirms_aloud_what_it_offers() -> None:
    """ACT-5: the minute-taker witnesses it, and asks for nobody who has one."""
    hearing().when("minutes", ASK).refused("agency_has_a_laptop", "agency")
    given = hearing().after("minutes", RecordNoLaptop(person="police")).after("minutes", ASK)
    request = given.case().withdrawal
    assert request is not None
    assert request.on_behalf
    given = all_answered(given)
    over = given.after("chair", given.closing("oak", Outcome.INAPPROPRIATE, "Not high risk."))
    action = over.case().plan.actions["f1"]
    assert (action.owners, action.recorded) == (("police",), True)
    assert action.confirmed == {"police": "minutes"}
    assert action.standing is Standing.CONFIRMED


def test_case_7_it_is_asked_once_and_not_for_a_day_before_the_meeting() -> None:
    """ACT-3."""
    asked().when("police", ASK.model_copy(update={"action": "f2"})).refused("already_there")
    early = ASK.model_copy(update={"due": date(2026, 11, 23)})
    hearing().when("police", early).refused("date_before_meeting", "due")


def test_nobody_takes_the_id_of_what_was_offered() -> None:
    """ACT-1: what is offered afterwards is another action, and not in its place."""
    asked().when("housing", volunteer("f1")).refused("already_there", "action")
    given = hearing().after("housing", volunteer("f1"))
    given.when("police", ASK).refused("already_there", "action")


# What each agency says


def test_case_7_each_agency_says_for_itself_that_it_knows_nothing_to_the_contrary() -> None:
    given = asked()
    assert still_to_answer(given.room, given.case()) == (*ON_LAPTOPS, "health")
    given.when("idva", nothing(given, "idva")).then(
        NothingToTheContrarySaid(agency="idva", on_behalf=False)
    )
    given.when("idva", nothing(given, "housing")).refused("not_yours", "agency")
    given.when("minutes", nothing(given, "idva")).refused("agency_has_a_laptop", "agency")
    given.when("minutes", nothing(given, "health")).then(
        NothingToTheContrarySaid(agency="health", on_behalf=True)
    )
    given.when("police", nothing(given, "police")).refused("already_there", "agency")
    again = given.after("idva", nothing(given, "idva"))
    again.when("idva", nothing(again, "idva")).refused("already_there", "agency")


def test_case_7_who_knows_otherwise_says_what_and_the_request_is_over() -> None:
    """NTK-1: what it said is information of that agency."""
    given = all_answered(asked())
    said = given.when("housing", otherwise(given, "housing")).allowed()
    assert said.case().heard.points["i1"].agency == "housing"
    assert open_request(said.case()) is None
    over = said.closing("oak", Outcome.INAPPROPRIATE, "Not high risk.")
    said.when("chair", over).refused("not_asked_to_withdraw", "outcome")
    said.when("idva", nothing(said, "idva")).refused("moved_on", "asked")
    anew = said.after("police", ASK.model_copy(update={"action": "f2"}))
    assert still_to_answer(anew.room, anew.case()) == (*ON_LAPTOPS, "health")


def test_case_7_what_one_agency_knows_no_other_says_in_its_place() -> None:
    given = asked()
    given.when("idva", otherwise(given, "housing")).refused("not_yours", "agency")
    given.when("minutes", otherwise(given, "health")).allowed()
    given.when("idva", otherwise(given, "idva", subject="nobody")).refused(
        "no_such_subject", "subject"
    )


def test_case_7_an_answer_is_to_what_was_asked_when_it_was_seen() -> None:
    given = asked()
    stale = nothing(given, "idva").model_copy(update={"asked": OPENING})
    given.when("idva", stale).refused("moved_on", "asked")


# Who has to have answered


def test_case_7_the_chair_closes_only_once_every_agency_that_is_here_has_answered() -> None:
    given = asked()
    over = given.closing("oak", Outcome.INAPPROPRIATE, "Not high risk.")
    hearing().when("chair", over).refused("not_asked_to_withdraw", "outcome")
    refusal = given.when("chair", over).refused("contrary_not_asked", "outcome")
    assert "IDVA service, Housing, Children's services, Probation and Primary" in refusal.message
    given = all_answered(given)
    over = given.closing("oak", Outcome.INAPPROPRIATE)
    given.when("chair", over).refused("outcome_needs_why", "reason")


def test_case_7_who_stepped_out_is_waited_for_and_who_left_is_named_as_not_asked() -> None:
    given = all_answered_but("housing")
    out = given.after("housing", StepOut())
    assert still_to_answer(out.room, out.case()) == ("housing",)
    left = given.after("housing", Leave())
    assert still_to_answer(left.room, left.case()) == ()
    assert not_asked(left.room, left.case()) == ("housing",)


@pytest.mark.parametrize("goes", [StepOut(), Leave()])
def test_case_7_what_an_agency_knew_otherwise_stands_when_it_is_asked_again_without_it(
    goes: StepOut | Leave,
) -> None:
    given = asked()
    given = given.after("housing", otherwise(given, "housing")).after("housing", goes)
    again = given.after("police", ASK.model_copy(update={"action": "f2"}))
    for agency in ("idva", "children", "probation", "health"):
        who = "minutes" if agency == "health" else agency
        again = again.after(who, nothing(again, agency))
    over = again.closing("oak", Outcome.INAPPROPRIATE, "Not high risk.")
    again.when("chair", over).refused("contrary_not_asked", "outcome")


@pytest.mark.parametrize("said", [share(), ReportNothingKnown(case="oak")])
def test_case_7_who_spoke_in_the_round_and_stepped_out_is_waited_for(
    said: ShareInformation | ReportNothingKnown,
) -> None:
    given = hearing().after("housing", said).after("police", ASK).after("housing", StepOut())
    assert "housing" in still_to_answer(given.room, given.case())
    assert "housing" not in not_asked(given.room, given.case())


def all_answered_but(one: str) -> Given:
    given = asked()
    for agency in ON_LAPTOPS:
        if agency != one:
            given = given.after(agency, nothing(given, agency))
    return given.after("minutes", nothing(given, "health"))


def test_con_2_what_somebody_asked_who_is_out_of_the_case_since_counts_no_more() -> None:
    given = all_answered(asked()).after("police", DeclareConflict(case="oak", reason="A cousin."))
    assert open_request(given.case()) is None


def test_case_7_a_case_that_is_called_again_or_reopened_is_asked_about_anew() -> None:
    again = reopened(closed()).at_stage(Stage.PRESENTING)
    assert open_request(again.case()) is None
    set_back = asked().after("minutes", DeclareConflict(case="oak", reason="A cousin."))
    called = set_back.stood_in(Post.MINUTES, "probation").after("chair", CallItem(item="1"))
    assert open_request(called.case()) is None


# What follows


def test_case_7_the_feedback_is_the_referring_agencys_own_action_in_its_own_words() -> None:
    """ACT-1, ACT-5, ROLE-2: recorded as who offered it said it, and not as the chair's."""
    given = all_answered(asked())
    over = given.closing("oak", Outcome.INAPPROPRIATE, "Not high risk.")
    wording = Wording(text=FEEDBACK, due=DAY + timedelta(days=7), named="Robin Marsh")
    gaps = given.gaps()
    given.when("chair", over).then(
        ActionVolunteered(action="f1", agency="police", invited=(), wording=wording),
        ActionConfirmed(action="f1", agency="police", witness=None),
        CaseClosed(outcome=Outcome.INAPPROPRIATE, reason="Not high risk.", gaps=gaps),
        ItemEnded(item="1"),
    )
    action = closed().case().plan.actions["f1"]
    assert (action.owners, action.by) == (("police",), "police")
    assert action.standing is Standing.CONFIRMED


def test_act_7_all_are_told_to_take_flags_off_in_the_protocols_words() -> None:
    given = closed()
    names = [given.room.agencies[each] for each in members(given.room)]
    ((who, text),) = said_duties(given.room, given.case())
    assert text == NOTICE
    assert all(name in who for name in names)
    (case,) = action_list(given.state, given.reader("housing", Medium.PAPER)).cases
    assert case.outcome == "inappropriate referral"
    assert case.duties[0][1] == NOTICE
    assert [action.text for action in case.actions] == [FEEDBACK]
    assert case.withdrawal[0] == f"Police asked to withdraw it: {WHY}"
    assert case.withdrawal[1].endswith("Probation and Primary care knew nothing to the contrary")


def test_act_12_what_was_urgent_goes_to_its_owner_at_this_close_too() -> None:
    given = asked().after("idva", volunteer("a1", wording=wording("Ring her.", urgent=True)))
    given = all_answered(given)
    over = given.after("chair", given.closing("oak", Outcome.INAPPROPRIATE, "Not high risk."))
    assert over.case().plan.actions["a1"].given_out_at is not None
    assert over.case().plan.actions["f1"].given_out_at is None


def test_ag_8_what_was_no_high_risk_case_is_not_held_as_heard_and_has_no_flag() -> None:
    over = closed().in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    (held,) = held_cases(over.state)
    assert (held.outcome, held.was_heard) == ("inappropriate referral", False)
    assert [action.text for action in held.actions] == [FEEDBACK]


def test_act_10_a_case_that_is_heard_although_it_was_asked_says_so_at_its_close() -> None:
    given = asked().at_stage(Stage.READ_BACK)
    assert "Police asks to withdraw its referral, and nobody has said otherwise" in given.gaps()
    knows = given.after("idva", otherwise(given, "idva"))
    assert not any("withdraw" in gap for gap in knows.gaps())


# What the protocol says


def test_case_7_without_a_notice_in_the_protocol_there_is_no_such_outcome() -> None:
    given = hearing("")
    given.when("police", ASK).refused("no_such_outcome")
    over = given.closing("oak", Outcome.INAPPROPRIATE, "Not high risk.")
    given.when("chair", over).refused("no_such_outcome", "outcome")


def test_case_7_of_the_protocols_that_come_with_the_program_doncaster_alone_has_it() -> None:
    notices = {
        name: read_protocol(text).hearing.inappropriate_referral for name, text in shipped().items()
    }
    assert [name for name, notice in notices.items() if notice] == ["doncaster"]
