"""Markdown as the generated pages need it."""

from collections.abc import Iterable, Sequence
from inspect import getdoc

GENERATED = "<!-- Made from the code by `python -m tests.docs.generate`; do not edit by hand. -->\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; every row as long as ``head``."""
    return "".join(_line(cells) for cells in (head, ["---"] * len(head), *rows))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def page(*parts: str) -> str:
    """The parts with a blank line between each and the next."""
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def code(words: object) -> str:
    """``words`` as code."""
    return f"`{words}`"


def meaning(thing: object) -> str:
    """The first paragraph of the docstring of ``thing``, on one line."""
    paragraph = (getdoc(thing) or "").split("\n\n")[0]
    return " ".join(paragraph.replace("``", "`").split())
