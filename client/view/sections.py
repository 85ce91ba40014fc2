"""When each section of the day is heard, as the day runs now (CASE-2, AG-1).

From the cases that this person has, and from no others: which section hears a case is a fact of
that case, and the same is shown to them whatever section hears one that they have not (CON-2).
"""

from collections.abc import Mapping
from itertools import groupby

from agenda.london import clock_time
from client.view.rows import Line, line, quiet
from client.view.seen import Seen
from meeting.forecast import Forecast, forecast
from meeting.room import NOTHING_MORE, Item, ItemState
from meeting.values import ItemId


def lines_above(seen: Seen) -> Mapping[ItemId, tuple[Line, ...]]:
    """A line for each section that is not over, by the first of its items."""
    day = forecast(seen.room, seen.now, seen.left)
    if day is None:
        return {}
    found: dict[ItemId, tuple[Line, ...]] = {}
    for name, group in groupby(_heard(seen), lambda each: each[0]):
        items = [item for _, item in group]
        if (words := _words(name, items, day)) is not None:
            found[items[0].item] = (line(quiet(words), indent=1),)
    return found


def _heard(seen: Seen) -> list[tuple[str, Item]]:
    """The items of the cases that are in a section, in the order of the day."""
    pairs = (
        (case.section, item)
        for item in seen.room.items.values()
        if item.case is not None and (case := seen.state.case(item.case)) is not None
    )
    return [(section, item) for section, item in pairs if section]


def _words(name: str, items: list[Item], day: Forecast) -> str | None:
    """``With children 09:15-09:45``; ``until`` where it has begun, None where it is over."""
    left = [item for item in items if item.state not in NOTHING_MORE]
    if not left:
        return None
    begun = any(item.state is not ItemState.LISTED for item in items if item.called)
    ends = clock_time(day.over.get(left[-1].item, left[-1].starts))
    if begun:
        return f"{name} until {ends}"
    begins = clock_time(day.expected.get(left[0].item, left[0].starts))
    return f"{name} {begins}-{ends}"
