"""What becomes of guests by itself, and what their own streams are told (ROLE-6).

A guest goes out with their case, whoever or whatever ends it. Of what happens in the room, a
guest's stream gets a copy as far as it concerns that guest: their own line, their own item, and
where the meeting stands. A room event that the table below does not name reaches no guest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from agenda.plan import MeetingPlan, Role
from meeting.case.hearing import GuestInvited
from meeting.case.information import HandLowered
from meeting.case.table import guests_of
from meeting.room import (
    CAN_COME_BACK,
    AccountRenewed,
    ActionListApproved,
    AgencyAdded,
    AgendaOpened,
    ApologiesReceived,
    ApologiesTakenBack,
    BreakChanged,
    BreakSkipped,
    CoordinatorEnded,
    DeclarationRefused,
    DeclarationSigned,
    DeputyNamed,
    ItemAdded,
    ItemCalled,
    ItemClosed,
    ItemEnded,
    ItemInterrupted,
    ItemListed,
    ItemReopened,
    ItemResumed,
    ItemSetBack,
    LaptopBack,
    LaptopLost,
    LaptopSilent,
    Line,
    MeetingArranged,
    NamesChecked,
    NamesConfirmed,
    ObserverAgreed,
    OrderChanged,
    PartBegun,
    PersonAttended,
    PersonExpected,
    PersonLeft,
    PersonLetInAgain,
    PersonReleased,
    PersonSteppedOut,
    PersonTurnedAway,
    PersonWaiting,
    PhaseEntered,
    PostAsked,
    PostDeclined,
    PostTakenBack,
    PostTakenOver,
    ReadingClosed,
    RecordingNoted,
    ReportReceived,
    Room,
    RoomEvent,
    SignInReopened,
    SignInVoided,
    TimeExpected,
)
from meeting.state import Placed, State
from meeting.streams import ROOM, Kind, case_stream, guest_stream
from meeting.values import AgencyId, Event, PersonId

Concerns = Callable[[PersonId, Room, Any], bool]
"""Whether an event of the room concerns a guest, who has this much of the room."""


def _their_line(person: PersonId, _: Room, event: Any) -> bool:
    return bool(event.person == person)


def _their_item(_: PersonId, room: Room, event: Any) -> bool:
    return event.item in room.items


def _their_time(_: PersonId, room: Room, event: OrderChanged) -> bool:
    """Whether their own case has another time now: that others changed places is not for them."""
    times = {each.item: each.starts for each in event.items}
    return any(times.get(item.item, item.starts) != item.starts for item in room.items.values())


def _every_guest(_: PersonId, _room: Room, _event: Any) -> bool:
    return True


def _no_guest(_: PersonId, _room: Room, _event: Any) -> bool:
    return False


CONCERNS: Final[Mapping[type[Event], Concerns]] = {
    # Said by ``arrange``, as much of it as is the guest's.
    MeetingArranged: _no_guest,
    ItemListed: _no_guest,
    PersonExpected: _their_line,
    PersonAttended: _their_line,
    PersonLeft: _their_line,
    PersonReleased: _their_line,
    PersonSteppedOut: _their_line,
    LaptopLost: _their_line,
    LaptopSilent: _their_line,
    LaptopBack: _their_line,
    RecordingNoted: _every_guest,
    ApologiesReceived: _their_line,
    ApologiesTakenBack: _their_line,
    DeputyNamed: _no_guest,
    DeclarationSigned: _their_line,
    DeclarationRefused: _their_line,
    ObserverAgreed: _no_guest,
    PersonWaiting: _no_guest,
    PersonTurnedAway: _no_guest,
    AgencyAdded: _no_guest,
    SignInVoided: _their_line,
    SignInReopened: _their_line,
    AccountRenewed: _their_line,
    PersonLetInAgain: _their_line,
    CoordinatorEnded: _their_line,
    ReportReceived: _no_guest,
    NamesChecked: _no_guest,
    NamesConfirmed: _no_guest,
    AgendaOpened: _no_guest,
    ReadingClosed: _no_guest,
    PostAsked: _no_guest,
    PostTakenOver: _no_guest,
    PostDeclined: _no_guest,
    PostTakenBack: _no_guest,
    PhaseEntered: _every_guest,
    OrderChanged: _their_time,
    BreakChanged: _no_guest,
    BreakSkipped: _no_guest,
    ItemAdded: _no_guest,
    ItemClosed: _their_item,
    ItemCalled: _their_item,
    ItemEnded: _their_item,
    ItemSetBack: _their_item,
    ItemReopened: _their_item,
    ItemInterrupted: _their_item,
    ItemResumed: _their_item,
    # Of nobody else's case, and said to each by itself: ``meeting.decide.guest_times``.
    TimeExpected: _no_guest,
    PartBegun: _no_guest,
    ActionListApproved: _every_guest,
}
"""For every event of the room, which guests are told."""


def with_guests(state: State, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """``placed``, with the guests out whose case has ended, and with each guest's copies."""
    facts = (*placed, *_let_out(state, placed))
    return (*facts, *_copies(state, facts))


def _let_out(state: State, placed: Iterable[Placed]) -> Iterator[Placed]:
    """Those who are in the room for a case that is over or set back go out with it.

    Recused or not, confirmed or not: that somebody goes tells nobody which of these they were.
    """
    for each in placed:
        if not isinstance(each.event, ItemEnded | ItemSetBack):
            continue
        item = state.room.items.get(each.event.item)
        case = state.case(item.case) if item is not None and item.case is not None else None
        if case is None:
            continue
        for line in guests_of(state.room, case):
            if (goes := _goes(each.event, line)) is not None:
                yield Placed(ROOM, goes, by=each.by)
            if line.person in case.heard.hands:
                yield Placed(case_stream(case.case), HandLowered(person=line.person))


def _goes(event: ItemEnded | ItemSetBack, line: Line) -> RoomEvent | None:
    """Released when the case is over, as whoever came for it alone is (ATT-5); when it is put back,
    outside until it is called again.
    """
    if isinstance(event, ItemEnded):
        return PersonReleased(person=line.person) if line.attendance in CAN_COME_BACK else None
    return PersonSteppedOut(person=line.person) if line.is_present else None


def _copies(state: State, placed: Iterable[Placed]) -> Iterator[Placed]:
    guests = {
        stream: room
        for stream, room in state.streams.items()
        if stream.kind is Kind.GUEST and isinstance(room, Room)
    }
    for each in placed:
        concerns = CONCERNS.get(type(each.event), _no_guest)
        for stream, room in guests.items():
            if each.stream == ROOM and concerns(stream.person, room, each.event):
                yield Placed(stream, _as_theirs(room, each.event), by=each.by)


def _as_theirs(room: Room, event: Any) -> Any:
    """``event`` cut down to the guest's own item."""
    if not isinstance(event, OrderChanged):
        return event
    items = tuple(each for each in event.items if each.item in room.items)
    return event.model_copy(update={"items": items})


# Before the day


def invitations(plan: MeetingPlan) -> Iterator[Placed]:
    """Who is a guest of which case: for those who read that case, and nobody else."""
    for person in plan.people:
        if person.role is Role.GUEST and person.for_case is not None:
            yield Placed(case_stream(person.for_case), GuestInvited(person=person.id))


def first_copies(plan: MeetingPlan, facts: Iterable[Event]) -> Iterator[Placed]:
    """Each guest's own beginning of the room, from the events ``facts`` that begin it."""
    told = tuple(facts)
    for person in plan.people:
        if person.role is Role.GUEST and person.for_case is not None:
            for fact in told:
                if (theirs := _as_told(plan, person.id, person.for_case, fact)) is not None:
                    yield Placed(guest_stream(person.id), theirs)


def _as_told(plan: MeetingPlan, person: PersonId, case: str, fact: Event) -> Any:
    match fact:
        case MeetingArranged():
            named = _agencies_named(plan, case)
            kept = tuple(agency for agency in fact.agencies if agency.id in named)
            return fact.model_copy(update={"agencies": kept})
        case PersonExpected():
            return fact if fact.person == person else None
        case ItemListed():
            return fact if fact.case == case else None
        case _:
            return None


def _agencies_named(plan: MeetingPlan, case: str) -> frozenset[AgencyId]:
    """The agencies that a guest of ``case`` may meet in it: all but those that are here for other
    cases alone, for their names would say something of those cases.
    """
    elsewhere = {p.agency for p in plan.people if p.role is Role.GUEST and p.for_case != case}
    here = {p.agency for p in plan.people if p.role is not Role.GUEST or p.for_case == case}
    here |= {each.referred_by for each in plan.cases if each.id == case}
    return frozenset(agency.id for agency in plan.agencies) - (elsewhere - here)
