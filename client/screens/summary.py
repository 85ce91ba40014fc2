"""The chair's summary, and the approval of the action list (ACT-11)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from client.screens.meeting import MeetingScreen, bindings_for
from client.view.seen import Place, Seen
from client.view.summary import summary_head, summary_rows
from client.widgets.listing import Listing
from client.widgets.painted import Painted


class SummaryScreen(MeetingScreen):
    """Every action that this person may read, by agency."""

    PLACE = Place.SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Place.SUMMARY),
        Binding("G", "app.to_register", show=False),
    ]
    MORE_KEYS = (("↑ ↓", "read"), ("G", "register"), ("q", "leave"))

    @property
    def seen(self) -> Seen:
        """With the action under the cursor, as ``case/action``."""
        selected = self.query_one("#list", Listing).selected if self.is_ready else ""
        return self.marac.seen(selected=selected)

    def compose_middle(self) -> ComposeResult:
        """The count and the approval above the list."""
        yield Painted(id="count")
        yield Listing(id="list")

    def on_mount(self) -> None:
        """The cursor is in the list."""
        self.query_one("#list").border_title = "the actions, by agency"
        self.query_one("#list").focus()

    def paint_middle(self, seen: Seen) -> None:
        """The actions as they stand."""
        self.query_one("#count", Painted).show(summary_head(seen))
        self.query_one("#list", Listing).show(summary_rows(seen))
