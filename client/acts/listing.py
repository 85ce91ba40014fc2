"""The running order before the day: cases change places, and are closed with a reason (AG-10)."""

from agenda.plan import Role
from client.acts.form import Act, Form, Words
from client.view.case import party_rows
from client.view.rows import row, strong
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.commands import AgreeToLate, CloseBefore, MoveItem
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


# An urgent case that was asked for


def asked_for(seen: Seen) -> Case | None:
    """The urgent case that waits for this person to agree, if one does (AG-10)."""
    is_chair = seen.role_in_meeting is Role.CHAIR
    for case in seen.state.streams.values():
        if isinstance(case, Case) and case.late is not None and case.is_asked_for:
            other = seen.coordinator if case.late.by_chair else is_chair
            if other and case.late.asked_by != seen.me:
                return case
    return None


def agree_to_late(seen: Seen) -> Act | None:
    """It is read before it is agreed to."""
    case = asked_for(seen)
    if case is None or case.late is None:
        return None
    command = AgreeToLate(case=case.case, agenda=seen.room.agenda_version)
    return Form(
        "Add this urgent case to the agenda?",
        lambda _: command,
        said=(
            row(strong("Asked for by "), seen.person(case.late.asked_by)),
            row(strong("Why now: "), case.late.reason),
            *party_rows(seen, case),
            row(""),
            row("It comes after all others, and everybody who reads the agenda reads it then."),
        ),
        cases=frozenset({case.case}),
        yes="agree",
        of_meeting=True,
    )
