"""What lobby, room and summary have in common: the heading, the keys, and painting."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from client.acts.keys import BY_NAME, KEYS, is_offered, offered
from client.acts.waiting import waiting_rows
from client.view.heading import heading
from client.view.rows import Row, row, strong
from client.view.seen import Place, Seen
from client.widgets.keybar import KeyBar
from client.widgets.painted import Painted

if TYPE_CHECKING:
    from client.app import MaracApp

PADDING = 2
"""Cells at the sides of the heading."""
WIDE = 100
"""Columns from which there is room for everything; below, some of it is left out."""


def bindings_for(place: Place) -> list[BindingType]:
    """The keys of a place; which of them do something now is asked when they are pressed."""
    return [
        Binding(key.key, f"act('{key.name}')", key.help, show=False)
        for key in KEYS
        if place in key.places
    ]


def at_desk(seen: Seen) -> list[tuple[str, str]]:
    """The key of the desk, for whoever has one."""
    return [("#", "desk")] if seen.coordinator else []


class MeetingScreen(Screen[None]):
    """A screen of the meeting. ``paint`` is called once for all that happened since the last."""

    PLACE: ClassVar[Place]
    MORE_KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", show=False),
        Binding("q", "app.ask_to_leave", show=False),
        Binding("M", "app.go_elsewhere", show=False),
        Binding("number_sign", "app.open_desk", show=False),
    ]

    is_ready = False
    """Whether the widgets are there to be painted."""

    @property
    def marac(self) -> "MaracApp":
        """The app."""
        return cast("MaracApp", self.app)

    @property
    def seen(self) -> Seen:
        """What this person sees now, on this screen."""
        return self.marac.seen()

    def compose(self) -> ComposeResult:
        """The heading above, the keys below, and between them what each screen has."""
        yield Painted(id="heading")
        yield Painted(id="locking")
        yield Painted(id="waiting")
        yield from self.compose_middle()
        yield Painted(id="said")
        yield KeyBar()

    def compose_middle(self) -> ComposeResult:
        """What this screen is for."""
        yield from ()

    def on_mount(self) -> None:
        """The first painting."""
        self.is_ready = True
        self.paint()

    def paint(self) -> None:
        """Paints what is seen now; a widget of which nothing changed does nothing."""
        # While the app closes, its screens lose their widgets before their last messages are read.
        if not (self.is_ready and self.app.is_running):
            return
        seen = self.seen
        width = self.app.size.width
        lines = heading(seen, narrow=width < WIDE, width=width - PADDING)
        self.query_one("#heading", Painted).show_lines(lines)
        soon = self.marac.locks_soon
        self.query_one("#locking", Painted).show((row(strong(f"! {soon}")),) if soon else ())
        self.query_one("#waiting", Painted).show((*waiting_rows(seen), *self.hints(seen)))
        said = tuple(row(piece, indent=2) for piece in self.marac.sentences)
        self.query_one("#said", Painted).show(said)
        self.paint_middle(seen)
        self.query_one(KeyBar).show(self._keys(self.seen))

    def forget_looks(self) -> None:
        """Textual keeps what a widget last looked like until the widget is rendered again, which
        nothing is that lies beneath a lock.
        """
        for widget in self.query("*"):
            if widget.size:
                widget.render_line(0)

    def hints(self, seen: Seen) -> tuple[Row, ...]:  # noqa: ARG002 - for the others
        """What the screen itself has to say beneath what waits."""
        return ()

    def paint_middle(self, seen: Seen) -> None:
        """Paints what this screen is for."""

    def _keys(self, seen: Seen) -> list[tuple[str, str]]:
        keys = [(key.shown, key.said(seen)) for key in offered(seen, self.PLACE)]
        elsewhere = [("M", "another meeting")] if seen.offers else []
        return [*elsewhere, *keys, *at_desk(seen), *self.MORE_KEYS]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is allowed now can be done."""
        if action == "act":
            return is_offered(BY_NAME[str(parameters[0])], self.seen, self.PLACE)
        return True

    def action_act(self, name: str) -> None:
        """A key of the table was pressed."""
        seen = self.seen
        if (act := BY_NAME[name].act(seen)) is not None:
            self.marac.do(act)

    def action_help(self) -> None:
        """All keys of my role."""
        self.marac.show_help(self.PLACE)
