"""An action list as a spreadsheet reads it: one row an action."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from meeting.labels import listed
from meeting.papers import ActionList, PaperAction, PaperCase
from server.papers.wording import DUTIES, TO_SETTLE, harmless, made_for_words, version_words

COLUMNS: Final = (
    "Meeting",
    "Marking",
    "Version",
    "Made for",
    "Case",
    "Outcome",
    "Action",
    "Whose",
    "Agency",
    "Person",
    "What will be done",
    "For whom",
    "Risks",
    "By",
    "Done when",
    "Urgent",
    "Standing",
    "Note",
    "Record",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in either width."""


def as_csv(paper: ActionList) -> bytes:
    """``paper`` as CSV, UTF-8 with a byte order mark so that spreadsheets read it rightly."""
    text = io.StringIO(newline="")
    # All quoted: a spreadsheet that divides at semicolons finds no cell inside another.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in row] for row in _rows(harmless(paper)))
    return text.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it: with an apostrophe before what looks a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(paper: ActionList) -> Iterator[tuple[str, ...]]:
    head = (
        f"{paper.area}, {paper.day.isoformat()}",
        paper.marking,
        version_words(paper),
        made_for_words(paper),
    )
    record = " ".join(map(str, paper.heads))
    for case in paper.cases:
        for action in case.actions:
            yield (*head, *_row(case, action, "an agency's action"), record)
        for agencies, text in case.duties:
            row = ("", DUTIES, listed(agencies, "and"), "", text, *("",) * 7)
            yield (*head, case.label, case.outcome, *row, record)
        for action in case.to_settle:
            yield (*head, *_row(case, action, TO_SETTLE), record)


def _row(case: PaperCase, action: PaperAction, settled: str) -> tuple[str, ...]:
    return (
        case.label,
        case.outcome,
        action.label,
        settled,
        listed(action.agencies, "and"),
        action.named,
        action.text,
        action.for_whom,
        listed(action.risks, "and"),
        action.due.isoformat() if action.due else "",
        action.done_when,
        "yes" if action.urgent else "",
        action.standing,
        action.note,
    )
