"""The room after each event."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from agenda.plan import Role
from meeting.choosing import chosen_too
from meeting.room.breaks import (
    BreakChanged,
    BreakSkipped,
    ItemInterrupted,
    ItemResumed,
    after_interruption,
    fold_break,
)
from meeting.room.events import (
    AccountRenewed,
    ActionListApproved,
    AgencyAdded,
    AgendaOpened,
    ApologiesReceived,
    ApologiesTakenBack,
    CoordinatorEnded,
    DeclarationRefused,
    DeclarationSigned,
    DeputyNamed,
    ItemAdded,
    ItemCalled,
    ItemClosed,
    ItemEnded,
    ItemListed,
    ItemReopened,
    ItemSetBack,
    LaptopBack,
    LaptopLost,
    LaptopSilent,
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
    RoomEvent,
    SignInReopened,
    SignInVoided,
    TimeExpected,
)
from meeting.room.kinds import (
    Attendance,
    DayPost,
    ItemState,
    Phase,
)
from meeting.room.state import (
    AskedToTakeOver,
    Held,
    Item,
    Line,
    Renewal,
    Room,
    Signature,
    Void,
    Waiting,
)
from meeting.values import (
    PersonId,
)


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
                needed_for={a.id: a.sections for a in event.agencies if a.sections},
                protocol=event.protocol,
                closed_days=frozenset(event.closed_days),
                restricted=event.restricted,
                emergency=event.emergency,
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
        case CoordinatorEnded():
            return _no_coordinator(room, event.person)
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
            return replace(room, phase=event.phase, phase_since=at, reading_closed=None, part=None)
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
        case BreakChanged() | BreakSkipped():
            return fold_break(room, event)
        case ItemClosed():
            item = room.items.get(event.item)
            if item is None:
                return room
            closed = _with_item(room, replace(item, state=ItemState.CLOSED))
            return replace(closed, agenda_version=room.agenda_version + 1)
        case PartBegun():
            return replace(room, part=event.part, parts=(*room.parts, event.part))
        case (
            ItemCalled()
            | ItemEnded()
            | ItemSetBack()
            | ItemReopened()
            | ItemInterrupted()
            | ItemResumed()
            | TimeExpected()
        ):
            if isinstance(event, ItemCalled | ItemReopened):
                room = replace(room, part=None)
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
    choosers = room.choosers.get(post, {})
    match event:
        case PostAsked():
            asked[post] = AskedToTakeOver(event.person, by)
            return replace(room, asked_to_take_over=asked)
        case PostDeclined():
            return replace(room, asked_to_take_over=asked)
        case PostTakenOver():
            before = (*before, event.earlier)
            if post in room.asked_to_take_over:
                choosers = chosen_too(choosers, event.person, room.asked_to_take_over[post].by)
        case PostTakenBack():
            before = _until(before, event.person)
        case _:
            assert_never(event)
    handed = _to_confirm_again(_handed(room, event, at), post)
    return replace(
        handed,
        asked_to_take_over=asked,
        taken_over_from={**room.taken_over_from, post: before},
        choosers={**room.choosers, post: choosers},
    )


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


def _no_coordinator(room: Room, person: PersonId) -> Room:
    line, waiting = room.register.get(person), room.door.get(person)
    if line is not None:
        room = _with_line(room, replace(line, coordinator=False))
    if waiting is not None:
        room = replace(room, door={**room.door, person: replace(waiting, coordinator=False)})
    return room


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


ItemEvent = (
    ItemCalled
    | ItemEnded
    | ItemSetBack
    | ItemReopened
    | ItemInterrupted
    | ItemResumed
    | TimeExpected
)


def _fold_item(item: Item, event: ItemEvent, at: datetime) -> Item:
    match event:
        case TimeExpected():
            return replace(item, expected=event.starts)
        case ItemInterrupted() | ItemResumed():
            return after_interruption(item, event, at)
        case ItemCalled():
            return replace(
                item,
                state=ItemState.ON,
                called=at,
                ended=None,
                interrupted=None,
                paused=timedelta(),
            )
        case ItemEnded():
            return replace(item, state=ItemState.OVER, ended=at, interrupted=None)
        case ItemSetBack():
            return replace(item, state=ItemState.LISTED, called=None, ended=None, interrupted=None)
        case ItemReopened():
            over = at - item.ended if item.ended else timedelta()
            return replace(item, state=ItemState.ON, ended=None, paused=item.paused + over)
        case _:
            assert_never(event)
