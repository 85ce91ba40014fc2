"""Stages and the clock of a case: CASE-1, CASE-2."""

from datetime import timedelta
from typing import get_args

import pytest

from agenda.protocol import HEARING, Protocol, Stage
from agenda.protocol.reading import read_protocol
from meeting.case.clock import (
    NEXT_STAGE,
    Clock,
    ClockEvent,
    StageEntered,
    Timing,
    eaten_from_planning,
    elapsed,
    passed_over,
    stage_time_left,
    time_left,
    timing,
)
from meeting.case.gaps import digest_of_points, open_points
from meeting.case.hearing import CaseCalled, CaseClosed, CaseListed, CaseSetBack
from meeting.case.outcome import Outcome
from meeting.commands import CloseCase, EnterStage, ExtendTime, PauseClock, ResumeClock
from meeting.papers import action_list
from meeting.state import Recorded, events_of, fold
from meeting.streams import ROOM, Kind, case_stream
from meeting.values import Event
from server.protocol_files import shipped
from tests.client.hostile import example
from tests.given import A_PLAN, OPENING, Given, a_room, given

PROTOCOL = Protocol()
PASSED_OVER = "passed over: safety check"
PAUSE, RESUME = PauseClock(case="oak", version=0), ResumeClock(case="oak", version=1)


def called() -> Given:
    return a_room().everybody_signed().case_called("1")


def left(given: Given) -> int:
    return time_left(given.case().clock, PROTOCOL, given.now)


def left_in_stage(given: Given) -> int:
    return stage_time_left(given.case().clock, PROTOCOL, given.now)


def test_the_stages_follow_one_another_and_the_chair_can_go_back_a_step() -> None:
    """CASE-1: each stage leads to the next and to the one before, and no further."""
    for here, (before, after) in zip(
        HEARING, zip((None, *HEARING), (*HEARING[1:], None), strict=False), strict=False
    ):
        assert set(NEXT_STAGE[here]) == {before, after} - {None}


@pytest.mark.parametrize("stage", HEARING)
def test_the_chair_goes_on_or_back_a_step_and_what_is_passed_over_is_on_record(
    stage: Stage,
) -> None:
    """CASE-1."""
    given = called().at_stage(stage)
    for other in Stage:
        asked = given.when("chair", EnterStage(case="oak", from_stage=stage, stage=other))
        if other is stage:
            asked.refused("moved_on", "stage")
        elif other in NEXT_STAGE[stage]:
            asked.then(StageEntered(stage=other))
        elif over := passed_over(stage, other):
            why = "" if Stage.SAFETY not in over else "The fire alarm rings."
            command = EnterStage(case="oak", from_stage=stage, stage=other, reason=why)
            asked = given.when("chair", command)
            asked.then(StageEntered(stage=other, passed_over=over, reason=why))
        else:
            asked.refused("not_that_stage", "stage")


def over_to_the_plan(reason: str = "") -> EnterStage:
    return EnterStage(
        case="oak", from_stage=Stage.VICTIMS_VOICE, stage=Stage.PLANNING, reason=reason
    )


def test_a_stage_that_the_protocol_protects_is_passed_over_with_a_reason_alone() -> None:
    """CASE-1: and the reason is on the screen, and in the papers."""
    rules = read_protocol("hearing.stages_with_reason = ['risks']")
    plan = A_PLAN.model_copy(update={"protocol": rules})
    here = given(plan).everybody_signed().case_called("1").at_stage(Stage.VICTIMS_VOICE)
    here.when("chair", over_to_the_plan()).refused("passed_over_without_reason", "reason")
    later = here.after("chair", over_to_the_plan("The fire alarm rings."))
    assert later.case().clock.passed_over == (
        ((Stage.ROUND, Stage.RISKS), "The fire alarm rings."),
    )
    (paper, *_) = action_list(later.state, later.reader("minutes"), {}).cases
    assert paper.passed_over == ("round the table, risks: The fire alarm rings.",)
    step = EnterStage(case="oak", from_stage=Stage.VICTIMS_VOICE, stage=Stage.ROUND)
    here.when("chair", step).then(StageEntered(stage=Stage.ROUND))


@pytest.mark.parametrize("name", sorted(shipped()))
def test_by_every_shipped_protocol_the_safety_check_is_passed_over_with_a_reason_alone(
    name: str,
) -> None:
    """CASE-1; and at the close that is an open point (ACT-10), whether there is a plan or not."""
    plan = A_PLAN.model_copy(update={"protocol": read_protocol(shipped()[name])})
    here = given(plan).everybody_signed().case_called("1").at_stage(Stage.PLANNING)
    over = EnterStage(case="oak", from_stage=Stage.PLANNING, stage=Stage.READ_BACK)
    here.when("chair", over).refused("passed_over_without_reason", "reason")
    later = here.after("chair", over.model_copy(update={"reason": "The fire alarm rings."}))
    points = open_points(later.room, later.case())
    assert PASSED_OVER in points
    called = later.case().clock.called
    assert called is not None
    close = CloseCase(case="oak", outcome=Outcome.HEARD, called=called)
    later.when("chair", close).refused("gaps_need_a_reason", "reason")
    why = {"reason": "Planned at the hospital.", "seen": digest_of_points(points)}
    closed = later.after("chair", close.model_copy(update=why))
    closing = closed.case().closing
    assert closing is not None
    assert PASSED_OVER in closing.gaps


def test_a_safety_check_that_was_gone_back_to_is_not_open() -> None:
    """CASE-1: what was passed over stays on record."""
    here = called().at_stage(Stage.PLANNING)
    over = EnterStage(
        case="oak", from_stage=Stage.PLANNING, stage=Stage.READ_BACK, reason="The fire alarm rings."
    )
    back = EnterStage(case="oak", from_stage=Stage.READ_BACK, stage=Stage.SAFETY)
    later = here.after("chair", over, back)
    assert PASSED_OVER not in open_points(later.room, later.case())
    assert later.case().clock.passed_over == (((Stage.SAFETY,), "The fire alarm rings."),)


def test_a_stage_that_no_protocol_protects_is_passed_over_without_one() -> None:
    """CASE-1."""
    later = called().at_stage(Stage.VICTIMS_VOICE).after("chair", over_to_the_plan())
    assert later.case().clock.passed_over == (((Stage.ROUND, Stage.RISKS), ""),)


def test_only_the_chair_keeps_time() -> None:
    """ROLE-2, CASE-2."""
    for who in ("minutes", "police", "observer"):
        on = EnterStage(case="oak", from_stage=Stage.CONFLICTS, stage=Stage.PRESENTING)
        for command in (PAUSE, RESUME, on):
            called().when(who, command).refused("not_your_role")


def test_time_left_runs_from_the_call() -> None:
    """CASE-2: fifteen minutes for the case, and the stage's share of them."""
    given = called()
    start = given.case().clock.called
    assert start is not None
    now = given.later(seconds=(start - given.now).total_seconds())
    assert (left(now), left_in_stage(now)) == (900, 30)
    assert (left(now.later(seconds=20)), left_in_stage(now.later(seconds=20))) == (880, 10)
    assert left(now.later(minutes=16)) == -60


def test_a_pause_stops_both_clocks_and_resuming_starts_them() -> None:
    """CASE-2."""
    given = called().later(seconds=10)
    paused = given.after("chair", PAUSE)
    assert left(paused.later(minutes=9)) == left(given)
    resumed = paused.later(minutes=9).after("chair", RESUME)
    assert left(resumed) == left(given) - 1
    paused.when("chair", PAUSE).refused("already_paused")
    resumed.when("chair", RESUME).refused("not_paused")


def test_a_pause_goes_on_when_the_next_stage_is_entered() -> None:
    """CASE-2: the clock does not start behind the chair's back."""
    paused = called().after("chair", PAUSE).later(minutes=1)
    moved = paused.at_stage(Stage.PRESENTING).later(minutes=5)
    assert left(moved) == left(paused)
    assert left_in_stage(moved) == 180
    resumed = moved.after("chair", RESUME).later(seconds=10)
    assert left_in_stage(resumed) == 180 - 11
    assert left(resumed) == left(paused) - 11


def test_a_case_closed_in_a_pause_took_no_more_than_it_took() -> None:
    """CASE-2."""
    paused = called().later(minutes=2).after("chair", PAUSE).later(minutes=9)
    closed = paused.case_closed().later(minutes=30)
    assert elapsed(closed.case().clock, closed.now) == elapsed(paused.case().clock, paused.now)


def test_more_time_needs_a_reason_that_is_recorded() -> None:
    """CASE-2."""
    given = called()
    longer = given.after("chair", ExtendTime(case="oak", minutes=5, reason="Two children."))
    assert left(longer) == left(given) + 300 - 1
    assert longer.case().clock.extensions == ((5, "Two children."),)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(15, Timing.IN_TIME), (15.1, Timing.AMBER), (20, Timing.AMBER), (20.1, Timing.RED)],
)
def test_amber_from_the_target_and_red_from_the_maximum(minutes: float, expected: Timing) -> None:
    """CASE-2: in words as well as in colour."""
    clock = Clock(called=OPENING, stage=Stage.ROUND, stage_since=OPENING)
    assert timing(clock, PROTOCOL, OPENING + timedelta(minutes=minutes)) is expected
    assert str(expected) in {"in time", "over the target", "overrun"}


def test_before_the_call_no_time_passes() -> None:
    """CASE-2."""
    assert elapsed(Clock(), OPENING) == 0
    assert stage_time_left(Clock(), PROTOCOL, OPENING) == 0


def test_a_case_that_is_over_keeps_its_time() -> None:
    """CASE-2."""
    closed = called().later(minutes=4).case_closed()
    assert left(closed) == left(closed.later(minutes=50))


def test_what_is_given_to_one_case_shows_in_no_other_stream() -> None:
    """CASE-2: an extension stands in the case alone."""
    before = called()
    after = before.after("chair", ExtendTime(case="oak", minutes=5, reason="Two children."))
    assert after.state.streams[ROOM] == before.state.streams[ROOM]


@pytest.mark.parametrize("stage", HEARING[: HEARING.index(Stage.PLANNING)])
def test_what_comes_before_the_actions_is_told_when_it_takes_from_their_minutes(
    stage: Stage,
) -> None:
    """CASE-2: to the second, and as far as nothing is left of them."""
    shares = [PROTOCOL.timing.seconds_for(each) for each in HEARING]
    whole = shares[HEARING.index(Stage.PLANNING)]
    called_at = called()
    clock = called_at.at_stage(stage).case().clock
    may_take = sum(shares[: HEARING.index(Stage.PLANNING)])

    def left_after(seconds: int) -> int | None:
        assert clock.called is not None
        return eaten_from_planning(clock, PROTOCOL, clock.called + timedelta(seconds=seconds))

    assert left_after(may_take) is None
    assert left_after(may_take + 1) == whole - 1
    assert left_after(may_take + whole) == left_after(may_take + whole + 600) == 0


@pytest.mark.parametrize("stage", HEARING[HEARING.index(Stage.PLANNING) :])
def test_once_actions_are_planned_nothing_is_said_of_their_minutes(stage: Stage) -> None:
    """CASE-2."""
    hour_later = called().at_stage(stage).later(minutes=60)
    assert eaten_from_planning(hour_later.case().clock, PROTOCOL, hour_later.now) is None


MOVES_THE_CLOCK = {*get_args(ClockEvent), CaseListed, CaseCalled, CaseSetBack, CaseClosed}


@pytest.mark.parametrize(
    "kind", [each for each in events_of(Kind.CASE) if each not in MOVES_THE_CLOCK]
)
def test_no_unrelated_change_touches_the_clock(kind: type[Event]) -> None:
    """CASE-2: whatever else happens in the case."""
    before = called().at_stage(Stage.PLANNING)
    event = kind.model_validate(example(kind))
    recorded = Recorded.model_validate({"at": before.now, "by": "minutes", "event": event})
    after = fold(before.state, case_stream("oak"), recorded).case("oak")
    assert after is not None
    assert after.clock == before.case().clock
