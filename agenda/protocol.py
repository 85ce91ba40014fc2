"""The local protocol: what an area has signed up to, as data.

Every area runs its MARAC by a protocol of its own. The meeting carries the protocol that it
is held under in its own journal, so that a rule reads the same on the day and years after.
"""

from datetime import time
from enum import StrEnum
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, Field

from agenda.text import Name, Statement

AgencyId = str


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


HEARING = tuple(stage for stage in Stage if stage not in (Stage.LISTED, Stage.CLOSED))
"""The stages in which a case is being heard, in the order of CASE-1."""


class Restriction(StrEnum):
    """Why a case is heard by those named for it alone, in a sitting of its own (RES-1)."""

    EMPLOYEE = "employee"
    """Somebody in it works with the MARAC."""
    HONOUR = "honour"
    """Honour-based abuse, forced marriage and FGM included."""


class Frozen(BaseModel):
    """A value that never changes once made, and that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Declaration(Frozen):
    """The confidentiality statement that the chair reads and everybody signs (SIGN-1)."""

    version: Name = "1"
    text: Statement

    @property
    def digest(self) -> str:
        """SHA-256 of the exact wording, 64 hexadecimal digits (SIGN-3)."""
        return sha256(self.text.encode()).hexdigest()


class BreakRule(Frozen):
    """A break of the day: London time at which it is due, and its length in minutes (AG-2)."""

    label: Name
    at: time
    minutes: int = Field(ge=1, le=120)


DEFAULT_DECLARATION = """\
What is said in this meeting is confidential. It is shared so that people who are at high \
risk of serious harm, and their children, can be made safer, and for no other purpose.

You may take away what your own agency needs to carry out the actions that it has offered. \
Anything beyond that belongs to the agency that supplied it, and needs that agency's \
agreement first. Nothing may be copied or passed to anybody outside this meeting without it.

Notes and papers are kept securely, apart from the victim's and the perpetrator's open \
records, and are never left where a person discussed today could see or hear of them.

Everyone discussed is spoken of fairly, with respect and without discrimination. Each agency \
remains responsible for its own actions; this meeting does not take that over.

If you know anybody in a case personally, or have any other conflict, say so before the case \
is discussed; it will be closed to you, and nobody at the table is told why.

By signing my name I agree to keep to this, today and afterwards."""


class Protocol(Frozen):
    """The choices that an area makes once for all of its meetings."""

    name: Name = "MARAC"
    marking: Name = "OFFICIAL-SENSITIVE"
    case_minutes: int = Field(default=15, ge=5, le=40)
    """Target for a case, in minutes: amber from here on (AG-2, CASE-2)."""
    case_maximum_minutes: int = Field(default=20, ge=5, le=60)
    """Red from here on, in minutes (CASE-2)."""
    stage_seconds: tuple[tuple[Stage, int], ...] = (
        (Stage.CONFLICTS, 30),
        (Stage.PRESENTING, 180),
        (Stage.VICTIMS_VOICE, 90),
        (Stage.ROUND, 210),
        (Stage.RISKS, 60),
        (Stage.PLANNING, 240),
        (Stage.SAFETY, 45),
        (Stage.READ_BACK, 45),
    )
    """Share of the case's time for each stage, in seconds (CASE-1, CASE-2)."""
    opening_minutes: int = Field(default=15, ge=0, le=120)
    """Time for the opening, the roll call and the declaration, before the first case."""
    breaks: tuple[BreakRule, ...] = ()
    core_agencies: tuple[AgencyId, ...] = ()
    """Agencies whose absence the chair is told of (ATT-1, ATT-3)."""
    most_observers: int = Field(default=1, ge=0, le=20)
    """How many observers one meeting has at most (ROLE-5)."""
    guests_asked_days_ahead: int = Field(default=5, ge=0, le=60)
    """Working days before the meeting by which a guest is asked for (ROLE-6)."""
    default_deadline: str = "5 working days"
    """Proposed date of an action for which none was said (ACT-3)."""
    nation: str = "ENG"
    """Whose bank holidays count: ENG, WLS, SCT or NIR (AG-5)."""
    honour_is_restricted: bool = True
    """Whether honour-based abuse is always heard in a restricted sitting (RES-1)."""
    lease_seconds: int = Field(default=120, ge=1, le=3600)
    """How long a laptop without the server keeps what it shows of cases."""
    silence_seconds: int = Field(default=20, ge=1, le=3600)
    """How long a laptop in use is without connection before the register says so (ATT-2)."""
    idle_lock_seconds: int = Field(default=300, ge=30, le=3600)
    """How long a screen stays open without a key; then a password unlocks it."""
    declaration: Declaration = Declaration(text=DEFAULT_DECLARATION)

    def seconds_for(self, stage: Stage) -> int:
        """The share of ``stage`` in seconds; 0 where the protocol gives it none."""
        return dict(self.stage_seconds).get(stage, 0)
