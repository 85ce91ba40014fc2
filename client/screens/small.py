"""A terminal that is too small for a case says so, and shows nothing else."""

from typing import Final

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

SMALLEST: Final = Size(80, 24)
SENTENCE: Final = (
    "This terminal is too small: make it at least "
    f"{SMALLEST.width} columns wide and {SMALLEST.height} lines high."
)


def is_too_small(size: Size) -> bool:
    """Whether nothing can be shown properly."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class SmallScreen(ModalScreen[None]):
    """One sentence."""

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(SENTENCE, markup=False)
