"""What a file of referrals comes to, in rows: it stands where the meeting is shown at the desk."""

from collections.abc import Iterator
from typing import Final

from client.view.rows import Piece, Row, Tone, quiet, row, strong
from meeting.desk import DeskReport, Importable

TO_DO: Final = {
    Importable.ALL: "Nothing is imported yet. y imports all of these.",
    Importable.VALID: (
        "Nothing is imported yet. Put right what is refused and choose the file again with i, or "
        "v imports the rest without it."
    ),
    Importable.NOTHING: "Nothing is imported. Put right what is said here, and choose it again.",
}
TO_ARRANGE: Final = {
    True: "Nothing is arranged yet. y arranges it; those named are told at once, and nobody else.",
    False: "Nothing is arranged. Put right what is said here, and begin again with e.",
}
TO_CHOOSE: Final = "Nothing is read yet. h chooses the sheet."
TO_SETTLE: Final = "h says what the headings and agencies mean that nobody knows."
TONES: Final = (("Refused", Tone.BAD), ("To look at", Tone.WARNING), ("Complete", Tone.GOOD))


def report_rows(report: DeskReport) -> Iterator[Row]:
    """The report line by line, and what can be done with it."""
    tone = Tone.STRONG
    to_do = TO_DO[report.importable]
    if report.sitting:
        to_do = TO_ARRANGE[report.importable is Importable.ALL]
    if report.sheets and not report.sheet:
        to_do = TO_CHOOSE
    yield row(Piece(to_do, tone))
    if report.headings or report.agencies:
        yield row(strong(TO_SETTLE))
    yield row("")
    for said in report.lines:
        words = said.lstrip(" ")
        indent = len(said) - len(words)
        if not indent:
            yield row(Piece(said, _tone(said)), indent=2)
        else:
            yield row(f"  {words}", indent=4)


def _tone(said: str) -> Tone:
    return next((tone for begins, tone in TONES if said.startswith(begins)), Tone.PLAIN)


def sending_rows(name: str, piece: int, pieces: int) -> tuple[Row, ...]:
    """While a file is on its way, and is read there."""
    how = "is being read" if piece > pieces else f"is being sent, {piece} of {pieces}"
    return (row(quiet(f"{name} {how} ..."), indent=2),)
