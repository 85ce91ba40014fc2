"""The fields of a form. They hold a draft, and hand out what was written or chosen."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

from client.acts.form import Choice, Field, Option, Several, Words
from meeting.words import clean

STEPS: Final[Mapping[str, Callable[[Screen[Any]], object]]] = {
    "tab": lambda screen: screen.focus_next(),
    "shift+tab": lambda screen: screen.focus_previous(),
}
SHORTEST_INSIDE: Final = 3
"""Letters before a word inside an option counts: fewer would find one by chance."""


class Changed(Message):
    """A field's draft changed."""


class Done(Message):
    """Enter was pressed in a field: on to the next, or send."""


class WordsField(TextArea):
    """Words, wrapped as they are written. Enter goes on; it never makes a second line."""

    def __init__(self, field: Words) -> None:
        super().__init__(
            field.initial,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=Content(field.hint),
            classes="tall" if field.tall else "",
        )
        self.field = field
        self.handed_to: Widget | None = None
        # A steady cursor: nothing on the screen moves that nobody moved.
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    @property
    def draft(self) -> str:
        """What is written."""
        return self.text

    @property
    def is_touched(self) -> bool:
        """Whether there is something of the person's own in it."""
        return self.text.strip() not in {"", self.field.initial.strip()}

    def on_focus(self) -> None:
        """A proposal is marked whole, so that typing takes its place."""
        self.handed_to = None
        if self.field.proposed and not self.is_touched:
            self.select_all()

    async def _on_key(self, event: events.Key) -> None:
        """Enter and Tab are taken in their turn: what was typed before them is written by then."""
        if goes_elsewhere(self, event):
            return
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(Done())

    async def _on_paste(self, event: events.Paste) -> None:
        """What is pasted is cleaned before it stands here: a terminal could act on it."""
        event.prevent_default()
        event.stop()
        self.insert(clean(event.text))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The form works out its remarks anew."""
        event.stop()
        self.post_message(Changed())


def goes_elsewhere(widget: "WordsField | Picker", event: events.Key) -> bool:
    """Moves on at Tab in the key's own turn, and passes on keys that were meant for the next field.

    Keys typed fast are all given to the field that had the focus when they arrived. Whatever comes
    after a Tab goes to where that Tab led, in order, from field to field.
    """
    focused = widget.screen.focused
    if focused is not widget and widget.handed_to is not None:
        widget.handed_to.post_message(events.Key(event.key, event.character))
    elif event.key in STEPS:
        STEPS[event.key](widget.screen)
        widget.handed_to = widget.screen.focused
    else:
        return False
    event.prevent_default()
    event.stop()
    return True


class Picker(Widget, can_focus=True):
    """What choosing one and ticking several have in common: a cursor and typed letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("enter", "done", show=False),
        Binding("backspace", "erase", show=False),
    ]

    def __init__(self, options: tuple[Option, ...], at: int) -> None:
        super().__init__()
        self.options = options
        self.at = at
        self.typed = ""
        self.handed_to: Widget | None = None

    def action_step(self, by: int) -> None:
        """To the option before or after."""
        self.typed = ""
        self.put(self.at + by)

    def action_go(self, by: int) -> None:
        """To the field before or after."""
        if by < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()

    def action_done(self) -> None:
        """Enter."""
        self.post_message(Done())

    def action_erase(self) -> None:
        """Takes the last letter back."""
        self.typed = self.typed[:-1]
        self.refresh(layout=True)

    def put(self, at: int) -> None:
        """The cursor goes to an option."""
        if self.options:
            self.at = max(0, min(at, len(self.options) - 1))
            self.refresh(layout=True)
            self.post_message(Changed())

    def on_key(self, event: events.Key) -> None:
        """Letters go to the first option that begins with them, in any of its words."""
        if goes_elsewhere(self, event):
            return
        if event.is_printable and event.character:
            event.stop()
            self.write(event.character)

    def write(self, character: str) -> None:
        """One more letter; one that fits nothing is left out."""
        at = self._first((self.typed + character).lower().lstrip())
        if at is not None:
            self.typed += character
            self.put(at)

    def _first(self, typed: str) -> int | None:
        if not typed:
            return None
        labels = [option.label.lower() for option in self.options]
        starts = (n for n, label in enumerate(labels) if label.startswith(typed))
        if (first := next(starts, None)) is not None or len(typed) < SHORTEST_INSIDE:
            return first
        return next((n for n, label in enumerate(labels) if f" {typed}" in label), None)

    def on_focus(self) -> None:
        """All options show while there is something to choose."""
        self.handed_to = None
        self.typed = ""
        self.refresh(layout=True)

    def on_blur(self) -> None:
        """Only what was chosen shows."""
        self.refresh(layout=True)


class ChoiceField(Picker):
    """One of several."""

    def __init__(self, field: Choice) -> None:
        values = [option.value for option in field.options]
        at = values.index(field.initial) if field.initial in values else 0
        super().__init__(field.options, at)
        self.field = field
        self._initial = at

    @property
    def draft(self) -> str:
        """The value chosen; empty where there is nothing to choose."""
        return self.options[self.at].value if self.options else ""

    @property
    def is_touched(self) -> bool:
        """A choice is quickly made again: it is not asked about."""
        return False

    def render(self) -> Content:
        """The options, the chosen one in brackets; unfocused, the chosen one alone."""
        if not self.options:
            return Content("nobody to choose")
        if not self.has_focus:
            return Content(self.options[self.at].label)
        parts = [
            Content.assemble((f"[{option.label}]", "bold on $primary 40%"))
            if n == self.at
            else Content.assemble((f" {option.label} ", "$quiet"))
            for n, option in enumerate(self.options)
        ]
        return Content(" ").join(parts)


class SeveralField(Picker):
    """Any of several."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", show=False)]

    def __init__(self, field: Several) -> None:
        super().__init__(field.options, 0)
        self.field = field
        self.ticked = set(field.initial)

    @property
    def draft(self) -> tuple[str, ...]:
        """The values ticked, in the order of the options."""
        return tuple(option.value for option in self.options if option.value in self.ticked)

    @property
    def is_touched(self) -> bool:
        """Ticks are quickly made again: they are not asked about."""
        return False

    def action_tick(self) -> None:
        """Ticks the option under the cursor, or takes the tick away."""
        if self.options:
            self.ticked ^= {self.options[self.at].value}
            self.put(self.at)

    def write(self, character: str) -> None:
        """A figure ticks the risk with that number; letters move the cursor."""
        shorts = [option.short for option in self.options]
        if character.isdecimal() and (wanted := f"R{character}") in shorts:
            self.at = shorts.index(wanted)
            self.action_tick()
            return
        super().write(character)

    def render(self) -> Content:
        """The options with their ticks; unfocused, the ticked ones alone."""
        if not self.has_focus:
            chosen = [o.short or o.label for o in self.options if o.value in self.ticked]
            return Content(", ".join(chosen) or "none")
        parts = [self._option(n, option) for n, option in enumerate(self.options)]
        return Content("\n").join(parts) if self._one_a_line() else Content(" ").join(parts)

    def _one_a_line(self) -> bool:
        return any(option.short for option in self.options)

    def _option(self, n: int, option: Option) -> Content:
        box = "[x]" if option.value in self.ticked else "[ ]"
        style = "bold on $primary 40%" if n == self.at else ""
        return Content.assemble((f"{box} {option.label}", style))


AnyField = WordsField | ChoiceField | SeveralField


def field_widget(field: Field) -> AnyField:
    """The widget for a field."""
    match field:
        case Words():
            return WordsField(field)
        case Choice():
            return ChoiceField(field)
        case Several():
            return SeveralField(field)
