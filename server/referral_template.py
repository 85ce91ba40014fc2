"""The template for referrals: a workbook and a CSV file with the headings that the import knows.

Headings and hints are those of ``agenda.referrals.fields``, so that both ways agree.
"""

import csv
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter

from agenda.referrals.fields import FIELDS, Key

SHEET: Final = "Referrals"
ROWS: Final = 200
"""Rows that are offered choices and lines."""
CHOICES: Final = {
    Key.CONSENT: ("Given", "Refused", "Not asked"),
    Key.RESTRICTED: ("Employee", "Honour"),
    **dict.fromkeys(
        (
            Key.VISIBLE_HIGH_RISK,
            Key.PROFESSIONAL_JUDGEMENT,
            Key.ESCALATION,
            Key.REPEAT,
            Key.POST_IS_SAFE,
        ),
        ("Yes", "No"),
    ),
}
_WIDE: Final = frozenset(
    {Key.REASON, Key.JUDGEMENT, Key.DONE_ALREADY, Key.WISHES, Key.CHILDREN, Key.SAFE_CONTACT}
)


def template_csv() -> bytes:
    """The row of headings, with the mark by which spreadsheet programs know UTF-8."""
    text = StringIO(newline="")
    csv.writer(text).writerow([field.heading for field in FIELDS])
    return text.getvalue().encode("utf-8-sig")


def template_workbook() -> bytes:
    """A sheet to fill in, with a note at each heading and choices where there are some; and a
    sheet that says how.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    # As text, so that no program makes another date of what is typed.
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(FIELDS):
        sheet.set_column(column, column, 40 if field.key in _WIDE else 20, plain)
        sheet.write_string(0, column, field.heading, head)
        sheet.write_comment(0, column, field.hint)
        if field.key in CHOICES:
            choices = {"validate": "list", "source": list(CHOICES[field.key])}
            sheet.data_validation(1, column, ROWS, column, choices)
    _how(book, head, plain)
    book.close()
    return content.getvalue()


_HOW: Final = (
    "One row for each case.",
    "Perpetrators and children: in one cell, each on a line of its own, or with ; between them.",
    "They can also stand in rows below, which leave agency and victim empty.",
    "Leave empty what is not known. Nothing is made up for it; what is missing is named.",
)


def _how(book: xlsxwriter.Workbook, head: object, plain: object) -> None:
    sheet = book.add_worksheet("How to fill it in")
    sheet.set_column(0, 0, 32, head)
    sheet.set_column(1, 1, 90, plain)
    for row, words in enumerate(_HOW):
        sheet.write_string(row, 1, words)
    for row, field in enumerate(FIELDS, len(_HOW) + 1):
        sheet.write_string(row, 0, field.heading)
        sheet.write_string(row, 1, field.hint)
