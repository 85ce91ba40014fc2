"""A return as a spreadsheet reads it: one row a figure (OUT-6)."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from agenda.past.returns import Return
from server.papers.csv import as_text
from server.papers.return_words import grids
from server.papers.wording import harmless

COLUMNS: Final = (
    *("Area", "Marking", "Period", "As said by", "Small counts", "Restricted sittings"),
    *("Table", "Row", "What", "Number"),
)


def return_csv(paper: Return) -> bytes:
    """``paper`` as CSV, UTF-8 with a byte order mark so that spreadsheets read it rightly. A number
    that is hidden stands as on the page.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(paper))
    return text.getvalue().encode("utf-8-sig")


def _rows(paper: Return) -> Iterator[tuple[str, ...]]:
    wanted = paper.wanted
    head = (
        paper.area,
        paper.marking,
        wanted.period.name,
        paper.made.isoformat(),
        "hidden" if wanted.suppress else "shown",
        "counted" if wanted.sittings else "",
    )
    for grid in grids(paper):
        for row, figures in grid.rows:
            for column, figure in zip(grid.columns, figures, strict=True):
                words = harmless((*head, grid.title, row.strip(), column))
                yield (*map(as_text, words), figure)
