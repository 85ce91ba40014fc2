"""The register as a spreadsheet reads it: one row a person."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from agenda.london import clock_time, in_london
from meeting.attendance import Register, RegisterLine
from server.papers.csv import as_text

COLUMNS: Final = (
    "Meeting",
    "Marking",
    "Made for",
    "Person",
    "Agency",
    "Part",
    "In the end",
    "Came and went",
    "Signed",
    "Wording",
    "Digest of the wording",
    "Witness",
    "Sign-in void",
)


def register_csv(paper: Register) -> bytes:
    """``paper`` as CSV, UTF-8 with a byte order mark so that spreadsheets read it rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in row] for row in _rows(paper))
    return text.getvalue().encode("utf-8-sig")


def _rows(paper: Register) -> Iterator[tuple[str, ...]]:
    head = (f"{paper.area}, {paper.day.isoformat()}", paper.marking, paper.made_for)
    for line in paper.lines:
        yield (*head, *_cells(line, paper.day))
    for name, reason, at in paper.turned_away:
        words = f"turned away {clock_time(at)}" + (f": {reason}" if reason else "")
        yield (*head, name, "", "", words, *("" for _ in range(6)))


def signed_words(line: RegisterLine, day: date) -> str:
    """When they signed, each time; or that they would not (SIGN-2, SIGN-3)."""
    if line.refused:
        return "would not sign"
    last = [_signed_at(line.signature.at, day)] if line.signature else []
    before = (f"{clock_time(at)}{f' before {by}' if by else ''}" for at, by in line.earlier)
    return "; ".join((*before, *last))


def _signed_at(at: datetime, day: date) -> str:
    """The time, and the day too where it is another: who reads afterwards signs then (SIGN-2)."""
    local = in_london(at).date()
    return clock_time(at) if local == day else f"{local.isoformat()} {clock_time(at)}"


def _cells(line: RegisterLine, day: date) -> tuple[str, ...]:
    signature = line.signature
    return (
        line.name,
        line.agency,
        line.part,
        line.ends,
        "; ".join(f"{what} {clock_time(at)}" for what, at in line.happened),
        signed_words(line, day),
        signature.version if signature else "",
        signature.digest if signature else "",
        line.witness,
        "; ".join(f"{clock_time(at)}: {reason}" for reason, at in line.voids),
    )
