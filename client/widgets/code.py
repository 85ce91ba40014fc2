"""A code to be scanned (QR), drawn with half blocks: two of its rows on a line of the terminal."""

from itertools import zip_longest
from typing import Final

import segno
from textual.content import Content
from textual.widgets import Static

QUIET: Final = 2
"""Light modules around it, without which nothing finds it."""
BLOCKS: Final = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""By the upper and the lower module, dark being 1: what is light is painted."""


def code_lines(words: str) -> tuple[str, ...]:
    """Its lines, all of one width; none where ``words`` are too many for a code."""
    try:
        code = segno.make(words, error="l", micro=False, boost_error=False)
    except segno.DataOverflowError:
        return ()
    rows = [[int(each) for each in one] for one in code.matrix_iter(border=QUIET)]
    light = [0] * len(rows[0])
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=light)
    return tuple("".join(BLOCKS[pair] for pair in zip(*both, strict=True)) for both in pairs)


class Code(Static, can_focus=False):
    """Painted light on dark whatever the terminal's own colours are (``marac.tcss``)."""

    def __init__(self, words: str, *, id: str) -> None:  # noqa: A002 - Textual's name
        self.lines = code_lines(words)
        super().__init__(Content("\n".join(self.lines)), id=id)
