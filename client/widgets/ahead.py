"""What is typed before there is a field to type it into: kept in order, and handed to that field.

Keys can come faster than screens do: from who types without looking, and from what is pasted into
a terminal that sends it key by key. The app asks here before it gives a key to anybody.
"""

from typing import Final

from textual import events
from textual.widget import Widget

Typed = events.Key | events.Paste
WRITES: Final = frozenset({"enter", "tab", "shift+tab", "backspace"})
"""Keys that belong to what is written, besides those that make a character."""


class TypedAhead:
    """A screen that keeps what is typed until it has a field for it."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead: list[Typed] = []
        self.is_open = False
        """Whether its fields take what is typed."""

    def keeps(self, event: events.Event) -> bool:
        """Whether ``event`` was typed ahead, and is kept; what is no writing is not."""
        if self.is_open or not isinstance(event, Typed):
            return False
        if isinstance(event, events.Key) and not (event.is_printable or event.key in WRITES):
            return False
        self.ahead.append(event)
        return True

    def open_to(self, widget: Widget) -> None:
        """From here on the fields take it; ``widget`` has what was typed before, in its order."""
        ahead, self.ahead, self.is_open = self.ahead, [], True
        for event in ahead:
            hand_on(event, widget)


def hand_on(event: Typed, widget: Widget) -> None:
    """Gives ``event`` to ``widget`` as if it had been typed there."""
    if isinstance(event, events.Key):
        widget.post_message(events.Key(event.key, event.character))
    else:
        widget.post_message(events.Paste(event.text))
    event.stop()
    event.prevent_default()
