"""The table as one person sees it: who spoke, who asks to, who is out of it (CASE-4)."""

from agenda.plan import Role
from client.view.rows import Piece, Row, Tone, line, quiet, strong
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.posts import in_this_case
from meeting.case.table import Heard, Seat, at_table, seats
from meeting.commands import REPRESENTATIVES

SIGNS = {
    Heard.ASKS: ("◆", Tone.WARNING),
    Heard.SPOKE: ("✓", Tone.GOOD),
    Heard.NOTHING_KNOWN: ("○", Tone.GOOD),
    Heard.YET_TO_SPEAK: ("·", Tone.PLAIN),
    Heard.OUT_OF_IT: ("-", Tone.WARNING),
    Heard.STEPPED_OUT: ("-", Tone.WARNING),
    Heard.RELEASED: ("-", Tone.QUIET),
    Heard.LEFT: ("-", Tone.QUIET),
    Heard.WRITTEN_REPORT: ("▤", Tone.PLAIN),
    Heard.NOT_HERE: ("-", Tone.QUIET),
}


SAYS_ALOUD = {
    Role.CHAIR: "chairs this case, and says it aloud",
    Role.MINUTE_TAKER: "takes the minutes, and says it aloud",
}
"""Whoever leads the case has a laptop, and gives no answer of their agency's on it (ROLE-7)."""


def table_rows(seen: Seen) -> tuple[Row, ...]:
    """One row an agency, in the register's order, with what it did in this case."""
    case = seen.case
    if case is None:
        return ()
    return tuple(_row(seen, case, seat) for seat in seats(seen.room, case))


def _row(seen: Seen, case: Case, seat: Seat) -> Row:
    sign, tone = SIGNS[seat.heard]
    mine = seen.line is not None and seat.agency == seen.agency
    name = strong(f"{seat.name} ◀ you") if mine and _speaks(seen) else Piece(seat.name)
    words = _reached_how(seen, case, seat)
    paper = (line(quiet(f"  {words}"), indent=2),) if words else ()
    turn = Piece(_turn(seen, case, seat), tone)
    return Row((line(Piece(f"{sign} ", tone), name, right=turn, indent=2), *paper), seat.agency)


def _turn(seen: Seen, case: Case, seat: Seat) -> str:
    """The word for the seat; whoever asks to speak has their place in the queue (CASE-4)."""
    if seat.heard is not Heard.ASKS:
        return str(seat.heard)
    hands = case.heard.hands
    here = {line.person for line in at_table(seen.room, case, seat.agency)}
    places = [n for n, person in enumerate(hands, start=1) if person in here]
    return f"asks, {places[0]} of {len(hands)}" if len(hands) > 1 else "asks"


def _reached_how(seen: Seen, case: Case, seat: Seat) -> str:
    """What keeps a question on the screen from reaching them; empty where nothing does."""
    here = at_table(seen.room, case, seat.agency)
    if here and not seat.laptop:
        leads = (in_this_case(seen.room, case, each) for each in here if each.laptop)
        return next((SAYS_ALOUD[role] for role in leads if role in SAYS_ALOUD), "no laptop")
    lost = here and all(each.silent_since for each in here if each.laptop)
    return "not connected" if lost else ""


def _speaks(seen: Seen) -> bool:
    return seen.role in REPRESENTATIVES
