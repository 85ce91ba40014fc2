"""What every kind of file says of a sign-in sheet in the same words."""

from dataclasses import asdict, dataclass
from typing import Final

from agenda.london import clock_time, full_date
from meeting.sign_in_sheet import SheetLine, SignInSheet
from server.papers.wording import harmless

SPARE: Final = 6
"""Empty lines for whoever comes unexpected, and for guests."""
COLUMNS: Final = ("Name", "Agency", "Time in", "Signature")
DIGITS: Final = 16
"""Of the digest of the wording: enough to tell which was signed."""
AFTERWARDS: Final = (
    "The minute-taker enters each signature in the record as witnessed, and keeps this sheet with "
    "the minutes."
)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """A sign-in sheet in words."""

    title: str
    day: tuple[int, int, int]
    """The meeting's: year, month, day."""
    heading: str
    marking: str
    version: str
    under_marking: tuple[str, ...]
    alarm: str
    facts: tuple[str, ...]
    statement: tuple[str, ...]
    wording: str
    columns: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    below: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """All of it, for a template."""
        return asdict(self)


def sheet_words(sheet: SignInSheet) -> SheetWords:
    """``sheet`` in words, with every text cleaned and spare lines at its end."""
    sheet = harmless(sheet)
    spare = tuple(SheetLine("", "", "") for _ in range(SPARE))
    return SheetWords(
        title=f"Sign-in sheet, {sheet.area}, {full_date(sheet.day)}",
        day=(sheet.day.year, sheet.day.month, sheet.day.day),
        heading="Attendance and confidentiality declaration",
        marking=sheet.marking,
        version=f"Wording {sheet.version}",
        under_marking=(),
        alarm="",
        facts=(f"{sheet.area} MARAC, {full_date(sheet.day)} at {clock_time(sheet.starts)}",),
        statement=sheet.statement,
        wording=f"Wording {sheet.version}, {sheet.digest[:DIGITS]}",
        columns=COLUMNS,
        lines=(*sheet.lines, *spare),
        below=(AFTERWARDS,),
    )
