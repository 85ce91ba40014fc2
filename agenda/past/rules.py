"""What an area says of the past: how long a flag stays, and what makes a repeat (AG-7, AG-8)."""

from enum import StrEnum

from pydantic import Field

from agenda.protocol import Frozen


class RepeatFrom(StrEnum):
    """From when on the months of a repeat are counted (AG-7)."""

    LAST_REFERRAL = "last_referral"
    LAST_HEARING = "last_hearing"


class RepeatTo(StrEnum):
    """Until when they are counted."""

    INCIDENT = "incident"
    """The new incident."""
    REFERRAL = "referral"
    """The new referral."""


class History(Frozen):
    """How long a case is remembered as one (AG-7, AG-8)."""

    flag_months: int = Field(default=12, ge=1, le=60)
    """How long files are flagged, from the last hearing."""
    repeat_months: int = Field(default=12, ge=1, le=60)
    """Within how many months the same people again are a repeat."""
    repeat_from: RepeatFrom = RepeatFrom.LAST_REFERRAL
    """What those months are counted from."""
    repeat_to: RepeatTo = RepeatTo.INCIDENT
    """What they are counted to."""
    minutes_months: int = Field(default=6, ge=1, le=24)
    """Minutes that come with a transfer from elsewhere and are older than this are pointed out."""
