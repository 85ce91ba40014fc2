"""From rows to what Textual paints: literal text only, wrapped under its indent."""

from collections.abc import Iterable

from textual.content import Content

from client.view.rows import Line, Piece, Row, Tone

STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.QUIET: "$quiet",
    Tone.GOOD: "$text-success",
    Tone.WARNING: "$text-warning",
    Tone.BAD: "bold $text-error",
}
NARROWEST = 16
"""Cells of text below which what stands at the right edge goes onto a line of its own."""


def content(pieces: Iterable[Piece]) -> Content:
    """``pieces`` as they are, never read as markup."""
    return Content.assemble(*((piece.text, STYLES[piece.tone]) for piece in pieces))


def lay_out(line: Line, width: int) -> list[Content]:
    """The lines of the screen that ``line`` takes, each at most ``width`` cells."""
    left, right = content(line.left), content(line.right)
    if not right.cell_length:
        return _wrapped(left, width, line.indent)
    room = width - right.cell_length - 1
    if room < NARROWEST and left.cell_length > room:
        return [*_wrapped(left, width, line.indent), _at_right(right, width)]
    first, *rest = _wrapped(left, room, line.indent)
    gap = width - first.cell_length - right.cell_length
    return [first.pad_right(max(gap, 0)) + right, *rest]


def _at_right(text: Content, width: int) -> Content:
    return text.truncate(width).pad_left(max(width - text.cell_length, 0))


def _wrapped(text: Content, width: int, indent: int) -> list[Content]:
    if width <= indent or text.cell_length <= width:
        return [text]
    first = text.wrap(width)[0].rstrip()
    rest = text[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    if not rest.plain:
        return [first]
    return [first, *(part.pad_left(indent) for part in rest.wrap(width - indent))]


def painted(rows: Iterable[Row], width: int) -> Content:
    """All of ``rows``, one below the other."""
    lines = [part for row in rows for line in row.lines for part in lay_out(line, width)]
    return Content("\n").join(lines)
