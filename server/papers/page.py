"""A paper in words, for whatever makes pages of it: blocks from top to bottom.

What is said is decided before this, and what it looks like after it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 for a part of the paper, 2 within one."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``quiet``: in the background, and never parted from what follows it."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """``below`` stands under it, a line each, in the background; ``alert`` too, and is not to be
    overlooked.
    """

    text: str
    below: tuple[str, ...] = ()
    alert: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` in centimetres, of the 17.4 that there are."""

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """``whole`` is how long it is, ``part`` how much of that is dark; ``said`` stands beside it."""

    label: str
    whole: int
    part: int
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right, each with its number in words; ``alt`` says all of it to whoever has
    it read out.
    """

    title: str
    alt: str
    bars: tuple[Bar, ...]


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Page:
    """A paper: what stands on each page, and the blocks of it."""

    title: str
    heading: str
    marking: str
    version: str
    under_marking: tuple[str, ...]
    alarm: str
    day: date
    blocks: tuple[Block, ...]
    record: str = ""
    heads: tuple[str, ...] = ()

    def as_data(self) -> dict[str, object]:
        """All of it, for a template: each block with its ``kind``."""
        return {
            **asdict(self),
            "day": (self.day.year, self.day.month, self.day.day),
            "blocks": [{"kind": type(b).__name__.lower(), **asdict(b)} for b in self.blocks],
        }


def cells(texts: Iterable[str]) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(map(Cell, texts))
