"""The phases of a meeting, and what the register and the running order can say."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from agenda.plan import Role
from meeting.values import (
    Frozen,
    Instant,
    ItemId,
)


class Phase(StrEnum):
    """Where the meeting stands (AG-1). A meeting that is published is prepared first (AG-4)."""

    PREPARING = "preparing"
    GATHERING = "gathering"
    DECLARATION = "declaration"
    HEARING = "hearing"
    SUMMARY = "summary"
    APPROVED = "approved"


NEXT_PHASE: Mapping[Phase, frozenset[Phase]] = {
    Phase.PREPARING: frozenset({Phase.GATHERING}),
    Phase.GATHERING: frozenset({Phase.DECLARATION}),
    Phase.DECLARATION: frozenset({Phase.HEARING}),
    Phase.HEARING: frozenset({Phase.SUMMARY}),
    Phase.SUMMARY: frozenset({Phase.HEARING}),
}
"""Phases that come after each, as the chair enters them. Commands of their own open the room on the
day (AG-4) and approve the list (ACT-11).
"""


class Attendance(StrEnum):
    """What the register says of one person (ATT-1, ATT-2).

    Who stepped out comes back; who was released came for the cases that concern them, which are
    over (ATT-5); who left went early. A sign-in is void where it was not that person (ATT-6).
    """

    EXPECTED = "expected"
    PRESENT = "present"
    STEPPED_OUT = "stepped out"
    RELEASED = "released"
    LEFT = "left"
    VOID = "sign-in void"
    APOLOGIES = "apologies"


CAN_COME_BACK: frozenset[Attendance] = frozenset({Attendance.PRESENT, Attendance.STEPPED_OUT})
"""Those who are counted on for what is still to come: in the room, or outside for a moment."""


DayPost = Literal[Role.CHAIR, Role.MINUTE_TAKER]
"""What can be handed over for the rest of the day (ROLE-7)."""


class ItemTime(Frozen):
    """An item of the running order, and when it begins."""

    item: ItemId
    starts: Instant


class RoomRecording(StrEnum):
    """Whether the organisation records the sound of the room; this program never does (REC-1)."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


class ItemState(StrEnum):
    """Where one item of the running order stands."""

    LISTED = "listed"
    ON = "on"
    INTERRUPTED = "interrupted"
    """A case that is on, and goes on after the break (CASE-2)."""
    OVER = "over"
    CLOSED = "closed before the day"
    """Published, and not to be heard (AG-10)."""
    SKIPPED = "skipped"
    """A break that is not taken (AG-11)."""


NOTHING_MORE: frozenset[ItemState] = frozenset(
    {ItemState.OVER, ItemState.CLOSED, ItemState.SKIPPED}
)
"""Nothing more comes of it."""
NOT_BEGUN: frozenset[ItemState] = frozenset({ItemState.LISTED, ItemState.CLOSED, ItemState.SKIPPED})
