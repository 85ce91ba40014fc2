"""An action list as a Word document: A4, real headings, what it is on every page."""

import io
from collections.abc import Iterable, Sequence
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from agenda.london import full_date
from meeting.labels import listed
from meeting.papers import ActionList, PaperAction, PaperCase
from server.papers.wording import DRAFT, RECORD, TO_SETTLE, harmless, made_for_words, version_words

COLUMNS: Final = (
    ("No.", Cm(1.3)),
    ("What will be done", Cm(6.9)),
    ("Agency", Cm(3.0)),
    ("By", Cm(3.1)),
    ("Done when", Cm(3.1)),
)
"""Fixed widths: within them a word too long for its line is broken instead of pushing the rest."""
FONT: Final = "Arial"
QUIET: Final = RGBColor(0x50, 0x50, 0x50)
ALARM: Final = RGBColor(0xB0, 0x00, 0x20)
SMALL: Final = 8.5
TINY: Final = 6.5
SHADE: Final = "E7ECF1"


def as_word(paper: ActionList) -> bytes:
    """``paper`` as .docx."""
    paper = harmless(paper)
    document = Document()
    _set_up(document, paper)
    _page_header(document, paper)
    _page_footer(document, paper)
    document.add_heading("Action list", level=0)
    _facts(document, paper)
    for case in paper.cases:
        _case(document, case)
    if not paper.cases:
        document.add_paragraph("There is no case that this paper may hold for its reader.")
    if paper.not_heard:
        document.add_paragraph(f"Not heard at this meeting: {listed(paper.not_heard, 'and')}.")
    _record(document, paper)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


# The page


def _set_up(document: WordDocument, paper: ActionList) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11)):
        _set_font(document, name, size)
    properties = document.core_properties
    properties.author = "MARAC Live"
    properties.title = f"Action list, {paper.area}, {full_date(paper.day)}"
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


def _page_header(document: WordDocument, paper: ActionList) -> None:
    header = document.sections[0].header
    lines = [header.paragraphs[0], header.add_paragraph()]
    lines[0].add_run(paper.marking).bold = True
    lines[1].add_run(f"Made for {made_for_words(paper)}")
    if paper.is_draft:
        lines.append(header.add_paragraph())
        alarm = lines[-1].add_run(DRAFT)
        alarm.bold = True
        alarm.font.color.rgb = ALARM
    for line in lines:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(8 if line is lines[-1] else 2)


def _page_footer(document: WordDocument, paper: ActionList) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    version = "Draft" if paper.is_draft else f"Version {paper.version}"
    footer.add_run(f"{paper.marking}  \N{MIDDLE DOT}  {version}  \N{MIDDLE DOT}  Page ")
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


# What it says


def _facts(document: WordDocument, paper: ActionList) -> None:
    facts = (f"{paper.area} MARAC, {full_date(paper.day)}", version_words(paper))
    for words in facts:
        document.add_paragraph(words).paragraph_format.space_after = Pt(2)


def _record(document: WordDocument, paper: ActionList) -> None:
    """The heads of the record, small, at the end: each in one run, to be found again as it is."""
    if not paper.heads:
        return
    words = document.add_paragraph()
    words.paragraph_format.space_before = Pt(12)
    words.paragraph_format.keep_with_next = True
    _quietly(words, RECORD, TINY)
    heads = document.add_paragraph()
    for head in paper.heads:
        _quietly(heads, f"{head}   ", TINY)


def _case(document: WordDocument, case: PaperCase) -> None:
    document.add_heading(case.label, level=1)
    outcome = document.add_paragraph()
    outcome.paragraph_format.keep_with_next = True
    because = f". {case.reason}" if case.reason else ""
    _quietly(outcome, f"Outcome: {case.outcome}{because}")
    if case.actions:
        _table(document, case.actions)
    else:
        document.add_paragraph("No actions.")
    if case.to_settle:
        document.add_heading(TO_SETTLE, level=2)
        _table(document, case.to_settle)


def _table(document: WordDocument, actions: Sequence[PaperAction]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    _heading_row(table.rows[0])
    for action in actions:
        row = table.add_row()
        _keep_together(row)
        _fill(row.cells, action)
    _set_widths(table)
    _set_spacing(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _heading_row(row: _Row) -> None:
    _keep_together(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library cannot repeat a row
    for cell, (title, _) in zip(row.cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), SHADE)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - nor shade a cell


def _keep_together(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - nor keep it on one page


def _set_widths(table: Table) -> None:
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _set_spacing(table: Table) -> None:
    for row in table.rows:
        for cell in row.cells:
            first, last = cell.paragraphs[0], cell.paragraphs[-1]
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
            first.paragraph_format.space_before = last.paragraph_format.space_after = Pt(3)


def _fill(cells: Sequence[_Cell], action: PaperAction) -> None:
    number, what, who, by, done = (cell.paragraphs[0] for cell in cells)
    number.add_run(action.label).bold = True
    what.add_run(action.text)
    _quietly(cells[1].add_paragraph(), " \N{MIDDLE DOT} ".join(_below(action)))
    if action.note:
        _quietly(cells[1].add_paragraph(), f"Note: {action.note}")
    who.add_run(listed(action.agencies, "and"))
    if action.named:
        _quietly(cells[2].add_paragraph(), action.named)
    by.add_run(full_date(action.due) if action.due else "no date")
    if action.urgent:
        cells[3].add_paragraph().add_run("urgent").bold = True
    done.add_run(action.done_when or "not said")


def _below(action: PaperAction) -> Iterable[str]:
    if action.for_whom:
        yield f"for: {action.for_whom}"
    if action.risks:
        yield f"risks: {listed(action.risks, 'and')}"
    yield action.standing


def _quietly(paragraph: Paragraph, words: str, size: float = SMALL) -> None:
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    run.font.color.rgb = QUIET
