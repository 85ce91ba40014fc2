"""The breaks of the day as the minutes have them: which were taken, and when (AG-11, CASE-2).

From the room alone: every reader of the minutes has been told of them.
"""

from collections.abc import Iterator
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


def breaks_within(room: Room, case: Item) -> tuple[PaperBreak, ...]:
    """Those that stood in the middle of ``case``, and are no part of its time."""
    return tuple(_within(room, case))


def _within(room: Room, case: Item) -> Iterator[PaperBreak]:
    for item in room.items.values():
        if item.case is not None or item.called is None or case.called is None:
            continue
        if case.called < item.called and (case.ended is None or item.called < case.ended):
            yield _paper(item)


def _paper(item: Item) -> PaperBreak:
    return PaperBreak(item.label, item.called, item.ended)
