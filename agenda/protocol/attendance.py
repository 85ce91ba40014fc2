"""Who has to be at a meeting, who may be, and what is checked of somebody new."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agenda.protocol.base import AgencyId, Frozen
from agenda.text import OptionalWords


class Readiness(StrEnum):
    """What is checked of a new representative or agency (ATT-4)."""

    OPERATING_PROTOCOL = "operating_protocol"
    """Signed by the agency."""
    INFORMATION_SHARING = "information_sharing"
    """The agreement on sharing information, signed by the agency."""
    INDUCTION = "induction"
    SECURE_EMAIL = "secure_email"
    SUITABILITY = "suitability"
    """The agency looked into it: criminal records, say."""
    NOMINATION = "nomination"
    """The agency says that nothing keeps them from being nominated: no case of their own at a MARAC
    in the last two years, no conviction. That it said so is kept, and nothing of what it knows."""


class AttendanceRules(Frozen):
    """Who has to be there, and who may be (ATT-1, ATT-3, ATT-4, ROLE-5)."""

    core_agencies: tuple[AgencyId, ...] = ()
    """Agencies whose absence the chair is told of, by the ids that the area's plans give them."""
    deputy_satisfies: bool = True
    """Whether a core agency is there when its deputy is."""
    report_satisfies: bool = False
    """Whether a core agency that sent a written report counts as there."""
    most_observers: int = Field(default=1, ge=0, le=20)
    """How many observers one meeting has at most."""
    readiness: tuple[Readiness, ...] = tuple(Readiness)
    """What a representative is checked for; a gap is said, and keeps nobody out."""


class Restriction(StrEnum):
    """Why a case is heard by those named for it alone, in a sitting of its own (RES-1)."""

    EMPLOYEE = "employee"
    """Somebody in it works with the MARAC."""
    HONOUR = "honour"
    """Honour-based abuse, forced marriage and FGM included."""


class RestrictedRules(Frozen):
    """Which cases are heard by few (RES-1)."""

    kinds: tuple[Restriction, ...] = tuple(Restriction)
    """Kinds of case that are never heard in the open meeting."""

    @model_validator(mode="after")
    def _protects_colleagues(self) -> Self:
        if Restriction.EMPLOYEE not in self.kinds:
            raise ValueError(
                "a case that is restricted because of a colleague is never heard in the open "
                "meeting: add 'employee'"
            )
        return self


class RoomRecorded(StrEnum):
    """Whether the area records its meetings (REC-1)."""

    OFF = "off"
    ON = "on"
    PAUSED_FOR_RESTRICTED = "paused_for_restricted"
    """On, and off for restricted cases."""


class RecordingRules(Frozen):
    """Whether the room is recorded, by means of its own: this program records no sound (REC-1)."""

    meeting: RoomRecorded = RoomRecorded.OFF
    """What the area does with a device of its own."""
    policy: OptionalWords = ""
    """The policy under which it does."""

    @model_validator(mode="after")
    def _has_a_policy(self) -> Self:
        if self.meeting is not RoomRecorded.OFF and not self.policy:
            raise ValueError("a meeting that is recorded needs policy, under which it is")
        return self
