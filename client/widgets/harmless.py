"""The last thing before the terminal: text that it could act on, or that hides, is taken out.

What people type is cleaned where it enters; a record of long ago, or a server that is not ours,
may hold what was not. Every line that any widget paints goes through here.
"""

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from agenda.text import MOST_COMBINING, is_mark, is_visible


class Harmless(LineFilter):
    """Leaves what Textual means, styles and widths included, and of texts only what is seen."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's form
        """``segments`` with every text harmless, each as wide as it was."""
        return [
            segment if segment.control else Segment(harmless(segment.text), segment.style)
            for segment in segments
        ]


def harmless(text: str) -> str:
    """``text`` without what a terminal acts on or what hides, in as many cells.

    Nothing of it is kept: what is withdrawn is to be nowhere.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if is_mark(char) else 0
        if not is_visible(char):
            kept.append(" " * get_character_cell_size(char))
        elif marks <= MOST_COMBINING:
            kept.append(char)
    return "".join(kept)
