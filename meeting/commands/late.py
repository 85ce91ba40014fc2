"""An urgent case for a meeting that is published already (AG-10)."""

from datetime import date
from typing import Literal

from pydantic import Field

from agenda.plan import Party
from meeting.values import (
    AgencyId,
    CaseCommand,
    CaseId,
    Command,
    Frozen,
)
from meeting.words import OptionalWords, Words


class LateReferral(Frozen):
    """What the room needs of an urgent referral."""

    referred_by: AgencyId
    parties: tuple[Party, ...] = Field(min_length=1, max_length=40)
    summary: OptionalWords = ""
    safe_contact: OptionalWords = ""
    unsafe_contact: OptionalWords = ""
    risk_to_staff: OptionalWords = ""
    referred_on: date | None = None
    incident_on: date | None = None
    minutes_on: date | None = None


class AskForLate(Command):
    """An urgent case is to be heard at a meeting that is published already, and why (AG-10)."""

    kind: Literal["ask_for_late"] = "ask_for_late"
    case: CaseId
    referral: LateReferral
    reason: Words


class AgreeToLate(CaseCommand):
    """I agree, as chair or coordinator, to the urgent case that the other asked for (AG-10)."""

    kind: Literal["agree_to_late"] = "agree_to_late"
    agenda: int


class DeclineLate(CaseCommand):
    """I do not agree to the urgent case that the other asked for, and this is why (AG-10)."""

    kind: Literal["decline_late"] = "decline_late"
    reason: Words
