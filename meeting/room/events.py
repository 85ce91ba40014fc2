"""What can have happened in the room.

None of it holds a party, a reason or who is out of which case: everybody on the register reads it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from agenda.plan import Agency, Role
from agenda.protocol import DayPart, Protocol, Restriction
from meeting.room.breaks import BreakChanged, BreakSkipped, ItemInterrupted, ItemResumed
from meeting.room.kinds import (
    DayPost,
    ItemTime,
    Phase,
    RoomRecording,
)
from meeting.values import (
    AgencyId,
    CaseId,
    Digest,
    Event,
    Identifier,
    Instant,
    ItemId,
    PersonId,
)
from meeting.words import Name, OptionalWords, Words


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
    emergency: bool = False
    """It was called for one case alone (AG-9)."""


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


class CoordinatorEnded(Event):
    """Somebody expected as a coordinator holds that post no more, by the office, or can do nothing
    here any more: nobody waits for them (CON-6).
    """

    kind: Literal["coordinator_ended"] = "coordinator_ended"
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


class ItemReopened(Event):
    """A case that was over is on again."""

    kind: Literal["item_reopened"] = "item_reopened"
    item: ItemId


class TimeExpected(Event):
    """A guest's own case is expected at another time by now. In no stream but the guest's."""

    kind: Literal["time_expected"] = "time_expected"
    item: ItemId
    starts: Instant


class PartBegun(Event):
    """A part of the day between the cases is on, until something else is (AG-1)."""

    kind: Literal["part_begun"] = "part_begun"
    part: DayPart


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
    | CoordinatorEnded
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
    | BreakChanged
    | BreakSkipped
    | ItemInterrupted
    | ItemResumed
    | ItemAdded
    | ItemClosed
    | ItemCalled
    | ItemEnded
    | ItemSetBack
    | ItemReopened
    | TimeExpected
    | PartBegun
    | RecordingNoted
    | ActionListApproved,
    Field(discriminator="kind"),
]
