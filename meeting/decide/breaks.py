"""Breaks on the day: moved, made shorter or longer, skipped (AG-11). All that comes after them
follows by itself, for the day is looked at anew whenever it is looked at (CASE-2).
"""

from datetime import datetime, timedelta
from typing import Final, assert_never

from meeting.breaks import place_of
from meeting.commands import BreakCommands, ChangeBreak, SkipBreak
from meeting.decide.asking import Asking
from meeting.room import BreakChanged, BreakSkipped, Item, ItemState
from meeting.state import Placed
from meeting.values import ItemId
from meeting.words import Refused

A_MINUTE: Final = timedelta(minutes=1)


def decide_breaks(asking: Asking, command: BreakCommands) -> tuple[Placed, ...]:
    """A break after ``command``."""
    item = _break(asking, command)
    match command:
        case ChangeBreak():
            return (asking.in_room(_change(asking, item, command)),)
        case SkipBreak():
            if item.state is not ItemState.LISTED:
                raise Refused(_why_not_skipped(item), "item")
            return (asking.in_room(BreakSkipped(item=item.item)),)
        case _:
            assert_never(command)


def _break(asking: Asking, command: BreakCommands) -> Item:
    """The break, as its sender saw it."""
    item = asking.room.items.get(command.item)
    if item is None or item.case is not None:
        raise Refused("no_such_item", "item")
    if item.state is ItemState.OVER:
        raise Refused("moved_on", "item")
    if item.version != command.version:
        raise Refused("moved_on", "version")
    return item


def _why_not_skipped(item: Item) -> str:
    return "already_there" if item.state is ItemState.SKIPPED else "break_has_begun"


def _change(asking: Asking, item: Item, command: ChangeBreak) -> BreakChanged:
    moved = command.starts != item.starts
    again = item.state is ItemState.SKIPPED
    if moved and item.state is ItemState.ON:
        raise Refused("break_has_begun", "starts")
    if not moved and not again and command.minutes == item.minutes:
        raise Refused("already_there", "minutes")
    if moved and command.starts + A_MINUTE <= asking.now:
        raise Refused("time_is_past", "starts")
    before = _place(asking, item, command.starts) if moved or again else None
    return BreakChanged(
        item=item.item, starts=command.starts, minutes=command.minutes, before=before
    )


def _place(asking: Asking, item: Item, starts: datetime) -> ItemId:
    before = place_of(asking.room, item, starts, asking.now)
    if before is None:
        raise Refused("nothing_after_break", "starts")
    return before
