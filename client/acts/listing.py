"""The running order before the day: cases change places, and are closed with a reason (AG-10)."""

from client.acts.form import Act, Form, Words
from client.view.rows import row
from client.view.seen import Seen
from meeting.commands import CloseBefore, MoveItem
from meeting.room import Item, ItemState

EARLIER, LATER = -1, 1


def neighbour(seen: Seen, which: int) -> Item | None:
    """The case before or after the one that is looked at that can make room for it; None at either
    end. One with a time of its own stays where it is, and is passed by.
    """
    places = [item for item in seen.room.items.values() if _makes_room(seen, item)]
    if seen.item not in places or seen.case is None:
        return None
    at = places.index(seen.item) + which
    return places[at] if 0 <= at < len(places) else None


def _makes_room(seen: Seen, item: Item) -> bool:
    case = seen.state.case(item.case) if item.case is not None else None
    if case is None or item.state is not ItemState.LISTED:
        return False
    return item == seen.item or case.fixed_at is None


def move(which: int, seen: Seen) -> Act | None:
    """The case that is looked at, one place on: at once, and it can be moved back."""
    other = neighbour(seen, which)
    if other is None or seen.item is None:
        return None
    return MoveItem(item=seen.item.item, place=other.item, agenda=seen.room.agenda_version)


def can_close(seen: Seen) -> bool:
    """The case that is looked at is still to be heard."""
    return seen.item is not None and seen.item.state is ItemState.LISTED


def close(seen: Seen) -> Act | None:
    """It is not going to be heard, and why; it stays on the agenda (AG-10)."""
    case, item = seen.case, seen.item
    if case is None or item is None:
        return None
    version = seen.room.agenda_version
    return Form(
        f"Close {item.label} before the day?",
        lambda answers: CloseBefore(case=case.case, agenda=version, reason=answers.one("reason")),
        (Words("reason", "Why", "for whoever may read this case"),),
        said=(row("It keeps its number and stays on the agenda, as closed. It is not undone."),),
        cases=frozenset({case.case}),
        yes="close",
    )
