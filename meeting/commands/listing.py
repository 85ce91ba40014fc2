"""The running order before the day (AG-4, AG-10)."""

from typing import Literal

from meeting.values import (
    CaseCommand,
    Command,
    ItemId,
)
from meeting.words import Words


class OpenAgenda(Command):
    """The chair lets those named for the meeting read its cases, before the day (AG-4, CON-6)."""

    kind: Literal["open_agenda"] = "open_agenda"


class MoveItem(Command):
    """A case takes the place of another on the running order; those between make room (AG-10).

    ``agenda`` is the version of the running order that its sender looks at.
    """

    kind: Literal["move_item"] = "move_item"
    item: ItemId
    place: ItemId
    agenda: int


class CloseBefore(CaseCommand):
    """A published case is not going to be heard, and why; it stays on the agenda (AG-10)."""

    kind: Literal["close_before"] = "close_before"
    agenda: int
    reason: Words
