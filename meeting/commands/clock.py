"""The stages of a case and its clock (CASE-1, CASE-2)."""

from typing import Literal

from pydantic import Field

from agenda.protocol import Stage
from meeting.values import (
    CaseCommand,
)
from meeting.words import OptionalWords, Words


class EnterStage(CaseCommand):
    """The chair moves the hearing on, or back a step, from the stage that they see (CASE-1).

    ``reason`` is why other stages are passed over, which some protocols want to know.
    """

    kind: Literal["enter_stage"] = "enter_stage"
    from_stage: Stage
    stage: Stage
    reason: OptionalWords = ""


class PauseClock(CaseCommand):
    """The clock of the case, of this version, stops (CASE-2)."""

    kind: Literal["pause_clock"] = "pause_clock"
    version: int


class ResumeClock(CaseCommand):
    """The clock of the case, of this version, runs again (CASE-2)."""

    kind: Literal["resume_clock"] = "resume_clock"
    version: int


class ExtendTime(CaseCommand):
    """The chair gives the case more minutes, and says why (CASE-2)."""

    kind: Literal["extend_time"] = "extend_time"
    minutes: int = Field(ge=1, le=60)
    reason: Words


ClockCommands = EnterStage | PauseClock | ResumeClock | ExtendTime
