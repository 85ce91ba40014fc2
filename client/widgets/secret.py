"""A password while it is typed: it is shown nowhere, and cannot be copied, cut or undone."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from client.view.rows import Tone
from client.widgets.painting import STYLES

LONGEST = 1024
"""Characters that are taken; no password has so many."""
DOT = "\N{BULLET}"


class Secret(Widget, can_focus=True):
    """One line of dots. ``take`` hands the words out once, and nothing of them stays."""

    class Entered(Message):
        """Enter was pressed."""

    class Typed(Message):
        """Something was typed or erased."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._typed: list[str] = []

    def take(self) -> str:
        """What was typed; it is empty from then on."""
        typed = "".join(self._typed)
        self.clear()
        return typed

    def clear(self) -> None:
        """Nothing is typed any more."""
        self._typed.clear()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Characters are added, Backspace takes one away, Ctrl+U all, and Enter is told."""
        if event.key == "enter":
            self.post_message(self.Entered())
        elif event.key == "backspace":
            del self._typed[-1:]
        elif event.key == "ctrl+u":
            self._typed.clear()
        elif event.is_printable and event.character:
            self._add(event.character)
        else:
            return
        event.stop()
        event.prevent_default()
        self._changed()

    def on_paste(self, event: events.Paste) -> None:
        """As typed, on one line."""
        event.stop()
        event.prevent_default()
        self._add("".join(event.text.splitlines()))
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Typed())

    def _add(self, characters: str) -> None:
        self._typed += characters[: LONGEST - len(self._typed)]

    def render(self) -> Content:
        """A dot for each character, as many as there is room for, and the cursor."""
        width = max(self.content_size.width - 1, 0)
        cursor = Content.styled("▏", STYLES[Tone.STRONG])
        return Content(DOT * min(len(self._typed), width)) + cursor
