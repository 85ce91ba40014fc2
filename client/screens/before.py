"""Before the day: the agenda on the left; beside it one case, or for who organises it the board.

Nobody else's act moves the cursor.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from client.screens.meeting import MeetingScreen, bindings_for
from client.view.board import board_head, board_rows
from client.view.case import contact_rows
from client.view.preparing import agenda_rows, before_the_day, case_rows
from client.view.releasing import release_words
from client.view.rows import Line, Piece, Tone, row, strong
from client.view.seen import Place, Seen, organises
from client.widgets.listing import Listing
from client.widgets.painted import Painted

BOARD = "Everybody"


class BeforeScreen(MeetingScreen):
    """What there is to prepare, and who comes."""

    PLACE = Place.BEFORE
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Place.BEFORE),
        Binding("left", "turn", show=False),
        Binding("right", "turn", show=False),
    ]
    MORE_KEYS = (("↑ ↓", "choose"), ("Tab", "panes"), ("q", "leave"))

    def __init__(self) -> None:
        super().__init__()
        self._shows_case = False

    @property
    def seen(self) -> Seen:
        """With the case and the person, or the prepared point, under this person's cursors."""
        if not self.is_ready:
            return self.marac.seen()
        chosen = self.query_one("#agenda", Listing).selected or None
        under = self.query_one("#case", Listing).selected
        seen = self.marac.seen(chosen=chosen)
        if self._is_board(seen):
            return self.marac.seen(chosen=chosen, pointed=under)
        return self.marac.seen(chosen=chosen, selected=under)

    def _is_board(self, seen: Seen) -> bool:
        return organises(seen) and not self._shows_case

    def compose_middle(self) -> ComposeResult:
        """What to do next, the agenda, and one case or the board."""
        yield Painted(id="next")
        yield Painted(id="count")
        with Horizontal(id="columns"):
            yield Listing(id="agenda")
            with Vertical(id="middle"):
                yield Painted(id="tabs")
                yield Painted(id="contact")
                yield Listing(id="case")

    def on_mount(self) -> None:
        """Who organises begins at the board, everybody else at the first case."""
        self.query_one("#agenda").border_title = "the agenda"
        self.query_one("#case" if organises(self.seen) else "#agenda").focus()

    def paint_middle(self, seen: Seen) -> None:
        """The agenda, and what is beside it."""
        agenda = self.query_one("#agenda", Listing)
        agenda.show(rows := agenda_rows(seen))
        if rows and not agenda.selected:
            agenda.select(rows[0].key)
            seen = self.seen
        board = self._is_board(seen)
        leave = release_words(seen)
        told = (before_the_day(seen), *((leave,) if leave else ()))
        self.query_one("#next", Painted).show(tuple(row(strong(each)) for each in told))
        self.query_one("#count", Painted).show(board_head(seen) if organises(seen) else ())
        self.query_one("#middle").border_title = _title(seen, board=board)
        self.query_one("#tabs", Painted).show_lines(_tabs(seen, board=board))
        contact = () if board or seen.case is None else contact_rows(seen.case)
        self.query_one("#contact", Painted).show_lines(contact)
        self.query_one("#case", Listing).show(board_rows(seen) if board else case_rows(seen))

    def _keys(self, seen: Seen) -> list[tuple[str, str]]:
        keys = super()._keys(seen)
        turn = [("← →", "the case" if self._is_board(seen) else "everybody")]
        at = len(keys) - len(self.MORE_KEYS)
        return [*keys[:at], *(turn if organises(seen) else ()), *keys[at:]]

    def action_turn(self) -> None:
        """From the board to the case, and back."""
        self._shows_case = not self._shows_case
        self.paint()

    def on_listing_moved(self) -> None:
        """The keys at the foot are for what is under the cursor."""
        self.paint()


def _title(seen: Seen, *, board: bool) -> str:
    if board:
        return "who comes, and whose research is in"
    return seen.item.label if seen.item else "the case"


def _tabs(seen: Seen, *, board: bool) -> tuple[Line, ...]:
    """Only who organises has both."""
    if not organises(seen):
        return ()
    case = seen.item.label if seen.item else "Case"
    names = ((BOARD, board), (case, not board))
    pieces = [
        Piece(f"[{name}] " if is_open else f"{name} ", Tone.STRONG if is_open else Tone.QUIET)
        for name, is_open in names
    ]
    return (Line(tuple(pieces)),)
