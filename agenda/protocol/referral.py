"""What a referral has to say, and which grounds for one there are (AG-6)."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agenda.protocol.base import Frozen
from agenda.text import Name


class Criterion(StrEnum):
    """A ground on which a case is referred (AG-6)."""

    VISIBLE_HIGH_RISK = "visible_high_risk"
    """As many ticks on the risk tool as the protocol asks for."""
    PROFESSIONAL_JUDGEMENT = "professional_judgement"
    ESCALATION = "escalation"
    REPEAT = "repeat"


class ReferralField(StrEnum):
    """Something that a referral can be required to state (AG-6)."""

    REFERRING_AGENCY = "referring_agency"
    REFERRER = "referrer"
    REFERRED_ON = "referred_on"
    VICTIM_NAME = "victim_name"
    VICTIM_BORN = "victim_born"
    VICTIM_ADDRESS = "victim_address"
    VICTIM_ALIASES = "victim_aliases"
    PERPETRATOR_NAME = "perpetrator_name"
    PERPETRATOR_BORN = "perpetrator_born"
    PERPETRATOR_ADDRESS = "perpetrator_address"
    PERPETRATOR_ALIASES = "perpetrator_aliases"
    RELATIONSHIP = "relationship"
    """Between victim and perpetrator."""
    CHILDREN = "children"
    """Children and dependants with their dates of birth, or that there are none."""
    SCHOOLS = "schools"
    CRITERIA = "criteria"
    TICKS = "ticks"
    """How many questions of the risk tool were answered with yes."""
    REASON = "reason"
    """Background, and why it is high risk."""
    INCIDENT_ON = "incident_on"
    CONSENT = "consent"
    """Whether she agreed, or the ground for sharing without it."""
    SAFE_CONTACT = "safe_contact"
    POST_IS_SAFE = "post_is_safe"
    AFRAID_OF = "afraid_of"
    SAFE_TO_TALK_TO = "safe_to_talk_to"
    UNSAFE_TO_TALK_TO = "unsafe_to_talk_to"
    RISK_TO_STAFF = "risk_to_staff"
    DONE_ALREADY = "done_already"
    WISHES = "wishes"
    OUTCOMES = "outcomes"
    """What is hoped for of the meeting."""
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    GENDER = "gender"
    DISABILITY = "disability"
    SEXUAL_ORIENTATION = "sexual_orientation"


class ReferralRules(Frozen):
    """What a referral has to say (AG-6)."""

    risk_tool: Name = "SafeLives Dash"
    """The checklist by which risk is assessed."""
    questions: int = Field(default=24, ge=1, le=60)
    """How many questions it has: no referral has more ticks."""
    threshold: int = Field(default=14, ge=0, le=60)
    """Ticks from which on a case is at visible high risk. 0: no number."""
    criteria: tuple[Criterion, ...] = tuple(Criterion)
    """The grounds on which a case can be referred."""
    required: tuple[ReferralField, ...] = (
        ReferralField.REFERRING_AGENCY,
        ReferralField.VICTIM_NAME,
        ReferralField.PERPETRATOR_NAME,
        ReferralField.CRITERIA,
    )
    """What a referral is refused without."""
    incident_months: int = Field(default=3, ge=1, le=24)
    """An incident that is older than this many months is pointed out."""

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.threshold > self.questions:
            raise ValueError(
                f"threshold is {self.threshold}, and the risk tool has {self.questions} questions"
            )
        if not self.criteria:
            raise ValueError("criteria names no ground, so that nothing could ever be referred")
        return self
