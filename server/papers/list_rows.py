"""An action list as a table has it: one row an action, dates as dates (OUT-3).

The columns are those by which coordinators keep track of actions; when something was reported is
for them to fill in.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from meeting.labels import listed
from meeting.papers import ActionList, PaperAction, PaperCase
from server.papers.wording import DUTIES, TO_SETTLE, made_for_words, version_words

COLUMNS: Final = (
    "Area",
    "Date of meeting",
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
    "Due",
    "Done when",
    "Urgent",
    "Status",
    "Reported on",
    "Note",
    "Record",
)
AGENCYS: Final = "an agency's action"
Cell = str | date
"""A day is ``""`` where there is none."""


def list_rows(paper: ActionList) -> Iterator[tuple[Cell, ...]]:
    """The rows of ``paper``, a cell for each of ``COLUMNS``."""
    head = (
        paper.area,
        paper.day,
        paper.marking,
        version_words(paper),
        made_for_words(paper),
    )
    record = " ".join(map(str, paper.heads))
    for case in paper.cases:
        for action in case.actions:
            yield (*head, *_row(case, action, AGENCYS), record)
        for agencies, text in case.duties:
            duty = ("", DUTIES, listed(agencies, "and"), "", text, *("",) * 8)
            yield (*head, case.label, case.outcome, *duty, record)
        for action in case.to_settle:
            yield (*head, *_row(case, action, TO_SETTLE), record)


def _row(case: PaperCase, action: PaperAction, whose: str) -> tuple[Cell, ...]:
    return (
        case.label,
        case.outcome,
        action.label,
        whose,
        listed(action.agencies, "and"),
        action.named,
        action.text,
        action.for_whom,
        listed(action.risks, "and"),
        action.due or "",
        action.done_when,
        "yes" if action.urgent else "",
        action.standing,
        "",
        action.note,
    )
