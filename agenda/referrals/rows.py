"""The rows of a table, case by case: a case can go on in the rows below.

A row goes on with the case above it if it has the same case number; if it names neither a number
nor an agency nor a victim; or if it says the same of the same victim again, with somebody else
beside them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from agenda.referral import OriginalRow, tidy
from agenda.referrals.fields import NUMBERED, Key
from agenda.referrals.headings import Column, Headings
from agenda.referrals.table import Row, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where, tidied."""

    row: int
    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The rows of one case."""

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    original: tuple[OriginalRow, ...]

    def of(self, key: Key, number: int | None = None) -> tuple[Cell, ...]:
        """What its rows say under ``key``, in their order; without empty cells."""
        return tuple(
            cell
            for cell in self.cells
            if cell.column.key is key and number in {None, cell.column.number}
        )


_WHO: Final = (Key.CASE, Key.AGENCY, Key.VICTIM)


def cases_of(table: Table, headings: Headings) -> Iterator[CaseRows]:
    """The cases of ``table``, in its order."""
    group: list[_Said] = []
    for row in table.rows:
        if row.number <= headings.row or row.is_empty:
            continue
        said = _said(row, headings)
        if group and not _goes_on(group, said):
            yield _case(group)
            group = []
        group.append(said)
    if group:
        yield _case(group)


@dataclass(frozen=True, slots=True)
class _Said:
    row: Row
    cells: tuple[Cell, ...]
    original: OriginalRow

    def text(self, key: Key) -> str:
        return next((cell.text for cell in self.cells if cell.column.key is key), "")


def _said(row: Row, headings: Headings) -> _Said:
    cells = tuple(
        Cell(row.number, column, text)
        for column in headings.columns
        if (text := tidy(row.cell(column.index)))
    )
    original = OriginalRow(
        number=row.number, cells=tuple((cell.column.heading, cell.text) for cell in cells)
    )
    return _Said(row, cells, original)


def _goes_on(group: list[_Said], said: _Said) -> bool:
    case, agency, victim = (said.text(key) for key in _WHO)
    first = group[0]
    if case and first.text(Key.CASE):
        return case == first.text(Key.CASE)
    if not case and not agency and not victim:
        return True
    return not case and victim == first.text(Key.VICTIM) and _says_the_same(group, said)


def _says_the_same(group: list[_Said], said: _Said) -> bool:
    """Nothing new but somebody else: a victim who is referred twice has another date at least."""
    before = {(cell.column.index, cell.text) for row in group for cell in row.cells}
    new = [cell for cell in said.cells if (cell.column.index, cell.text) not in before]
    return bool(new) and all(cell.column.key in NUMBERED for cell in new)


def _case(group: list[_Said]) -> CaseRows:
    return CaseRows(
        tuple(said.row for said in group),
        tuple(cell for said in group for cell in said.cells),
        tuple(said.original for said in group),
    )
