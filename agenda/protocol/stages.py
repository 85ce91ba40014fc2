"""The stages of a case's hearing, and how its time is shared among them (CASE-1, CASE-2)."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from agenda.protocol.base import Frozen


class Stage(StrEnum):
    """Where the hearing of one case stands, in order (CASE-1)."""

    LISTED = "listed"
    CONFLICTS = "conflicts"
    PRESENTING = "presenting"
    VICTIMS_VOICE = "victims_voice"
    ROUND = "round"
    RISKS = "risks"
    PLANNING = "planning"
    SAFETY = "safety"
    READ_BACK = "read_back"
    CLOSED = "closed"


HEARING: Final = tuple(stage for stage in Stage if stage not in (Stage.LISTED, Stage.CLOSED))
"""The stages in which a case is being heard, in the order of CASE-1."""

SHARES: Final = {
    Stage.CONFLICTS: 30,
    Stage.PRESENTING: 180,
    Stage.VICTIMS_VOICE: 90,
    Stage.ROUND: 210,
    Stage.RISKS: 60,
    Stage.PLANNING: 240,
    Stage.SAFETY: 45,
    Stage.READ_BACK: 45,
}
"""What each stage has of a quarter of an hour, in seconds; of any other time in proportion."""

Seconds = Annotated[int, Field(ge=0, le=2400)]


class StageSeconds(Frozen):
    """How long each stage of a case may take, in seconds.

    A stage that is left out has its usual share of what the others leave.
    """

    conflicts: Seconds | None = None
    """Asking whether anybody has a conflict."""
    presenting: Seconds | None = None
    """The referring agency presents."""
    victims_voice: Seconds | None = None
    """The victim's views."""
    round: Seconds | None = None
    """The other agencies in turn."""
    risks: Seconds | None = None
    """Naming the risks."""
    planning: Seconds | None = None
    """The actions."""
    safety: Seconds | None = None
    """Whether the actions themselves are safe."""
    read_back: Seconds | None = None
    """Reading the actions back."""

    def given(self) -> dict[Stage, int]:
        """The stages that have a time of their own, with it in seconds."""
        said = ((stage, getattr(self, stage.value)) for stage in HEARING)
        return {stage: seconds for stage, seconds in said if seconds is not None}


class Timing(Frozen):
    """How long a case takes, and how many cases a sitting has (AG-2, AG-9, CASE-2)."""

    case_minutes: int = Field(default=15, ge=5, le=40)
    """Target for a case, in minutes: amber from here on."""
    case_maximum_minutes: int = Field(default=20, ge=5, le=40)
    """Red from here on, in minutes. Equal to the target where there is no grace."""
    emergency_minutes: int = Field(default=30, ge=5, le=40)
    """Target and maximum for the one case of an emergency meeting, in minutes."""
    capacity: int = Field(default=0, ge=0, le=60)
    """How many cases one sitting hears at most; one more is warned of. 0: no number."""
    stage_seconds: StageSeconds = StageSeconds()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.case_maximum_minutes < self.case_minutes:
            raise ValueError(
                f"case_maximum_minutes is {self.case_maximum_minutes}, and cannot be less than "
                f"case_minutes, which is {self.case_minutes}"
            )
        given = sum(self.stage_seconds.given().values())
        if given > self.case_minutes * 60:
            raise ValueError(
                f"the stages together have {given} seconds, more than the "
                f"{self.case_minutes * 60} of a case"
            )
        return self

    def seconds_for(self, stage: Stage) -> int:
        """The share of ``stage`` in seconds; 0 for a stage in which no case is heard."""
        given = self.stage_seconds.given()
        if stage in given:
            return given[stage]
        left = self.case_minutes * 60 - sum(given.values())
        shared = sum(share for other, share in SHARES.items() if other not in given)
        return left * SHARES.get(stage, 0) // shared
