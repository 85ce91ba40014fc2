"""A break in the middle of a case: CASE-2, and what CON-2 to CON-4 make of it."""

from datetime import timedelta

from agenda.plan import Role
from agenda.protocol import DayPart, Protocol, Stage
from meeting.case.clock import CaseInterrupted, ClockResumed, elapsed, time_left
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post
from meeting.commands import (
    AskToSpeak,
    AskToTakeOver,
    BeginPart,
    CallItem,
    DeclareConflict,
    EndBreak,
    EnterPhase,
    EnterStage,
    Leave,
    PauseClock,
    ResumeClock,
    TickOut,
)
from meeting.forecast import forecast
from meeting.room import ItemCalled, ItemEnded, ItemInterrupted, ItemResumed, ItemState, Phase
from meeting.state import fold
from meeting.streams import case_stream
from tests.given import GUEST, Given, a_guest_in, a_hearing, share
from tests.meeting.test_forecast import at, look, ready, times
from tests.meeting.test_reopening import reopened

LUNCH, OVER = CallItem(item="break-1"), EndBreak(item="break-1")
GO_ON = CallItem(item="1")


def in_a_break(stage: Stage = Stage.ROUND) -> Given:
    return a_hearing(stage).after("chair", LUNCH)


def test_a_break_is_called_in_the_middle_of_a_case_and_its_clock_stands_still_case_2() -> None:
    on = a_hearing()
    on_break = on.when("chair", LUNCH).then(
        CaseInterrupted(), ItemInterrupted(item="1"), ItemCalled(item="break-1")
    )
    before = elapsed(on_break.case().clock, on_break.now)
    later = on_break.later(minutes=30)
    assert elapsed(later.case().clock, later.now) == before
    assert (on_break.room.on, on_break.room.heard) == (
        on_break.room.items["break-1"],
        on_break.room.items["1"],
    )
    over = later.when("chair", OVER).then(
        ItemEnded(item="break-1"), ItemResumed(item="1"), ClockResumed()
    )
    assert over.room.on == over.room.items["1"]
    assert elapsed(over.later(minutes=1).case().clock, over.later(minutes=1).now) in {
        before + 60,
        before + 61,
    }


def test_calling_the_case_again_ends_the_break_case_2() -> None:
    in_a_break().when("chair", GO_ON).then(
        ItemEnded(item="break-1"), ItemResumed(item="1"), ClockResumed()
    )


def test_a_case_that_stood_still_already_is_not_stopped_twice_case_2() -> None:
    """The time before the break counts once, as does the break."""
    paused = a_hearing().after("chair", PauseClock(case="oak", version=0)).later(minutes=5)
    before = elapsed(paused.case().clock, paused.now)
    over = paused.after("chair", LUNCH).later(minutes=30).after("chair", OVER)
    assert elapsed(over.case().clock, over.now) - before <= 1


def test_what_is_said_in_a_break_is_kept_and_nothing_moves_on_case_2() -> None:
    """The minute-taker catches up; the case goes on after the break."""
    on_break = in_a_break(Stage.READ_BACK)
    on_break.when("housing", share()).allowed()
    back = EnterStage(case="oak", from_stage=Stage.READ_BACK, stage=Stage.SAFETY)
    on_break.when("chair", back).refused("break_is_on")
    on_break.when("chair", ResumeClock(case="oak", version=1)).refused("break_is_on")
    on_break.when("chair", on_break.closing("oak", Outcome.DEFERRED, "No time.")).refused(
        "break_is_on"
    )


def test_nothing_else_begins_while_a_case_waits_for_the_end_of_a_break_case_1() -> None:
    on_break = in_a_break()
    on_break.when("chair", CallItem(item="2")).refused("case_is_on")
    on_break.when("chair", BeginPart(part=DayPart.OUTSTANDING)).refused("case_is_on")
    summary = EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY)
    on_break.when("chair", summary).refused("cases_left")
    asked = AskToTakeOver(day_post=Role.MINUTE_TAKER, person="housing", in_place_of="minutes")
    on_break.when("minutes", asked).refused("case_is_on")


def out_of_it() -> Given:
    """Housing is out of case 1, and ticked as having left the room."""
    given = a_hearing(Stage.CONFLICTS)
    given = given.after("housing", DeclareConflict(case="oak", reason="A cousin."))
    return given.room_left().at_stage(Stage.ROUND)


def test_who_is_out_of_it_may_be_back_in_the_room_after_the_break_con_3() -> None:
    """The break ends, and the clock does not run before they have left once more."""
    over = (
        out_of_it()
        .after("chair", LUNCH)
        .when("chair", OVER)
        .then(ItemEnded(item="break-1"), ItemResumed(item="1"))
    )
    resume = ResumeClock(case="oak", version=over.case().clock.version)
    over.when("chair", resume).refused("still_in_the_room", "case")
    over.after("chair", TickOut(case="oak", person="housing")).when("chair", resume).then(
        ClockResumed()
    )


def test_nobody_is_ticked_out_before_the_break_has_ended_con_3() -> None:
    """Until then everybody may come in again."""
    tick = TickOut(case="oak", person="housing")
    on_break = out_of_it().after("chair", LUNCH)
    on_break.when("chair", tick).refused("break_is_on")
    on_break.after("chair", OVER).when("chair", tick).allowed()


def test_con_4_who_is_out_of_it_learns_that_there_is_a_break_and_nothing_of_the_case() -> None:
    """CON-2: what stopped in the case, and whether it goes on, is in no stream of theirs."""
    given = out_of_it().after("chair", LUNCH, OVER)
    assert case_stream("oak") not in given.seen_by("housing").streams
    assert given.room.on == given.room.items["1"]
    ticked = given.after("chair", TickOut(case="oak", person="housing"))
    assert given.seen_by("housing") == ticked.seen_by("housing")


def test_a_case_that_nobody_leads_any_more_waits_after_the_break_con_3() -> None:
    """Its minute-taker left in the break."""
    gone = in_a_break().after("minutes", Leave())
    gone.when("chair", GO_ON).refused("stand_in_first", "item")
    gone.when("chair", OVER).then(ItemEnded(item="break-1"), ItemResumed(item="1"))


def test_whoever_chairs_the_case_calls_the_break_and_goes_on_after_it_role_7() -> None:
    given = ready().after("chair", DeclareConflict(case="oak", reason="A cousin."))
    given = given.stood_in(Post.CHAIR, "probation", by="minutes")
    on = given.after("probation", GO_ON)
    on_break = on.after("probation", LUNCH)
    on_break.when("chair", GO_ON).refused("stand_in_calls", "item")
    on_break.when("probation", GO_ON).allowed()
    on_break.when("chair", OVER).allowed()
    on.when("housing", LUNCH).refused("not_your_role")
    given.when("probation", LUNCH).refused("not_your_role")


def test_a_guest_keeps_their_case_over_the_break_and_is_told_no_break_role_6() -> None:
    on_break = a_guest_in().after("chair", LUNCH)
    assert on_break.reads(GUEST)
    theirs = on_break.seen_by(GUEST).room
    assert [*theirs.items] == ["1"]
    assert theirs.items["1"].state is ItemState.INTERRUPTED
    assert on_break.after("chair", OVER).reads(GUEST)


def test_who_leaves_in_the_break_has_no_hand_up_in_the_case_after_it_case_4() -> None:
    given = a_hearing().after("housing", AskToSpeak(case="oak")).after("chair", LUNCH)
    assert given.after("housing", Leave()).case().heard.hands == ()


def test_who_is_out_of_it_by_now_sets_the_case_back_in_a_break_too_con_3() -> None:
    back = in_a_break().after("minutes", DeclareConflict(case="oak", reason="A cousin."))
    assert back.room.items["1"].state is ItemState.LISTED
    back.when("chair", OVER).then(ItemEnded(item="break-1"))


# The day (CASE-2)


def test_the_forecast_knows_the_break_in_a_case_and_what_is_left_of_that_case_2() -> None:
    on = at(ready(), 9, 15).case_called("1")
    on_break = at(on, 9, 20).after("chair", LUNCH)
    found = look(at(on_break, 9, 25))
    assert times(found) == {"1": "09:30", "2": "09:40", "3": "09:55"}
    over = at(on_break, 9, 35).after("chair", OVER)
    assert times(look(at(over, 9, 36))) == {"2": "09:45", "3": "10:00"}


def test_a_reopened_case_has_what_was_left_of_its_time_case_2() -> None:
    """Neither fifteen minutes once more, nor nothing."""
    closed = at(at(ready(), 9, 15).case_called("1"), 9, 25).case_closed()
    again = reopened(at(closed, 9, 50))
    assert times(look(at(again, 9, 51)))["2"] == "10:05"


def test_who_reads_the_case_has_the_day_by_its_own_clock_case_2() -> None:
    """Others have it by the room, which knows of no pause but a break."""
    on = at(ready(), 9, 15).case_called("1")
    paused = at(on, 9, 20).after("chair", PauseClock(case="oak", version=0))
    now = at(paused, 9, 30).now
    left = time_left(paused.case().clock, Protocol(), now)
    found = forecast(paused.room, now, timedelta(seconds=left))
    assert found is not None
    assert times(found)["break-1"] == "09:40"
    assert times(look(paused, now))["2"] == "09:50"


def test_replay_of_a_break_in_a_case_is_what_was_live() -> None:
    given = out_of_it().after("chair", LUNCH).later(minutes=30).after("chair", OVER)
    state = type(given.state)()
    for stream, recorded in given.journal:
        state = fold(state, stream, recorded)
    assert state == given.state
    assert case_stream("oak") in state.streams
