"""The coordinator's desk: what is asked of it from the room, and what it shows. Data alone.

None of it is a command: it stands in no stream and in no journal, and is sent to whoever asked and
to nobody else. Restricted sittings are in nothing of it (RES-2).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from agenda.running_order import Kind
from meeting.values import CaseId, Command, Frozen, Identifier, Instant

LARGEST_DESK: Final = 512 * 1024
"""Bytes that one answer may have; lists that would make it larger are cut, and say so."""


class ReadDesk(Command):
    """Shows the meetings that are being prepared or are published, and one of them.

    Without ``meeting`` it is the one that comes next.
    """

    kind: Literal["read_desk"] = "read_desk"
    meeting: Identifier | None = None


class MoveDraftCase(Command):
    """In a draft, a case is heard at the place of another, which makes room; times follow (AG-2).

    ``version`` is that of the draft which its sender saw: of another it is refused as moved on.
    """

    kind: Literal["move_draft_case"] = "move_draft_case"
    meeting: Identifier
    version: int = Field(ge=1, le=1_000_000_000)
    case: CaseId
    to: CaseId


DeskAct = Annotated[ReadDesk | MoveDraftCase, Field(discriminator="kind")]


class MeetingStands(StrEnum):
    """How far a meeting is, as a coordinator would say it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    TODAY = "today"
    OVER = "over"


class DeskMeeting(Frozen):
    """A meeting in the list. ``cases`` counts what is on its running order."""

    id: Identifier
    area: str
    day: date
    stands: MeetingStands
    cases: int


class DeskItem(Frozen):
    """A line of the running order. ``case`` is None for what is no case.

    ``said`` is the referral in a line, in a draft; empty where it is ``closed`` to whoever asks,
    who may be a party of it (CON-3, CON-6), and in a published meeting, where the room has it.
    """

    label: str
    starts: Instant
    minutes: int
    kind: Kind = Kind.CASE
    section: str = ""
    case: CaseId | None = None
    agency: str = ""
    said: str = Field(default="", repr=False)
    closed: bool = False
    in_draft: bool = False
    """Whether its place can change: it came into the draft by a referral."""


class Urgency(StrEnum):
    """How near a deadline is."""

    PASSED = "passed"
    """It is over, and nobody is late: referrals are closed."""
    LATE = "late"
    SOON = "soon"
    """Today or tomorrow."""
    THERE_IS_TIME = "there is time"
    NO_DATE = "no date"


class DeskDeadline(Frozen):
    """A deadline, when it is, and what is left. ``mind`` warns where its day is closed."""

    name: str
    when: str
    left: str
    urgency: Urgency
    mind: str = ""


class DeskAction(Frozen):
    """What one agency has still to do of one action, or to say of it (OUT-4). No party is named."""

    name: str
    section: str
    agency: str
    due: str
    is_late: bool
    is_urgent: bool
    text: str = Field(repr=False)


class DeskSheet(Frozen):
    """One meeting on one screen. ``version`` is the draft's; None where it is published.

    ``flags`` and ``repeats`` are lines as the command line has them, indented as there.
    """

    meeting: Identifier
    version: int | None = None
    order: tuple[DeskItem, ...] = ()
    problem: str = ""
    """Why there is no running order."""
    waiting: int = 0
    """Referrals that somebody else has to process (CON-3): how many, and nothing more."""
    remarks: tuple[str, ...] = ()
    deadlines: tuple[DeskDeadline, ...] = ()
    contradictions: tuple[str, ...] = ()
    flags: tuple[str, ...] = Field(default=(), repr=False)
    outstanding: tuple[DeskAction, ...] = Field(default=(), repr=False)
    repeats: tuple[str, ...] = Field(default=(), repr=False)
    cut: bool = False
    """Whether some of this was left out, because it is too much for a screen."""


class Desk(Frozen):
    """The meetings, by day, and the one that is shown, if there is any."""

    meetings: tuple[DeskMeeting, ...] = ()
    sheet: DeskSheet | None = None
