"""The room: who is expected and who is here, what they signed, and where the day stands.

Everybody on the register reads this stream, but for guests: each has a stream of their own, made of
the same events as far as they concern them. Neither ever holds a party, a reason, a total over
cases, who is out of which case, or for which case a guest is invited.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal, assert_never

from pydantic import Field

from agenda.plan import Agency, Role
from agenda.protocol import Protocol, Restriction
from meeting.values import (
    AgencyId,
    CaseId,
    Digest,
    Event,
    Frozen,
    Identifier,
    Instant,
    ItemId,
    PersonId,
)
from meeting.words import Name, OptionalWords, Words


class Phase(StrEnum):
    """Where the meeting stands (AG-1). A meeting that is published is prepared first (AG-4)."""

    PREPARING = "preparing"
    GATHERING = "gathering"
    DECLARATION = "declaration"
    HEARING = "hearing"
    SUMMARY = "summary"
    APPROVED = "approved"


NEXT_PHASE: Mapping[Phase, frozenset[Phase]] = {
    Phase.PREPARING: frozenset({Phase.GATHERING}),
    Phase.GATHERING: frozenset({Phase.DECLARATION}),
    Phase.DECLARATION: frozenset({Phase.HEARING}),
    Phase.HEARING: frozenset({Phase.SUMMARY}),
    Phase.SUMMARY: frozenset({Phase.HEARING}),
}
"""Phases that come after each, as the chair enters them. Commands of their own open the room on the
day (AG-4) and approve the list (ACT-11).
"""


class Attendance(StrEnum):
    """What the register says of one person (ATT-1, ATT-2).

    Who stepped out comes back; who was released came for the cases that concern them, which are
    over (ATT-5); who left went early. A sign-in is void where it was not that person (ATT-6).
    """

    EXPECTED = "expected"
    PRESENT = "present"
    STEPPED_OUT = "stepped out"
    RELEASED = "released"
    LEFT = "left"
    VOID = "sign-in void"
    APOLOGIES = "apologies"


CAN_COME_BACK: frozenset[Attendance] = frozenset({Attendance.PRESENT, Attendance.STEPPED_OUT})
"""Those who are counted on for what is still to come: in the room, or outside for a moment."""


# Events


class MeetingArranged(Event):
    """The meeting exists, with the protocol and the closed days that it is held under."""

    kind: Literal["meeting_arranged"] = "meeting_arranged"
    meeting: Identifier
    area: Name
    day: date
    starts: Instant
    agencies: tuple[Agency, ...]
    protocol: Protocol
    closed_days: tuple[date, ...]
    restricted: Restriction | None = None
    """Why this is a restricted sitting, where it is one (RES-1)."""
    published: bool = False
    """Before the day: those named for it log in, read its cases and prepare (AG-4)."""


class PersonExpected(Event):
    """The register expects this person (ATT-1)."""

    kind: Literal["person_expected"] = "person_expected"
    person: PersonId
    name: Name
    agency: AgencyId
    role: Role
    speaks_for_victim: bool
    deputises_for: PersonId | None
    coordinator: bool = False


class ItemListed(Event):
    """A case or a break has its place and time on the running order (AG-2)."""

    kind: Literal["item_listed"] = "item_listed"
    item: ItemId
    case: CaseId | None
    label: Name
    starts: Instant
    minutes: int


class ItemAdded(Event):
    """An urgent case has come onto the running order after it was published (AG-10)."""

    kind: Literal["item_added"] = "item_added"
    item: ItemId
    case: CaseId
    label: Name
    starts: Instant
    minutes: int


class PersonAttended(Event):
    """Somebody arrived or came back, on a laptop of their own or without one (ATT-2, ROLE-8)."""

    kind: Literal["person_attended"] = "person_attended"
    person: PersonId
    laptop: bool


class PersonSteppedOut(Event):
    """Somebody went out of the room for a moment (ATT-2)."""

    kind: Literal["person_stepped_out"] = "person_stepped_out"
    person: PersonId


class PersonReleased(Event):
    """Somebody who came for the cases that concern their agency may go (ATT-5)."""

    kind: Literal["person_released"] = "person_released"
    person: PersonId


class PersonLeft(Event):
    """Somebody left before the end (ATT-2)."""

    kind: Literal["person_left"] = "person_left"
    person: PersonId


class ObserverAgreed(Event):
    """The chair agrees that this observer is here; their agency answers for them (ROLE-5)."""

    kind: Literal["observer_agreed"] = "observer_agreed"
    person: PersonId


class LaptopLost(Event):
    """Somebody who is present goes on without their laptop (ROLE-8)."""

    kind: Literal["laptop_lost"] = "laptop_lost"
    person: PersonId


class LaptopSilent(Event):
    """The server has had no connection with the laptop of somebody present for some seconds.

    They are in the room all the same, as far as anybody knows: it changes nobody's access.
    """

    kind: Literal["laptop_silent"] = "laptop_silent"
    person: PersonId


class LaptopBack(Event):
    """The laptop of somebody present is connected again."""

    kind: Literal["laptop_back"] = "laptop_back"
    person: PersonId


class PersonWaiting(Event):
    """Somebody of the office who is not expected waits at the door, by name (ATT-6).

    ``self_stated``: name and agency are what they typed as they knocked, and nobody has looked.
    """

    kind: Literal["person_waiting"] = "person_waiting"
    person: PersonId
    name: Name
    agency: AgencyId
    coordinator: bool = False
    self_stated: bool = False
    renewed: Instant | None = None
    """When their account began anew by an invitation from a room, if it did."""
    asked_by: PersonId | None = None
    """Who asked for that invitation."""


class PersonTurnedAway(Event):
    """Chair or coordinator did not let somebody in (ATT-6). ``reason`` names nobody's case."""

    kind: Literal["person_turned_away"] = "person_turned_away"
    person: PersonId
    reason: OptionalWords


class AgencyAdded(Event):
    """Somebody was let in from an agency that the meeting did not have (ATT-6)."""

    kind: Literal["agency_added"] = "agency_added"
    agency: AgencyId
    name: Name


class SignInVoided(Event):
    """The wrong person was signed in under this name (ATT-6). ``reason`` names nobody's case."""

    kind: Literal["sign_in_voided"] = "sign_in_voided"
    person: PersonId
    reason: Words


class SignInReopened(Event):
    """The right person was let in after all, and is expected again (ATT-6)."""

    kind: Literal["sign_in_reopened"] = "sign_in_reopened"
    person: PersonId


class AccountRenewed(Event):
    """Somebody's account began anew, by an invitation that was asked for from a room: who sits at
    that laptop is not known until somebody here says so.

    ``asked_by`` may have asked in another open meeting; in a restricted sitting nobody can (RES-2).
    """

    kind: Literal["account_renewed"] = "account_renewed"
    person: PersonId
    renewed: Instant
    asked_by: PersonId | None


class PersonLetInAgain(Event):
    """It is them who sit at the laptop whose account was renewed."""

    kind: Literal["person_let_in_again"] = "person_let_in_again"
    person: PersonId


class ApologiesReceived(Event):
    """Somebody expected has sent apologies (ATT-1)."""

    kind: Literal["apologies_received"] = "apologies_received"
    person: PersonId


class ApologiesTakenBack(Event):
    """Who had sent apologies comes after all; the register expects them again (ATT-1)."""

    kind: Literal["apologies_taken_back"] = "apologies_taken_back"
    person: PersonId


class DeputyNamed(Event):
    """Somebody on the register is to come in another's place (ATT-1)."""

    kind: Literal["deputy_named"] = "deputy_named"
    person: PersonId
    deputy: PersonId


class ReportReceived(Event):
    """An absent agency has sent a written report (ATT-1, ROLE-3)."""

    kind: Literal["report_received"] = "report_received"
    agency: AgencyId


class PhaseEntered(Event):
    """The meeting moved on, or back."""

    kind: Literal["phase_entered"] = "phase_entered"
    phase: Phase


class DeclarationSigned(Event):
    """A person present signed by name what the chair read out (SIGN-1, SIGN-3)."""

    kind: Literal["declaration_signed"] = "declaration_signed"
    person: PersonId
    name: Name
    version: str
    digest: Digest
    witness: PersonId | None


class DeclarationRefused(Event):
    """A person present would not sign; they see no case (SIGN-2)."""

    kind: Literal["declaration_refused"] = "declaration_refused"
    person: PersonId
    witness: PersonId | None


class NamesChecked(Event):
    """Minute-taker or coordinator says that the names are settled as far as they can see, and
    another of them has yet to say so. It opens nothing (CON-6).
    """

    kind: Literal["names_checked"] = "names_checked"


class NamesConfirmed(Event):
    """The last of minute-taker and coordinators has said that the names are settled; said in every
    meeting (CON-6).
    """

    kind: Literal["names_confirmed"] = "names_confirmed"


class AgendaOpened(Event):
    """The chair opened the agenda: who is named for the meeting reads its cases (AG-4, CON-6)."""

    kind: Literal["agenda_opened"] = "agenda_opened"


class ReadingClosed(Event):
    """The day passed and the room was not opened, or the protocol's days after it are over (OUT-2).

    Nobody reads a case from now on, unless the room is opened after all.
    """

    kind: Literal["reading_closed"] = "reading_closed"


DayPost = Literal[Role.CHAIR, Role.MINUTE_TAKER]
"""What can be handed over for the rest of the day (ROLE-7)."""


class PostAsked(Event):
    """Somebody was asked to take over the chair or the minutes for the rest of the day (ROLE-7)."""

    kind: Literal["post_asked"] = "post_asked"
    day_post: DayPost
    person: PersonId


class PostTakenOver(Event):
    """Who was asked holds it from now on, and ``earlier`` no longer does."""

    kind: Literal["post_taken_over"] = "post_taken_over"
    day_post: DayPost
    person: PersonId
    earlier: PersonId


class PostDeclined(Event):
    """Who was asked will not take it over."""

    kind: Literal["post_declined"] = "post_declined"
    day_post: DayPost
    person: PersonId


class PostTakenBack(Event):
    """``person`` holds it once more, from whom they had handed it over to, ``earlier``."""

    kind: Literal["post_taken_back"] = "post_taken_back"
    day_post: DayPost
    person: PersonId
    earlier: PersonId


class ItemTime(Frozen):
    """An item of the running order, and when it begins."""

    item: ItemId
    starts: Instant


class OrderChanged(Event):
    """Cases have changed places before the day; each keeps its number (AG-2, AG-10).

    ``items`` are in the order from now on, each with its time.
    """

    kind: Literal["order_changed"] = "order_changed"
    items: tuple[ItemTime, ...]


class ItemClosed(Event):
    """A case that was published is not going to be heard: it stays where it stands (AG-10).

    Why stands in the case.
    """

    kind: Literal["item_closed"] = "item_closed"
    item: ItemId


class ItemCalled(Event):
    """A case or a break has begun."""

    kind: Literal["item_called"] = "item_called"
    item: ItemId


class ItemEnded(Event):
    """A case or a break is over."""

    kind: Literal["item_ended"] = "item_ended"
    item: ItemId


class ItemSetBack(Event):
    """A case that was begun is put back on the running order, to be called again."""

    kind: Literal["item_set_back"] = "item_set_back"
    item: ItemId


class RoomRecording(StrEnum):
    """Whether the organisation records the sound of the room; this program never does (REC-1)."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


class RecordingNoted(Event):
    """The room is being recorded, or no longer is, and by whose policy (REC-1)."""

    kind: Literal["recording_noted"] = "recording_noted"
    recording: RoomRecording
    policy: OptionalWords


class ActionListApproved(Event):
    """The chair approved the action list, which from now on is fixed (ACT-11)."""

    kind: Literal["action_list_approved"] = "action_list_approved"
    version: int


RoomEvent = Annotated[
    MeetingArranged
    | PersonExpected
    | PersonWaiting
    | PersonTurnedAway
    | AgencyAdded
    | SignInVoided
    | SignInReopened
    | AccountRenewed
    | PersonLetInAgain
    | ItemListed
    | PersonAttended
    | PersonSteppedOut
    | PersonReleased
    | PersonLeft
    | LaptopLost
    | LaptopSilent
    | LaptopBack
    | ObserverAgreed
    | ApologiesReceived
    | ApologiesTakenBack
    | DeputyNamed
    | ReportReceived
    | PhaseEntered
    | DeclarationSigned
    | DeclarationRefused
    | NamesChecked
    | NamesConfirmed
    | AgendaOpened
    | ReadingClosed
    | PostAsked
    | PostTakenOver
    | PostDeclined
    | PostTakenBack
    | OrderChanged
    | ItemAdded
    | ItemClosed
    | ItemCalled
    | ItemEnded
    | ItemSetBack
    | RecordingNoted
    | ActionListApproved,
    Field(discriminator="kind"),
]


# State


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


class ItemState(StrEnum):
    """Where one item of the running order stands."""

    LISTED = "listed"
    ON = "on"
    OVER = "over"
    CLOSED = "closed before the day"
    """Published, and not to be heard (AG-10)."""


NOTHING_MORE: frozenset[ItemState] = frozenset({ItemState.OVER, ItemState.CLOSED})
"""Nothing more comes of it."""
NOT_BEGUN: frozenset[ItemState] = frozenset({ItemState.LISTED, ItemState.CLOSED})


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the running order; ``case`` is None for a break."""

    item: ItemId
    case: CaseId | None
    label: str
    starts: datetime
    minutes: int
    state: ItemState = ItemState.LISTED
    called: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """The room as everybody on the register sees it."""

    meeting: str = ""
    area: str = ""
    day: date = date.min
    starts: datetime | None = None
    agencies: Mapping[AgencyId, str] = field(default_factory=dict)
    protocol: Protocol = field(default_factory=Protocol)
    closed_days: frozenset[date] = frozenset()
    restricted: Restriction | None = None
    phase: Phase = Phase.GATHERING
    phase_since: datetime | None = None
    register: Mapping[PersonId, Line] = field(default_factory=dict)
    door: Mapping[PersonId, Waiting] = field(default_factory=dict)
    """Who came unexpected and has not been let in: waiting, or turned away."""
    asked_to_take_over: Mapping[DayPost, AskedToTakeOver] = field(default_factory=dict)
    taken_over_from: Mapping[DayPost, tuple[PersonId, ...]] = field(default_factory=dict)
    """Who held it before who holds it now, the last of them last (ROLE-7)."""
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


# Fold


def fold_room(room: Room, event: RoomEvent, at: datetime, by: PersonId) -> Room:
    """``room`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case MeetingArranged():
            return replace(
                room,
                meeting=event.meeting,
                area=event.area,
                day=event.day,
                starts=event.starts,
                agencies={agency.id: agency.name for agency in event.agencies},
                protocol=event.protocol,
                closed_days=frozenset(event.closed_days),
                restricted=event.restricted,
                phase=Phase.PREPARING if event.published else Phase.GATHERING,
                agenda_version=1,
            )
        case PersonExpected():
            facts = event.model_dump(exclude={"kind"})
            new = _on_the_word_of(by, room, Line(**facts))
            return _with_line(_let_in(room, event.person), new)
        case PersonWaiting():
            waiting = Waiting(since=at, **event.model_dump(exclude={"kind"}))
            return replace(room, door={**room.door, event.person: waiting})
        case PersonTurnedAway():
            return _turned_away(room, event, at)
        case AgencyAdded():
            return replace(room, agencies={**room.agencies, event.agency: event.name})
        case SignInReopened():
            line = room.register.get(event.person)
            reopened = _let_in(room, event.person)
            if line is None:
                return reopened
            return _with_line(reopened, _on_the_word_of(by, room, _expected(line, at)))
        case SignInVoided():
            line = room.register.get(event.person)
            return room if line is None else _with_line(room, _voided(line, event, at, by))
        case ItemListed():
            facts = event.model_dump(exclude={"kind"})
            return _with_item(room, Item(**facts))
        case ItemAdded():
            added = _with_item(room, Item(**event.model_dump(exclude={"kind"})))
            return replace(added, agenda_version=room.agenda_version + 1)
        case PhaseEntered():
            return replace(room, phase=event.phase, phase_since=at, reading_closed=None)
        case ActionListApproved():
            return replace(
                room,
                phase=Phase.APPROVED,
                phase_since=at,
                approved_version=event.version,
                approved_at=at,
                approved_by=by,
            )
        case NamesChecked():
            return replace(room, names_checked=room.names_checked | {by})
        case NamesConfirmed():
            return replace(room, names_confirmed=at)
        case DeputyNamed():
            line = room.register.get(event.deputy)
            deputises = line and replace(line, deputises_for=event.person)
            return _with_line(room, deputises) if deputises else room
        case AgendaOpened():
            return replace(room, agenda_opened=at)
        case ReadingClosed():
            return replace(room, reading_closed=at)
        case PostAsked() | PostDeclined() | PostTakenOver() | PostTakenBack():
            return _fold_post(room, event, at, by)
        case RecordingNoted():
            return replace(room, recording=event.recording, recorded_under=event.policy)
        case ReportReceived():
            return replace(room, reports=room.reports | {event.agency})
        case OrderChanged():
            return _ordered(room, event)
        case ItemClosed():
            item = room.items.get(event.item)
            if item is None:
                return room
            closed = _with_item(room, replace(item, state=ItemState.CLOSED))
            return replace(closed, agenda_version=room.agenda_version + 1)
        case ItemCalled() | ItemEnded() | ItemSetBack():
            item = room.items.get(event.item)
            return room if item is None else _with_item(room, _fold_item(item, event, at))
        case (
            PersonAttended()
            | PersonSteppedOut()
            | PersonReleased()
            | PersonLeft()
            | LaptopLost()
            | LaptopSilent()
            | LaptopBack()
            | ObserverAgreed()
            | AccountRenewed()
            | PersonLetInAgain()
            | ApologiesReceived()
            | ApologiesTakenBack()
            | DeclarationSigned()
            | DeclarationRefused()
        ):
            line = room.register.get(event.person)
            return room if line is None else _with_line(room, _fold_line(line, event, at))
        case _:
            assert_never(event)


PostEvent = PostAsked | PostDeclined | PostTakenOver | PostTakenBack


def _fold_post(room: Room, event: PostEvent, at: datetime, by: PersonId) -> Room:
    post = event.day_post
    asked = {each: who for each, who in room.asked_to_take_over.items() if each != post}
    before = room.taken_over_from.get(post, ())
    match event:
        case PostAsked():
            asked[post] = AskedToTakeOver(event.person, by)
            return replace(room, asked_to_take_over=asked)
        case PostDeclined():
            return replace(room, asked_to_take_over=asked)
        case PostTakenOver():
            before = (*before, event.earlier)
        case PostTakenBack():
            before = _until(before, event.person)
        case _:
            assert_never(event)
    handed = _to_confirm_again(_handed(room, event, at), post)
    taken_over_from = {**room.taken_over_from, post: before}
    return replace(handed, asked_to_take_over=asked, taken_over_from=taken_over_from)


def _to_confirm_again(room: Room, post: DayPost) -> Room:
    """Before the hearing, what was said of the names was said to another chair (CON-6)."""
    if post is not Role.CHAIR or room.phase not in {Phase.GATHERING, Phase.DECLARATION}:
        return room
    return replace(room, names_checked=frozenset(), names_confirmed=None)


def _until(before: tuple[PersonId, ...], person: PersonId) -> tuple[PersonId, ...]:
    """Who held it before ``person`` did: whoever came between has handed it on for good."""
    if person not in before:
        return before
    return before[: len(before) - 1 - before[::-1].index(person)]


def _handed(room: Room, event: PostTakenOver | PostTakenBack, at: datetime) -> Room:
    """The one holds the post, the other speaks for their agency; both are known to have held it."""
    earlier, now = room.register.get(event.earlier), room.register.get(event.person)
    if earlier is not None:
        open_, ended = Held(event.day_post, None, None), earlier.held
        if ended and ended[-1].until is None:
            open_, ended = ended[-1], ended[:-1]
        held = (*ended, replace(open_, until=at))
        room = _with_line(room, replace(earlier, role=Role.REPRESENTATIVE, held=held))
    if now is not None:
        held = (*now.held, Held(event.day_post, at, None))
        room = _with_line(room, replace(now, role=event.day_post, held=held))
    return room


def _let_in(room: Room, person: PersonId) -> Room:
    return replace(room, door={who: each for who, each in room.door.items() if who != person})


def _on_the_word_of(by: PersonId, room: Room, line: Line) -> Line:
    """``line``, with who let them in where they had said themselves who they are."""
    waiting = room.door.get(line.person)
    stranger = waiting is not None and waiting.self_stated
    return replace(line, admitted_by=by) if stranger else line


def _turned_away(room: Room, event: PersonTurnedAway, at: datetime) -> Room:
    waiting = room.door.get(event.person)
    if waiting is None:
        return room
    answered = replace(waiting, turned_away=at, reason=event.reason)
    return replace(room, door={**room.door, event.person: answered})


def _expected(line: Line, at: datetime) -> Line:
    return _moved(line, Attendance.EXPECTED, at)


def _voided(line: Line, event: SignInVoided, at: datetime, by: PersonId) -> Line:
    """``line`` as if nobody had come under this name; that somebody did, and why, is kept."""
    void = Void(line.signature, event.reason, at, by)
    return replace(
        _moved(_heard_again(line, at), Attendance.VOID, at),
        laptop=False,
        signature=None,
        earlier=(),
        signed=None,
        refused=False,
        arrived=None,
        voids=(*line.voids, void),
    )


def _with_line(room: Room, line: Line) -> Room:
    return replace(room, register={**room.register, line.person: line})


def _ordered(room: Room, event: OrderChanged) -> Room:
    """``room`` with those of its items that are named in that order, and the others after them."""
    named = {
        each.item: replace(room.items[each.item], starts=each.starts)
        for each in event.items
        if each.item in room.items
    }
    others = {item: each for item, each in room.items.items() if item not in named}
    return replace(room, items={**named, **others}, agenda_version=room.agenda_version + 1)


def _with_item(room: Room, item: Item) -> Room:
    return replace(room, items={**room.items, item.item: item})


LineEvent = (
    PersonAttended
    | PersonSteppedOut
    | PersonReleased
    | PersonLeft
    | LaptopLost
    | LaptopSilent
    | LaptopBack
    | ObserverAgreed
    | AccountRenewed
    | PersonLetInAgain
    | ApologiesReceived
    | ApologiesTakenBack
    | DeclarationSigned
    | DeclarationRefused
)


def _fold_line(line: Line, event: LineEvent, at: datetime) -> Line:
    match event:
        case LaptopSilent():
            return line if line.silent_since else _silent(line, at)
        case LaptopBack():
            return _heard_again(line, at)
        case PersonAttended():
            line = _heard_again(line, at)
            arrived = line.arrived or at
            here = _moved(line, Attendance.PRESENT, at)
            return replace(here, laptop=event.laptop, arrived=arrived, since=at)
        case PersonSteppedOut():
            return _moved(_heard_again(line, at), Attendance.STEPPED_OUT, at)
        case PersonReleased():
            return _moved(_heard_again(line, at), Attendance.RELEASED, at)
        case PersonLeft():
            return _moved(_heard_again(line, at), Attendance.LEFT, at)
        case LaptopLost():
            return replace(_heard_again(line, at), laptop=False, since=at)
        case ObserverAgreed():
            return replace(line, agreed=True)
        case AccountRenewed():
            return replace(line, renewal=Renewal(event.renewed, event.asked_by), since=at)
        case PersonLetInAgain():
            settled = line.renewal and replace(line.renewal, let_in=at)
            return replace(line, renewal=settled, since=at)
        case ApologiesReceived():
            return _moved(line, Attendance.APOLOGIES, at)
        case ApologiesTakenBack():
            return _expected(line, at)
        case DeclarationSigned():
            signature = Signature(event.name, event.version, event.digest, at, event.witness)
            earlier = (*line.earlier, line.signature) if line.signature else line.earlier
            signed = line.signed or at
            return replace(line, signature=signature, earlier=earlier, signed=signed, refused=False)
        case DeclarationRefused():
            # What was heard until they sign after all was not heard by them (SIGN-2).
            return replace(line, refused=True, signed=None, since=at)
        case _:
            assert_never(event)


def _silent(line: Line, at: datetime) -> Line:
    return replace(line, silences=(*line.silences, (at, None)), since=at)


def _heard_again(line: Line, at: datetime) -> Line:
    """``line`` with its silence over: connected again, or nobody waits for a connection."""
    since = line.silent_since
    if since is None:
        return line
    return replace(line, silences=(*line.silences[:-1], (since, at)))


def _moved(line: Line, attendance: Attendance, at: datetime) -> Line:
    if line.attendance is attendance:
        return line
    moved = (*line.movements, (attendance, at))
    return replace(line, attendance=attendance, movements=moved, since=at)


def _fold_item(item: Item, event: ItemCalled | ItemEnded | ItemSetBack, at: datetime) -> Item:
    match event:
        case ItemCalled():
            return replace(item, state=ItemState.ON, called=at, ended=None)
        case ItemEnded():
            return replace(item, state=ItemState.OVER, ended=at)
        case ItemSetBack():
            return replace(item, state=ItemState.LISTED, called=None, ended=None)
        case _:
            assert_never(event)
