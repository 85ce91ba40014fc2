"""The files that action lists and minutes come as, by the end of their names (OUT-3)."""

from collections.abc import Callable, Mapping
from typing import Final

from meeting.minutes import Minutes
from meeting.papers import ActionList
from server.papers.calendar import list_calendar
from server.papers.csv import list_csv
from server.papers.excel import list_excel
from server.papers.json import list_json
from server.papers.list_page import list_page
from server.papers.minutes_page import minutes_page
from server.papers.page import Page
from server.papers.pdf import page_pdf
from server.papers.word import page_word

FORMATS: Final[Mapping[str, Callable[[ActionList], bytes]]] = {
    "docx": lambda paper: page_word(list_page(paper)),
    "pdf": lambda paper: page_pdf(list_page(paper)),
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


TO_READ: Final[Mapping[str, Callable[[Page], bytes]]] = {"docx": page_word, "pdf": page_pdf}


def minutes_files(paper: Minutes, stem: str) -> Mapping[str, bytes]:
    """``paper`` as pages to read, by the names of its files."""
    page = minutes_page(paper)
    return {f"{stem}.{ending}": make(page) for ending, make in TO_READ.items()}
