"""Where a break comes that is moved on the day (AG-11).

Made from the room alone, so that it tells nobody anything about a case that they may not read.
"""

from dataclasses import replace
from datetime import datetime

from meeting.forecast import forecast
from meeting.room import Item, ItemState, Room
from meeting.values import ItemId


def place_of(room: Room, moved: Item, starts: datetime, now: datetime) -> ItemId | None:
    """The case that a break comes before which is to begin at about ``starts``, as the day runs at
    ``now``: no case is cut in two, so it is the one whose beginning is nearest. None where all is
    expected to be over by then.
    """
    others = {name: item for name, item in room.items.items() if name != moved.item}
    day = forecast(replace(room, items=others), now)
    if day is None or starts >= day.ends:
        return None
    cases = (
        item.item
        for item in others.values()
        if item.case is not None and item.state is ItemState.LISTED
    )
    return min(cases, key=lambda item: abs(day.expected[item] - starts), default=None)
