"""An action list as a Word document."""

from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt
from docx.table import _Cell

from server.papers.list_words import CaseWords, ListWords, Row
from server.papers.word_page import (
    Columns,
    content_of,
    new_document,
    new_table,
    quietly,
    record,
    set_spacing,
    set_widths,
)

WIDTHS: Final = (Cm(1.3), Cm(6.9), Cm(3.0), Cm(3.1), Cm(3.1))

RISK_WIDTHS: Final = (Cm(3.1), Cm(1.5), Cm(3.0), Cm(3.6), Cm(6.2))


def list_word(words: ListWords) -> bytes:
    """An action list as .docx."""
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
    for case in words.cases:
        _case(document, words, case)
    for below in words.below:
        document.add_paragraph(below)
    record(document, words.record, words.heads)
    return content_of(document)


def _case(document: WordDocument, words: ListWords, case: CaseWords) -> None:
    document.add_heading(case.heading, level=1)
    for said in case.quiet:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        quietly(paragraph, said)
    if case.no_risks:
        document.add_paragraph(case.no_risks)
    if case.risks:
        _risks(document, words, case.risks)
    if case.actions:
        _table(document, words, case.actions)
    else:
        document.add_paragraph(words.no_actions)
    if case.duties:
        document.add_heading(words.duties, level=2)
    for duty in case.duties:
        document.add_paragraph(duty)
    if case.to_settle:
        document.add_heading(words.to_settle, level=2)
        _table(document, words, case.to_settle)


def _risks(document: WordDocument, words: ListWords, risks: Sequence[Sequence[str]]) -> None:
    columns: Columns = tuple(zip(words.risk_columns, RISK_WIDTHS, strict=True))
    table = new_table(document, columns)
    for risk in risks:
        for cell, said in zip(table.add_row().cells, risk, strict=True):
            cell.paragraphs[0].add_run(said)
    set_widths(table, columns)
    set_spacing(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _table(document: WordDocument, words: ListWords, rows: Sequence[Row]) -> None:
    columns: Columns = tuple(zip(words.columns, WIDTHS, strict=True))
    table = new_table(document, columns)
    for row in rows:
        _fill(table.add_row().cells, row)
    set_widths(table, columns)
    set_spacing(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cells: Sequence[_Cell], row: Row) -> None:
    number, what, who, by, done = (cell.paragraphs[0] for cell in cells)
    number.add_run(row.number).bold = True
    what.add_run(row.what)
    for words in row.below:
        quietly(cells[1].add_paragraph(), words)
    who.add_run(row.agencies)
    if row.named:
        quietly(cells[2].add_paragraph(), row.named)
    by.add_run(row.due)
    if row.urgent:
        cells[3].add_paragraph().add_run("urgent").bold = True
    done.add_run(row.done_when)
