"""The register in words: who was expected, how each ended, and who signed what (OUT-3, SIGN-3)."""

from collections.abc import Iterator
from typing import Final

from agenda.london import clock_time
from meeting.attendance import Register, RegisterLine
from meeting.labels import listed
from server.papers.page import Block, Cell, Paragraph, Table
from server.papers.register import signed_words

COLUMNS: Final = ("Person", "Agency", "In the end", "Came and went", "Declaration")
WIDTHS: Final = (3.9, 3.4, 2.6, 3.5, 4.0)


def register_blocks(paper: Register) -> Iterator[Block]:
    """The table, and what stands below it."""
    if paper.lines:
        yield Table(COLUMNS, WIDTHS, tuple(_row(paper, line) for line in paper.lines))
    if paper.reports:
        yield Paragraph(f"Written reports from: {listed(paper.reports, 'and')}.")
    for name, reason, at in paper.turned_away:
        because = f": {reason}" if reason else ""
        yield Paragraph(f"{name} was turned away at {clock_time(at)}{because}")


def _row(paper: Register, line: RegisterLine) -> tuple[Cell, ...]:
    return (
        Cell(line.name, below=(line.part,)),
        Cell(line.agency),
        Cell(line.ends),
        Cell("\n".join(f"{what} {clock_time(at)}" for what, at in line.happened)),
        Cell(signed_words(line, paper.day) or "not signed", below=tuple(_below(line))),
    )


def _below(line: RegisterLine) -> Iterator[str]:
    if line.signature is not None and not line.refused:
        yield f"wording {line.signature.version}"
    if line.witness:
        yield f"before {line.witness}"
    for reason, at in line.voids:
        yield f"sign-in void {clock_time(at)}: {reason}"
