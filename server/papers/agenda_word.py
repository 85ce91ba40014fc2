"""An agenda as a Word document."""

from typing import Final

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row

from server.papers.agenda_words import AgendaWords, Line
from server.papers.word_page import (
    AIR,
    Columns,
    content_of,
    new_document,
    new_table,
    quietly,
    record,
    set_spacing,
    set_widths,
)

WITH_CASES: Final = (Cm(1.5), Cm(2.4), Cm(13.5))
TIMES_ALONE: Final = (Cm(2.2), Cm(5.0), Cm(4.0))


def agenda_word(words: AgendaWords) -> bytes:
    """An agenda as .docx."""
    document = new_document(
        title=words.title,
        marking=words.marking,
        version=words.version,
        under_marking=words.under_marking,
        alarm=words.alarm,
    )
    document.add_heading(words.heading, level=0)
    for fact in words.facts:
        document.add_paragraph(fact).paragraph_format.space_after = Pt(2)
    _table(document, words)
    for below in words.below:
        document.add_paragraph(below)
    record(document, words.record, words.heads)
    return content_of(document)


def _table(document: WordDocument, words: AgendaWords) -> None:
    widths = WITH_CASES if words.shows_cases else TIMES_ALONE
    columns: Columns = tuple(zip(words.columns, widths, strict=True))
    table = new_table(document, columns)
    for line in words.items:
        row = table.add_row()
        _fill(row, line, shows_cases=words.shows_cases)
    set_widths(table, columns)
    set_spacing(table, AIR if words.shows_cases else Pt(1))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(row: _Row, line: Line, *, shows_cases: bool) -> None:
    time, item, about = row.cells
    time.paragraphs[0].add_run(line.time)
    item.paragraphs[0].add_run(line.label).bold = line.is_case
    if not shows_cases:
        about.paragraphs[0].add_run(line.length)
        return
    if not line.is_case:
        quietly(item.merge(about).paragraphs[0], f"  {line.length}")
        return
    quietly(item.add_paragraph(), line.length)
    _say(about, line)


def _say(cell: _Cell, line: Line) -> None:
    lines = iter((cell.paragraphs[0],))
    for party in line.parties:
        paragraph = next(lines, None) or cell.add_paragraph()
        paragraph.add_run(f"{party.kind}: ").bold = True
        paragraph.add_run(party.words)
    for words in line.words:
        (next(lines, None) or cell.add_paragraph()).add_run(words)
    for words in line.quiet:
        quietly(next(lines, None) or cell.add_paragraph(), words)
