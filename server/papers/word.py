"""An action list as a Word document."""

from collections.abc import Iterable, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt
from docx.table import _Cell

from agenda.london import full_date
from meeting.labels import listed
from meeting.papers import ActionList, PaperAction, PaperCase
from meeting.risk_paper import PaperRisk
from server.papers.word_page import (
    content_of,
    new_document,
    new_table,
    quietly,
    record,
    set_spacing,
    set_widths,
)
from server.papers.wording import (
    DUTIES,
    NO_RISKS,
    RECORD,
    TO_SETTLE,
    harmless,
    made_for_words,
    title_words,
    version_words,
)

COLUMNS: Final = (
    ("No.", Cm(1.3)),
    ("What will be done", Cm(6.9)),
    ("Agency", Cm(3.0)),
    ("By", Cm(3.1)),
    ("Done when", Cm(3.1)),
)

RISK_COLUMNS: Final = (
    ("At risk", Cm(3.1)),
    ("Risk", Cm(1.5)),
    ("From", Cm(3.0)),
    ("Answered by", Cm(3.6)),
    ("At the end", Cm(6.2)),
)


def as_word(paper: ActionList) -> bytes:
    """``paper`` as .docx."""
    paper = harmless(paper)
    document = new_document(
        title=f"{title_words(paper)}, {paper.area}, {full_date(paper.day)}",
        marking=paper.marking,
        version="Draft" if paper.is_draft else f"Version {paper.version}",
        under_marking=(f"Made for {made_for_words(paper)}",),
        alarm=version_words(paper) if paper.is_draft else "",
    )
    document.add_heading(title_words(paper), level=0)
    _facts(document, paper)
    for case in paper.cases:
        _case(document, case)
    if not paper.cases:
        document.add_paragraph("There is no case that this paper may hold for its reader.")
    if paper.not_heard:
        document.add_paragraph(f"Not heard at this meeting: {listed(paper.not_heard, 'and')}.")
    record(document, RECORD, paper.heads)
    return content_of(document)


def _facts(document: WordDocument, paper: ActionList) -> None:
    facts = (f"{paper.area} MARAC, {full_date(paper.day)}", version_words(paper))
    for words in facts:
        document.add_paragraph(words).paragraph_format.space_after = Pt(2)


def _case(document: WordDocument, case: PaperCase) -> None:
    document.add_heading(case.label, level=1)
    outcome = document.add_paragraph()
    outcome.paragraph_format.keep_with_next = True
    because = f". {case.reason}" if case.reason else ""
    quietly(outcome, f"Outcome: {case.outcome}{because}")
    for said in case.reopened:
        quietly(document.add_paragraph(), f"Reopened {said}")
    for said in case.left_out:
        quietly(document.add_paragraph(), f"Offered after the close and not taken in: {said}")
    for said in case.passed_over:
        quietly(document.add_paragraph(), f"Passed over in the hearing: {said}")
    for said in case.links:
        quietly(document.add_paragraph(), f"Link considered: {said}")
    for said in case.sharings:
        quietly(document.add_paragraph(), f"Sharing onward: {said}")
    if case.risks or case.no_risks:
        _risks(document, case.risks)
    if case.actions:
        _table(document, case.actions)
    else:
        document.add_paragraph("No actions.")
    if case.duties:
        document.add_heading(DUTIES, level=2)
    for agencies, text in case.duties:
        document.add_paragraph(f"{listed(agencies, 'and')}: {text}")
    if case.to_settle:
        document.add_heading(TO_SETTLE, level=2)
        _table(document, case.to_settle)


def _risks(document: WordDocument, risks: Sequence[PaperRisk]) -> None:
    """By who is at risk, with the actions that answer each; or that there is none (RISK-1)."""
    if not risks:
        document.add_paragraph(NO_RISKS)
        return
    table = new_table(document, RISK_COLUMNS)
    before = ""
    for risk in risks:
        words = (
            risk.at_risk if risk.at_risk != before else "",
            risk.label,
            risk.from_whom,
            listed(risk.answered_by, "and") or "no action",
            risk.stands or "not said",
        )
        before = risk.at_risk
        for cell, said in zip(table.add_row().cells, words, strict=True):
            cell.paragraphs[0].add_run(said)
    set_widths(table, RISK_COLUMNS)
    set_spacing(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _table(document: WordDocument, actions: Sequence[PaperAction]) -> None:
    table = new_table(document, COLUMNS)
    for action in actions:
        row = table.add_row()
        _fill(row.cells, action)
    set_widths(table, COLUMNS)
    set_spacing(table)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cells: Sequence[_Cell], action: PaperAction) -> None:
    number, what, who, by, done = (cell.paragraphs[0] for cell in cells)
    number.add_run(action.label).bold = True
    what.add_run(action.text)
    quietly(cells[1].add_paragraph(), " \N{MIDDLE DOT} ".join(_below(action)))
    if action.note:
        quietly(cells[1].add_paragraph(), f"Note: {action.note}")
    who.add_run(listed(action.agencies, "and"))
    if action.named:
        quietly(cells[2].add_paragraph(), action.named)
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
