"""Stand-ins and leaving the room: CON-3, ROLE-7."""

from dataclasses import replace

import pytest

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.case.hearing import CaseCalled, ClosestNamed, PersonTickedOut
from meeting.case.information import HandLowered
from meeting.case.outcome import Outcome
from meeting.case.posts import acting, vacant
from meeting.case.stand_in import Post, StandInAccepted, StandInAsked, StandInDeclined, StandInEnded
from meeting.commands import (
    AcceptStandIn,
    Admit,
    AnyCommand,
    AskToSpeak,
    AskToStandIn,
    AskToTakeOver,
    Attend,
    CallItem,
    DeclareConflict,
    DeclineStandIn,
    EnterPhase,
    EnterStage,
    HandBack,
    Leave,
    NameClosest,
    RecordInformation,
    RuleOnConflict,
    StepOut,
    TakeOver,
    TickOut,
    VoidSignIn,
)
from meeting.conflict import Ruling
from meeting.papers import action_list
from meeting.room import ItemCalled, Phase
from meeting.streams import conflict_stream
from tests.given import A_PLAN, EVERYBODY, Given, a_hearing, given, share, volunteer


def out_of(case: str = "oak") -> DeclareConflict:
    return DeclareConflict(case=case, reason="We are cousins.")


def ask(post: Post, person: str, case: str = "oak", instead: str | None = None) -> AskToStandIn:
    return AskToStandIn(case=case, post=post, person=person, in_place_of=instead)


def on_to_presenting() -> EnterStage:
    return EnterStage(case="oak", from_stage=Stage.CONFLICTS, stage=Stage.PRESENTING)


def between_cases() -> Given:
    """Case 1 is over, case 2 (elm) is next."""
    return a_hearing().case_closed()


# Out of the room


def test_con_3_a_case_does_not_start_while_somebody_out_of_it_is_in_the_room() -> None:
    out = a_hearing(Stage.CONFLICTS).after("housing", out_of())
    out.when("chair", on_to_presenting()).refused("still_in_the_room", "stage")
    ticked = out.when("minutes", TickOut(case="oak", person="housing")).then(
        PersonTickedOut(person="housing")
    )
    assert ticked.after("chair", on_to_presenting()).case().stage is Stage.PRESENTING


def test_con_3_nor_does_it_go_on_where_a_conflict_comes_up_in_the_middle() -> None:
    out = a_hearing(Stage.ROUND).after("housing", out_of())
    onwards = EnterStage(case="oak", from_stage=Stage.ROUND, stage=Stage.RISKS)
    refusal = out.when("chair", onwards).refused("still_in_the_room", "stage")
    assert "Hugo Brook" in refusal.message
    assert out.room_left().after("chair", onwards).case().stage is Stage.RISKS


def test_con_3_who_may_stay_or_is_not_there_keeps_nobody_waiting() -> None:
    out = a_hearing(Stage.CONFLICTS).after("housing", out_of())
    stays = RuleOnConflict(case="oak", person="housing", ruling=Ruling.STAYS, reason="Namesakes.")
    out.after("chair", stays).when("chair", on_to_presenting()).allowed()
    gone = a_hearing(Stage.CONFLICTS).after("housing", out_of()).after("housing", Leave())
    gone.when("chair", on_to_presenting()).allowed()


def test_con_3_only_who_is_out_of_it_and_in_the_room_is_ticked_out_and_once() -> None:
    hearing = a_hearing(Stage.CONFLICTS)
    hearing.when("chair", TickOut(case="oak", person="police")).refused("not_out_of_it", "person")
    hearing.when("chair", TickOut(case="oak", person="nobody")).refused("not_out_of_it", "person")
    out = hearing.after("housing", out_of())
    out.when("police", TickOut(case="oak", person="housing")).refused("not_your_role")
    left = out.room_left()
    left.when("chair", TickOut(case="oak", person="housing")).refused("already_there", "person")


def test_con_3_who_declares_again_or_a_case_called_again_is_ticked_anew() -> None:
    left = a_hearing(Stage.CONFLICTS).after("housing", out_of()).room_left()
    stays = RuleOnConflict(case="oak", person="housing", ruling=Ruling.STAYS, reason="Namesakes.")
    again = left.after("chair", stays).after("housing", out_of())
    again.when("chair", on_to_presenting()).refused("still_in_the_room", "stage")
    back = left.after("minutes", out_of()).stood_in(Post.MINUTES, "probation")
    called = back.case_called("1")
    called.when("chair", on_to_presenting()).refused("still_in_the_room", "stage")


def test_con_3_who_comes_back_into_the_room_is_ticked_out_once_more() -> None:
    left = a_hearing(Stage.CONFLICTS).after("housing", out_of()).room_left()
    for going, coming in ((Leave(), Attend()), (StepOut(), Attend())):
        back = left.after("housing", going, coming)
        back.when("chair", on_to_presenting()).refused("still_in_the_room", "stage")
        again = back.when("chair", TickOut(case="oak", person="housing")).allowed()
        again.when("chair", on_to_presenting()).allowed()


# Stand-ins


def test_con_3_the_case_is_called_once_another_takes_its_minutes() -> None:
    out = between_cases().after("minutes", out_of("elm"))
    refusal = out.when("chair", CallItem(item="2")).refused("stand_in_needed")
    assert "the minutes" in refusal.message
    asked = out.when("chair", ask(Post.MINUTES, "probation", "elm")).then(
        StandInAsked(post=Post.MINUTES, person="probation")
    )
    asked.when("chair", CallItem(item="2")).refused("stand_in_needed")
    accept = AcceptStandIn(case="elm", post=Post.MINUTES)
    asked.when("police", accept).refused("not_asked", "post")
    taken = asked.when("probation", accept).then(
        StandInAccepted(post=Post.MINUTES, person="probation")
    )
    taken.when("chair", CallItem(item="2")).then(
        ItemCalled(item="2"), CaseCalled(referrer_present=True)
    )


def test_role_7_who_stands_in_has_exactly_that_roles_powers_for_exactly_that_case() -> None:
    out = between_cases().after("minutes", out_of("elm"))
    on = out.stood_in(Post.MINUTES, "probation", "elm").case_called("2").room_left("elm")
    on = on.at_stage(Stage.ROUND, "elm")
    record = RecordInformation(
        case="elm", information="i1", agency="health", subject="victim",
        category=share().category, text="Two visits in May.",
    )  # fmt: skip
    on.when("probation", record).allowed()
    on.when("minutes", record).refused("no_such_case")
    on.when("probation", share(case="elm")).refused("not_your_role")
    own = record.model_copy(update={"information": "i2", "agency": "probation"})
    on.when("probation", own).allowed()
    on.when("chair", EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY)).refused(
        "cases_left"
    )
    over = on.case_closed("elm").case_called("3").at_stage(Stage.ROUND, "ash")
    over.when("probation", share(case="ash")).allowed()
    third = record.model_copy(update={"case": "ash", "information": "i3"})
    over.when("minutes", third).allowed()
    over.when("probation", third).refused("not_your_role")


def test_con_3_another_chairs_a_case_that_the_chair_is_out_of() -> None:
    out = between_cases().after("chair", out_of("elm"))
    out.when("chair", CallItem(item="2")).refused("stand_in_calls", "item")
    stood = out.stood_in(Post.CHAIR, "probation", "elm", by="minutes")
    stood.when("chair", CallItem(item="2")).refused("stand_in_calls", "item")
    stood.when("police", CallItem(item="2")).refused("not_your_role")
    on = stood.after("probation", CallItem(item="2"), TickOut(case="elm", person="chair"))
    to_presenting = EnterStage(case="elm", from_stage=Stage.CONFLICTS, stage=Stage.PRESENTING)
    on.when("chair", to_presenting).refused("no_such_case")
    on.when("probation", to_presenting).allowed()
    closed = on.after("probation", on.closing("elm", Outcome.DEFERRED, "No time is left."))
    assert closed.room.on is None
    closed.when("probation", CallItem(item="3")).refused("not_your_role")
    closed.when("chair", CallItem(item="3")).allowed()


def test_con_1_who_stands_in_for_the_chair_reads_the_reasons_and_decides() -> None:
    """And who is out of the case, the chair it is, does neither."""
    out = between_cases().after("chair", out_of("elm")).after("housing", out_of("elm"))
    stood = out.stood_in(Post.CHAIR, "probation", "elm", by="minutes")
    reason = conflict_stream("elm", "housing")
    assert reason in stood.seen_by("probation").streams
    assert reason not in out.seen_by("probation").streams
    assert reason not in stood.seen_by("chair").streams
    leaves = RuleOnConflict(case="elm", person="housing", ruling=Ruling.LEAVES)
    stood.when("chair", leaves).refused("no_such_case")
    stood.when("probation", leaves).allowed()


def test_con_3_another_brings_the_victims_views_and_judges() -> None:
    """ACT-6, ROLE-9."""
    out = between_cases().after("idva", out_of("elm"))
    out.when("chair", CallItem(item="2")).refused("stand_in_needed")
    asked = out.after("chair", ask(Post.VICTIMS_VOICE, "housing", "elm"))
    stood = asked.when("housing", AcceptStandIn(case="elm", post=Post.VICTIMS_VOICE)).then(
        StandInAccepted(post=Post.VICTIMS_VOICE, person="housing"), ClosestNamed(person="housing")
    )
    on = stood.case_called("2").room_left("elm").at_stage(Stage.ROUND, "elm")
    on.when("housing", share(case="elm")).allowed()


def test_con_3_the_coordinators_processing_is_taken_over_too() -> None:
    coordinated = A_PLAN.model_copy(
        update={
            "people": tuple(
                person.model_copy(update={"coordinator": person.id == "minutes"})
                for person in A_PLAN.people
            )
        }
    )
    room = given(coordinated).everybody_signed()
    out = room.after("minutes", out_of())
    assert vacant(out.room, out.case()) == (Post.MINUTES, Post.PROCESSING)
    taken = out.stood_in(Post.MINUTES, "probation")
    taken.when("chair", CallItem(item="1")).refused("stand_in_needed")
    taken.stood_in(Post.PROCESSING, "housing").when("chair", CallItem(item="1")).allowed()


def test_con_3_who_stands_in_and_is_out_of_it_too_sets_the_case_back() -> None:
    out = between_cases().after("minutes", out_of("elm"))
    on = out.stood_in(Post.MINUTES, "probation", "elm").case_called("2")
    back = on.after("probation", out_of("elm"))
    assert back.room.on is None
    assert vacant(back.room, back.case("elm")) == (Post.MINUTES,)
    again = back.after("chair", ask(Post.MINUTES, "police", "elm", instead="probation"))
    again.after("police", AcceptStandIn(case="elm", post=Post.MINUTES)).case_called("2")


def test_role_7_the_chair_may_be_handed_over_for_one_case_without_any_conflict() -> None:
    handed = between_cases().stood_in(Post.CHAIR, "probation", "elm")
    handed.when("chair", CallItem(item="2")).refused("stand_in_calls", "item")
    on = handed.after("probation", CallItem(item="2"))
    extended = on.at_stage(Stage.CONFLICTS, "elm")
    back = extended.when("probation", HandBack(case="elm", post=Post.CHAIR)).then(
        StandInEnded(post=Post.CHAIR)
    )
    holder = acting(back.room, back.case("elm"), Post.CHAIR)
    assert holder is not None
    assert holder.person == "chair"


def test_role_7_a_case_that_is_on_is_not_handed_back_to_nobody() -> None:
    out = between_cases().after("minutes", out_of("elm"))
    on = out.stood_in(Post.MINUTES, "probation", "elm")
    on.when("probation", HandBack(case="elm", post=Post.MINUTES)).allowed()
    called = on.case_called("2")
    called.when("probation", HandBack(case="elm", post=Post.MINUTES)).refused("nobody_else", "post")
    called.when("police", HandBack(case="elm", post=Post.MINUTES)).refused(
        "not_standing_in", "post"
    )


def test_con_3_who_may_stay_takes_back_what_another_took_over() -> None:
    stood = (
        between_cases().after("minutes", out_of("elm")).stood_in(Post.MINUTES, "probation", "elm")
    )
    stays = RuleOnConflict(case="elm", person="minutes", ruling=Ruling.STAYS, reason="Namesakes.")
    holder = acting(stood.room, stood.after("chair", stays).case("elm"), Post.MINUTES)
    assert holder is not None
    assert holder.person == "minutes"


def test_who_declines_is_asked_no_more_and_another_can_be() -> None:
    asked = between_cases().after("chair", ask(Post.CHAIR, "probation", "elm"))
    asked.when("chair", ask(Post.CHAIR, "probation", "elm")).refused("already_there", "person")
    asked.when("chair", ask(Post.CHAIR, "housing", "elm")).refused("moved_on", "in_place_of")
    declined = asked.when(
        "probation", DeclineStandIn(case="elm", post=Post.CHAIR, reason="I referred it.")
    ).then(StandInDeclined(post=Post.CHAIR, person="probation", reason="I referred it."))
    declined.when("chair", ask(Post.CHAIR, "housing", "elm")).allowed()
    declined.when("probation", AcceptStandIn(case="elm", post=Post.CHAIR)).refused(
        "not_asked", "post"
    )


@pytest.mark.parametrize("person", ["chair", "minutes", "observer", "health", "housing"])
def test_nobody_is_asked_who_could_not_do_it(person: str) -> None:
    """CON-3: both chair and minutes, adding nothing, without a laptop, or out of it too."""
    out = between_cases().after("housing", out_of("elm"))
    out.when("chair", ask(Post.CHAIR, person, "elm")).refused("cannot_stand_in", "person")


def both_out(coordinator: str = "") -> Given:
    """Chair and minute-taker are both out of case 2."""
    out = between_cases().after("chair", out_of("elm")).after("minutes", out_of("elm"))
    return replace(out, coordinator=coordinator)


def test_con_3_only_chair_and_minute_taker_ask_and_without_either_the_coordinator() -> None:
    between_cases().when("police", ask(Post.CHAIR, "probation", "elm")).refused("ask_the_chair")
    here = replace(between_cases(), coordinator="housing")
    here.when("housing", ask(Post.CHAIR, "probation", "elm")).refused("ask_the_chair")
    out = both_out(coordinator="housing")
    out.when("police", ask(Post.CHAIR, "probation", "elm")).refused("ask_the_chair")
    both = out.stood_in(Post.CHAIR, "probation", "elm", by="housing")
    both.when("housing", ask(Post.MINUTES, "police", "elm")).refused("ask_the_chair")
    taken = both.stood_in(Post.MINUTES, "housing", "elm", by="probation")
    taken.after("probation", CallItem(item="2"))


def test_con_1_no_representative_chooses_who_hears_the_reasons_while_both_are_outside() -> None:
    """CON-3: whoever leads reads why others are out of the case, and decides on them."""
    declared = a_hearing().after("children", out_of())
    empty = declared.after("chair", StepOut()).after("minutes", StepOut())
    for who in ("police", "housing", "idva", "probation"):
        for post in Post:
            empty.when(who, ask(post, "housing")).refused("ask_the_chair")
    reason = conflict_stream("oak", "children")
    readers = {who for who in EVERYBODY if reason in empty.seen_by(who).streams}
    assert readers == {"children"}
    back = empty.after("chair", Attend())
    assert reason in back.seen_by("chair").streams


def test_con_3_who_processes_the_case_for_the_coordinator_asks_in_their_place() -> None:
    coordinated = replace(between_cases(), coordinator="housing")
    out = coordinated.after("housing", out_of("elm"))
    out = out.stood_in(Post.PROCESSING, "police", "elm")
    both = out.after("chair", out_of("elm")).after("minutes", out_of("elm"))
    both.when("housing", ask(Post.CHAIR, "probation", "elm")).refused("no_such_case")
    both.when("probation", ask(Post.CHAIR, "idva", "elm")).refused("ask_the_chair")
    both.when("police", ask(Post.CHAIR, "probation", "elm")).allowed()


def test_role_7_who_holds_the_chair_by_the_plan_asks_where_nobody_else_is_left() -> None:
    handed = between_cases().after(
        "chair", AskToTakeOver(day_post=Role.CHAIR, person="police", in_place_of="chair")
    )
    taken = handed.after("police", TakeOver(day_post=Role.CHAIR), out_of("elm"))
    taken.when("chair", ask(Post.CHAIR, "probation", "elm")).refused("ask_the_chair")
    both = taken.after("minutes", out_of("elm"))
    asked = both.when("chair", ask(Post.CHAIR, "probation", "elm"))
    led = asked.allowed().after("probation", AcceptStandIn(case="elm", post=Post.CHAIR))
    led.when("probation", ask(Post.MINUTES, "housing", "elm")).allowed()


def test_con_2_a_case_that_nobody_can_lead_stays_unheard_and_its_chair_cannot_tell_why() -> None:
    """The day goes on; the papers of who reads that case say that it was not heard (CASE-6)."""
    alone = between_cases().after("chair", out_of("elm"))
    said = alone.when("chair", CallItem(item="2")).refused("stand_in_calls", "item")
    nobody = both_out()
    assert nobody.seen_by("chair") == alone.seen_by("chair")
    refusal = nobody.when("chair", CallItem(item="2")).refused("stand_in_calls", "item")
    assert refusal.message == said.message
    assert "stays unheard" in refusal.message
    over = nobody.case_called("3").case_closed("ash").in_phase(Phase.SUMMARY)
    assert action_list(over.state, over.reader("police")).not_heard == ("Case 2",)
    assert action_list(over.state, over.reader("chair")).not_heard == ()


def test_a_raised_hand_goes_down_with_taking_over() -> None:
    """CASE-4: who leads does not wait in their own queue."""
    asking = a_hearing().after("probation", AskToSpeak(case="oak"))
    asked = asking.after("chair", ask(Post.CHAIR, "probation"))
    asked.when("probation", AcceptStandIn(case="oak", post=Post.CHAIR)).then(
        StandInAccepted(post=Post.CHAIR, person="probation"), HandLowered(person="probation")
    )


def test_the_agency_of_who_takes_over_says_aloud_what_it_offers() -> None:
    """ROLE-7, ROLE-8: the minute-taker records it, and witnesses the confirmation."""
    on = a_hearing(Stage.PLANNING).stood_in(Post.CHAIR, "probation")
    on.when("probation", volunteer()).refused("not_your_role")
    on.when("probation", NameClosest(case="oak", person="housing")).allowed()
    on.when("chair", NameClosest(case="oak", person="housing")).refused("not_your_role")


def test_nobody_out_of_a_case_reads_who_stands_in_for_whom() -> None:
    """CON-2."""
    out = between_cases().after("housing", out_of("elm")).after("minutes", out_of("elm"))
    before = out.seen_by("housing")
    stood = out.stood_in(Post.MINUTES, "probation", "elm")
    assert stood.seen_by("housing") == before


# A holder who is not there


GONE = (Leave(), StepOut())


@pytest.mark.parametrize("going", GONE)
def test_con_3_a_case_is_not_called_without_its_minute_taker(going: AnyCommand) -> None:
    """ROLE-3, ROLE-7."""
    gone = between_cases().after("minutes", going)
    assert vacant(gone.room, gone.case("elm")) == (Post.MINUTES,)
    refusal = gone.when("chair", CallItem(item="2")).refused("stand_in_needed")
    assert "the minutes" in refusal.message
    gone.stood_in(Post.MINUTES, "probation", "elm").when("chair", CallItem(item="2")).allowed()
    gone.after("minutes", Attend()).when("chair", CallItem(item="2")).allowed()


@pytest.mark.parametrize("going", GONE)
def test_role_7_a_chair_who_went_holds_nothing_and_the_minute_taker_asks(going: AnyCommand) -> None:
    gone = between_cases().after("chair", going)
    gone.when("police", ask(Post.CHAIR, "probation", "elm")).refused("ask_the_chair")
    stood = gone.stood_in(Post.CHAIR, "probation", "elm", by="minutes")
    stood.when("probation", CallItem(item="2")).allowed()


def test_role_7_where_both_went_the_coordinator_asks_and_nobody_else() -> None:
    both = between_cases().after("chair", Leave()).after("minutes", Leave())
    both.when("police", ask(Post.CHAIR, "probation", "elm")).refused("ask_the_chair")
    coordinated = replace(both, coordinator="police")
    stood = coordinated.stood_in(Post.CHAIR, "probation", "elm", by="police")
    stood.when("police", ask(Post.MINUTES, "housing", "elm")).refused("ask_the_chair")
    stood.stood_in(Post.MINUTES, "housing", "elm", by="probation").after(
        "probation", CallItem(item="2")
    )


def test_role_7_nor_does_a_holder_count_whose_sign_in_is_void_or_who_has_not_signed() -> None:
    """ATT-6, SIGN-2."""
    void = VoidSignIn(person="minutes", reason="Somebody else.")
    voided = between_cases().after("chair", void)
    voided.when("chair", CallItem(item="2")).refused("stand_in_needed")
    back = voided.after("chair", Admit(person="minutes")).after("minutes", Attend())
    back.when("chair", CallItem(item="2")).refused("stand_in_needed")
    back.signed("minutes").when("chair", CallItem(item="2")).allowed()


def test_role_7_a_chair_who_goes_in_the_middle_of_a_case_is_stood_in_for_there() -> None:
    gone = a_hearing(Stage.ROUND).after("chair", Leave())
    stood = gone.stood_in(Post.CHAIR, "probation", by="minutes")
    onwards = EnterStage(case="oak", from_stage=Stage.ROUND, stage=Stage.RISKS)
    stood.when("probation", onwards).allowed()
    stood.after("chair", Attend()).when("chair", onwards).refused("not_your_role")
