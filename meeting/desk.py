"""The coordinator's desk: what is asked of it from the room, and what it shows. Data alone.

None of it is a command: it stands in no stream and in no journal, and is sent to whoever asked and
to nobody else. Restricted sittings are in nothing of it (RES-2).
"""

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from agenda.plan import Role
from agenda.protocol import Restriction
from agenda.protocol.attendance import Readiness
from agenda.running_order import Kind
from meeting.values import AgencyId, CaseId, Command, Frozen, Identifier, Instant, PersonId
from meeting.words import OptionalWords

LARGEST_DESK: Final = 512 * 1024
"""Bytes that one answer may have; lists that would make it larger are cut, and say so."""


Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day: 14:30."""


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


class PlaceDraftCase(Command):
    """In a draft, a case is fixed for a time of its own, or for none, and is heard in a section of
    the day (AG-2, AG-3).

    ``fixed_at`` is in London, as 14:30, and ``fixed_for`` says who is needed then. ``section`` is
    an id; None leaves it where the protocol puts it. ``version`` is that of the draft which its
    sender saw.
    """

    kind: Literal["place_draft_case"] = "place_draft_case"
    meeting: Identifier
    version: int = Field(ge=1, le=1_000_000_000)
    case: CaseId
    fixed_at: Clock | None = None
    fixed_for: OptionalWords = Field(default="", repr=False)
    section: Identifier | None = None


MOST_HANDED_IN: Final = 1024 * 1024
"""Bytes of a file, packed, that come in from a laptop. Forty referrals come to a tenth of it."""
PIECE: Final = 48 * 1024
"""Characters of a file in one message."""
MOST_PIECES: Final = MOST_HANDED_IN * 4 // 3 // PIECE + 2
FileId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""Random, of the laptop's making."""
Wording = Annotated[str, Field(min_length=1, max_length=200)]
"""What a cell says."""
Pairs = Annotated[tuple[tuple[Wording, Wording], ...], Field(max_length=200)]


class HandInPiece(Command):
    """A piece of a file of referrals: the file deflated, in base 64, cut up. They come in order."""

    kind: Literal["hand_in_piece"] = "hand_in_piece"
    meeting: Identifier
    file: FileId
    piece: int = Field(ge=1, le=MOST_PIECES)
    content: str = Field(max_length=PIECE, pattern=r"^[A-Za-z0-9+/]*={0,2}$", repr=False)


class ReadReferrals(Command):
    """What the file that was handed in comes to, for whoever asks; nothing is imported (AG-6).

    ``headings`` and ``agencies`` say what the file's own wordings mean, here and from now on.
    """

    kind: Literal["read_referrals"] = "read_referrals"
    meeting: Identifier
    file: FileId
    sheet: str = Field(default="", max_length=100)
    headings: Pairs = Field(default=(), repr=False)
    agencies: Pairs = Field(default=(), repr=False)


class ImportReferrals(Command):
    """What was reported comes into the draft: all of it, or what is not refused.

    ``version`` is that of the draft which the report was made for.
    """

    kind: Literal["import_referrals"] = "import_referrals"
    meeting: Identifier
    file: FileId
    version: int = Field(ge=1, le=1_000_000_000)
    accept_valid: bool = False


class ArrangeAgain(Command):
    """A draft for another meeting, with the agencies, people and protocol of ``meeting``.

    That of the sitting of another day; or of an emergency, which hears one case (AG-9).
    """

    kind: Literal["arrange_again"] = "arrange_again"
    meeting: Identifier
    day: date
    starts: time
    emergency: bool = False


class ArrangeSitting(Command):
    """A restricted emergency, of the one referral in the file that was handed in, for those named
    of the register of ``meeting`` and nobody else (AG-9, RES-1, RES-2).

    ``sitting`` is what it will be called: random, of the laptop's making. Without ``agreed`` it is
    reported what the file comes to, and nothing else happens.
    """

    kind: Literal["arrange_sitting"] = "arrange_sitting"
    meeting: Identifier
    sitting: FileId
    file: FileId
    sheet: str = Field(default="", max_length=100)
    why: Restriction
    named: tuple[PersonId, ...] = Field(max_length=100, repr=False)
    day: date
    starts: time
    agreed: bool = False


class PublishDraft(Command):
    """The draft becomes a meeting, once, as it was when its sender saw it (AG-4, AG-10)."""

    kind: Literal["publish_draft"] = "publish_draft"
    meeting: Identifier
    version: int = Field(ge=1, le=1_000_000_000)


class NameGuest(Command):
    """In a draft, somebody comes for this case and for nothing else; ``person`` None: nobody does
    any more (ROLE-6). ``version`` is that of the draft which its sender saw.
    """

    kind: Literal["name_guest"] = "name_guest"
    meeting: Identifier
    version: int = Field(ge=1, le=1_000_000_000)
    case: CaseId
    person: PersonId | None = None


class CarryOver(Command):
    """Into the draft comes what the meeting before it left: not heard, or put off (CASE-6).

    ``version`` is that of the draft which its sender saw.
    """

    kind: Literal["carry_over"] = "carry_over"
    meeting: Identifier
    version: int = Field(ge=1, le=1_000_000_000)


CaseName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$")]
"""What a case goes by on the lists of the past: its meeting and its number there."""
ActionName = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}/[A-Za-z0-9-]{1,64}$")]
LONGEST_NOTE: Final = 600


class SettleAction(Command):
    """What became of an agency's part of an action that is outstanding (OUT-4).

    ``reason`` is one of the protocol's, where it was not done.
    """

    kind: Literal["settle_action"] = "settle_action"
    meeting: Identifier
    action: ActionName
    agency: AgencyId
    done: bool
    reason: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=LONGEST_NOTE, repr=False)


class SamePeople(Command):
    """Somebody has looked: whether two cases are about the same people (AG-7)."""

    kind: Literal["same_people"] = "same_people"
    meeting: Identifier
    earlier: CaseName
    later: CaseName
    same: bool


DeskAct = Annotated[
    ReadDesk
    | MoveDraftCase
    | PlaceDraftCase
    | SettleAction
    | SamePeople
    | PublishDraft
    | NameGuest
    | CarryOver
    | ArrangeAgain
    | ArrangeSitting
    | HandInPiece
    | ReadReferrals
    | ImportReferrals,
    Field(discriminator="kind"),
]


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
    """A line of the running order. ``case`` is None for what is no case; ``starts`` for a case that
    has to be put into a section of the day first.

    ``section`` is the name of the one that it is heard in; in a published meeting, where whoever
    asks may read the case. ``said`` is the referral in a line, in a draft; empty where it is
    ``closed`` to whoever asks, who may be a party of it (CON-3, CON-6), and in a published meeting,
    where the room has it.
    """

    label: str
    starts: Instant | None
    minutes: int
    kind: Kind = Kind.CASE
    section: str = ""
    case: CaseId | None = None
    agency: str = ""
    said: str = Field(default="", repr=False)
    closed: bool = False
    in_draft: bool = False
    """Whether its place can change: it came into the draft by a referral."""
    fixed_at: time | None = None
    """The London time that it is fixed for, where whoever asks may read the case (AG-3)."""
    fixed_for: str = Field(default="", repr=False)
    """Who is needed then, in a draft."""
    put_into: Identifier | None = None
    """The id of the section, in a draft, where somebody said so."""
    alike: tuple[str, ...] = ()
    """In a draft: what other cases of it are called that may be about the same people, among those
    that whoever asks may process (AG-7, CON-3)."""
    guests: tuple[str, ...] = Field(default=(), repr=False)
    """Who comes for this case alone, by name, where whoever asks may read it (ROLE-6, CON-3)."""


class DeskPerson(Frozen):
    """Who is expected at a meeting, and whether they have a way in: an account, or an invitation
    that can be redeemed.
    """

    id: PersonId
    name: str
    agency: str
    role: Role
    comes_in: bool


class DeskUnready(Frozen):
    """Somebody of whom something is lacking before they are ready for the table (ATT-4)."""

    name: str
    agency: str
    lacking: tuple[Readiness, ...]


class Urgency(StrEnum):
    """How near a deadline is."""

    DONE = "done"
    """What was due is done."""

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
    agency_id: AgencyId
    reasons: tuple[str, ...] = ()
    """Why it may be not done, as its meeting's protocol has it."""
    text: str = Field(repr=False)


class DeskQuestion(Frozen):
    """Two cases of which it is not certain whether they are about the same people (AG-7)."""

    earlier: CaseName
    later: CaseName


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
    left: tuple[str, ...] = ()
    """Of a draft: what cases are called that the meeting before left, and that are in none, as far
    as whoever asks has a part in them (CASE-6, CON-3)."""
    people: tuple[DeskPerson, ...] = ()
    """Of a draft: who reads its agenda, once it is published and open. Of a meeting: whom another
    can be arranged with."""
    may_come: tuple[tuple[PersonId, str], ...] = Field(default=(), repr=False)
    """Of a draft: who is of the office and not expected at it, with name and agency (ROLE-6)."""
    follow_up: tuple[str, ...] = Field(default=(), repr=False)
    """Of a meeting: what there is to do about cases that go on elsewhere, of those that whoever
    asks may read (CASE-6, CON-3)."""
    next_day: date | None = None
    """Of a meeting: the next day by the protocol's frequency, from today on."""
    starts: time | None = None
    """Of a meeting: when it begins, in London."""
    sections: tuple[tuple[Identifier, str], ...] = ()
    """Of a draft: those of the protocol, by id, with their names."""
    unready: tuple[DeskUnready, ...] = ()
    deadlines: tuple[DeskDeadline, ...] = ()
    contradictions: tuple[str, ...] = ()
    flags: tuple[str, ...] = Field(default=(), repr=False)
    outstanding: tuple[DeskAction, ...] = Field(default=(), repr=False)
    repeats: tuple[str, ...] = Field(default=(), repr=False)
    questions: tuple[DeskQuestion, ...] = ()
    cut: bool = False
    """Whether some of this was left out, because it is too much for a screen."""


class Importable(StrEnum):
    """What of a file can be imported now."""

    ALL = "all"
    VALID = "valid"
    """Some of it is refused; the rest can be taken without."""
    NOTHING = "nothing"


class DeskReport(Frozen):
    """What a file comes to, as lines; none is of a case that its reader may be a party of.

    ``headings`` are those that nobody knows, with the field that each might be, or nothing;
    ``agencies`` are names that are none of the meeting's; ``known`` are the meeting's, by id.
    ``sheets`` are those of the workbook that can be read instead of ``sheet``, which was; where
    that is empty, one has to be chosen first.
    ``said`` is what was done, once it is done. ``sitting``: it is for one, and is no import.
    """

    file: FileId
    version: int
    importable: Importable
    lines: tuple[str, ...] = Field(default=(), repr=False)
    headings: tuple[tuple[str, str], ...] = Field(default=(), repr=False)
    agencies: tuple[str, ...] = Field(default=(), repr=False)
    known: tuple[tuple[str, str], ...] = ()
    said: str = ""
    sitting: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = Field(default=(), repr=False)


class Desk(Frozen):
    """The meetings, by day, and the one that is shown, if there is any.

    ``handed_in`` is how many pieces of a file have come, where a piece was handed in, and stands
    alone; so does ``report``, until there was an import.
    """

    meetings: tuple[DeskMeeting, ...] = ()
    sheet: DeskSheet | None = None
    handed_in: int = 0
    said: str = ""
    """What was done, where that is worth a sentence."""
    report: DeskReport | None = None
