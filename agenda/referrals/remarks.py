"""What there is to say of the rows of a file: what is refused, what is doubtful, in which cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from agenda.referrals.dates import Unclear
from agenda.referrals.headings import Column
from agenda.referrals.rows import Cell
from agenda.referrals.table import cell_name

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Place:
    """A row, and the cell in it where it is one cell's."""

    row: int
    column: Column | None = None

    def __str__(self) -> str:
        """``row 5, cell D5 (Victim date of birth)``, as a spreadsheet counts."""
        if self.column is None:
            return f"row {self.row}"
        return (
            f"row {self.row}, cell {cell_name(self.row, self.column.index)} ({self.column.heading})"
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a place."""

    place: Place
    words: str

    def __str__(self) -> str:
        """The place and what is said of it."""
        place = str(self.place)
        end = "" if self.words.endswith("?") else "."
        return f"{place[0].upper()}{place[1:]}: {self.words}{end}"


@dataclass(frozen=True, slots=True)
class Refusing:
    """A block that goes on behind its end when something in it is unclear."""

    remarks: "Remarks"
    cell: Cell

    def __enter__(self) -> None:
        """Nothing to be made ready."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Writes down what was unclear; anything else is raised on."""
        if not isinstance(error, Unclear):
            return False
        self.remarks.refuse(Place(self.cell.row, self.cell.column), str(error))
        return True


@dataclass(slots=True)
class Remarks:
    """Collects what is said of one case while it is read."""

    refused: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)

    def refuse(self, place: Place, words: str) -> None:
        """The case is refused, and this is a reason."""
        self.refused.append(Remark(place, words))

    def doubt(self, place: Place, words: str) -> None:
        """The case can be taken; somebody should look at this."""
        self.doubts.append(Remark(place, words))

    def refusing(self, cell: Cell) -> "Refusing":
        """What is unclear inside the block refuses the case, at ``cell``."""
        return Refusing(self, cell)

    def only(self, cells: Sequence[Cell]) -> Cell | None:
        """The first of ``cells``; what other rows of the case say has to be the same."""
        for other in cells[1:]:
            if other.text.casefold() != cells[0].text.casefold():
                self.refuse(
                    Place(other.row, other.column),
                    f"says something else than row {cells[0].row}, with which it is one case; if "
                    "it is another case, give it its agency and its victim",
                )
        return cells[0] if cells else None

    def read(self, cells: Sequence[Cell], reader: Callable[[str], Read]) -> Read | None:
        """What ``reader`` makes of the one text; None if there is none, or it is refused."""
        cell = self.only(cells)
        if cell is None:
            return None
        with self.refusing(cell):
            return reader(cell.text)
        return None
