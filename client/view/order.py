"""The running order as its own reader sees it: what is over, what is on, what is not for me.

A case is closed to somebody for one of several reasons; the words are true of each of them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from agenda.london import clock_time
from client.view.releasing import lines_below
from client.view.rows import Line, Piece, Row, Tone, line, quiet, strong
from client.view.sections import lines_above
from client.view.seen import Seen
from meeting.case.actions import COMMITTED
from meeting.case.outcome import Outcome
from meeting.forecast import forecast
from meeting.room import Item, ItemState
from meeting.values import ItemId

PUT_OFF = frozenset({Outcome.DEFERRED})
NOT_FOR_YOU = "not for you"


def order_rows(seen: Seen) -> tuple[Row, ...]:
    """One row an item, by its id; above the first of a section when that is heard, and below it who
    may leave then (CASE-2, ATT-5).
    """
    day = forecast(seen.room, seen.now, seen.left)
    expected = day.expected if day else {}
    leaving, sections = lines_below(seen), lines_above(seen)
    return tuple(
        Row(
            (
                *sections.get(item.item, ()),
                line(*_pieces(seen, item), right=_right(seen, item, expected)),
                *given_out_lines(seen, item),
                *leaving.get(item.item, ()),
            ),
            item.item,
        )
        for item in seen.room.items.values()
    )


def given_out_lines(seen: Seen, item: Item) -> Iterator[Line]:
    """The urgent actions of this person's own agency, with when they were given out (ACT-12)."""
    case = seen.state.case(item.case) if item.case else None
    for action in case.plan.actions.values() if case else ():
        if action.given_out_at and seen.agency in action.owners and action.standing in COMMITTED:
            at = clock_time(action.given_out_at)
            yield line(Piece(f"  ! {action.label} URGENT", Tone.BAD), right=strong(at))


def is_closed_to(seen: Seen, item: Item) -> bool:
    """Whether this person, though at the table, does not have this case."""
    if not seen.takes_part or seen.lease_is_over:
        return False
    return item.case is not None and seen.state.case(item.case) is None


def closed_as(seen: Seen, item: Item) -> Outcome | None:
    """How a case ended, for who has it; None while it has not, and for anybody else (CON-4)."""
    case = seen.state.case(item.case) if item.case else None
    return case.closing.outcome if case is not None and case.closing is not None else None


def _pieces(seen: Seen, item: Item) -> tuple[Piece, ...]:
    name = item.label
    closed = is_closed_to(seen, item)
    looked = "◂" if seen.chosen == item.item else ""
    match item.state:
        case ItemState.ON:
            return (Piece(f"▶ {name}{looked}", Tone.STRONG),)
        case ItemState.INTERRUPTED:
            return (Piece(f"▷ {name}{looked}", Tone.STRONG),)
        case ItemState.OVER:
            return (quiet(f"{'-' if closed else '✓'} {name}{looked}"),)
        case ItemState.CLOSED | ItemState.SKIPPED:
            return (quiet(f"✕ {name}{looked}"),)
        case ItemState.LISTED:
            return (Piece(f"{'-' if closed else ' '} {name}{looked}"),)


def _right(seen: Seen, item: Item, expected: Mapping[ItemId, datetime]) -> Piece:
    # That it is over is told to everybody (CON-4); the sign before it says the rest.
    if is_closed_to(seen, item) and item.state is not ItemState.OVER:
        return Piece(NOT_FOR_YOU, Tone.WARNING)
    if item.state is ItemState.ON:
        return strong("now")
    if item.state is ItemState.INTERRUPTED:
        return strong("paused")
    if item.state is ItemState.OVER:
        return quiet("deferred" if closed_as(seen, item) in PUT_OFF else "over")
    if item.state is ItemState.CLOSED:
        return quiet("closed")
    if item.state is ItemState.SKIPPED:
        return quiet("skipped")
    return quiet(clock_time(expected.get(item.item, item.starts)))
