"""All keys of my role, here and now or not."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from client.acts.keys import KEYS, at_register, is_for, is_offered
from client.view.rows import Row, quiet, row, strong
from client.view.seen import Place, Seen
from client.widgets.listing import Listing

WIDTH = 14
"""Cells for the name of a key."""
LOOKING = (
    ("↑ ↓", "Move the cursor."),
    ("← →, 1 to 5", "The tabs of a case."),
    ("Tab", "The next pane."),
    ("Enter", "In the running order: look at that case, for yourself alone."),
    ("Escape", "Back to the case that is on; in a form: close it."),
    ("Enter, Tab", "In a form: the next field; Enter in the last one sends."),
    ("Ctrl+S", "In a form: send it, from any field."),
    ("Ctrl+N", "In a form of an entry: send it, and go on with the next of the same agency."),
    ("Ctrl+O", "In a form that somebody else changed at the same time: take what stands now."),
    ("two letters", "In a form: the agency that they stand before; the cursor goes on."),
    ("← →, letters", "In a form: choose, or go to the option of which a word begins so."),
    ("Space", "In a form: tick; a figure ticks the risk of that number."),
    ("G", "The register: who is here, and what can be done about them."),
    ("#", "The coordinator's desk: drafts, deadlines, repeats, flags, outstanding actions."),
    ("M", "Where you are asked to another sitting or meeting: go there; once more goes back."),
    ("q", "Leave."),
    ("Ctrl+L", "Blank and lock this screen at once, wherever you are; a password unlocks it."),
)


AT_REGISTER = "In the register (G), of the person under the cursor:"


def help_rows(seen: Seen, place: Place) -> tuple[Row, ...]:
    """Each key of this role and place with what it does; those that do something now stand out."""
    keys = [
        key
        for key in KEYS
        if place in key.places and is_for(key, seen.role, coordinator=seen.coordinator)
    ]
    own = tuple(
        row(
            strong(f"{key.shown:<{WIDTH}}"),
            key.help if is_offered(key, seen, place) else quiet(key.help),
            right="" if is_offered(key, seen, place) else quiet("not now"),
            indent=WIDTH,
        )
        for key in keys
    )
    around = tuple(
        row(strong(f"{shown:<{WIDTH}}"), words, indent=WIDTH) for shown, words in LOOKING
    )
    return (*own, *_at_register(seen, place), row(""), *around)


def _at_register(seen: Seen, place: Place) -> tuple[Row, ...]:
    """What is done in the register while cases are heard: an intruder is put out there (ATT-6)."""
    keys = at_register(seen.role_in_meeting, place, coordinator=seen.coordinator)
    if not keys:
        return ()
    rows = (row(strong(f"{f'G, {key.shown}':<{WIDTH}}"), key.help, indent=WIDTH) for key in keys)
    return (row(""), row(quiet(AT_REGISTER)), *rows)


class HelpScreen(ModalScreen[None]):
    """Read, and any of three keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "app.pop_screen", show=False)
    ]

    def __init__(self, rows: tuple[Row, ...]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        yield Listing(id="help")

    def on_mount(self) -> None:
        """Filled once: it names no case and nobody."""
        listing = self.query_one("#help", Listing)
        listing.border_title = "keys · ↑ ↓ for more · Escape closes"
        listing.show(self._rows)
        listing.focus()
