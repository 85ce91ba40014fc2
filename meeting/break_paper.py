"""The breaks of the day as the minutes have them: which were taken, and when (AG-11, CASE-2).

From the room alone: every reader of the minutes has been told of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from meeting.room import Item, Room


@dataclass(frozen=True, slots=True)
class PaperBreak:
    """One break, UTC. ``began`` is None where it was not taken; ``ended`` where it is on still."""

    label: str
    began: datetime | None
    ended: datetime | None


def breaks_of(room: Room) -> tuple[PaperBreak, ...]:
    """Every break of the running order, in its order."""
    return tuple(_paper(item) for item in room.items.values() if item.case is None)


def breaks_within(
    room: Room, heard: Iterable[tuple[datetime, datetime | None]]
) -> tuple[PaperBreak, ...]:
    """Those that began while a case was ``heard``, and are no part of its time."""
    times = tuple(heard)
    return tuple(
        _paper(item)
        for item in room.items.values()
        if item.case is None
        and item.called is not None
        and any(began < item.called and (end is None or item.called < end) for began, end in times)
    )


def _paper(item: Item) -> PaperBreak:
    return PaperBreak(item.label, item.called, item.ended)
