"""Joining: one step of the way in, painted. What is asked and what follows is in ``entrance``."""

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from client.entrance import Field, Step
from client.link import Seat
from client.seat import Unusable
from client.view.rows import Piece, Tone, quiet, row, strong
from client.widgets.painted import Painted

ONE_MOMENT: Final = "One moment ..."
LONGEST_PASTED: Final = 4096


class Line(Input):
    """One line to type or paste into: of what is pasted every line counts, not the first alone."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.value, placeholder=field.hint, password=field.hidden, id=field.name)
        self.field = field

    def forget(self) -> None:
        """Empties it, where what was refused cannot be mended: hidden, or of its moment."""
        if self.field.hidden or self.field.fleeting:
            self.clear()

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text[:LONGEST_PASTED].split()), *self.selection)


class JoinScreen(Screen[None]):
    """One step: what is said, the fields, and what was wrong with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.give_up", show=False),
        Binding("ctrl+n", "app.invited", show=False),
    ]

    class Done(Message):
        """The step is done, and led to this."""

        def __init__(self, led_to: Step | Seat) -> None:
            super().__init__()
            self.led_to = led_to

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self._is_asking = False

    def compose(self) -> ComposeResult:
        """What is said, the fields, what was wrong, and what the keys do."""
        with Vertical(id="join") as box:
            box.border_title = self.step.title
            yield Painted(id="words")
            for field in self.step.fields:
                yield Line(field)
            yield Painted(id="fault")
            yield Painted(id="foot")

    def on_mount(self) -> None:
        """The cursor is in the first field that is still empty."""
        first, *more = self.step.said
        self.query_one("#words", Painted).show((row(strong(first)), *(row(part) for part in more)))
        self._say_foot()
        self._fault(self.step.why)
        lines = list(self.query(Line))
        next((line for line in lines if not line.value), lines[0]).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter in a field goes to the next; in the last it goes on."""
        lines = list(self.query(Line))
        if event.input is not lines[-1]:
            self.focus_next(Line)
        elif not self._is_asking:
            self._is_asking = True
            self._foot(ONE_MOMENT)
            self.run_worker(self._go(), name="asking")

    async def _go(self) -> None:
        typed = {line.id or "": line.value for line in self.query(Line)}
        try:
            led_to = await self.step.go(typed)
        except Unusable as unusable:
            self._is_asking = False
            self._say_foot()
            self._fault(str(unusable))
            self._go_to(unusable.field)
        else:
            self.post_message(self.Done(led_to))

    def _go_to(self, name: str) -> None:
        """To the field that was refused, with what follows it."""
        lines = list(self.query(Line))
        names = [line.id for line in lines]
        if name in names:
            at = names.index(name)
            lines[at].focus()
            for line in lines[at:]:
                line.forget()

    def _fault(self, words: str) -> None:
        """What was wrong, in a sentence that says what to do."""
        rows = (row(Piece(f"✗ {words}", Tone.BAD), indent=2),) if words else ()
        self.query_one("#fault", Painted).show(rows)

    def _say_foot(self) -> None:
        self._foot(f"Enter {self.step.yes} · Ctrl+N I have a new invitation · Escape closes")

    def _foot(self, words: str) -> None:
        self.query_one("#foot", Painted).show((row(quiet(words)),))
