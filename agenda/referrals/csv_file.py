"""A CSV file of any usual delimiter and encoding, as rows of text.

Which delimiter it is shows in the headings: the one under which most of them are known.
"""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import Final

from agenda.referrals.table import MOST_COLUMNS, Bounds, Row, Table, UnreadableFile, too_wide

DELIMITERS: Final = ",;\t|"
_BOMS: Final = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
LOOKED_AT: Final = 2048
"""Bytes in which the zeros of a UTF-16 without a mark are looked for."""
LONGEST_LINE: Final = 200_000
"""Characters of a line: of a row, or of a piece of one whose cells have several lines."""
TRIED: Final = 20
"""Rows on which each delimiter is tried."""
NOT_TEXT: Final = (
    "This is neither a CSV file nor an .xlsx workbook. Open it in your spreadsheet program, and "
    "save it as one of the two."
)


def csv_table(content: bytes, known: Callable[[Row], int]) -> Table:
    """The rows of a CSV file. ``known`` counts headings of a row. Raises UnreadableFile."""
    text = decoded(content)
    text, said = _said_delimiter(text)
    best = said or max(DELIMITERS, key=lambda delimiter: _best_row(text, delimiter, known))
    bounds, rows = Bounds(), []
    for row in _rows(text, best, first=2 if said else 1):
        if not row.is_empty:
            bounds.row()
            rows.append(row)
        for column, cell in enumerate(row.cells):
            if cell:
                bounds.cell(row.number, column, cell)
    return Table(tuple(rows))


def decoded(content: bytes) -> str:
    """``content`` as text: UTF-8, UTF-16 with or without a mark, or Windows' Western letters.

    Raises UnreadableFile for what is no text.
    """
    text = _decoded(content)
    if text is None or "\0" in text:
        raise UnreadableFile(NOT_TEXT)
    return text


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding)
    start = content[:LOOKED_AT]
    if start.count(0) * 5 > len(start):
        is_little = start[1::2].count(0) >= start[::2].count(0)
        return _as(content, "utf-16-le" if is_little else "utf-16-be")
    found = _as(content, "utf-8")
    return found if found is not None else _as(content, "cp1252")


def _as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _said_delimiter(text: str) -> tuple[str, str]:
    """Some programs say it in a first line: ``sep=;``."""
    line, _, rest = text.partition("\n")
    said = line.strip().casefold().removeprefix("sep=")
    return (rest, said) if len(said) == 1 and line.casefold().startswith("sep=") else (text, "")


def _best_row(text: str, delimiter: str, known: Callable[[Row], int]) -> int:
    """The most headings that any of the first rows has, as far as they can be read."""
    most = 0
    with suppress(UnreadableFile):
        for row in islice(_rows(text, delimiter), TRIED):
            most = max(most, known(row))
    return most


def _lines(text: str) -> Iterator[str]:
    """The lines of ``text``, none of them longer than a row can be."""
    for number, line in enumerate(StringIO(text, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(
                f"Line {number} of the file is longer than a referral can be. Take out what is no "
                "referral, and save it again."
            )
        yield line


def _rows(text: str, delimiter: str, first: int = 1) -> Iterator[Row]:
    rows = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number = first - 1
    try:
        for number, cells in enumerate(rows, first):
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise too_wide(number)
            stripped = tuple(cell.strip() for cell in cells)
            formulas = frozenset(n for n, cell in enumerate(stripped) if cell.startswith("="))
            yield Row(number, stripped, formulas)
    except csv.Error:
        raise UnreadableFile(
            f"Row {number + 1} cannot be read: its quotation marks are not closed, or something "
            "stands behind them. Open the file in your spreadsheet program and save it as .xlsx."
        ) from None
