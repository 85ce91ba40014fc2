"""Workbooks for tests: as a spreadsheet program writes them, and as nobody should."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


def a_workbook(
    rows: Iterable[Sequence[object]], *, sheet: str = "Referrals", **options: object
) -> bytes:
    """A workbook of one sheet; text that begins with ``=`` is a formula, dates are date cells."""
    return of_sheets({sheet: rows}, **options)


def of_sheets(sheets: Mapping[str, Iterable[Sequence[object]]], **options: object) -> bytes:
    """The same, of several sheets by name."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet, rows in sheets.items():
        _fill(book.add_worksheet(sheet), rows, day)
    book.close()
    return content.getvalue()


def _fill(page: Worksheet, rows: Iterable[Sequence[object]], day: Format) -> None:
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            match value:
                case None | "":
                    pass
                case date():
                    page.write_datetime(number, column, value, day)
                case _:
                    page.write(number, column, value)


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="Referrals" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)


def packed(sheet: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook made by hand, of this sheet and whatever other parts are given."""
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
        **(parts or {}),
    }
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as book:
        for name, text in whole.items():
            book.writestr(name, text)
    return content.getvalue()


def a_sheet(*rows: str) -> str:
    """A sheet of rows that are written out: ``<c><v>1</v></c>``."""
    numbered = "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(rows, 1))
    return f"<worksheet><sheetData>{numbered}</sheetData></worksheet>"


def inline(text: str, reference: str = "") -> str:
    """A cell with its text in it."""
    where = f' r="{reference}"' if reference else ""
    return f'<c t="inlineStr"{where}><is><t>{text}</t></is></c>'
