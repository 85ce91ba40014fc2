"""A case is reopened after its close: CASE-1, CASE-2, CON-3, ROLE-6, ROLE-7, ATT-2."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.case.clock import elapsed
from meeting.case.hearing import CaseReopened, CaseSetBack
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post, StandInEnded
from meeting.commands import (
    Attend,
    CallItem,
    CloseCase,
    ConfirmAction,
    DeclareConflict,
    EnterStage,
    Leave,
    OpenFinishedCase,
    ReopenCase,
    TakeOver,
    TickOut,
)
from meeting.held import held_cases
from meeting.papers import action_list
from meeting.room import ItemEnded, ItemReopened, ItemState, Phase
from meeting.state import Placed
from meeting.streams import ROOM, case_stream
from meeting.values import THE_ROOM
from tests.given import (
    GUEST,
    OPENING,
    Given,
    a_guest_in,
    a_hearing,
    a_room,
    confirm,
    share,
    volunteer,
)
from tests.meeting.test_access import approved
from tests.meeting.test_handing_over import ask

WHY = "The school has rung back."
OUT = DeclareConflict(case="oak", reason="My cousin.")
CONFIRM = ConfirmAction(case="oak", action="a1", version=1)


def over(stage: Stage = Stage.PLANNING) -> Given:
    """Case 1 was deferred at ``stage``, and nothing is on."""
    return a_hearing(stage).case_closed()


def reopen(given: Given, case: str = "oak", reason: str = WHY) -> ReopenCase:
    """The case is heard further that was closed as the sender saw."""
    closing = given.case(case).closing
    return ReopenCase(case=case, closed=closing.at if closing else OPENING, reason=reason)


def reopened(given: Given, by: str = "chair", case: str = "oak") -> Given:
    return given.after(by, reopen(given, case))


def enter(stage: Stage) -> EnterStage:
    return EnterStage(case="oak", from_stage=Stage.CONFLICTS, stage=stage)


def test_who_chairs_the_case_reopens_it_and_only_the_case_says_why() -> None:
    """CASE-1, CON-4: the room is told that the item is on again, and nothing else."""
    given = over()
    again = given.when("chair", reopen(given)).then(
        ItemReopened(item="1"), CaseReopened(reason=WHY)
    )
    assert [stream for stream, _ in again.journal[-2:]] == [ROOM, case_stream("oak")]
    assert again.room.items["1"].state is ItemState.ON
    assert again.case().stage is Stage.CONFLICTS
    for who in ("minutes", "police", "observer"):
        given.when(who, reopen(given)).refused("not_your_role")


def test_one_case_is_on_at_a_time_and_a_break_ends() -> None:
    """CASE-1: what is on is closed first; a break is ended as by a call."""
    elm = over().case_called("2")
    elm.when("chair", reopen(elm)).refused("case_is_on")
    coffee = over().case_called("break-1")
    coffee.when("chair", reopen(coffee)).then(
        ItemEnded(item="break-1"), ItemReopened(item="1"), CaseReopened(reason=WHY)
    )
    again = reopened(over())
    again.when("chair", CallItem(item="2")).refused("case_is_on")


def test_the_summary_goes_back_to_hearing_first_and_what_is_approved_stays() -> None:
    """ACT-11: nothing is heard while the chair sums up, and nothing at all afterwards."""
    given = over()
    summary = given.in_phase(Phase.SUMMARY)
    summary.when("chair", reopen(given)).refused("not_now")
    back = summary.in_phase(Phase.HEARING)
    assert reopened(back).case().stage is Stage.CONFLICTS
    approved(given).when("chair", reopen(given)).refused("not_now")


def test_a_close_that_was_not_looked_at_is_not_undone() -> None:
    """CASE-1: late or twice, it has moved on."""
    given = over()
    first = reopen(given)
    again = given.after("chair", first)
    again.when("chair", first).refused("not_now")
    again.case_closed().when("chair", first).refused("moved_on", "closed")


def test_the_clock_goes_on_from_where_it_stood() -> None:
    """CASE-2: what it took while it was over is not its time."""
    given = a_hearing(Stage.PLANNING).later(minutes=4)
    spent = elapsed(given.case().clock, given.now)
    later = given.case_closed().later(minutes=50)
    again = reopened(later)
    assert elapsed(again.case().clock, again.now) == spent + 1
    assert again.case().clock.called == given.case().clock.called
    on = again.later(minutes=3)
    assert elapsed(on.case().clock, on.now) == spent + 1 + 180
    longer = on.case_closed().later(minutes=9)
    assert elapsed(longer.case().clock, longer.now) == spent + 1 + 180


def test_it_goes_on_at_the_stage_that_it_stood_at_and_nothing_is_passed_over() -> None:
    """CASE-1: or at any that it had come to; what lies beyond is passed over as ever."""
    again = reopened(over(Stage.RISKS))
    for stage in (Stage.PRESENTING, Stage.ROUND, Stage.RISKS, Stage.PLANNING):
        entered = again.when("chair", enter(stage)).allowed()
        assert entered.case().stage is stage
        assert entered.case().clock.passed_over == ()
    beyond = EnterStage(
        case="oak", from_stage=Stage.CONFLICTS, stage=Stage.READ_BACK, reason="No actions."
    )
    clock = again.when("chair", beyond).allowed().case().clock
    assert clock.passed_over == (((Stage.PLANNING, Stage.SAFETY), "No actions."),)


def test_closed_again_where_conflicts_are_asked_for_it_still_knows_where_it_stood() -> None:
    """CASE-1."""
    twice = reopened(reopened(over(Stage.PLANNING)).case_closed())
    assert twice.when("chair", enter(Stage.PLANNING)).allowed().case().clock.passed_over == ()


def test_what_was_said_stays_and_more_can_be() -> None:
    """CASE-1: the plan goes on from what was offered, and is closed as any."""
    given = a_hearing(Stage.PLANNING).after("police", share(), volunteer()).case_closed()
    on = reopened(given).at_stage(Stage.PLANNING).after("housing", volunteer("a2"))
    assert list(on.case().plan.actions) == ["a1", "a2"]
    closing = on.case_closed(outcome=Outcome.DEFERRED).case().closing
    assert closing is not None
    assert closing.at > given.now


def test_who_is_out_of_it_stays_out_and_leaves_the_room_again() -> None:
    """CON-2, CON-3, CON-4: nobody speaks of it before they are ticked once more."""
    given = a_hearing(Stage.PLANNING).after("housing", OUT).room_left().case_closed()
    again = reopened(given)
    assert not again.reads("housing")
    assert again.case().outside == {}
    again.when("chair", enter(Stage.PLANNING)).refused("still_in_the_room", "stage")
    ticked = again.after("chair", TickOut(case="oak", person="housing"))
    assert ticked.when("chair", enter(Stage.PLANNING)).allowed().case().stage is Stage.PLANNING


def test_a_guest_is_let_in_again_by_the_chair() -> None:
    """ROLE-6: they went with the close, and come back by themselves."""
    again = reopened(a_guest_in().case_closed())
    assert not again.reads(GUEST)
    here = again.after(GUEST, Attend())
    assert not here.reads(GUEST)
    assert here.after("chair", confirm(GUEST)).reads(GUEST)
    theirs = again.state.guest(GUEST)
    assert theirs is not None
    assert theirs.items["1"].state is ItemState.ON


def minutes_by_probation() -> Given:
    """The minute-taker is out of case 1, whose minutes probation takes; it is over."""
    out = a_room().everybody_signed().after("minutes", OUT).stood_in(Post.MINUTES, "probation")
    return out.case_called("1").room_left().case_closed()


def test_who_stood_in_until_the_close_is_asked_again() -> None:
    """CON-3, ROLE-7: as for a call, before anything is said."""
    given = minutes_by_probation()
    again = given.when("chair", reopen(given)).then(
        ItemReopened(item="1"), CaseReopened(reason=WHY), StandInEnded(post=Post.MINUTES)
    )
    again = again.room_left()
    refusal = again.when("chair", enter(Stage.PRESENTING)).refused("stand_in_first", "stage")
    assert "the minutes" in refusal.message
    held = again.stood_in(Post.MINUTES, "children")
    assert held.when("chair", enter(Stage.PRESENTING)).allowed().case().stage is Stage.PRESENTING


def test_who_stood_in_for_the_chair_reopens_it_and_the_chair_who_is_out_of_it_cannot() -> None:
    """ROLE-7, CON-3."""
    given = a_room().everybody_signed().after("chair", OUT)
    given = given.stood_in(Post.CHAIR, "police", by="minutes").after("police", CallItem(item="1"))
    closing = CloseCase(
        case="oak",
        called=given.case().clock.called or OPENING,
        outcome=Outcome.DEFERRED,
        reason="No time.",
    )
    closed = given.after("police", closing)
    closed.when("chair", reopen(closed)).refused("no_such_case")
    assert reopened(closed, "police").room.items["1"].state is ItemState.ON


def test_nobody_both_chairs_it_and_takes_its_minutes_because_they_came_to_hold_them() -> None:
    """ROLE-7: who chaired the case and has the minutes of the day since asks somebody for them."""
    given = a_hearing().stood_in(Post.CHAIR, "police")
    given = given.after("police", given.closing("oak", Outcome.DEFERRED, "No time."))
    given = given.after("chair", ask(Role.MINUTE_TAKER, "police", "minutes"))
    given = given.after("police", TakeOver(day_post=Role.MINUTE_TAKER))
    again = reopened(given, "police")
    again.when("police", enter(Stage.ROUND)).refused("stand_in_first", "stage")
    held = again.stood_in(Post.MINUTES, "children", by="police")
    assert held.when("police", enter(Stage.ROUND)).allowed().case().stage is Stage.ROUND


def test_a_latecomer_hears_what_is_on_again_and_has_it_from_then_on() -> None:
    """ATT-2: as who comes in the middle of a case."""
    given = a_room().everybody_signed(but=("probation",)).case_called("1").case_closed()
    late = given.after("probation", Attend()).signed("probation")
    assert not late.reads("probation")
    again = reopened(late)
    assert again.reads("probation")
    assert again.case_closed().reads("probation")
    assert approved(again.case_closed().after("probation", Leave())).reads("probation")


def test_who_was_here_only_while_it_was_over_was_not_in_the_room_for_it() -> None:
    """ATT-2: neither before its first close nor after it was reopened."""
    given = a_room().everybody_signed(but=("probation",)).case_called("1").case_closed()
    between = given.later(seconds=5).after("probation", Attend()).signed("probation")
    opened = between.after("probation", OpenFinishedCase(case="oak"))
    for here in (between, opened):
        gone = here.later(seconds=5).after("probation", Leave()).later(seconds=5)
        closed = reopened(gone).later(seconds=5).case_closed()
        assert not closed.reads("probation")
        assert not approved(closed).reads("probation")


def test_who_asked_for_it_before_it_was_reopened_asks_for_what_was_said_since() -> None:
    """ATT-2: they had left, and come back when it is closed again."""
    start = a_room().everybody_signed(but=("probation",)).case_called("1").case_closed()
    late = start.later(seconds=5).after("probation", Attend()).signed("probation")
    opened = late.after("probation", OpenFinishedCase(case="oak"))
    assert opened.reads("probation")
    gone = opened.later(seconds=5).after("probation", Leave()).later(seconds=5)
    more = reopened(gone).later(seconds=5).at_stage(Stage.ROUND).after("police", share())
    closed = more.later(seconds=5).case_closed().later(seconds=5)
    back = closed.after("probation", Attend())
    assert not back.reads("probation")
    assert back.after("probation", OpenFinishedCase(case="oak")).reads("probation")


def test_who_was_in_the_room_until_its_first_close_was_in_it() -> None:
    """ATT-2: they left between, and read it again once the list is approved."""
    gone = over().later(seconds=5).after("police", Leave()).later(seconds=5)
    again = reopened(gone)
    assert not again.reads("police")
    assert approved(again.case_closed()).reads("police")


def test_that_it_was_reopened_and_why_stands_on_the_paper() -> None:
    """CASE-1, OUT-3; whoever is out of it has neither there (OUT-2)."""
    given = a_hearing(Stage.PLANNING).after("housing", OUT).room_left()
    given = replace(given, now=datetime(2026, 11, 24, 9, 20, tzinfo=UTC)).case_closed()
    closed = reopened(given.later(minutes=20)).case_closed()
    paper = action_list(closed.state, closed.reader("police"))
    (case,) = (each for each in paper.cases if each.label == "Case 1")
    assert case.reopened == (f"at 09:40, closed as deferred to the next meeting at 09:20: {WHY}",)
    assert WHY not in repr(action_list(closed.state, closed.reader("housing")))


def test_nobody_who_is_out_of_it_can_tell_why_it_was_reopened() -> None:
    """CON-2, CON-4: the same events of the room, whatever the reason."""
    given = a_hearing(Stage.PLANNING).after("housing", OUT).room_left().case_closed()
    told = [
        [r for s, r in given.after("chair", reopen(given, reason=why)).journal if s == ROOM]
        for why in (WHY, "Another reason.")
    ]
    assert told[0] == told[1]


def housing_left() -> Given:
    """Case 1 was heard, with an action that housing confirmed; they left after its close."""
    offered = a_hearing(Stage.READ_BACK).after("housing", volunteer(), CONFIRM)
    heard = offered.after("chair", offered.closing("oak", Outcome.HEARD, "No school here."))
    return heard.later(seconds=5).after("housing", Leave()).later(seconds=5)


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_set_back_it_is_over_as_it_was_closed(who: str) -> None:
    """CASE-1, CON-3: nothing of it is left to be called, and the room hears of nobody."""
    closed = housing_left()
    again = reopened(closed.later(minutes=9)).later(seconds=90)
    back = again.after(who, OUT)
    assert back.room.items["1"].state is ItemState.OVER
    assert back.room.on is None
    before, closing = closed.case().closing, back.case().closing
    assert before is not None
    assert closing is not None
    assert replace(closing, at=before.at) == before
    assert back.case().stage is Stage.CLOSED
    spent = elapsed(again.case().clock, again.now)
    assert elapsed(back.case().clock, back.later(minutes=5).now) in {spent, spent + 1}
    (told,) = [r for s, r in back.journal[len(again.journal) :] if s == ROOM]
    assert (told.event, told.by) == (ItemEnded(item="1"), THE_ROOM)


def test_an_action_stays_on_its_owners_paper_where_a_reopened_case_is_set_back() -> None:
    """ACT-11, OUT-2: they left after the close, and it is not called again."""
    back = approved(reopened(housing_left()).after("minutes", OUT))
    paper = action_list(back.state, back.reader("housing"))
    (case,) = (each for each in paper.cases if each.label == "Case 1")
    assert (case.outcome, [action.text for action in case.actions]) == (
        "heard",
        ["Change the locks."],
    )
    assert [each.outcome for each in held_cases(back.state)] == ["heard"]


def test_who_comes_after_a_reopened_case_was_set_back_asks_for_it() -> None:
    """ATT-2: they heard none of it; who was here only while it was on again did."""
    start = a_room().everybody_signed(but=("probation",)).case_called("1").later(seconds=5)
    again = reopened(start.case_closed().later(seconds=5)).later(seconds=5)
    back = again.after("minutes", OUT).later(seconds=5)
    late = back.after("probation", Attend()).signed("probation")
    assert not late.reads("probation")
    assert late.after("probation", OpenFinishedCase(case="oak")).reads("probation")
    inside = again.after("probation", Attend()).signed("probation").later(seconds=5)
    assert inside.after("minutes", OUT).reads("probation")


def test_a_reopened_case_that_was_set_back_is_reopened_again_for_a_stand_in() -> None:
    """CASE-1, CON-3: at the stage where it stood, once somebody takes its minutes."""
    back = reopened(housing_left()).after("minutes", OUT)
    back.when("chair", CallItem(item="1")).refused("moved_on", "item")
    again = reopened(back).after("chair", TickOut(case="oak", person="minutes"))
    again.when("chair", enter(Stage.READ_BACK)).refused("stand_in_first", "stage")
    held = again.stood_in(Post.MINUTES, "children")
    assert held.when("chair", enter(Stage.READ_BACK)).allowed().case().clock.passed_over == ()


def test_what_arrived_late_stays_on_the_paper_whatever_becomes_of_the_case() -> None:
    """ACT-1: also of a case that was broken off and holds no action."""
    late = a_hearing(Stage.PLANNING).case_closed().after("housing", volunteer())
    listed = late.happened((Placed(case_stream("oak"), CaseSetBack()),), "room")
    for given in (reopened(late).after("minutes", OUT), listed):
        paper = action_list(given.state, given.reader("police"))
        (case,) = (each for each in paper.cases if each.label == "Case 1")
        assert [offer.standing for offer in case.to_settle] == ["offered after the close"]
