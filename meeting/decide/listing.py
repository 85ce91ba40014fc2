"""The running order after it was published: cases change places, and are closed before the day.

AG-10. A case keeps its number for ever, and none is taken off. Whoever has no part in a case has
none in moving or closing it (CON-3).
"""

from collections.abc import Iterator
from typing import assert_never

from meeting.access import may_read
from meeting.case.hearing import CaseClosedBefore
from meeting.commands import CloseBefore, MoveItem
from meeting.decide.asking import Asking, Hearing
from meeting.room import Item, ItemClosed, ItemState, ItemTime, OrderChanged
from meeting.state import Placed
from meeting.streams import ROOM, case_stream
from meeting.values import CaseId
from meeting.words import Refused


def decide_listing(asking: Asking, command: MoveItem) -> tuple[Placed, ...]:
    """The running order after ``command``."""
    match command:
        case MoveItem():
            return _move(asking, command)
        case _:
            assert_never(command)


def _move(asking: Asking, command: MoveItem) -> tuple[Placed, ...]:
    items = asking.room.items
    moved, target = items.get(command.item), items.get(command.place)
    for item, field in ((moved, "item"), (target, "place")):
        if item is None or item.case is None:
            raise Refused("no_such_item", field)
    if moved is None or moved.case is None or target is None:
        raise Refused("no_such_item", "item")
    if case_stream(moved.case) not in may_read(asking.state, asking.who):
        raise Refused("no_such_case", "item")
    _need_seen(asking, command.agenda)
    for item, field in ((moved, "item"), (target, "place")):
        if item.state is not ItemState.LISTED:
            raise Refused("is_closed_before", field)
    if moved is target:
        raise Refused("already_there", "place")
    _need_free(asking, moved.case, target.case)
    return (asking.in_room(OrderChanged(items=tuple(_with_moved(asking, moved, target)))),)


def _need_free(asking: Asking, moved: CaseId, target: CaseId | None) -> None:
    """Neither has a time of its own, and both are heard in one section of the day (AG-2, AG-3).

    Sections say something of a case: nobody hears of the section of one that they are out of.
    """
    case = asking.state.case(moved)
    there = None if target is None else asking.state.case(target)
    if there is None or case_stream(there.case) not in may_read(asking.state, asking.who):
        raise Refused("no_such_case", "place")
    for each, field in ((case, "item"), (there, "place")):
        if each is not None and each.fixed_at is not None:
            raise Refused("has_own_time", field, at=f"{each.fixed_at:%H:%M}")
    if case is not None and case.section != there.section:
        raise Refused("other_section", "place", section=there.section)


def _with_moved(asking: Asking, moved: Item, target: Item) -> Iterator[ItemTime]:
    """The items in their new order. Times are those of the places: a break, a case with a time of
    its own and one that was closed stay where they are, and the other cases from one place to the
    other move by one.
    """
    order = tuple(asking.room.items.values())
    places = [item for item in order if _can_move(asking, item)]
    at = places.index(target)
    cases = [item for item in places if item is not moved]
    cases.insert(at, moved)
    now_there = {place.item: case.item for place, case in zip(places, cases, strict=True)}
    for place in order:
        yield ItemTime(item=now_there.get(place.item, place.item), starts=place.starts)


def _can_move(asking: Asking, item: Item) -> bool:
    case = None if item.case is None else asking.state.case(item.case)
    return case is not None and case.fixed_at is None and item.state is ItemState.LISTED


def close_before(hearing: Hearing, command: CloseBefore) -> tuple[Placed, ...]:
    """A case is not going to be heard, and why (AG-10)."""
    _need_seen(hearing.asking, command.agenda)
    item = hearing.item
    if item is None or item.state is not ItemState.LISTED:
        raise Refused("is_closed_before")
    closed = hearing.in_case(CaseClosedBefore(reason=command.reason))
    return (*closed, Placed(ROOM, ItemClosed(item=item.item)))


def _need_seen(asking: Asking, version: int) -> None:
    if version != asking.room.agenda_version:
        raise Refused("moved_on", "agenda")
