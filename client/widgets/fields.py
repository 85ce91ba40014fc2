"""The fields of a form. They hold a draft, and hand out what was written or chosen."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

from client.acts.form import Choice, Option, Several, Words
from meeting.words import clean

STEPS: Final[Mapping[str, Callable[[Screen[Any]], object]]] = {
    "tab": lambda screen: screen.focus_next(),
    "shift+tab": lambda screen: screen.focus_previous(),
}
CURSOR: Final = "bold on $primary 40%"
UNKNOWN: Final = "$text-warning"
GAP: Final = "  "
"""What stands between two options on one line."""


class Changed(Message):
    """A field's draft changed."""


class Done(Message):
    """Enter was pressed in a field: on to the next, or send."""


class SendAsked(Message):
    """Ctrl+S was pressed in a field, or Ctrl+N: with ``goes_on`` the next entry comes after."""

    def __init__(self, *, goes_on: bool) -> None:
        super().__init__()
        self.goes_on = goes_on


SENDS: Final[Mapping[str, bool]] = {"ctrl+s": False, "ctrl+n": True}
"""The keys that send, and whether they go on to the next entry."""
LEADS: Final = frozenset({"tab", "enter"})
"""The keys that go on to the next field."""


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
        self.led_here: Callable[[str], bool] | None = None
        """Of who was led here: whether what stands here was typed to get here."""
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

    def take_back(self, draft: str | tuple[str, ...]) -> None:
        """What was written before stands here again, as somebody's own."""
        if isinstance(draft, str):
            self.text = draft
            self.move_cursor(self.document.end)

    def on_focus(self) -> None:
        """A proposal is marked whole, so that typing takes its place."""
        self.handed_to = None
        if self.field.proposed and not self.is_touched:
            self.select_all()

    def on_blur(self) -> None:
        """Whoever comes back was not led here."""
        self.led_here = None

    async def _on_key(self, event: events.Key) -> None:
        """Enter and Tab are taken in their turn: what was typed before them is written by then."""
        if self._was_led_on(event) or goes_elsewhere(self, event):
            return
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(Done())

    def _was_led_on(self, event: events.Key) -> bool:
        """Takes the key that would have led here from who was led here without it. What was typed
        to get here is not sent as said.
        """
        led_here = self.led_here
        if led_here is None or event.key not in LEADS | set(SENDS) or not led_here(self.text):
            return False
        self.led_here = None
        self.text = ""
        if event.key in SENDS:
            return False
        event.prevent_default()
        event.stop()
        return True

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
    """Moves on at Tab and sends in the key's own turn; passes on keys that were meant for the next
    field.

    Keys typed fast are all given to the field that had the focus when they arrived. Whatever comes
    after a Tab goes to where that Tab led, in order, from field to field.
    """
    focused = widget.screen.focused
    if focused is not widget and widget.handed_to is not None:
        widget.handed_to.post_message(events.Key(event.key, event.character))
    elif event.key in STEPS:
        STEPS[event.key](widget.screen)
        widget.handed_to = widget.screen.focused
    elif event.key in SENDS:
        widget.post_message(SendAsked(goes_on=SENDS[event.key]))
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
        self.unknown = ""
        """What is said of letters that mean no option; empty for nothing."""
        self.handed_to: Widget | None = None

    def forget(self, values: frozenset[str]) -> None:
        """Options that are no more; the cursor stays at its own, if that is left."""
        left = tuple(option for option in self.options if option.value not in values)
        if len(left) == len(self.options):
            return
        before = self.options[: self.at]
        self.at -= sum(option.value in values for option in before)
        self.options = left
        self.put(self.at)

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
        self.unknown = ""
        self.refresh(layout=True)

    def put(self, at: int) -> None:
        """The cursor goes to an option."""
        self.unknown = ""
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
        """One more letter; one that fits nothing is left out, and that is said."""
        typed = (self.typed + character).lstrip()
        at = self._first(typed.lower())
        if at is not None:
            self.typed = typed
            self.put(at)
        elif typed:
            self.unknown = self.begins_so(typed)
            self.refresh(layout=True)

    @staticmethod
    def begins_so(typed: str) -> str:
        """That nothing does."""
        return f"Nothing here begins with “{typed}”."

    def _first(self, typed: str) -> int | None:
        """The first option that begins so, else the first of which any word does."""
        if not typed:
            return None
        labels = [option.label.lower() for option in self.options]
        begins = (n for n, label in enumerate(labels) if label.startswith(typed))
        inside = (n for n, label in enumerate(labels) if f" {typed}" in label)
        return next(begins, next(inside, None))

    def on_focus(self) -> None:
        """All options show while there is something to choose."""
        self.handed_to = None
        self.typed = self.unknown = ""
        self.refresh(layout=True)
        # It has just become taller than it was when the form came to it.
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_blur(self) -> None:
        """Only what was chosen shows."""
        self.refresh(layout=True)

    def parts(self) -> list[Content]:
        """Every option as it shows while there is something to choose."""
        return [Content(option.label) for option in self.options]

    def chosen(self) -> str:
        """What was chosen, in words."""
        return self.options[self.at].label

    def render(self) -> Content:
        """The options at the width that there is; unfocused, what was chosen alone."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's form
        """As many lines as the options take at ``width``."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if not self.options:
            return [Content("nobody to choose")]
        if not self.has_focus:
            return flowed([Content(self.chosen())], width)
        lines = flowed(self.parts(), width)
        if self.unknown:
            lines.append(Content.styled(self.unknown, UNKNOWN))
        return lines


def flowed(parts: Iterable[Content], width: int) -> list[Content]:
    """``parts`` side by side on as many lines as they need; only what is longer than a line is
    broken.
    """
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(GAP) + part.cell_length <= width:
            lines[-1] = lines[-1] + GAP + part
        else:
            lines += part.wrap(max(width, 1)) if part.cell_length > width else [part]
    return lines


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

    def take_back(self, draft: str | tuple[str, ...]) -> None:
        """What was chosen before, if it can be chosen still."""
        values = [option.value for option in self.options]
        if isinstance(draft, str) and draft in values:
            self.put(values.index(draft))

    @property
    def is_touched(self) -> bool:
        """A choice is quickly made again: it is not asked about."""
        return False

    def parts(self) -> list[Content]:
        """The one chosen in brackets."""
        return [
            Content.styled(f"[{option.label}]", CURSOR)
            if n == self.at
            else Content.styled(f" {option.label} ", "$quiet")
            for n, option in enumerate(self.options)
        ]


class SeveralField(Picker):
    """Any of several."""

    def __init__(self, field: Several) -> None:
        super().__init__(field.options, 0)
        self.field = field
        self.ticked = set(field.initial)

    @property
    def draft(self) -> tuple[str, ...]:
        """The values ticked, in the order of the options."""
        return tuple(option.value for option in self.options if option.value in self.ticked)

    def take_back(self, draft: str | tuple[str, ...]) -> None:
        """What was ticked before."""
        self.ticked = {option.value for option in self.options if option.value in draft}
        self.refresh(layout=True)

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
        """The space bar ticks, a figure the risk with that number; letters move the cursor."""
        if character == " ":
            self.action_tick()
            return
        shorts = [option.short for option in self.options]
        if not self.typed and (wanted := f"R{character}") in shorts:
            self.at = shorts.index(wanted)
            self.action_tick()
            return
        super().write(character)

    def chosen(self) -> str:
        """The words of those that are ticked."""
        ticked = [o.short or o.label for o in self.options if o.value in self.ticked]
        return ", ".join(ticked) or "none"

    def parts(self) -> list[Content]:
        """Each with its tick; a sign besides the colour says where the cursor is."""
        return [
            Content.styled(f"▸{_box(ticked)} {option.label}", CURSOR)
            if n == self.at
            else Content(f" {_box(ticked)} {option.label}")
            for n, option in enumerate(self.options)
            for ticked in [option.value in self.ticked]
        ]


def _box(ticked: bool) -> str:  # noqa: FBT001 - it is all that there is to say
    return "[x]" if ticked else "[ ]"
