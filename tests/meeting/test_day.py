"""The course of the day: AG-1, ROLE-2, ACT-11, and commands that come late or twice."""

import pytest

from agenda.protocol import Stage
from meeting.commands import (
    ApproveActionList,
    CallItem,
    EndBreak,
    EnterPhase,
    EnterStage,
    Leave,
    NoteRecording,
)
from meeting.room import (
    ActionListApproved,
    ItemCalled,
    ItemEnded,
    ItemState,
    Phase,
    PhaseEntered,
    RecordingNoted,
    RoomRecording,
)
from tests.given import Given, a_hearing, a_room, volunteer


def ready() -> Given:
    return a_room().everybody_signed()


def test_the_meeting_goes_through_its_phases_in_order() -> None:
    """AG-1: roll call, declaration, cases, the chair's summary."""
    given = a_room().arrived("chair").signed()
    given.when("chair", EnterPhase(from_phase=Phase.GATHERING, phase=Phase.HEARING)).refused(
        "not_that_phase", "phase"
    )
    after = given.when("chair", EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
    after.then(PhaseEntered(phase=Phase.DECLARATION))


def test_a_phase_entered_twice_has_moved_on() -> None:
    """AG-1: late or twice, a command changes nothing."""
    ready().when("chair", EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)).refused(
        "moved_on", "phase"
    )


def test_the_chair_may_go_back_from_the_summary_to_a_case() -> None:
    """AG-1."""
    summary = ready().in_phase(Phase.SUMMARY)
    assert summary.in_phase(Phase.HEARING).case_called("1").room.on is not None


def test_only_the_chair_calls_cases() -> None:
    """ROLE-2."""
    for who in ("minutes", "police", "idva", "observer"):
        ready().when(who, CallItem(item="1")).refused("not_your_role")


def test_a_stale_call_has_moved_on() -> None:
    """The screen of a minute ago may not call what is over, or on."""
    called = ready().case_called("1")
    called.when("chair", CallItem(item="1")).refused("moved_on", "item")
    over = called.case_closed()
    over.when("chair", CallItem(item="1")).refused("moved_on", "item")


def test_one_case_at_a_time() -> None:
    """CASE-1."""
    ready().case_called("1").when("chair", CallItem(item="2")).refused("case_is_on")


def test_there_is_no_such_item() -> None:
    """AG-2."""
    ready().when("chair", CallItem(item="99")).refused("no_such_item", "item")
    ready().when("chair", EndBreak(item="1")).refused("no_such_item", "item")


def test_a_stage_entered_twice_has_moved_on() -> None:
    """CASE-1."""
    given = a_hearing(Stage.ROUND)
    again = EnterStage(case="oak", from_stage=Stage.VICTIMS_VOICE, stage=Stage.ROUND)
    given.when("chair", again).refused("moved_on", "stage")


def test_a_step_from_where_the_case_no_longer_stands_is_not_taken() -> None:
    """CASE-1: planning was meant as a step on, and would be a step back by now."""
    on = EnterStage(case="oak", from_stage=Stage.RISKS, stage=Stage.PLANNING)
    a_hearing(Stage.RISKS).when("chair", on).allowed()
    a_hearing(Stage.SAFETY).when("chair", on).refused("moved_on", "stage")


def test_a_phase_entered_from_another_one_is_not_entered_again() -> None:
    """AG-1: that the hearing begins is no way back from the summary."""
    begin = EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)
    summed_up = ready().in_phase(Phase.SUMMARY)
    summed_up.when("chair", begin).refused("moved_on", "phase")
    back = EnterPhase(from_phase=Phase.SUMMARY, phase=Phase.HEARING)
    summed_up.when("chair", back).allowed()


def test_a_break_is_called_and_ended() -> None:
    """AG-2."""
    on = ready().when("chair", CallItem(item="break-1")).then(ItemCalled(item="break-1"))
    over = on.when("chair", EndBreak(item="break-1")).then(ItemEnded(item="break-1"))
    over.when("chair", EndBreak(item="break-1")).refused("moved_on", "item")


def test_calling_a_case_ends_the_break() -> None:
    """AG-2."""
    on_break = ready().case_called("break-1")
    called = on_break.case_called("2")
    assert called.room.items["break-1"].state is ItemState.OVER
    assert called.case("elm").stage is Stage.CONFLICTS


def test_the_summary_waits_for_the_case_that_is_on() -> None:
    """AG-1."""
    a_hearing().when("chair", EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY)).refused(
        "cases_left"
    )


def test_the_summary_ends_a_break() -> None:
    """AG-1."""
    on_break = ready().case_called("break-1")
    entered = on_break.when("chair", EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY))
    entered.then(ItemEnded(item="break-1"), PhaseEntered(phase=Phase.SUMMARY))


def test_the_chair_approves_the_list_which_is_then_fixed() -> None:
    """ACT-11: nobody changes anything after it."""
    summary = ready().in_phase(Phase.SUMMARY)
    approved = summary.when("chair", ApproveActionList()).then(ActionListApproved(version=1))
    assert approved.room.approved_by == "chair"
    assert approved.room.phase is Phase.APPROVED
    approved.when("chair", EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)).refused(
        "not_now"
    )
    approved.when("chair", ApproveActionList()).refused("not_now")
    approved.when("housing", volunteer()).refused("not_now")
    approved.when("police", Leave()).refused("not_now")


@pytest.mark.parametrize("who", ["minutes", "police", "observer"])
def test_only_the_chair_approves_and_only_after_the_summary(who: str) -> None:
    """ACT-11."""
    ready().in_phase(Phase.SUMMARY).when(who, ApproveActionList()).refused("not_your_role")
    ready().when("chair", ApproveActionList()).refused("not_now")


def test_rec_1_whether_the_room_is_recorded_and_by_whose_policy_is_on_record() -> None:
    policy = "Northvale Council's."
    on = NoteRecording(recording=RoomRecording.ON, policy=policy)
    noted = (
        a_room()
        .arrived("chair", "minutes")
        .when("minutes", on)
        .then(RecordingNoted(recording=RoomRecording.ON, policy=policy))
    )
    noted.when("chair", on).refused("already_there", "recording")
    paused = noted.when("chair", NoteRecording(recording=RoomRecording.PAUSED)).then(
        RecordingNoted(recording=RoomRecording.PAUSED, policy=policy)
    )
    assert (paused.room.recording, paused.room.recorded_under) == (RoomRecording.PAUSED, policy)
    paused.when("police", on).refused("not_present")


def test_rec_1_a_recording_is_answered_for_by_somebody() -> None:
    on = NoteRecording(recording=RoomRecording.ON)
    a_room().arrived("minutes").when("minutes", on).refused("whose_policy", "policy")
    off = NoteRecording(recording=RoomRecording.OFF)
    a_room().arrived("minutes").when("minutes", off).refused("already_there", "recording")
