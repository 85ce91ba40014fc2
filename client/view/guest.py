"""What a guest is told where others see the room: when their case is, and what they wait for.

True of every reason for which a case may be closed to them; none is ever said (CON-4, ROLE-6).
"""

from typing import Final

from agenda.london import clock_time
from agenda.plan import Role
from client.view.rows import Piece, strong
from client.view.seen import Seen
from meeting.room import NOTHING_MORE, Attendance, Item, ItemState, Phase

OUTSIDE: Final = "Your case is not open to you now. Press Enter when you are ready for it again."
OVER: Final = "Your case is over, and nothing of it is left on this laptop. Thank you: q leaves."
IT_OPENS: Final = "It opens here when the chair has spoken to you and lets you in."


def own_item(seen: Seen) -> Item | None:
    """The one item that a guest has."""
    return next(iter(seen.room.items.values()), None)


def guest_is_done(seen: Seen) -> bool:
    """Whether this is a guest whose case is over: there is nothing to come back for."""
    item = own_item(seen)
    return seen.role is Role.GUEST and item is not None and item.state in NOTHING_MORE


def guest_step(seen: Seen) -> str | None:
    """What a guest is to do or to wait for now; None where it is what everybody is to do."""
    line, item = seen.line, own_item(seen)
    if line is None or item is None:
        return None
    if guest_is_done(seen) or seen.room.phase is Phase.APPROVED:
        return OVER
    if line.attendance is Attendance.STEPPED_OUT:
        return OUTSIDE
    if not line.laptop or not line.may_take_part:
        return None
    if item.state is ItemState.ON:
        return f"{item.label} is on now. {IT_OPENS}"
    if item.state is ItemState.INTERRUPTED:
        return f"There is a break, and {item.label} goes on after it. {IT_OPENS}"
    return f"You have signed. {item.label} is {when(item)}. {IT_OPENS}"


def when(item: Item) -> str:
    """When a guest's case comes: as planned, or as it was last expected (CASE-2)."""
    planned = f"planned for {clock_time(item.starts)}"
    if item.expected is None:
        return planned
    return f"expected at about {clock_time(item.expected)} ({planned})"


def guest_heading(seen: Seen) -> tuple[Piece, ...]:
    """Where a guest's own case stands, in place of the day's course."""
    item = own_item(seen)
    if item is None:
        return ()
    match item.state:
        case ItemState.LISTED:
            return (strong(item.label), Piece(f" · {when(item)}"))
        case ItemState.ON:
            return (strong(item.label), Piece(" · on now"))
        case ItemState.INTERRUPTED:
            return (strong(item.label), Piece(" · goes on after the break"))
        case ItemState.OVER:
            return (Piece(f"{item.label} is over"),)
        case ItemState.CLOSED | ItemState.SKIPPED:
            return (Piece(f"{item.label} is not going to be heard"),)
