"""Joining: one step of the way in, painted. What is asked and what follows is in ``entrance``."""

from collections.abc import Iterable
from typing import ClassVar, Final, cast

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
from client.widgets.ahead import Typed, TypedAhead, hand_on
from client.widgets.code import Code
from client.widgets.painted import Painted

ONE_MOMENT: Final = "One moment ..."
LONGEST_PASTED: Final = 4096
AROUND: Final = 13
"""Lines that the other things on the screen take where a code is to be scanned."""
SEVERAL: Final = 3
"""Fields that have no room between them on the smallest screen."""


class Line(Input):
    """One line to type or paste into: of what is pasted every line counts, not the first alone."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.value, placeholder=field.hint, password=field.hidden, id=field.name)
        self.field = field
        self.handed_to: Line | None = None
        """Where what is typed goes on: keys that come fast were all given to one field."""

    @property
    def join(self) -> "JoinScreen":
        """The screen that it is on."""
        return cast("JoinScreen", self.screen)

    def on_focus(self) -> None:
        """What is typed is for this field again."""
        self.handed_to = None

    async def _on_key(self, event: events.Key) -> None:
        """Enter is taken in its turn, so that what comes after it goes to where it leads."""
        if self._goes_elsewhere(event):
            return
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.join.entered(self)
        else:
            await super()._on_key(event)

    def _goes_elsewhere(self, event: events.Key | events.Paste) -> bool:
        if self.handed_to is not None and self.screen.focused is not self:
            hand_on(event, self.handed_to)
        elif self.join.keeps(event):
            event.prevent_default()
            event.stop()
        else:
            return False
        return True

    def forget(self) -> None:
        """Empties it: what is typed next is not added to what was refused."""
        self.clear()

    @property
    def is_of_its_moment(self) -> bool:
        """Whether it is typed anew, rather than mended."""
        return self.field.hidden or self.field.fleeting

    def _on_paste(self, event: events.Paste) -> None:
        if self._goes_elsewhere(event):
            return
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text[:LONGEST_PASTED].split()), *self.selection)


class JoinScreen(TypedAhead, Screen[None]):
    """One step: what is said, the fields, and what was wrong with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.give_up", show=False),
        Binding("ctrl+n", "app.invited", show=False),
    ]

    class Done(Message):
        """The step is done, and led to this."""

        def __init__(self, led_to: Step | Seat, ahead: Iterable[Typed] = ()) -> None:
            super().__init__()
            self.led_to = led_to
            self.ahead = tuple(ahead)

    def __init__(self, step: Step, ahead: Iterable[Typed] = ()) -> None:
        super().__init__()
        self.ahead += ahead
        self.step = step
        self.set_class(step.bare, "bare")
        self.set_class(len(step.fields) >= SEVERAL, "several")
        self._is_asking = False
        self._refused: list[str] | None = None
        """What stood in the fields when it was refused, while the sentence about it stands."""

    def compose(self) -> ComposeResult:
        """What is said, the fields, what was wrong, and what the keys do."""
        with Vertical(id="join") as box:
            box.border_title = self.step.title
            yield Painted(id="words")
            for field in self.step.fields:
                yield Line(field)
            yield Painted(id="fault")
            yield Painted(id="foot")
            if self.step.scanned:
                yield Code(self.step.scanned, id="code")
                yield Painted(id="taller")

    def on_mount(self) -> None:
        """The cursor is in the first field that is still empty."""
        first, *more = self.step.said
        self.query_one("#words", Painted).show((row(strong(first)), *(row(part) for part in more)))
        self._say_foot()
        self._fault(self.step.why)
        lines = list(self.query(Line))
        next((line for line in lines if not line.value), lines[-1]).focus()
        if self.step.why:
            self._refused = [line.value for line in lines]

    def on_resize(self) -> None:
        """A code of which a part is seen is none: it is there where all of it is."""
        for code in self.query(Code):
            least = len(code.lines) + AROUND
            code.display = bool(code.lines) and self.size.height >= least
            words = f"In a window of {least} lines or more there is a code to scan here."
            hidden = bool(code.lines) and not code.display
            self.query_one("#taller", Painted).show((row(quiet(words)),) if hidden else ())

    @on(events.DescendantFocus)
    def _has_focus(self) -> None:
        if not self.is_open and not self._is_asking and self.focused is not None:
            self.open_to(self.focused)

    def entered(self, line: Line) -> None:
        """Enter in a field goes to the next; in the last it goes on."""
        lines = list(self.query(Line))
        if line is not lines[-1]:
            line.handed_to = lines[lines.index(line) + 1]
            self.set_focus(line.handed_to)
        elif not self._is_asking:
            self._is_asking = True
            self.is_open = False
            self._foot(ONE_MOMENT)
            self.run_worker(self._go(), name="asking")

    async def _go(self) -> None:
        typed = {line.id or "": line.value for line in self.query(Line)}
        try:
            led_to = await self.step.go(typed)
        except Unusable as unusable:
            # What was typed meanwhile was not meant for what has to be mended now.
            self.ahead.clear()
            self._is_asking, self.is_open = False, True
            self._say_foot()
            self._fault(str(unusable))
            self._go_to(unusable.field)
        else:
            self.post_message(self.Done(led_to, self.ahead))

    @on(Input.Changed)
    def _changed(self) -> None:
        """What was said of what stood there goes when something else does."""
        if self._refused is not None and self._refused != [line.value for line in self.query(Line)]:
            self._refused = None
            self._fault("")

    def _go_to(self, name: str) -> None:
        """To the field that was refused, with what follows it."""
        lines = list(self.query(Line))
        names = [line.id for line in lines]
        if name in names:
            at = names.index(name)
            lines[at].focus()
            for line in lines[at:] if lines[at].is_of_its_moment else ():
                if line.is_of_its_moment:
                    line.forget()
        self._refused = [line.value for line in lines]

    def _fault(self, words: str) -> None:
        """What was wrong, in a sentence that says what to do."""
        rows = (row(Piece(f"✗ {words}", Tone.BAD), indent=2),) if words else ()
        self.query_one("#fault", Painted).show(rows)

    def _say_foot(self) -> None:
        enter = "Enter" if len(self.step.fields) == 1 else "Enter next field, in the last one it"
        self._foot(f"{enter} {self.step.yes} · Ctrl+N I have a new invitation · Escape closes")

    def _foot(self, words: str) -> None:
        self.query_one("#foot", Painted).show((row(quiet(words)),))
