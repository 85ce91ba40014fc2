"""The register, the running order and where the day stands, as the events have left them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from agenda.plan import Role
from agenda.protocol import DayPart, Protocol, Restriction
from meeting.choosing import Choosers
from meeting.room.kinds import (
    Attendance,
    DayPost,
    ItemState,
    Phase,
    RoomRecording,
)
from meeting.values import (
    AgencyId,
    CaseId,
    ItemId,
    PersonId,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What was signed, when, and before which witness if it was not on a laptop (SIGN-3)."""

    name: str
    version: str
    digest: str
    at: datetime
    witness: PersonId | None


@dataclass(frozen=True, slots=True)
class Void:
    """A sign-in that was declared void: what was signed, if anything, and why it does not count."""

    signature: Signature | None
    reason: str
    at: datetime
    by: PersonId


@dataclass(frozen=True, slots=True)
class Renewal:
    """An account that began anew: when, who asked for it, and since when that is settled."""

    at: datetime
    asked_by: PersonId | None
    let_in: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody at the door (ATT-6)."""

    person: PersonId
    name: str
    agency: AgencyId
    since: datetime
    coordinator: bool = False
    self_stated: bool = False
    """Name and agency are as they typed them: to be identified before they are let in (ATT-6)."""
    renewed: datetime | None = None
    asked_by: PersonId | None = None
    turned_away: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """That somebody holds the chair or the minutes: from the start where ``since`` is None."""

    role: Role
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedToTakeOver:
    """Who is asked to take over for the rest of the day, and by whom."""

    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line of the register (ATT-1, ATT-2).

    ``signed`` is when they first signed, and have not refused since; ``signature`` is the last.
    ``since`` is when they began to take part as they do now: came, went, changed the laptop for the
    minute-taker's, or lost the connection. ``agreed``: the chair agrees to this observer (ROLE-5).
    ``role`` is what they are now: who takes over the chair for the rest of the day is the chair,
    and who handed it over a representative (ROLE-7). ``held``: what they held, and when.
    """

    person: PersonId
    name: str
    agency: AgencyId
    role: Role
    speaks_for_victim: bool = False
    deputises_for: PersonId | None = None
    coordinator: bool = False
    attendance: Attendance = Attendance.EXPECTED
    laptop: bool = False
    signature: Signature | None = None
    earlier: tuple[Signature, ...] = ()
    """What they signed before that: on paper, while they had no laptop."""
    signed: datetime | None = None
    refused: bool = False
    since: datetime | None = None
    agreed: bool = False
    arrived: datetime | None = None
    movements: tuple[tuple[Attendance, datetime], ...] = ()
    silences: tuple[tuple[datetime, datetime | None], ...] = ()
    """When their laptop was not connected: from, and to or until now."""
    voids: tuple[Void, ...] = ()
    held: tuple[Held, ...] = ()
    renewal: Renewal | None = None
    """The last time that their account began anew, if it did."""
    admitted_by: PersonId | None = None
    """Who let them in at the door, where nobody had looked who they are but whoever did (ATT-6)."""

    @property
    def is_unsure(self) -> bool:
        """Their account was renewed, and nobody here has said since that it is them."""
        return self.renewal is not None and self.renewal.let_in is None

    @property
    def is_void(self) -> bool:
        """Whoever signed in under this name was somebody else, and nobody has been since."""
        return self.attendance is Attendance.VOID

    @property
    def silent_since(self) -> datetime | None:
        """Since when there has been no connection with their laptop; None while there is one."""
        since, until = self.silences[-1] if self.silences else (None, None)
        return since if until is None else None

    @property
    def came_in(self) -> datetime | None:
        """When they last came into the room; None for who never did."""
        here = (at for moved, at in reversed(self.movements) if moved is Attendance.PRESENT)
        return next(here, None)

    @property
    def is_on_laptop(self) -> bool:
        """In the room now, on a laptop of their own."""
        return self.is_present and self.laptop

    @property
    def is_present(self) -> bool:
        """In the room now."""
        return self.attendance is Attendance.PRESENT

    @property
    def has_signed_here(self) -> bool:
        """Signed, and on their own laptop if they have one: a witness has seen a person sign, not
        who sits behind a screen (SIGN-2).
        """
        if self.signature is None or self.refused:
            return False
        return not self.laptop or (self.signature.witness is None and not self.is_unsure)

    @property
    def may_take_part(self) -> bool:
        """In the room now, with the declaration signed (SIGN-2)."""
        return self.is_present and self.has_signed_here


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the running order; ``case`` is None for a break.

    ``version`` rises each time that a break is moved, made shorter or longer, or skipped (AG-11).
    ``interrupted`` is since when a break stands in its middle, and ``paused`` what earlier breaks
    took, and the time between its close and its reopening (CASE-2).
    """

    item: ItemId
    case: CaseId | None
    label: str
    starts: datetime
    minutes: int
    state: ItemState = ItemState.LISTED
    called: datetime | None = None
    ended: datetime | None = None
    version: int = 1
    interrupted: datetime | None = None
    paused: timedelta = timedelta()
    expected: datetime | None = None
    """When its guest was last told that it is expected, on that guest's own line (ROLE-6)."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room as everybody on the register sees it."""

    meeting: str = ""
    area: str = ""
    day: date = date.min
    starts: datetime | None = None
    agencies: Mapping[AgencyId, str] = field(default_factory=dict)
    needed_for: Mapping[AgencyId, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the sections of the day that an agency comes for, where not for all (ATT-5)."""
    protocol: Protocol = field(default_factory=Protocol)
    closed_days: frozenset[date] = frozenset()
    restricted: Restriction | None = None
    emergency: bool = False
    phase: Phase = Phase.GATHERING
    phase_since: datetime | None = None
    register: Mapping[PersonId, Line] = field(default_factory=dict)
    door: Mapping[PersonId, Waiting] = field(default_factory=dict)
    """Who came unexpected and has not been let in: waiting, or turned away."""
    asked_to_take_over: Mapping[DayPost, AskedToTakeOver] = field(default_factory=dict)
    taken_over_from: Mapping[DayPost, tuple[PersonId, ...]] = field(default_factory=dict)
    """Who held it before who holds it now, the last of them last (ROLE-7)."""
    choosers: Mapping[DayPost, Choosers] = field(default_factory=dict)
    """Who asked whoever took it over to do so; forgotten by no giving back (CON-2)."""
    reports: frozenset[AgencyId] = frozenset()
    names_checked: frozenset[PersonId] = frozenset()
    """Who has said that they are settled, to whoever holds the chair now; not the last (CON-6)."""
    names_confirmed: datetime | None = None
    agenda_opened: datetime | None = None
    """When the chair let those named read the cases, before the day."""
    reading_closed: datetime | None = None
    """Since when nobody reads a case any more, before the room is opened or after its list is
    approved."""
    items: Mapping[ItemId, Item] = field(default_factory=dict)
    agenda_version: int = 0
    """1 as it was published, and one more with every change to the running order (AG-10)."""
    part: DayPart | None = None
    """The part of the day between the cases that is on, if one is (AG-1)."""
    parts: tuple[DayPart, ...] = ()
    """Those that were begun, in order."""
    recording: RoomRecording = RoomRecording.OFF
    recorded_under: str = ""
    """By whose policy the room is recorded (REC-1)."""
    approved_version: int = 0
    approved_at: datetime | None = None
    approved_by: PersonId | None = None

    @property
    def begins(self) -> datetime:
        """The UTC instant at which it begins, or midnight of its day as long as that is unknown."""
        return self.starts or datetime.combine(self.day, time(), UTC)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Those at the door whom nobody has answered yet, in the order in which they came."""
        return tuple(each for each in self.door.values() if each.turned_away is None)

    @property
    def on(self) -> Item | None:
        """The item that is on now."""
        return next((item for item in self.items.values() if item.state is ItemState.ON), None)

    @property
    def heard(self) -> Item | None:
        """The case that is on, a break in its middle or not."""
        states = (ItemState.ON, ItemState.INTERRUPTED)
        cases = (item for item in self.items.values() if item.case is not None)
        return next((item for item in cases if item.state in states), None)

    def item_of(self, case: CaseId) -> Item | None:
        """The line of the running order for ``case``."""
        return next((item for item in self.items.values() if item.case == case), None)

    def holder(self, role: Role) -> Line | None:
        """Who holds the chair or the minutes."""
        return next((line for line in self.register.values() if line.role is role), None)


class Ending(StrEnum):
    """What the register says in the end of somebody who was expected (ATT-1)."""

    PRESENT = "present"
    DEPUTISED = "deputised by"
    APOLOGIES = "apologies"
    REPORT = "written report"
    ABSENT = "absent"


def deputy_of(room: Room, line: Line) -> Line | None:
    """The named deputy of somebody, if they came in that person's place (ATT-1)."""
    came = (other for other in room.register.values() if other.arrived is not None)
    return next((other for other in came if other.deputises_for == line.person), None)


def ending(room: Room, line: Line) -> Ending:
    """How the register ends for ``line``, as far as it is known now (ATT-1)."""
    for holds, found in (
        (line.arrived is not None, Ending.PRESENT),
        (deputy_of(room, line) is not None, Ending.DEPUTISED),
        (line.attendance is Attendance.APOLOGIES, Ending.APOLOGIES),
        (line.agency in room.reports, Ending.REPORT),
    ):
        if holds:
            return found
    return Ending.ABSENT
