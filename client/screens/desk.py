"""The coordinator's desk: the meetings that are being prepared, and one of them on one screen.

It holds what the server last answered, on no disk, until it is closed: by its person, by the lock,
and whenever something is withdrawn or the server cannot be reached.
"""

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from client.screens.help import HelpScreen
from client.screens.meeting import MeetingScreen
from client.view.desk import ASKED, day_rows, deadline_rows, meeting_rows, move, title
from client.view.rows import Row, quiet, row, strong
from client.view.seen import Place, Seen
from client.widgets.listing import Listing
from meeting.desk import Desk, DeskAct, MoveDraftCase, ReadDesk

MOVED_ON: Final = "moved_on"
KEYS: Final = (
    ("Enter", "show", "In the list of meetings: show that one."),
    ("u", "earlier", "In a draft: the case under the cursor is heard before the one above it."),
    ("d", "later", "In a draft: it is heard after the one below it; times follow."),
    ("Tab", "next pane", "The next pane."),
    ("R", "again", "Ask the server again: how things stand now."),
    ("Escape", "back", "Back to the meeting; nothing of the desk stays on this laptop."),
)
"""Each with what the footer calls it, and what it does."""


class DeskScreen(MeetingScreen):
    """Meetings and deadlines at the left; the running order and the past at the right."""

    PLACE = Place.LOBBY
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.close_desk", show=False),
        Binding("enter", "show_meeting", show=False),
        Binding("R", "read_again", show=False),
        Binding("u", "move(-1)", show=False),
        Binding("d", "move(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        """As the server last said; None before it has answered."""
        self._is_asking = False

    def compose_middle(self) -> ComposeResult:
        """Three lists."""
        with Horizontal(id="columns"):
            with Vertical(id="desk-left"):
                yield Listing(id="meetings")
                yield Listing(id="deadlines")
            yield Listing(id="day")

    def on_mount(self) -> None:
        """The names of panes; the cursor is among the meetings."""
        self.query_one("#meetings").border_title = "meetings"
        self.query_one("#deadlines").border_title = "due"
        self.query_one("#meetings").focus()
        self.ask(ReadDesk())

    @on(events.DescendantFocus)
    def _elsewhere(self) -> None:
        self.paint()

    def ask(self, act: DeskAct) -> None:
        """Asks the server; the answer comes to ``came``."""
        self._is_asking = True
        self.marac.ask_desk(act)

    def came(self, desk: Desk) -> None:
        """The server has answered."""
        self._is_asking = False
        self.desk = desk
        self.paint()

    def refused(self, code: str) -> None:
        """It was not done; what changed meanwhile is asked for, beside the sentence."""
        self._is_asking = False
        if code == MOVED_ON:
            self._read_again()

    def paint_middle(self, seen: Seen) -> None:  # noqa: ARG002 - all of it is of the answer
        """What the server last said."""
        desk, waiting = self.desk, (row(quiet(ASKED)),)
        sheet = desk.sheet if desk else None
        self.query_one("#day").border_title = title(desk).replace("[", r"\[") if desk else ""
        self._show("#meetings", meeting_rows(desk) if desk else waiting)
        self._show("#deadlines", deadline_rows(sheet) if sheet else ())
        self._show("#day", day_rows(sheet) if sheet else ())

    def _show(self, where: str, rows: tuple[Row, ...]) -> None:
        self.query_one(where, Listing).show(rows)

    def action_show_meeting(self) -> None:
        """The meeting under the cursor."""
        meetings = self.query_one("#meetings", Listing)
        if meetings.has_focus and meetings.selected:
            self.marac.said = ""
            self.ask(ReadDesk(meeting=meetings.selected))

    def action_read_again(self) -> None:
        """The same meeting, as it is now."""
        self.marac.said = ""
        self._read_again()

    def _read_again(self) -> None:
        sheet = self.desk.sheet if self.desk else None
        self.ask(ReadDesk(meeting=sheet.meeting if sheet else None))

    def action_move(self, by: int) -> None:
        """The case under the cursor and its neighbour change places, one step at a time."""
        move = self._move(by)
        if move is not None and not self._is_asking:
            self.marac.said = ""
            self.ask(move)

    def _move(self, by: int) -> MoveDraftCase | None:
        day = self.query_one("#day", Listing)
        sheet = self.desk.sheet if self.desk else None
        return move(sheet, day.selected, by) if sheet is not None and day.has_focus else None

    def on_listing_moved(self) -> None:
        """The keys at the foot are for what is under the cursor."""
        self.paint()

    def action_help(self) -> None:
        """The keys of the desk."""
        rows = tuple(row(strong(f"{shown:<10}"), words, indent=10) for shown, _, words in KEYS)
        self.app.push_screen(HelpScreen(rows))

    def _keys(self, seen: Seen) -> list[tuple[str, str]]:  # noqa: ARG002 - the same for all
        offers = {"u": self._move(-1) is not None, "d": self._move(1) is not None}
        return [(shown, words) for shown, words, _ in KEYS if offers.get(shown, True)]
