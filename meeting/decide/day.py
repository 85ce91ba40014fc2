"""The day: its phases, calling cases and breaks, and the approval of the action list.

AG-1, ROLE-2, CASE-6 (a referrer who is absent is noted at the call), ACT-11.
"""

from typing import assert_never

from meeting.case.hearing import CaseCalled
from meeting.case.posts import vacant
from meeting.case.table import at_table
from meeting.commands import ApproveActionList, CallItem, EndBreak, EnterPhase
from meeting.decide.asking import Asking
from meeting.labels import PHASES, POSTS, listed
from meeting.room import (
    NEXT_PHASE,
    ActionListApproved,
    Item,
    ItemCalled,
    ItemEnded,
    ItemState,
    Phase,
    PhaseEntered,
)
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.values import ItemId
from meeting.words import Refused

DayCommands = EnterPhase | CallItem | EndBreak | ApproveActionList


def decide_day(asking: Asking, command: DayCommands) -> tuple[Placed, ...]:
    """How the day goes on after ``command``."""
    match command:
        case EnterPhase():
            return _enter_phase(asking, command)
        case CallItem():
            return _call(asking, _item(asking, command.item))
        case EndBreak():
            return _end_break(asking, _item(asking, command.item))
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
    entered = asking.in_room(PhaseEntered(phase=phase))
    if room.on is None or phase is not Phase.SUMMARY:
        return (entered,)
    if room.on.case is not None:
        raise Refused("cases_left")
    return (asking.in_room(ItemEnded(item=room.on.item)), entered)


def _call(asking: Asking, item: Item) -> tuple[Placed, ...]:
    if item.state is not ItemState.LISTED:
        raise Refused("moved_on", "item")
    on = asking.room.on
    if on is not None and on.case is not None:
        raise Refused("case_is_on")
    ended = () if on is None else (asking.in_room(ItemEnded(item=on.item)),)
    return (*ended, asking.in_room(ItemCalled(item=item.item)), *_call_case(asking, item))


def _call_case(asking: Asking, item: Item) -> tuple[Placed, ...]:
    if item.case is None:
        return ()
    case = asking.state.case(item.case)
    if case is None:
        raise Refused("no_such_item", "item")
    if posts := vacant(asking.room, case):
        said = listed((POSTS[post] for post in posts), "and")
        raise Refused("stand_in_needed", posts=said)
    here = bool(at_table(asking.room, case, case.referred_by))
    return (Placed(case_stream(item.case), CaseCalled(referrer_present=here)),)


def _end_break(asking: Asking, item: Item) -> tuple[Placed, ...]:
    if item.case is not None:
        raise Refused("no_such_item", "item")
    if item.state is not ItemState.ON:
        raise Refused("moved_on", "item")
    return (asking.in_room(ItemEnded(item=item.item)),)


def _item(asking: Asking, item: ItemId) -> Item:
    found = asking.room.items.get(item)
    if found is None:
        raise Refused("no_such_item", "item")
    return found
