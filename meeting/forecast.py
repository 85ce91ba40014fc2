"""How the day runs (CASE-2): how late it is, and when each item and the end are now expected.

Made from the room alone, so that it tells nobody anything about a case that they may not read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from meeting.room import NOT_BEGUN, NOTHING_MORE, Item, ItemState, Room
from meeting.values import ItemId

AS_PLANNED: Final = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """``minutes_late`` is negative when the day runs ahead; the times are UTC.

    ``expected`` is when each item begins, or goes on; ``over`` when it ends.
    """

    minutes_late: int
    expected: Mapping[ItemId, datetime]
    over: Mapping[ItemId, datetime]
    ends: datetime


def forecast(
    room: Room,
    now: datetime,
    left: timedelta | None = None,
) -> Forecast | None:
    """The rest of the day as it looks at ``now``; None where there is no running order.

    ``left`` is what is left of the time of the case that is on, for those who may read it: it may
    have been given more, or its clock stand still.
    """
    items = tuple(room.items.values())
    if not items:
        return None
    cursor, pace = _free_from(room, items, now, left), pace_of(items)
    expected: dict[ItemId, datetime] = {}
    over: dict[ItemId, datetime] = {}
    if room.on is not None:
        over[room.on.item] = cursor
    if room.heard is not None and room.heard.state is ItemState.INTERRUPTED:
        expected[room.heard.item] = cursor
        cursor = over[room.heard.item] = cursor + time_left_of(room.heard, now, left)
    for item in items:
        if item.state is not ItemState.LISTED:
            continue
        # A break is never taken before its time; a case may begin early.
        begins = max(cursor, item.starts) if item.case is None else cursor
        expected[item.item] = begins
        minutes = item.minutes if item.case is None else round(item.minutes * pace)
        cursor = over[item.item] = begins + timedelta(minutes=minutes)
    return Forecast(_lateness(items, expected, cursor), expected, over, cursor)


def pace_of(items: tuple[Item, ...]) -> float:
    """How much longer than planned cases take on this day, by those that are over: 1.2 for a fifth.

    As many cases as ``AS_PLANNED`` are counted with them at their plan, so that the first long one
    does not move the whole day. Never quicker than planned: a case that is put off in two minutes
    tells nothing of the next.
    """
    heard = [
        (item, item.ended - item.called - item.paused)
        for item in items
        if item.case is not None and item.called is not None and item.ended is not None
    ]
    if not heard:
        return 1.0
    planned = sum((timedelta(minutes=item.minutes) for item, _ in heard), timedelta())
    usual = AS_PLANNED * planned / len(heard)
    spent = sum((took for _, took in heard), timedelta())
    return max(1.0, (usual + spent) / (usual + planned))


def time_left_of(item: Item, now: datetime, left: timedelta | None = None) -> timedelta:
    """How long the item that is on is expected to take still: by the room alone, or where its case
    is read the time that is ``left`` of it. Whoever overruns is expected to be over at any moment.
    """
    if item.called is None or (item.case is not None and left is not None):
        return max(left or timedelta(), timedelta())
    ends = item.called + timedelta(minutes=item.minutes) + item.paused
    return max(ends - (item.interrupted or now), timedelta())


def _free_from(
    room: Room, items: tuple[Item, ...], now: datetime, left: timedelta | None
) -> datetime:
    """When the item that is on is expected to end, or the next can begin."""
    if room.on is not None:
        return now + time_left_of(room.on, now, left)
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
