"""The day: its phases, calling cases and breaks, and the approval of the action list.

AG-1, ROLE-2, CASE-6 (a referrer who is absent is noted at the call), ACT-11.
"""

from typing import assert_never

from agenda.parts import parts_between
from agenda.protocol import DayPart, Stage
from meeting.access import is_matched
from meeting.case.clock import CaseInterrupted, ClockResumed
from meeting.case.hearing import Case, CaseCalled
from meeting.case.posts import ROLE_OF, acting, still_in_the_room, vacant
from meeting.case.spoken_for import is_presented
from meeting.case.stand_in import Post
from meeting.commands import (
    ApproveActionList,
    BeginPart,
    CallItem,
    EndBreak,
    EnterPhase,
    NoteRecording,
)
from meeting.decide.asking import Asking
from meeting.decide.matching import need_names_confirmed, need_settled
from meeting.labels import PHASES, POSTS, listed
from meeting.room import (
    NEXT_PHASE,
    ActionListApproved,
    Item,
    ItemCalled,
    ItemEnded,
    ItemInterrupted,
    ItemResumed,
    ItemState,
    PartBegun,
    Phase,
    PhaseEntered,
    RecordingNoted,
    RoomRecording,
)
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.values import ItemId
from meeting.words import Refused

DayCommands = EnterPhase | CallItem | BeginPart | EndBreak | ApproveActionList | NoteRecording


def decide_day(asking: Asking, command: DayCommands) -> tuple[Placed, ...]:
    """How the day goes on after ``command``."""
    match command:
        case EnterPhase():
            return _enter_phase(asking, command)
        case CallItem():
            return _call(asking, _item(asking, command.item))
        case BeginPart():
            return _begin_part(asking, command.part)
        case EndBreak():
            return _end_break(asking, _item(asking, command.item))
        case NoteRecording():
            return (_recording(asking, command),)
        case ApproveActionList():
            version = asking.room.approved_version + 1
            return (asking.in_room(ActionListApproved(version=version)),)
        case _:
            assert_never(command)


def _enter_phase(asking: Asking, command: EnterPhase) -> tuple[Placed, ...]:
    room, phase = asking.room, command.phase
    if phase is room.phase or command.from_phase is not room.phase:
        raise Refused("moved_on", "phase")
    possible = NEXT_PHASE.get(room.phase, frozenset())
    if phase not in possible:
        phases = listed(PHASES[p] for p in Phase if p in possible)
        raise Refused("not_that_phase", "phase", phases=phases)
    if phase is Phase.HEARING and not asking.line.may_take_part:
        raise Refused("not_signed")
    if phase is Phase.HEARING:
        need_names_confirmed(asking, "names_not_confirmed")
    entered = asking.in_room(PhaseEntered(phase=phase))
    if room.on is None or phase is not Phase.SUMMARY:
        return (entered,)
    if room.heard is not None:
        raise Refused("cases_left")
    return (asking.in_room(ItemEnded(item=room.on.item)), entered)


def _call(asking: Asking, item: Item) -> tuple[Placed, ...]:
    heard = asking.room.heard
    if heard is not None and item.case is None and item.state is ItemState.LISTED:
        return (*interrupted(asking, heard), asking.in_room(ItemCalled(item=item.item)))
    if item.state is ItemState.INTERRUPTED:
        return _go_on(asking, item)
    if item.state is not ItemState.LISTED:
        raise Refused("moved_on", "item")
    return (*ending(asking), asking.in_room(ItemCalled(item=item.item)), *_call_case(asking, item))


def interrupted(asking: Asking, heard: Item) -> tuple[Placed, ...]:
    """A break in the middle of the case that is on: its clock stands still, and what each person
    knows of it stays as it is (CASE-2). Another break may have stood there already.
    """
    on = asking.room.on
    if on is not None and on.case is None:
        return (asking.in_room(ItemEnded(item=on.item)),)
    told = asking.in_room(ItemInterrupted(item=heard.item))
    if heard.case is None:
        return (told,)
    return (Placed(case_stream(heard.case), CaseInterrupted()), told)


def gone_on(asking: Asking, heard: Item) -> tuple[Placed, ...]:
    """The case goes on after the break. Its clock does not until whoever is out of it has left the
    room again and somebody leads and writes it: then whoever chairs it lets it run (CON-3).

    The break ends all the same: the room is told nothing of a case (CON-2).
    """
    resumed = asking.in_room(ItemResumed(item=heard.item))
    case = asking.state.case(heard.case) if heard.case is not None else None
    if case is None or unheld(asking, case):
        return (resumed,)
    if case.stage is not Stage.CONFLICTS and still_in_the_room(asking.room, case):
        return (resumed,)
    return (resumed, Placed(case_stream(case.case), ClockResumed()))


def ending(asking: Asking) -> tuple[Placed, ...]:
    """The end of the break that is on, if one is. Raises Refused while a case is."""
    on = asking.room.on
    if asking.room.heard is not None:
        raise Refused("case_is_on")
    return () if on is None else (asking.in_room(ItemEnded(item=on.item)),)


def _begin_part(asking: Asking, part: DayPart) -> tuple[Placed, ...]:
    if part not in parts_between(asking.room.protocol.day):
        raise Refused("no_such_item", "part")
    if asking.room.part is part:
        raise Refused("moved_on", "part")
    return (*ending(asking), asking.in_room(PartBegun(part=part)))


def _call_case(asking: Asking, item: Item) -> tuple[Placed, ...]:
    if item.case is None:
        return ()
    case = asking.state.case(item.case)
    if case is None:
        raise Refused("no_such_item", "item")
    need_settled(asking, case=item.case)
    if posts := unheld(asking, case):
        raise Refused("stand_in_needed", posts=said_posts(posts))
    here = is_presented(asking.room, case)
    return (Placed(case_stream(item.case), CaseCalled(referrer_present=here)),)


def unheld(asking: Asking, case: Case) -> tuple[Post, ...]:
    """The posts that somebody has to take over before the case is heard (CON-3, CON-6): the minutes
    too where whoever stood in for the chair has come to hold them since.
    """
    chair, minutes = (acting(asking.room, case, post) for post in ROLE_OF)
    both = (Post.MINUTES,) if chair is not None and chair == minutes else ()
    waiting = _waiting_for_a_match(asking, case)
    return tuple(dict.fromkeys((*vacant(asking.room, case), *waiting, *both)))


def said_posts(posts: tuple[Post, ...]) -> str:
    """``the chair and the minutes``."""
    return listed((POSTS[post] for post in posts), "and")


def _waiting_for_a_match(asking: Asking, case: Case) -> tuple[Post, ...]:
    """The posts of whoever is out of every case until a match of theirs is settled."""
    holders = ((post, acting(asking.room, case, post)) for post in ROLE_OF)
    return tuple(
        post for post, line in holders if line is not None and is_matched(asking.state, line.person)
    )


def _recording(asking: Asking, command: NoteRecording) -> Placed:
    """REC-1: what is recorded of a room, somebody has to answer for."""
    room = asking.room
    if command.recording is room.recording and command.policy in {"", room.recorded_under}:
        raise Refused("already_there", "recording")
    policy = command.policy or room.recorded_under or room.protocol.recording.policy
    if not policy and command.recording is not RoomRecording.OFF:
        raise Refused("whose_policy", "policy")
    return asking.in_room(RecordingNoted(recording=command.recording, policy=policy))


def _end_break(asking: Asking, item: Item) -> tuple[Placed, ...]:
    if item.case is not None:
        raise Refused("no_such_item", "item")
    if item.state is not ItemState.ON:
        raise Refused("moved_on", "item")
    heard = asking.room.heard
    ended = asking.in_room(ItemEnded(item=item.item))
    return (ended,) if heard is None else (ended, *gone_on(asking, heard))


def _go_on(asking: Asking, item: Item) -> tuple[Placed, ...]:
    """Whoever chairs the case ends the break in its middle (ROLE-7)."""
    case = asking.state.case(item.case) if item.case is not None else None
    if case is not None and (posts := unheld(asking, case)):
        raise Refused("stand_in_first", "item", posts=said_posts(posts))
    on = asking.room.on
    ended = () if on is None else (asking.in_room(ItemEnded(item=on.item)),)
    return (*ended, *gone_on(asking, item))


def _item(asking: Asking, item: ItemId) -> Item:
    found = asking.room.items.get(item)
    if found is None:
        raise Refused("no_such_item", "item")
    return found
