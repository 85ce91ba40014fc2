"""One case, whole: the parties, who is out of it, and the topics of its hearing put together.

Read by those at the table who are not out of it. It holds that somebody is out of it, never why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal, assert_never

from pydantic import Field

from agenda.plan import Party
from agenda.protocol import Stage
from meeting.case.actions import (
    Action,
    ActionChanged,
    ActionConfirmed,
    ActionGivenOut,
    ActionJoined,
    ActionJudged,
    ActionKept,
    ActionRecorded,
    ActionSuggested,
    ActionVolunteered,
    ActionWithdrawn,
    JoiningDeclined,
    OwnerOutOfIt,
    Plan,
    PlanJudged,
    Reworded,
    SuggestionDeclined,
    SuggestionTakenUp,
    fold_plan,
    strike_action,
    with_owner_back,
)
from meeting.case.checks import (
    AimAnswered,
    Checks,
    NobodyTells,
    TellingSuggested,
    TellingTaken,
    fold_checks,
)
from meeting.case.clock import (
    CaseInterrupted,
    Clock,
    ClockPaused,
    ClockResumed,
    StageEntered,
    TimeExtended,
    called_clock,
    ended_clock,
    fold_clock,
    reopened_clock,
)
from meeting.case.information import (
    EntryStruck,
    HandLowered,
    HandRaised,
    Information,
    InformationCorrected,
    InformationShared,
    NothingKnownReported,
    Round,
    SameKnown,
    fold_round,
)
from meeting.case.late_offers import (
    InformationArrivedLate,
    LateOffer,
    LateOfferLeftOut,
    LateOffers,
    OfferArrivedLate,
    fold_late_offers,
    struck_out,
    taken_in,
)
from meeting.case.links import LinkConsidered, Links, fold_links
from meeting.case.outcome import Closing, Outcome
from meeting.case.research import Researched, ResearchNoted, fold_research
from meeting.case.risks import (
    NoRisksIdentified,
    Risk,
    RiskAgreed,
    RiskChanged,
    RiskRecorded,
    Risks,
    RiskSettled,
    RiskTakenBack,
    fold_risks,
    strike_risk,
)
from meeting.case.sharing import SharingAnswered, SharingAsked, Sharings, fold_sharing
from meeting.case.stand_in import (
    StandInAccepted,
    StandInAsked,
    StandInDeclined,
    StandInEnded,
    StandIns,
    fold_choosers,
    fold_stand_ins,
)
from meeting.case.voices import PresenterNamed, ViewsNamed, Voices, fold_voices
from meeting.case.withdrawal import (
    ContrarySaid,
    NothingToTheContrarySaid,
    Withdrawal,
    WithdrawalAsked,
    fold_withdrawal,
    lapsed,
    strike_offered,
)
from meeting.choosing import Choosers
from meeting.values import (
    OTHER_SUBJECTS,
    AgencyId,
    CaseId,
    EntryId,
    Event,
    PersonId,
    Subject,
)
from meeting.words import OptionalWords, Words


class OutOfIt(StrEnum):
    """What a declared conflict means for one person and this case (CON-2)."""

    WITHHELD = "withheld"
    """Declared, and not decided yet."""
    RECUSED = "recused"
    STAYS = "stays"


class CaseListed(Event):
    """The case is to be heard at this meeting."""

    kind: Literal["case_listed"] = "case_listed"
    case: CaseId
    referred_by: AgencyId
    parties: tuple[Party, ...]
    summary: OptionalWords
    safe_contact: OptionalWords
    unsafe_contact: OptionalWords
    risk_to_staff: OptionalWords
    referred_on: date | None = None
    incident_on: date | None = None
    minutes_on: date | None = None
    """Of when the minutes are that came with it from another MARAC, if any did (AG-7)."""
    pregnant: bool = False
    section: OptionalWords = ""
    fixed_at: time | None = None
    """London time that it is fixed for, for a professional who is needed (AG-3): in no stream that
    who is out of the case reads, since it says that somebody comes for it."""
    fixed_for: OptionalWords = ""


class CaseClosedBefore(Event):
    """The case was published, and is not going to be heard at this meeting (AG-10)."""

    kind: Literal["case_closed_before"] = "case_closed_before"
    reason: Words


class LateCaseAsked(Event):
    """Somebody asks for this urgent case to be heard, though the agenda was published (AG-10).

    The chair and the coordinator read it, and nobody else, until the other of them agrees.
    """

    kind: Literal["late_case_asked"] = "late_case_asked"
    reason: Words
    by_chair: bool


class LateCaseAgreed(Event):
    """The other of chair and coordinator agrees: the case is heard at this meeting (AG-10)."""

    kind: Literal["late_case_agreed"] = "late_case_agreed"


class LateCaseDeclined(Event):
    """The other of chair and coordinator does not agree: the case is on no agenda, and nobody but
    the two learns that it was asked for (AG-10).
    """

    kind: Literal["late_case_declined"] = "late_case_declined"
    reason: Words


class GuestInvited(Event):
    """Somebody is a guest of this case, and of no other (ROLE-6)."""

    kind: Literal["guest_invited"] = "guest_invited"
    person: PersonId


class GuestConfirmed(Event):
    """The chair asked a guest, who has read the declaration and is somewhere private (ROLE-6)."""

    kind: Literal["guest_confirmed"] = "guest_confirmed"
    person: PersonId


class PersonOutOfIt(Event):
    """The case is withheld from somebody, or no longer is (CON-2)."""

    kind: Literal["person_out_of_it"] = "person_out_of_it"
    person: PersonId
    standing: OutOfIt


class FinishedCaseOpened(Event):
    """Somebody who came too late for this case asked for it, and was given it (ATT-2).

    It stands in the case, not in the room: who does not read the case need not know who does.
    """

    kind: Literal["finished_case_opened"] = "finished_case_opened"
    person: PersonId


class PersonTickedOut(Event):
    """Somebody who is out of the case has left the room (CON-3)."""

    kind: Literal["person_ticked_out"] = "person_ticked_out"
    person: PersonId


class CaseCalled(Event):
    """The hearing begins, with or without the referring agency in the room (CASE-6)."""

    kind: Literal["case_called"] = "case_called"
    referrer_present: bool


class CaseSetBack(Event):
    """The hearing was broken off, to be called again, or reopened again where it had been closed
    before; what was said so far stays.
    """

    kind: Literal["case_set_back"] = "case_set_back"


class ClosestNamed(Event):
    """The chair named who stands closest to the victim and judges safety (ACT-6, ROLE-9)."""

    kind: Literal["closest_named"] = "closest_named"
    person: PersonId


class ActionsReadBack(Event):
    """The minute-taker has read the actions aloud (ACT-9)."""

    kind: Literal["actions_read_back"] = "actions_read_back"


class CaseClosed(Event):
    """The chair approved the case's actions and closed it, over these gaps if any (ACT-9)."""

    kind: Literal["case_closed"] = "case_closed"
    outcome: Outcome
    reason: OptionalWords
    gaps: tuple[str, ...]
    where: OptionalWords = ""
    """To which other MARAC it was handed over (CASE-8)."""


class CaseReopened(Event):
    """The case is heard further after its close, and why: for the minutes (CASE-1)."""

    kind: Literal["case_reopened"] = "case_reopened"
    reason: Words


CaseEvent = Annotated[
    CaseListed
    | CaseClosedBefore
    | GuestInvited
    | GuestConfirmed
    | PersonOutOfIt
    | PersonTickedOut
    | StandInAsked
    | StandInAccepted
    | StandInDeclined
    | StandInEnded
    | CaseCalled
    | CaseSetBack
    | ClosestNamed
    | ActionsReadBack
    | CaseClosed
    | CaseReopened
    | FinishedCaseOpened
    | LateCaseAsked
    | LateCaseAgreed
    | LateCaseDeclined
    | ResearchNoted
    | StageEntered
    | ClockPaused
    | CaseInterrupted
    | ClockResumed
    | TimeExtended
    | InformationShared
    | InformationCorrected
    | SameKnown
    | NothingKnownReported
    | HandRaised
    | HandLowered
    | EntryStruck
    | RiskRecorded
    | RiskAgreed
    | NoRisksIdentified
    | RiskSettled
    | RiskChanged
    | RiskTakenBack
    | ActionSuggested
    | SuggestionTakenUp
    | SuggestionDeclined
    | ActionVolunteered
    | ActionRecorded
    | ActionJoined
    | JoiningDeclined
    | ActionChanged
    | ActionConfirmed
    | ActionJudged
    | ActionKept
    | ActionWithdrawn
    | ActionGivenOut
    | OwnerOutOfIt
    | PlanJudged
    | TellingTaken
    | TellingSuggested
    | NobodyTells
    | AimAnswered
    | LinkConsidered
    | PresenterNamed
    | ViewsNamed
    | SharingAsked
    | SharingAnswered
    | WithdrawalAsked
    | NothingToTheContrarySaid
    | ContrarySaid
    | OfferArrivedLate
    | InformationArrivedLate
    | LateOfferLeftOut,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Late:
    """Why a case is urgent that was asked for after the agenda was published, who asked, and who
    of chair and coordinator has agreed, or declined it and why (AG-10).
    """

    reason: str
    asked_by: PersonId
    by_chair: bool
    agreed_by: PersonId | None = None
    declined_by: PersonId | None = None
    declined_at: datetime | None = None
    why_declined: str = ""


@dataclass(frozen=True, slots=True)
class Reopened:
    """That a case was reopened, why and by whom: how it had been closed, and from when on it was
    heard until then, None where that was before this was noted.
    """

    closing: Closing
    since: datetime | None
    reason: str
    at: datetime
    by: PersonId


@dataclass(frozen=True, slots=True)
class Case:
    """The case as those who may read it see it."""

    case: CaseId = ""
    referred_by: AgencyId = ""
    parties: tuple[Party, ...] = ()
    summary: str = ""
    safe_contact: str = ""
    unsafe_contact: str = ""
    risk_to_staff: str = ""
    referred_on: date | None = None
    incident_on: date | None = None
    """The latest incident that the referral tells of."""
    minutes_on: date | None = None
    """Of when the minutes are that came with it from another MARAC, if any did (AG-7)."""
    pregnant: bool = False
    """Whether the victim is, which some duties and sections go by (ACT-7, AG-3)."""
    section: str = ""
    """Of the day, by its name, where it has several (AG-1)."""
    fixed_at: time | None = None
    """London time that it is fixed for, where it has one of its own (AG-3)."""
    fixed_for: str = ""
    """Who is needed then."""
    late: Late | None = None
    """Where it was asked for after the agenda was published (AG-10)."""
    closed_before: str = ""
    """Why it is not going to be heard, where it was closed before the day (AG-10)."""
    guests: Mapping[PersonId, datetime | None] = field(default_factory=dict)
    """Who is invited for this case alone, and when the chair last confirmed them (ROLE-6)."""
    out_of_it: Mapping[PersonId, OutOfIt] = field(default_factory=dict)
    outside: Mapping[PersonId, datetime] = field(default_factory=dict)
    """Who is out of it and was ticked as having left the room, and when they last were (CON-3).

    Whoever came in again since is not outside: ``meeting.case.posts.is_outside``.
    """
    stand_ins: StandIns = field(default_factory=dict)
    choosers: Choosers = field(default_factory=dict)
    """Who asked whoever stands in, or once did; not of whoever brings the victim's views."""
    research: Researched = field(default_factory=dict)
    """What each agency said before the day that it knows of it (AG-4)."""
    referrer_present: bool = True
    closest: PersonId | None = None
    voices: Voices = field(default_factory=Voices)
    """Who presents, and who brings the victim's views (ROLE-9, ROLE-10)."""
    clock: Clock = field(default_factory=Clock)
    heard: Round = field(default_factory=Round)
    risks: Risks = field(default_factory=Risks)
    plan: Plan = field(default_factory=Plan)
    checks: Checks = field(default_factory=Checks)
    links: Links = field(default_factory=dict)
    """What was considered of each link, and is said of it (CASE-8)."""
    sharings: Sharings = field(default_factory=dict)
    """What was asked of using information elsewhere, and answered (NTK-1)."""
    withdrawal: Withdrawal | None = None
    """Where its own agency asked to withdraw the referral, the last time that it did (CASE-7)."""
    late_offers: LateOffers = field(default_factory=dict)
    """What arrived after its close, and was neither given again nor left out for good."""
    read_back_at: datetime | None = None
    closing: Closing | None = None
    on_since: datetime | None = None
    """Since when it is heard, or was when it was closed: from its call, or its last reopening."""
    reopened: tuple[Reopened, ...] = ()
    opened: Mapping[PersonId, datetime] = field(default_factory=dict)
    """Who came too late and asked for it after its last close, and when they first did."""

    @property
    def is_asked_for(self) -> bool:
        """Whether it is asked for and not agreed to: it is on no running order (AG-10)."""
        return self.late is not None and self.late.agreed_by is None

    @property
    def is_declined(self) -> bool:
        """Whether it was asked for, and whoever was to agree did not (AG-10)."""
        return self.late is not None and self.is_asked_for and self.late.declined_by is not None

    @property
    def stage(self) -> Stage:
        """Where the hearing stands."""
        return self.clock.stage

    def is_withheld_from(self, person: PersonId) -> bool:
        """Whether ``person`` is out of this case: declared and not decided, or recused."""
        return self.out_of_it.get(person, OutOfIt.STAYS) is not OutOfIt.STAYS

    def has_confirmed(self, guest: PersonId, since: datetime | None) -> bool:
        """Whether the chair has confirmed ``guest`` as they take part now, ``since`` then (ROLE-6).

        Whoever goes, comes back or changes how they take part is asked again.
        """
        confirmed = self.guests.get(guest)
        return confirmed is not None and since is not None and confirmed > since

    def has_subject(self, subject: Subject) -> bool:
        """Whether something in this case can be about ``subject``."""
        return subject in OTHER_SUBJECTS or any(party.id == subject for party in self.parties)


def struck_in(case: Case) -> frozenset[EntryId]:
    """What was struck in this case (CASE-5)."""
    heard = (point.information for point in case.heard.points.values() if point.struck_by)
    late = (offer.offer for offer in case.late_offers.values() if offer.struck_by)
    risks = (risk.risk for risk in case.risks.gone.values() if risk.struck_by)
    actions = (action.action for action in case.plan.actions.values() if action.struck_by)
    return frozenset((*heard, *late, *risks, *actions))


Typed = Information | Risk | Action | LateOffer


def typed(case: Case, entry: EntryId) -> Typed | None:
    """What was typed into this case under ``entry``, struck or not; None if nothing was."""
    return (
        case.heard.points.get(entry)
        or case.risks.named.get(entry)
        or case.risks.gone.get(entry)
        or case.plan.actions.get(entry)
        or case.late_offers.get(entry)
    )


def _without(ticked: Mapping[PersonId, datetime], person: PersonId) -> Mapping[PersonId, datetime]:
    return {who: at for who, at in ticked.items() if who != person}


def _reopened(case: Case, event: CaseReopened, at: datetime, by: PersonId) -> Case:
    """Whoever left the room for it came back when it was over. Who asked for what was over has not
    asked for what is heard from now on (ATT-2).
    """
    if case.closing is None:
        return case
    before = Reopened(case.closing, case.on_since, event.reason, at, by)
    return replace(
        case,
        closing=None,
        on_since=at,
        reopened=(*case.reopened, before),
        clock=reopened_clock(case.clock, at),
        outside={},
        opened={},
        withdrawal=lapsed(case.withdrawal),
    )


def _set_back(case: Case, at: datetime) -> Case:
    """Whoever left the room for it comes back, until it is called again; or, where it had been
    closed before and was reopened, it is as it was closed, and over since ``at`` (CASE-1, ATT-2).
    """
    before = case.reopened[-1].closing if case.reopened else None
    if before is None or case.closing is not None:
        return replace(case, clock=Clock(), read_back_at=None, outside={})
    return replace(
        case,
        closing=replace(before, at=at),
        clock=ended_clock(case.clock, at),
        outside={},
    )


def fold_case(case: Case, event: CaseEvent, at: datetime, by: PersonId) -> Case:
    """``case`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case LateCaseAsked():
            return replace(case, late=Late(event.reason, by, event.by_chair))
        case LateCaseAgreed():
            agreed = case.late and replace(case.late, agreed_by=by)
            return replace(case, late=agreed)
        case LateCaseDeclined():
            declined = case.late and replace(
                case.late, declined_by=by, declined_at=at, why_declined=event.reason
            )
            return replace(case, late=declined)
        case CaseClosedBefore():
            return replace(case, closed_before=event.reason)
        case CaseListed():
            return Case(
                case=event.case,
                referred_by=event.referred_by,
                parties=event.parties,
                summary=event.summary,
                safe_contact=event.safe_contact,
                unsafe_contact=event.unsafe_contact,
                risk_to_staff=event.risk_to_staff,
                referred_on=event.referred_on,
                incident_on=event.incident_on,
                minutes_on=event.minutes_on,
                pregnant=event.pregnant,
                section=event.section,
                fixed_at=event.fixed_at,
                fixed_for=event.fixed_for,
            )
        case GuestInvited():
            return replace(case, guests={**case.guests, event.person: None})
        case GuestConfirmed():
            return replace(case, guests={**case.guests, event.person: at})
        case PersonOutOfIt():
            inside = event.standing is not OutOfIt.RECUSED
            stays = event.standing is OutOfIt.STAYS
            return replace(
                case,
                out_of_it={**case.out_of_it, event.person: event.standing},
                plan=with_owner_back(case.plan, event.person) if stays else case.plan,
                outside=_without(case.outside, event.person) if inside else case.outside,
            )
        case PersonTickedOut():
            return replace(case, outside={**case.outside, event.person: at})
        case StandInAsked() | StandInAccepted() | StandInDeclined() | StandInEnded():
            return replace(
                case,
                stand_ins=fold_stand_ins(case.stand_ins, event, by),
                choosers=fold_choosers(case.choosers, case.stand_ins, event),
            )
        case CaseCalled():
            return replace(
                case,
                referrer_present=event.referrer_present,
                clock=called_clock(at),
                closing=None,
                on_since=at,
                withdrawal=lapsed(case.withdrawal),
            )
        case CaseSetBack():
            return _set_back(case, at)
        case CaseReopened():
            return _reopened(case, event, at, by)
        case ClosestNamed():
            return replace(case, closest=event.person)
        case ActionsReadBack():
            return replace(case, read_back_at=at)
        case CaseClosed():
            closing = Closing(event.outcome, event.reason, event.gaps, at, by, event.where)
            return replace(case, closing=closing, clock=ended_clock(case.clock, at))
        case FinishedCaseOpened():
            return replace(case, opened={event.person: at, **case.opened})
        case ResearchNoted():
            return replace(case, research=fold_research(case.research, event, at, by))
        case CaseInterrupted():
            return replace(case, clock=fold_clock(case.clock, event, at), outside={})
        case StageEntered() | ClockPaused() | ClockResumed() | TimeExtended():
            return replace(case, clock=fold_clock(case.clock, event, at))
        case EntryStruck():
            heard = fold_round(case.heard, event, at, by)
            late = struck_out(case.late_offers, event.entry, by)
            return replace(
                case,
                heard=heard,
                late_offers=late,
                sharings=fold_sharing(case.sharings, event, at),
                risks=strike_risk(case.risks, event.entry, by),
                plan=strike_action(case.plan, event.entry, by),
                withdrawal=strike_offered(case.withdrawal, event.entry),
            )
        case (
            InformationShared()
            | InformationCorrected()
            | SameKnown()
            | NothingKnownReported()
            | HandRaised()
            | HandLowered()
        ):
            heard, late = fold_round(case.heard, event, at, by), case.late_offers
            if isinstance(event, InformationShared):
                late = taken_in(late, event)
            return replace(case, heard=heard, late_offers=late)
        case TellingTaken() | TellingSuggested() | NobodyTells() | AimAnswered():
            return replace(case, checks=fold_checks(case.checks, event))
        case PresenterNamed() | ViewsNamed():
            return replace(case, voices=fold_voices(case.voices, event))
        case LinkConsidered():
            return replace(case, links=fold_links(case.links, event))
        case SharingAsked() | SharingAnswered():
            return replace(case, sharings=fold_sharing(case.sharings, event, at))
        case WithdrawalAsked() | NothingToTheContrarySaid() | ContrarySaid():
            return replace(case, withdrawal=fold_withdrawal(case.withdrawal, event, at, by))
        case OfferArrivedLate() | InformationArrivedLate() | LateOfferLeftOut():
            late = fold_late_offers(case.late_offers, event, at, by)
            return replace(case, late_offers=late)
        case (
            RiskRecorded()
            | RiskAgreed()
            | NoRisksIdentified()
            | RiskSettled()
            | RiskChanged()
            | RiskTakenBack()
        ):
            return replace(case, risks=fold_risks(case.risks, event, at, by))
        case (
            ActionSuggested()
            | SuggestionTakenUp()
            | SuggestionDeclined()
            | ActionVolunteered()
            | ActionRecorded()
            | ActionJoined()
            | JoiningDeclined()
            | ActionChanged()
            | ActionConfirmed()
            | ActionJudged()
            | ActionKept()
            | ActionWithdrawn()
            | ActionGivenOut()
            | OwnerOutOfIt()
            | PlanJudged()
        ):
            # What was offered or reworded since then was not read aloud (ACT-9).
            read_back_at = None if isinstance(event, Reworded) else case.read_back_at
            plan, late = fold_plan(case.plan, event, at, by), case.late_offers
            if isinstance(event, ActionVolunteered | SuggestionTakenUp):
                late = taken_in(late, event)
            return replace(case, plan=plan, read_back_at=read_back_at, late_offers=late)
        case _:
            assert_never(event)
