"""How the day runs (CASE-2): how late it is, and when each item and the end are now expected.

Made from the room alone, so that it tells nobody anything about a case that they may not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from meeting.room import NOT_BEGUN, NOTHING_MORE, Item, ItemState, Room
from meeting.values import ItemId


@dataclass(frozen=True, slots=True)
class Forecast:
    """``minutes_late`` is negative when the day runs ahead; the times are UTC."""

    minutes_late: int
    expected: Mapping[ItemId, datetime]
    ends: datetime


def forecast(
    room: Room,
    now: datetime,
    extended: timedelta = timedelta(),
) -> Forecast | None:
    """The rest of the day as it looks at ``now``; None where there is no running order.

    ``extended`` is what the case that is on was given besides, for those who may read it.
    """
    items = tuple(room.items.values())
    if not items:
        return None
    cursor = _free_from(room, items, now, extended)
    expected: dict[ItemId, datetime] = {}
    for item in items:
        if item.state is not ItemState.LISTED:
            continue
        # A break is never taken before its time; a case may begin early.
        begins = max(cursor, item.starts) if item.case is None else cursor
        expected[item.item] = begins
        cursor = begins + timedelta(minutes=item.minutes)
    return Forecast(_lateness(items, expected, cursor), expected, cursor)


def _free_from(room: Room, items: tuple[Item, ...], now: datetime, extended: timedelta) -> datetime:
    """When the item that is on is expected to end, or the next can begin."""
    if room.on is not None and room.on.called is not None:
        return max(now, room.on.called + timedelta(minutes=room.on.minutes) + extended)
    if all(item.state in NOT_BEGUN for item in items):
        listed = (item.starts for item in items if item.state is ItemState.LISTED)
        return max(now, next(listed, items[0].starts))
    return now


def _lateness(items: tuple[Item, ...], expected: Mapping[ItemId, datetime], ends: datetime) -> int:
    """How late the next break is going to be, or where none is left the end.

    Cases may be heard in another order: what tells is the work left until then.
    """
    if all(item.state in NOTHING_MORE for item in items):
        return 0
    late = ends - max(item.starts + timedelta(minutes=item.minutes) for item in items)
    for item in items:
        if item.case is None and item.item in expected:
            late = expected[item.item] - item.starts
            break
    return round(late.total_seconds() / 60)
