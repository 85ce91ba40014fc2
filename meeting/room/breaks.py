"""Breaks that are moved, made shorter or longer, and skipped on the day (AG-11), or that stand in
the middle of a case (CASE-2).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import Field

from meeting.room.kinds import ItemState
from meeting.room.state import Item, Room
from meeting.values import Event, Instant, ItemId

BREAK_MINUTES: Final = 180
"""The longest break that anybody can mean."""


class BreakChanged(Event):
    """A break has another time or length from now on, or is taken after all.

    ``before`` is the item that it stands before from now on; None where it stays in its place.
    """

    kind: Literal["break_changed"] = "break_changed"
    item: ItemId
    starts: Instant
    minutes: int = Field(ge=1, le=BREAK_MINUTES)
    before: ItemId | None = None


class BreakSkipped(Event):
    """A break is not taken."""

    kind: Literal["break_skipped"] = "break_skipped"
    item: ItemId


class ItemInterrupted(Event):
    """A break begins in the middle of a case, which goes on after it."""

    kind: Literal["item_interrupted"] = "item_interrupted"
    item: ItemId


class ItemResumed(Event):
    """A case goes on after the break."""

    kind: Literal["item_resumed"] = "item_resumed"
    item: ItemId


InterruptionEvent = ItemInterrupted | ItemResumed
BreakEvent = BreakChanged | BreakSkipped


def fold_break(room: Room, event: BreakEvent) -> Room:
    """``room`` after ``event``: its running order is another version of it (AG-10)."""
    item = room.items.get(event.item)
    if item is None:
        return room
    items = {**room.items, item.item: _changed(item, event)}
    if isinstance(event, BreakChanged) and event.before is not None:
        items = _placed(items, item.item, event.before)
    return replace(room, items=items, agenda_version=room.agenda_version + 1)


def after_interruption(item: Item, event: InterruptionEvent, at: datetime) -> Item:
    """``item`` after ``event`` at the instant ``at``."""
    if isinstance(event, ItemInterrupted):
        return replace(item, state=ItemState.INTERRUPTED, interrupted=at)
    took = at - item.interrupted if item.interrupted else timedelta()
    return replace(item, state=ItemState.ON, interrupted=None, paused=item.paused + took)


def _changed(item: Item, event: BreakEvent) -> Item:
    version = item.version + 1
    if isinstance(event, BreakSkipped):
        return replace(item, state=ItemState.SKIPPED, version=version)
    state = ItemState.LISTED if item.state is ItemState.SKIPPED else item.state
    return replace(item, starts=event.starts, minutes=event.minutes, state=state, version=version)


def _placed(items: dict[ItemId, Item], moved: ItemId, before: ItemId) -> dict[ItemId, Item]:
    if before not in items or before == moved:
        return items
    order: dict[ItemId, Item] = {}
    for name, item in items.items():
        if name == before:
            order[moved] = items[moved]
        if name != moved:
            order[name] = item
    return order
