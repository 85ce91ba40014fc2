"""A sign-in sheet as a Word document."""

from typing import Final

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Pt

from server.papers.sheet_words import SheetWords
from server.papers.word_page import (
    SMALL,
    Columns,
    content_of,
    new_document,
    new_table,
    quietly,
    set_spacing,
    set_widths,
)

WIDTHS: Final = (Cm(4.6), Cm(4.4), Cm(1.9), Cm(6.5))
HIGH_ENOUGH: Final = Cm(1.05)
"""For a signature."""


def sheet_word(words: SheetWords) -> bytes:
    """A sign-in sheet as .docx."""
    document = new_document(
        title=words.title,
        marking=words.marking,
        version=words.version,
        under_marking=words.under_marking,
    )
    document.add_heading(words.heading, level=0)
    for fact in words.facts:
        document.add_paragraph(fact)
    for said in words.statement:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.5)
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.add_run(said).font.size = Pt(SMALL + 0.5)
    quietly(document.add_paragraph(), words.wording)
    columns: Columns = tuple(zip(words.columns, WIDTHS, strict=True))
    table = new_table(document, columns)
    for line in words.lines:
        row = table.add_row()
        row.height, row.height_rule = HIGH_ENOUGH, WD_ROW_HEIGHT_RULE.AT_LEAST
        name, agency, *_ = cells = row.cells
        name.paragraphs[0].add_run(line.name)
        if line.part:
            quietly(name.add_paragraph(), line.part)
        agency.paragraphs[0].add_run(line.agency)
        for cell in cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    set_widths(table, columns)
    set_spacing(table)
    for below in words.below:
        paragraph = document.add_paragraph(below)
        paragraph.paragraph_format.space_before = Pt(8)
    return content_of(document)
