"""The worked example of the chain in ``docs/wire.md``, made by the code that makes the real one."""

from datetime import UTC, datetime
from typing import Final

from meeting.chain import Head, following, start, write
from meeting.room import PersonAttended, PersonLeft
from meeting.state import Recorded
from meeting.streams import ROOM

MEETING: Final = "northvale-2026-11-24"
EVENTS: Final = (
    Recorded(
        at=datetime(2026, 11, 24, 8, 56, 2, 250_000, UTC),
        by="p-housing",
        event=PersonAttended(person="p-housing", laptop=True),
    ),
    Recorded(
        at=datetime(2026, 11, 24, 14, 30, tzinfo=UTC),
        by="p-minutes",
        event=PersonLeft(person="p-housing"),
    ),
)


def bodies() -> tuple[bytes, ...]:
    """The bytes that are hashed, an event each."""
    return tuple(write(event) for event in EVENTS)


def heads() -> tuple[Head, ...]:
    """The head of the empty stream, and that after each event."""
    found = [start(MEETING, ROOM)]
    for body in bodies():
        found.append(following(found[-1], body))
    return tuple(found)


def rendered() -> str:
    """The example as a block of text."""
    before, *after = heads()
    steps = [f"0  {before.hash}\n"]
    steps += [
        f"\n{body.decode()}\n{head.number}  {head.hash}\n"
        for body, head in zip(bodies(), after, strict=True)
    ]
    return f"```text\n{''.join(steps)}```\n"
