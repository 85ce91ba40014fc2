"""Streams: what is read, withdrawn and chained as one. A person reads a stream whole or not at all.

A meeting is a journal of events, each in one stream. On the wire a stream is its name.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The kinds of stream; each has its events, its state and its fold in a module of its own."""

    ROOM = "room"
    CASE = "case"
    CONFLICT = "conflict"


@dataclass(frozen=True, order=True, slots=True)
class Stream:
    """One stream of a meeting. ``case`` and ``person`` are empty where the kind has none."""

    kind: Kind
    case: str = ""
    person: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.kind, self.case, self.person) if part)


ROOM: Final = Stream(Kind.ROOM)
PARTS: Final = {Kind.ROOM: 1, Kind.CASE: 2, Kind.CONFLICT: 3}
"""How many parts the name of a stream of each kind has."""


def case_stream(case: str) -> Stream:
    """The stream of one case's hearing."""
    return Stream(Kind.CASE, case)


def conflict_stream(case: str, person: str) -> Stream:
    """The stream of one person's conflict with one case."""
    return Stream(Kind.CONFLICT, case, person)


def parse_stream(name: str) -> Stream | None:
    """The stream that ``name`` names; None if it names none."""
    parts = name.split("/")
    try:
        kind = Kind(parts[0])
    except ValueError:
        return None
    if len(parts) != PARTS[kind] or not all(parts):
        return None
    return Stream(kind, *parts[1:])
