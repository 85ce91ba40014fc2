"""All keys of my role, here and now or not."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from client.acts.keys import KEYS, is_offered
from client.view.rows import Row, quiet, row, strong
from client.view.seen import Place, Seen
from client.widgets.listing import Listing
from meeting.commands import GIVEN_BY

LOOKING = (
    ("↑ ↓", "Move the cursor."),
    ("← →, 1 to 5", "The tabs of a case."),
    ("Tab", "The next pane."),
    ("Enter", "In the running order: look at that case, for yourself alone."),
    ("Escape", "Back to the case that is on; in a form: close it."),
    ("Ctrl+S", "In a form: send it, from any field."),
    ("G", "The register: who is here."),
    ("q", "Leave."),
)


def help_rows(seen: Seen, place: Place) -> tuple[Row, ...]:
    """Each key of this role and place with what it does; those that do something now stand out."""
    keys = [key for key in KEYS if place in key.places and seen.role in GIVEN_BY[key.command]]
    own = tuple(
        row(
            strong(f"{key.shown:<12}"),
            key.help if is_offered(key, seen, place) else quiet(key.help),
            right="" if is_offered(key, seen, place) else quiet("not now"),
            indent=12,
        )
        for key in keys
    )
    around = tuple(row(strong(f"{shown:<12}"), words, indent=12) for shown, words in LOOKING)
    return (*own, row(""), *around)


class HelpScreen(ModalScreen[None]):
    """Read, and any of three keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "app.pop_screen", show=False)
    ]

    def __init__(self, seen: Seen, place: Place) -> None:
        super().__init__()
        self._rows = help_rows(seen, place)

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        yield Listing(id="help")

    def on_mount(self) -> None:
        """Filled once: it names no case and nobody."""
        listing = self.query_one("#help", Listing)
        listing.border_title = "keys · Escape closes"
        listing.show(self._rows)
        listing.focus()
