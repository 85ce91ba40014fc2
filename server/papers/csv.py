"""An action list as CSV, for whatever program keeps track of actions."""

import csv
import io
from typing import Final

from meeting.papers import ActionList
from server.papers.list_rows import COLUMNS, list_rows
from server.papers.wording import harmless

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in either width."""


def list_csv(paper: ActionList) -> bytes:
    """``paper`` as CSV, UTF-8 with a byte order mark so that spreadsheets read it rightly; days as
    ISO 8601.
    """
    text = io.StringIO(newline="")
    # All quoted: a spreadsheet that divides at semicolons finds no cell inside another.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(str(cell)) for cell in row] for row in list_rows(harmless(paper)))
    return text.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it: with an apostrophe before what looks a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
