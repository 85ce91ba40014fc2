"""Streams: what is read, withdrawn and chained as one. A person reads a stream whole or not at all.

A meeting is a journal of events, each in one stream. On the wire a stream is its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The kinds of stream; each has its events, its state and its fold in a module of its own."""

    ROOM = "room"
    CASE = "case"
    CONFLICT = "conflict"
    GUEST = "guest"
    COMPARISON = "comparison"
    MATCH = "match"
    PREP = "prep"
    PAST = "past"
    EARLIER = "earlier"
    READINESS = "readiness"


@dataclass(frozen=True, order=True, slots=True)
class Stream:
    """One stream of a meeting. ``case``, ``person`` and ``agency`` are empty where the kind has
    none.
    """

    kind: Kind
    case: str = ""
    person: str = ""
    agency: str = ""

    def __str__(self) -> str:
        return "/".join((self.kind, *(getattr(self, part) for part in PARTS[self.kind])))


ROOM: Final = Stream(Kind.ROOM)
COMPARISON: Final = Stream(Kind.COMPARISON)
READINESS: Final = Stream(Kind.READINESS)
OF_NO_CASE: Final = frozenset({Kind.ROOM, Kind.GUEST})
"""Kinds that hold nothing of any case: a laptop keeps them while it looks for the server."""
PARTS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ROOM: (),
    Kind.CASE: ("case",),
    Kind.CONFLICT: ("case", "person"),
    Kind.GUEST: ("person",),
    Kind.COMPARISON: (),
    Kind.MATCH: ("case", "person"),
    Kind.PREP: ("agency", "case"),
    Kind.PAST: ("case",),
    Kind.EARLIER: ("case",),
    Kind.READINESS: (),
}
"""What the name of a stream of each kind says after the kind."""


def case_stream(case: str) -> Stream:
    """The stream of one case's hearing."""
    return Stream(Kind.CASE, case)


def past_stream(case: str) -> Stream:
    """What is known of one case from before (AG-7)."""
    return Stream(Kind.PAST, case)


def earlier_stream(earlier: str) -> Stream:
    """What is read out of one earlier case, which is none of today's (AG-1, OUT-4)."""
    return Stream(Kind.EARLIER, earlier)


def conflict_stream(case: str, person: str) -> Stream:
    """The stream of one person's conflict with one case."""
    return Stream(Kind.CONFLICT, case, person)


def guest_stream(person: str) -> Stream:
    """What one guest reads of the room: their own line, and their own item (ROLE-6)."""
    return Stream(Kind.GUEST, person=person)


def match_stream(case: str, person: str) -> Stream:
    """The stream of one attendee's likeness to a party of one case."""
    return Stream(Kind.MATCH, case, person)


def prep_stream(agency: str, case: str) -> Stream:
    """The stream of what one agency prepares for one case."""
    return Stream(Kind.PREP, case, agency=agency)


def parse_stream(name: str) -> Stream | None:
    """The stream that ``name`` names; None if it names none."""
    first, *said = name.split("/")
    try:
        kind = Kind(first)
    except ValueError:
        return None
    if len(said) != len(PARTS[kind]) or not all(said):
        return None
    return Stream(kind, **dict(zip(PARTS[kind], said, strict=True)))
