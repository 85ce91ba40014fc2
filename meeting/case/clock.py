"""The clock of one case (CASE-2): time left for the case and for the stage, in whole seconds.

The clock runs from the call. It stops while paused, and takes every instant as an argument:
nothing here knows what time it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, assert_never

from pydantic import Field

from agenda.protocol import HEARING, Protocol, Stage
from meeting.values import Event
from meeting.words import OptionalWords, Words

NEXT_STAGE: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.CONFLICTS: (Stage.PRESENTING,),
    Stage.PRESENTING: (Stage.VICTIMS_VOICE, Stage.CONFLICTS),
    Stage.VICTIMS_VOICE: (Stage.ROUND, Stage.PRESENTING),
    Stage.ROUND: (Stage.RISKS, Stage.VICTIMS_VOICE),
    Stage.RISKS: (Stage.PLANNING, Stage.ROUND),
    Stage.PLANNING: (Stage.SAFETY, Stage.RISKS),
    Stage.SAFETY: (Stage.READ_BACK, Stage.PLANNING),
    Stage.READ_BACK: (Stage.SAFETY,),
}
"""Stages that the chair can enter from each: the one after, and a step back (CASE-1)."""


def passed_over(here: Stage, to: Stage) -> tuple[Stage, ...]:
    """The stages between ``here`` and a later one; none where that is the next, or earlier."""
    if here not in HEARING or to not in HEARING:
        return ()
    return HEARING[HEARING.index(here) + 1 : HEARING.index(to)]


class StageEntered(Event):
    """The chair moved the case on, or back a step; or further on, over other stages.

    ``reason`` is why, if one was given.
    """

    kind: Literal["stage_entered"] = "stage_entered"
    stage: Stage
    passed_over: tuple[Stage, ...] = ()
    reason: OptionalWords = ""


class ClockPaused(Event):
    """The clock of the case was stopped."""

    kind: Literal["clock_paused"] = "clock_paused"


class CaseInterrupted(Event):
    """A break stands in the middle of the case: its clock is stopped, and whoever left the room for
    it may be back in it before it goes on (CON-3).
    """

    kind: Literal["case_interrupted"] = "case_interrupted"


class ClockResumed(Event):
    """The clock of the case runs again."""

    kind: Literal["clock_resumed"] = "clock_resumed"


class TimeExtended(Event):
    """The chair gave the case more time, and said why."""

    kind: Literal["time_extended"] = "time_extended"
    minutes: int = Field(ge=1, le=60)
    reason: Words


ClockEvent = StageEntered | ClockPaused | CaseInterrupted | ClockResumed | TimeExtended


@dataclass(frozen=True, slots=True)
class Clock:
    """When the case was called, its stage, and what changed its time.

    ``passed_over`` are stages that the chair went on over, each time with why; ``left_out`` those
    that nobody has gone back to since.

    ``paused`` and ``paused_in_stage`` are what earlier pauses took, of the whole case and since
    the stage was entered. ``version`` rises each time that it is stopped or started. ``stood_at``
    is the stage in which the case was closed, until it is reopened and goes on from there.
    """

    called: datetime | None = None
    stage: Stage = Stage.LISTED
    stage_since: datetime | None = None
    paused_since: datetime | None = None
    paused: timedelta = timedelta()
    paused_in_stage: timedelta = timedelta()
    extended: timedelta = timedelta()
    extensions: tuple[tuple[int, str], ...] = ()
    passed_over: tuple[tuple[tuple[Stage, ...], str], ...] = ()
    left_out: frozenset[Stage] = frozenset()
    ended: datetime | None = None
    version: int = 0
    stood_at: Stage | None = None


class Timing(StrEnum):
    """How a time left is to be shown, in colour and in words (CASE-2)."""

    IN_TIME = "in time"
    AMBER = "over the target"
    RED = "overrun"


def fold_clock(clock: Clock, event: ClockEvent, at: datetime) -> Clock:
    """``clock`` after ``event`` at the instant ``at``."""
    match event:
        case StageEntered():
            # A pause that is running goes on, counted from here for the new stage.
            paused_since = at if clock.paused_since else None
            over = ((event.passed_over, event.reason),) if event.passed_over else ()
            return replace(
                _resumed(clock, at),
                stage=event.stage,
                stage_since=at,
                paused_since=paused_since,
                paused_in_stage=timedelta(),
                passed_over=(*clock.passed_over, *over),
                left_out=(clock.left_out | {*event.passed_over}) - {event.stage},
                stood_at=None,
            )
        case ClockPaused() | CaseInterrupted():
            paused_since = clock.paused_since or at
            return replace(clock, paused_since=paused_since, version=clock.version + 1)
        case ClockResumed():
            return replace(_resumed(clock, at), version=clock.version + 1)
        case TimeExtended():
            return replace(
                clock,
                extended=clock.extended + timedelta(minutes=event.minutes),
                extensions=(*clock.extensions, (event.minutes, event.reason)),
            )
        case _:
            assert_never(event)


def _resumed(clock: Clock, at: datetime) -> Clock:
    lasted = at - clock.paused_since if clock.paused_since else timedelta()
    return replace(
        clock,
        paused_since=None,
        paused=clock.paused + lasted,
        paused_in_stage=clock.paused_in_stage + lasted,
    )


def called_clock(at: datetime) -> Clock:
    """The clock of a case called at ``at``: it asks for conflicts first (CASE-1)."""
    return Clock(called=at, stage=Stage.CONFLICTS, stage_since=at)


def ended_clock(clock: Clock, at: datetime) -> Clock:
    """``clock`` stopped at ``at``, for good unless the case is reopened."""
    return replace(
        _resumed(clock, at),
        stage=Stage.CLOSED,
        stage_since=at,
        ended=at,
        stood_at=clock.stood_at or clock.stage,
    )


def reopened_clock(clock: Clock, at: datetime) -> Clock:
    """``clock`` of a case reopened at ``at``: it goes on from where it ended, and asks for
    conflicts first, as at a call (CASE-1, CASE-2).
    """
    over = at - clock.ended if clock.ended else timedelta()
    return replace(
        clock,
        stage=Stage.CONFLICTS,
        stage_since=at,
        paused=clock.paused + over,
        paused_in_stage=timedelta(),
        ended=None,
        version=clock.version + 1,
    )


def is_reopened(clock: Clock) -> bool:
    """Whether the case was reopened, and conflicts are being asked for once more."""
    return clock.stage is Stage.CONFLICTS and clock.stood_at is not None


def next_stages(clock: Clock) -> tuple[Stage, ...]:
    """The stages that can be entered now with nothing passed over: after a reopening each that the
    case had come to, and the one after.
    """
    if not is_reopened(clock) or clock.stood_at is None:
        return NEXT_STAGE.get(clock.stage, ())
    return HEARING[1 : HEARING.index(clock.stood_at) + 2]


def next_stage(clock: Clock) -> Stage | None:
    """The stage that comes next: after a reopening the one in which the case stood (CASE-1)."""
    if is_reopened(clock) and clock.stood_at is not Stage.CONFLICTS:
        return clock.stood_at
    here = HEARING.index(clock.stage) if clock.stage in HEARING else len(HEARING)
    return next(iter(HEARING[here + 1 :]), None)


def stages_over(clock: Clock, to: Stage) -> tuple[Stage, ...]:
    """The stages that the case would be taken over on its way to ``to``, and never stood at."""
    here = clock.stood_at if is_reopened(clock) else clock.stage
    return passed_over(here or clock.stage, to)


def elapsed(clock: Clock, now: datetime) -> int:
    """Seconds that the case has taken, pauses left out; 0 before its call."""
    if clock.called is None:
        return 0
    return _running(clock, clock.called, clock.paused, now)


def time_left(clock: Clock, protocol: Protocol, now: datetime) -> int:
    """Seconds left of the case's target, extensions included; negative when it is over."""
    target = protocol.timing.case_minutes * 60 + int(clock.extended.total_seconds())
    return target - elapsed(clock, now)


def stage_time_left(clock: Clock, protocol: Protocol, now: datetime) -> int:
    """Seconds left of the stage's share; negative when it is over."""
    if clock.stage_since is None:
        return 0
    spent = _running(clock, clock.stage_since, clock.paused_in_stage, now)
    return protocol.timing.seconds_for(clock.stage) - spent


def eaten_from_planning(clock: Clock, protocol: Protocol, now: datetime) -> int | None:
    """Seconds that are left for planning the actions, once what is before it has taken from them;
    None as long as their share is whole, and when they are being planned or were (CASE-2).
    """
    if clock.stage not in _BEFORE_PLANNING:
        return None
    after = sum(protocol.timing.seconds_for(stage) for stage in _AFTER_PLANNING)
    left = time_left(clock, protocol, now) - after
    return max(left, 0) if left < protocol.timing.seconds_for(Stage.PLANNING) else None


_BEFORE_PLANNING = HEARING[: HEARING.index(Stage.PLANNING)]
_AFTER_PLANNING = HEARING[HEARING.index(Stage.PLANNING) + 1 :]


def timing(clock: Clock, protocol: Protocol, now: datetime) -> Timing:
    """Amber from the target, red from the maximum (CASE-2)."""
    left = time_left(clock, protocol, now)
    if left >= 0:
        return Timing.IN_TIME
    grace = (protocol.timing.case_maximum_minutes - protocol.timing.case_minutes) * 60
    return Timing.AMBER if left >= -max(grace, 0) else Timing.RED


def _running(clock: Clock, since: datetime, paused: timedelta, now: datetime) -> int:
    until = clock.ended or clock.paused_since or now
    return max(0, int((until - since - paused).total_seconds()))
