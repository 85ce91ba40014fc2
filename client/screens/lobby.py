"""The lobby: who is expected, who is here, who has signed; and the declaration (SIGN-1)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll

from client.screens.meeting import MeetingScreen, bindings_for
from client.view.register import lobby_heads, next_step, register_rows
from client.view.rows import row, strong
from client.view.seen import Place, Seen
from client.widgets.listing import Listing
from client.widgets.painted import Painted


class LobbyScreen(MeetingScreen):
    """The register, and what to do next. Nothing of any case is on it (SIGN-2)."""

    PLACE = Place.LOBBY
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Place.LOBBY),
        Binding("escape", "app.to_room", show=False),
    ]

    MORE_KEYS = (("↑ ↓", "choose a person"), ("q", "leave"))

    @property
    def seen(self) -> Seen:
        """With the person under the cursor."""
        pointed = self.query_one("#register", Listing).selected if self.is_ready else ""
        return self.marac.seen(pointed=pointed)

    def compose_middle(self) -> ComposeResult:
        """The register, and beside it the wording that is signed."""
        yield Painted(id="next")
        yield Painted(id="count")
        with Horizontal(id="columns"):
            yield Listing(id="register")
            with VerticalScroll(id="wording"):
                yield Painted(id="declaration")

    def on_mount(self) -> None:
        """The names of panes; the cursor is in the register."""
        self.query_one("#register").border_title = "who is here"
        self.query_one("#wording").border_title = "the declaration"
        self.query_one("#register").focus()

    def paint_middle(self, seen: Seen) -> None:
        """Who is here, and what is next for me."""
        self.query_one("#next", Painted).show((row(strong(next_step(seen))),))
        self.query_one("#count", Painted).show(lobby_heads(seen))
        self.query_one("#register", Listing).show(register_rows(seen))
        text = seen.room.protocol.declaration.text if seen.room.area else ""
        paragraphs = tuple(row(part) for part in text.split("\n"))
        self.query_one("#declaration", Painted).show(paragraphs)

    def on_listing_moved(self) -> None:
        """The keys at the foot are for the person under the cursor."""
        self.paint()
