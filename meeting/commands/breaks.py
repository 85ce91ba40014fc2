"""Breaks on the day (AG-11)."""

from typing import Literal

from pydantic import Field

from meeting.room.breaks import BREAK_MINUTES
from meeting.values import Command, Instant, ItemId


class ChangeBreak(Command):
    """The chair moves a break, makes it shorter or longer, or takes it after all.

    ``version`` is the one that they saw: of what changed since, nothing is lost.
    """

    kind: Literal["change_break"] = "change_break"
    item: ItemId
    version: int
    starts: Instant
    minutes: int = Field(ge=1, le=BREAK_MINUTES)


class SkipBreak(Command):
    """The chair skips a break."""

    kind: Literal["skip_break"] = "skip_break"
    item: ItemId
    version: int


BreakCommands = ChangeBreak | SkipBreak
