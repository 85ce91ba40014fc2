"""Papers as PDF: A4, tagged, with fonts of their own. Text goes in as data and is never markup."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import typst

from server.papers.agenda_words import AgendaWords
from server.papers.page import Page
from server.papers.sheet_words import SheetWords

STANDARDS: Final = ("a-2a", "ua-1")
"""For keeping, and with its structure for whoever has it read out."""


def agenda_pdf(words: AgendaWords) -> bytes:
    """An agenda as PDF."""
    return _compiled("agenda.typ", words.as_data())


def page_pdf(page: Page) -> bytes:
    """``page`` as PDF."""
    return _compiled("blocks.typ", page.as_data())


def sheet_pdf(words: SheetWords) -> bytes:
    """A sign-in sheet as PDF."""
    return _compiled("sheet.typ", words.as_data())


def _compiled(template: str, data: Mapping[str, object]) -> bytes:
    made = typst.compile(
        _source(template),
        sys_inputs={"paper": json.dumps(data)},
        format="pdf",
        pdf_standards=list(STANDARDS),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return made


@cache
def _source(template: str) -> bytes:
    folder = files("server") / "papers"
    return b"\n".join((folder / name).read_bytes() for name in ("page.typ", template))
