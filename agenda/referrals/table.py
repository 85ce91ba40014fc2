"""Rows of text, as they come out of a file of any kind; and what no file may be larger than.

It imports nothing of ours but the words of refusals: the process that opens a file has to be there
at once.
"""

from dataclasses import dataclass, field
from typing import Final

from agenda.ways import Told

LARGEST_FILE: Final = 4 * 1024 * 1024
"""Bytes of a file. Forty referrals with long texts come to a tenth of it."""
LONGEST_CELL: Final = 8000
"""Characters of one cell."""
MOST_ROWS: Final = 1000
MOST_COLUMNS: Final = 200
MOST_TEXT: Final = 800_000
"""Characters of all cells together."""
LETTERS: Final = 26


class UnreadableFile(Told):
    """The file as a whole cannot be taken. Its text is the sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, from 1, and the text of its cells from the first column.

    ``formulas`` are the columns whose text is what a program once worked out, and proves nothing.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """The text in ``column``, counted from 0; empty where there is none."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells) and not self.formulas


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its rows that hold something, in order. A CSV file's sheet has no name."""

    rows: tuple[Row, ...]
    sheet: str = ""


@dataclass(slots=True)
class Bounds:
    """Counts what is read, and says when it is too much."""

    _rows: int = field(default=0)
    _text: int = field(default=0)

    def row(self) -> None:
        """One more row. Raises UnreadableFile."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise UnreadableFile(
                f"The file has more than {MOST_ROWS} rows. Take out what is no referral, and save "
                "it again."
            )

    def cell(self, row: int, column: int, text: str) -> None:
        """One more cell, counted from row 1 and column 0. Raises UnreadableFile."""
        self._text += len(text)
        if column >= MOST_COLUMNS:
            raise too_wide(row)
        if len(text) > LONGEST_CELL:
            raise UnreadableFile(
                f"Cell {cell_name(row, column)} has more than {LONGEST_CELL:,} characters. Shorten "
                "it, and keep the rest with the agency's form."
            )
        if self._text > MOST_TEXT:
            raise UnreadableFile(
                f"The file has more than {MOST_TEXT:,} characters. Import it in two parts."
            )


def too_wide(row: int) -> UnreadableFile:
    """What is said of a row with too many columns."""
    return UnreadableFile(
        f"Row {row} has more than {MOST_COLUMNS} columns. Take out what is no referral, and "
        "save it again."
    )


def column_name(column: int) -> str:
    """What a spreadsheet calls the column, counted from 0: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def cell_name(row: int, column: int) -> str:
    """What a spreadsheet calls the cell: B7."""
    return f"{column_name(column)}{row}"
