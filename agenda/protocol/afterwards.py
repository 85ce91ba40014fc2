"""What stays of a case, and what is done after a meeting."""

from enum import StrEnum

from pydantic import Field

from agenda.protocol.base import AgencyId, Frozen
from agenda.text import Name, Words


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


class Binds(StrEnum):
    """Whom a standing duty binds (ACT-7)."""

    ALL = "all"
    """Every agency that is a member."""
    NAMED = "named"
    """The agencies that it names."""
    REFERRER = "referrer"
    """The agency that referred the case."""
    ADVOCATE = "advocate"
    """The agency that speaks for the victim; without one, the referring agency."""


class DutyWhen(StrEnum):
    """In which cases a standing duty stands (ACT-7)."""

    ALWAYS = "always"
    CHILDREN = "children"
    """Where there are children, or the victim is pregnant."""
    NO_CHILDREN = "no_children"


class StandingDuty(Frozen):
    """Something that stands on every case heard, for agencies that signed up to it (ACT-7)."""

    text: Words
    """What is done."""
    binds: Binds = Binds.ALL
    """Whom it binds."""
    agencies: tuple[AgencyId, ...] = ()
    """The agencies it binds, where it names them."""
    when: DutyWhen = DutyWhen.ALWAYS
    """In which cases."""


class ActionRules(Frozen):
    """What stands on every case, and what becomes of actions (ACT-7, OUT-4)."""

    duties: tuple[StandingDuty, ...] = ()
    """Standing duties, which come from the protocol and from nobody's command."""
    reasons_not_done: tuple[Name, ...] = Field(
        default=("Circumstances changed", "The agency did not do it"), min_length=1, max_length=20
    )
    """The reasons from which an agency chooses for an action that was not done."""
    chase_late: bool = False
    """Whether agencies are reminded of actions that are late."""
    tell_after: int = Field(default=3, ge=1, le=20)
    """After how many late actions of one agency somebody above is told, where they are chased."""
    tell_whom: Name = "the agency's signatory"
    """Who is told."""


class ReadBy(StrEnum):
    """Who may read a meeting's cases once it is over."""

    PRESENT = "present"
    """Those who were there when the case was heard."""
    MEMBERS = "members"
    """Also representatives of core agencies who were not there, unless they are out of the case.
    They sign the declaration first."""


class Afterwards(Frozen):
    """Who may read after the meeting, and for how long (OUT-2, OUT-7)."""

    read_by: ReadBy = ReadBy.PRESENT
    """Who may."""
    read_days: int = Field(default=0, ge=0, le=3660)
    """For how many days after the meeting. 0: as long as it is kept."""
