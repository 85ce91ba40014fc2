"""How the hearing of a case ends."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meeting.values import PersonId


class Outcome(StrEnum):
    """How a case ended. Without its referrer: planned all the same, or put off to the next meeting
    or an emergency one (CASE-6). At its referrer's own asking: inappropriate (CASE-7).
    """

    HEARD = "heard"
    DEFERRED = "deferred to the next meeting"
    EMERGENCY = "emergency meeting"
    TRANSFER = "transfer to another MARAC"
    INAPPROPRIATE = "inappropriate referral"


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a case: its outcome, why, and what was left open (ACT-9); ``where`` to it was
    handed over (CASE-8).
    """

    outcome: Outcome
    reason: str
    gaps: tuple[str, ...]
    at: datetime
    by: PersonId
    where: str = ""
