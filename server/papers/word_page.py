"""The page of every Word document: A4, real headings, what it is on every page; and its tables."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT: Final = "Arial"
QUIET: Final = RGBColor(0x50, 0x50, 0x50)
ALARM: Final = RGBColor(0xB0, 0x00, 0x20)
SMALL: Final = 8.5
TINY: Final = 6.5
SHADE: Final = "E7ECF1"
AIR: Final = Pt(3)
"""Above and below what stands in a cell."""
Columns = Sequence[tuple[str, Length]]
"""Titles and widths. Within a fixed width a word too long for its line is broken instead of pushing
the rest."""


def new_document(
    *, title: str, marking: str, version: str, under_marking: Iterable[str], alarm: str = ""
) -> WordDocument:
    """An empty document that says on every page how it is marked, of which version and for whom.

    ``alarm`` stands below that in red, where there is one.
    """
    document = Document()
    _set_up(document, title)
    _page_header(document, (marking, *under_marking), alarm)
    _page_footer(document, (marking, title, version))
    return document


def content_of(document: WordDocument) -> bytes:
    """``document`` as .docx: the same document, made twice, is the same file."""
    made, content = io.BytesIO(), io.BytesIO()
    document.save(made)
    with ZipFile(made) as parts, ZipFile(content, "w", ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            # Of no day: a file tells when it was made by what it says, or not at all.
            fixed.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return content.getvalue()


def record(document: WordDocument, words: str, heads: Iterable[object]) -> None:
    """The heads of the record, small, at the end: each in one run, to be found again as it is."""
    said = tuple(heads)
    if not said:
        return
    leading = document.add_paragraph()
    leading.paragraph_format.space_before = Pt(12)
    leading.paragraph_format.keep_with_next = True
    quietly(leading, words, TINY)
    below = document.add_paragraph()
    for head in said:
        quietly(below, f"{head}   ", TINY)


def new_table(document: WordDocument, columns: Columns) -> Any:
    """A ``docx.table.Table`` with its heading row, which is repeated on every page."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    _heading_row(table.rows[0], columns)
    return table


def set_widths(table: Table, columns: Columns) -> None:
    """Gives each column its width, once all rows are there."""
    for column, (_, width) in zip(table.columns, columns, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def set_spacing(table: Table, air: Length = AIR) -> None:
    """A little air above and below what stands in each cell, and no page ends within a paragraph,
    in Word at least.

    Rows are not forbidden to break: where they are, below a heading row that is repeated,
    LibreOffice paints the first row of some tables that cross a page and leaves out all others.
    """
    for row in table.rows:
        for cell in row.cells:
            first, last = cell.paragraphs[0], cell.paragraphs[-1]
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                paragraph.paragraph_format.keep_together = True
            first.paragraph_format.space_before = last.paragraph_format.space_after = air


def quietly(paragraph: Paragraph, words: str, size: float = SMALL) -> None:
    """``words`` in the background."""
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.font.color.rgb = QUIET


def _heading_row(row: _Row, columns: Columns) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library cannot repeat a row
    for cell, (title, _) in zip(row.cells, columns, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), SHADE)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - nor shade a cell


def _set_up(document: WordDocument, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11)):
        _set_font(document, name, size)
    properties = document.core_properties
    properties.author = "MARAC Live"
    properties.title = title
    properties.comments = ""
    properties.language = "en-GB"


def _set_font(document: WordDocument, name: str, size: int) -> None:
    font = document.styles[name].font
    font.name, font.size = FONT, Pt(size)
    font.color.rgb = RGBColor(0, 0, 0)
    # The template's theme would otherwise win over the name in headings.
    fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _page_header(document: WordDocument, words: Sequence[str], alarm: str) -> None:
    header = document.sections[0].header
    lines = [header.paragraphs[0], *(header.add_paragraph() for _ in words[1:])]
    for line, said in zip(lines, words, strict=True):
        line.add_run(said).bold = True if line is lines[0] else None
    if alarm:
        lines.append(header.add_paragraph())
        run = lines[-1].add_run(alarm)
        run.bold = True
        run.font.color.rgb = ALARM
    for line in lines:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(8 if line is lines[-1] else 2)


def _page_footer(document: WordDocument, words: Sequence[str]) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("  \N{MIDDLE DOT}  ".join((*words, "Page ")))
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    for run in footer.runs:
        run.font.size = Pt(8)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """Begin, instruction, separator, a first value, end: a run each, or Word shows nothing."""
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = instruction
    _append(paragraph.add_run(), _mark("begin"))
    _append(paragraph.add_run(), words)
    _append(paragraph.add_run(), _mark("separate"))
    paragraph.add_run("1")
    _append(paragraph.add_run(), _mark("end"))


def _mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _append(run: Run, element: BaseOxmlElement) -> None:
    run._r.append(element)  # noqa: SLF001 - the library has no fields of its own
