"""The files that an action list comes as, by the end of their names (OUT-3)."""

from collections.abc import Callable, Mapping
from typing import Final

from meeting.papers import ActionList
from server.papers.calendar import list_calendar
from server.papers.csv import list_csv
from server.papers.excel import list_excel
from server.papers.json import list_json
from server.papers.list_words import list_words
from server.papers.pdf import list_pdf
from server.papers.word import list_word

FORMATS: Final[Mapping[str, Callable[[ActionList], bytes]]] = {
    "docx": lambda paper: list_word(list_words(paper)),
    "pdf": lambda paper: list_pdf(list_words(paper)),
    "xlsx": list_excel,
    "csv": list_csv,
    "json": list_json,
}


OWN: Final[Mapping[str, Callable[[ActionList], bytes]]] = {**FORMATS, "ics": list_calendar}
"""Of an agency's own list: nobody needs another agency's days in a calendar."""


def list_files(paper: ActionList, stem: str) -> Mapping[str, bytes]:
    """``paper`` in every format, by the names of its files: ``stem`` and an ending."""
    formats = OWN if paper.own or paper.urgent else FORMATS
    return {f"{stem}.{ending}": make(paper) for ending, make in formats.items()}
