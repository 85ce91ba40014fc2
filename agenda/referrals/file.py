"""A file of referrals, whatever kind it is: the one sheet that holds them, and its headings."""

from dataclasses import dataclass
from typing import Final

from agenda.referrals.csv_file import csv_table
from agenda.referrals.headings import Settled, headings_of, known_in, need_headings
from agenda.referrals.table import LARGEST_FILE, Table, UnreadableFile
from agenda.referrals.workbook import OLD_OFFICE, ZIP, workbook_tables
from agenda.ways import Way

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheet that was chosen, and the names of others that hold something and are not read."""

    table: Table
    others: tuple[str, ...] = ()


class SeveralSheets(UnreadableFile):
    """More than one of ``sheets`` could be the referrals, and it has to be said which."""

    def __init__(self, sheets: tuple[str, ...]) -> None:
        names = ", ".join(sheets)
        said = f"Several sheets could be the referrals: {names}. Say which"
        super().__init__(said, Way.CHOOSE_A_SHEET)
        self.sheets = sheets


def opened_file(content: bytes, settled: Settled, sheet: str | None = None) -> Opened:
    """The sheet of referrals in the bytes of a file, by its name where it is given.

    Raises UnreadableFile.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(
            f"The file has more than {LARGEST_FILE // MEGABYTE} MB. Copy the referrals alone into "
            "a new workbook, and import that."
        )
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    if content.startswith(OLD_OFFICE):
        raise UnreadableFile(
            "This is an old workbook (.xls), or one with a password. Save it as .xlsx without a "
            "password, and import that."
        )
    if not content.startswith(ZIP):
        return Opened(csv_table(content, lambda row: known_in(row, settled)))
    return _chosen(list(workbook_tables(content)), settled, sheet)


def _chosen(tables: list[Table], settled: Settled, sheet: str | None) -> Opened:
    full = [table for table in tables if table.rows]
    if not full:
        raise UnreadableFile("The workbook is empty.")
    if sheet is not None:
        found = [table for table in full if table.sheet.casefold() == sheet.casefold()]
    else:
        found = [table for table in full if headings_of(table, settled) is not None]
    names = ", ".join(table.sheet for table in full)
    if sheet is not None and not found:
        raise UnreadableFile(
            f"There is no sheet {sheet[:40]!r} with anything in it; there are: {names}."
        )
    if len(found) > 1:
        raise SeveralSheets(tuple(table.sheet for table in found))
    if not found:
        need_headings(full[0], settled)
    others = tuple(table.sheet for table in full if table is not found[0])
    return Opened(found[0], others)
