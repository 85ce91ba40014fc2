"""A list of rows with a cursor of its own, which only its own person moves."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from client.view.rows import Row
from client.widgets.painting import lay_out


class Listing(VerticalScroll, can_focus=True):
    """Rows, of which those with a key can be selected.

    The cursor stays on the thing that it was put on, whatever comes or goes around it. A row that
    is gone takes the cursor with it: it never slips onto another thing by somebody else's act.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("home", "move(-1000)", "first", show=False),
        Binding("end", "move(1000)", "last", show=False),
    ]

    class Moved(Message):
        """The person moved the cursor."""

        def __init__(self, listing: "Listing") -> None:
            super().__init__()
            self.listing = listing

        @property
        def control(self) -> "Listing":
            """The list whose cursor moved."""
            return self.listing

    def __init__(self, *, id: str, classes: str = "") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.rows: tuple[Row, ...] = ()
        self.selected = ""
        self._spans: dict[str, tuple[int, int]] = {}
        self._body = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """The rows stand in one text, so that a change paints once."""
        yield self._body

    def show(self, rows: Iterable[Row]) -> None:
        """Paints ``rows``, the cursor where it was."""
        fresh = tuple(rows)
        if fresh == self.rows:
            return
        self.rows = fresh
        if self.selected not in self._keys():
            self.selected = ""
        self._lay_out()

    def select(self, key: str) -> None:
        """Puts the cursor on the row with ``key``."""
        self.selected = key
        self._lay_out()
        if span := self._spans.get(key):
            region = Region(0, span[0], max(self.size.width, 1), span[1] - span[0])
            self.scroll_to_region(region, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Moves the cursor, or scrolls where nothing can be selected."""
        keys = self._keys()
        if not keys:
            self.scroll_relative(y=by, animate=False)
            return
        first = len(keys) - 1 if by > 1 else 0
        at = keys.index(self.selected) + by if self.selected in keys else first
        self.select(keys[max(0, min(at, len(keys) - 1))])
        # What cannot be selected, above the first or below the last, is to be read all the same.
        if self.selected == keys[0]:
            self.scroll_home(animate=False)
        elif self.selected == keys[-1]:
            self.scroll_end(animate=False)
        self.post_message(self.Moved(self))

    def on_resize(self) -> None:
        """Lays the rows out anew."""
        self._lay_out()

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self._lay_out()

    def on_blur(self) -> None:
        """As on_focus."""
        self._lay_out()

    def _keys(self) -> list[str]:
        return [row.key for row in self.rows if row.key]

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 1:
            return
        lines: list[Content] = []
        self._spans = {}
        for row in self.rows:
            start = len(lines)
            lines += self._row_lines(row, width)
            if row.key:
                self._spans[row.key] = (start, len(lines))
        self._body.update(Content("\n").join(lines))

    def _row_lines(self, row: Row, width: int) -> list[Content]:
        lines = [part for line in row.lines for part in lay_out(line, width - 1)]
        if not row.key or row.key != self.selected:
            return [part.pad_left(1) for part in lines]
        # A sign besides the colour says where the cursor is.
        marked = [Content("▸" if n == 0 else " ") + part for n, part in enumerate(lines)]
        style = "on $primary 40%" if self.has_focus else "on $surface-lighten-2"
        return [part.pad_right(width - part.cell_length).stylize(style) for part in marked]
