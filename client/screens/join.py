"""Joining: an address and a code, where they were not given when the program was started."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from client.seat import Unusable, seat_for
from client.view.rows import Piece, Tone, quiet, row, strong
from client.widgets.painted import Painted


class JoinScreen(Screen[None]):
    """Two fields and what was wrong with them. ``why`` says why the last try was of no use, and
    ``address`` is where that was.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.give_up", show=False)]

    class Asked(Message):
        """Somebody wants to join there, with that code."""

        def __init__(self, address: str, code: str) -> None:
            super().__init__()
            self.address = address
            self.code = code

    def __init__(self, why: str = "", address: str = "") -> None:
        super().__init__()
        self.why = why
        self.address = address

    def compose(self) -> ComposeResult:
        """Address and code."""
        with Vertical(id="join") as box:
            box.border_title = "join a meeting"
            yield Painted(id="words")
            yield Input(
                self.address, placeholder="address, as in 192.0.2.7 or room:4765", id="address"
            )
            yield Input(placeholder="code, beginning with marac1-", id="code")
            yield Painted(id="fault")
            yield Painted(id="foot")

    def on_mount(self) -> None:
        """The cursor is in the address."""
        self.query_one("#words", Painted).show(
            (row(strong("The coordinator gave you an address and a code.")),)
        )
        foot = "Enter joins · the code is good once · Escape closes"
        self.query_one("#foot", Painted).show((row(quiet(foot)),))
        self.fault(self.why)
        self.query_one("#code" if self.address else "#address", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the address goes to the code; in the code it joins."""
        code = self.query_one("#code", Input)
        if event.input is not code:
            code.focus()
            return
        address = self.query_one("#address", Input).value
        try:
            seat_for(address, code.value)
        except Unusable as unusable:
            self.fault(str(unusable))
        else:
            self.post_message(self.Asked(address, code.value))

    def fault(self, words: str) -> None:
        """What was wrong, in a sentence that says what to do."""
        rows = (row(Piece(f"✗ {words}", Tone.BAD), indent=2),) if words else ()
        self.query_one("#fault", Painted).show(rows)
