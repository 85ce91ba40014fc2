"""An action list as a workbook: one table to filter and sort, days as days, words as words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from textwrap import wrap
from typing import Final

import xlsxwriter

from agenda.london import full_date
from meeting.papers import ActionList
from server.papers.list_rows import COLUMNS, Cell, list_rows
from server.papers.wording import RECORD, harmless, made_for_words, title_words, version_words

SHEET: Final = "Actions"
ABOUT: Final = "About this list"
OF_THE_WHOLE: Final = frozenset({"Area", "Marking", "Version", "Made for", "Record"})
"""Columns that say in every row the same: here they stand once, on a sheet of their own."""
TO_FILL_IN: Final = frozenset({"Reported on"})
WHAT: Final = "What will be done"
WIDTHS: Final = {
    "Date of meeting": 15,
    "Case": 8,
    "Outcome": 12,
    "Action": 8,
    "Whose": 16,
    "What will be done": 44,
    "For whom": 12,
    "Due": 15,
    "Done when": 26,
    "Urgent": 8,
    "Status": 14,
    "Reported on": 13,
    "Note": 24,
}
OTHERS: Final = 18
"""Characters; some fewer fit, as words are not cut."""
ABOUT_WIDTH: Final = 90
LINE: Final = 15.0
"""Points. Not every program finds by itself how high a row has to be."""


CELL: Final = {"valign": "top", "border": 1, "border_color": "#9AA5B1"}


def list_excel(paper: ActionList) -> bytes:
    """``paper`` as .xlsx: the same paper, made twice, is the same file."""
    paper = harmless(paper)
    content = BytesIO()
    book = xlsxwriter.Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": f"{title_words(paper)}, {paper.area}, {full_date(paper.day)}",
            "author": "MARAC Live",
            "status": paper.marking,
            # Of the meeting's day: a file does not tell when somebody made it.
            "created": datetime.combine(paper.day, time(0), UTC),
        }
    )
    _actions(book, paper)
    _about(book, paper)
    book.close()
    return content.getvalue()


def _actions(book: xlsxwriter.Workbook, paper: ActionList) -> None:
    sheet = book.add_worksheet(SHEET)
    words = book.add_format({**CELL, "text_wrap": True})
    day = book.add_format({**CELL, "num_format": "ddd d mmm yyyy", "align": "left"})
    head = book.add_format({**CELL, "bold": True, "bg_color": "#E7ECF1"})
    table = tuple(list_rows(paper))
    chosen = [place for place, name in enumerate(COLUMNS) if _is_needed(name, place, table)]
    rows = [[row[place] for place in chosen] for row in table]
    names = [COLUMNS[place] for place in chosen]
    for column, name in enumerate(names):
        sheet.set_column(column, column, WIDTHS.get(name, OTHERS))
    # A table has at least one row below its headings.
    sheet.add_table(
        0, 0, max(1, len(rows)), len(names) - 1,
        {
            "name": SHEET,
            "style": None,
            "columns": [{"header": name, "header_format": head} for name in names],
        },
    )  # fmt: skip
    if not rows:
        sheet.write_string(1, names.index(WHAT), "No actions.", words)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, datetime.combine(cell, time(0)), day)
            else:
                sheet.write_string(number, column, cell, words)
        sheet.set_row(number, LINE * max(map(_lines, row, names)))
    sheet.freeze_panes(1, 0)
    _page(sheet, paper)


def _is_needed(name: str, place: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """No column is empty but the one that is there to be filled in."""
    if name in OF_THE_WHOLE:
        return False
    return name in TO_FILL_IN or name == WHAT or any(row[place] for row in rows)


def _lines(cell: Cell, name: str) -> int:
    """About how many lines ``cell`` takes in the column of that name."""
    if isinstance(cell, date):
        return 1
    return len([line for text in cell.split("\n") for line in wrap(text, _width(name)) or [""]])


def _width(name: str) -> int:
    return WIDTHS.get(name, OTHERS) - 1


def _page(sheet: xlsxwriter.worksheet.Worksheet, paper: ActionList) -> None:
    """On paper: A4 on its side, as wide as the table, with what it is on every page (OUT-2)."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    version = "Draft" if paper.is_draft else f"Version {paper.version}"
    sheet.set_header(f"&C{_literal(paper.marking)}\nMade for {_literal(made_for_words(paper))}")
    sheet.set_footer(f"&C{_literal(paper.marking)}  {version}  Page &P of &N")


MOST: Final = 100
"""Characters of a text in a page's header or footer, which holds 255 in all."""


def _literal(text: str) -> str:
    """``text`` as a header takes it: & begins an instruction there."""
    return text[:MOST].replace("&", "&&")


def _about(book: xlsxwriter.Workbook, paper: ActionList) -> None:
    sheet = book.add_worksheet(ABOUT)
    bold = book.add_format({"valign": "top", "bold": True})
    words = book.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, ABOUT_WIDTH)
    facts = (
        ("What it is", f"{title_words(paper)}, {paper.area} MARAC, {full_date(paper.day)}"),
        ("Marking", paper.marking),
        ("Version", version_words(paper)),
        ("Made for", made_for_words(paper)),
        *(("Not heard", label) for label in paper.not_heard),
        ("Record", RECORD),
        ("", "   ".join(map(str, paper.heads))),
    )
    for row, (name, said) in enumerate(facts):
        sheet.set_row(row, LINE * max(1, len(wrap(said, ABOUT_WIDTH - 1))))
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, said, words)
    _page(sheet, paper)
