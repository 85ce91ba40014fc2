"""How the hearing of a case ends."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meeting.values import PersonId


class Outcome(StrEnum):
    """How a case ended. Without its referrer: planned all the same, or one of the other two
    (CASE-6).
    """

    HEARD = "heard"
    DEFERRED = "deferred to the next meeting"
    EMERGENCY = "emergency meeting"


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a case: its outcome, why, and what was left open (ACT-9)."""

    outcome: Outcome
    reason: str
    gaps: tuple[str, ...]
    at: datetime
    by: PersonId
