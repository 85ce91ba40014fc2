"""Rows of words with a tone each. A tone is never the only thing that says something."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a piece of text is to stand out; screens give each a colour."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some literal text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """Text that wraps under ``indent`` cells, with ``right`` kept at the right edge."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...] = ()
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in a list. Rows with a ``key`` can be selected; it stays the same thing's."""

    lines: tuple[Line, ...]
    key: str = ""

    @property
    def text(self) -> str:
        """All of its words, for whoever looks for something in it."""
        return "\n".join(
            "".join(piece.text for piece in (*line.left, *line.right)) for line in self.lines
        )


def row(*pieces: Piece | str, right: Piece | str = "", key: str = "", indent: int = 0) -> Row:
    """A row of one line."""
    return Row((line(*pieces, right=right, indent=indent),), key)


def line(*pieces: Piece | str, right: Piece | str = "", indent: int = 0) -> Line:
    """A line of pieces; plain strings are in the plain tone."""
    left = tuple(_piece(piece) for piece in pieces)
    return Line(left, (_piece(right),) if right else (), indent)


def quiet(text: str) -> Piece:
    """Text in the background."""
    return Piece(text, Tone.QUIET)


def strong(text: str) -> Piece:
    """Text that the eye goes to first."""
    return Piece(text, Tone.STRONG)


def _piece(piece: Piece | str) -> Piece:
    return piece if isinstance(piece, Piece) else Piece(piece)
