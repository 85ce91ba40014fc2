"""A paper as a Word document: real headings, and tables whose headings are repeated."""

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt
from docx.table import _Cell

from server.papers.page import Cell, Chart, Heading, Page, Paragraph, Table
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


def page_word(page: Page) -> bytes:
    """``page`` as .docx."""
    document = new_document(
        title=page.title,
        marking=page.marking,
        version=page.version,
        under_marking=page.under_marking,
        alarm=page.alarm,
    )
    document.add_heading(page.heading, level=0)
    for block in page.blocks:
        match block:
            case Heading():
                document.add_heading(block.text, level=block.level)
            case Paragraph():
                _paragraph(document, block)
            case Table():
                _table(document, block)
            case Chart():
                _paragraph(document, Paragraph(block.alt))
    record(document, page.record, page.heads)
    return content_of(document)


def _paragraph(document: WordDocument, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.quiet:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(2)
        quietly(paragraph, block.text)
    else:
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.add_run(block.text)


def _table(document: WordDocument, block: Table) -> None:
    columns: Columns = tuple(zip(block.columns, map(Cm, block.widths), strict=True))
    table = new_table(document, columns)
    for row in block.rows:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            _fill(cell, said)
    set_widths(table, columns)
    set_spacing(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cell: _Cell, said: Cell) -> None:
    cell.paragraphs[0].add_run(said.text).bold = said.strong or None
    for words in said.below:
        quietly(cell.add_paragraph(), words)
    if said.alert:
        cell.add_paragraph().add_run(said.alert).bold = True
