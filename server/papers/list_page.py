"""An action list in words."""

from collections.abc import Iterable, Iterator
from typing import Final

from agenda.london import full_date
from meeting.labels import listed
from meeting.papers import ActionList, PaperAction, PaperCase
from meeting.risk_paper import PaperRisk
from server.papers.page import Block, Cell, Heading, Page, Paragraph, Table, cells
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

COLUMNS: Final = ("No.", "What will be done", "Agency", "By", "Done when")
WIDTHS: Final = (1.3, 6.9, 3.2, 2.9, 3.1)
RISK_COLUMNS: Final = ("At risk", "Risk", "From", "Answered by", "At the end")
RISK_WIDTHS: Final = (3.1, 1.5, 3.0, 3.6, 6.2)
NO_ACTIONS: Final = "No actions."
NO_CASES: Final = "There is no case that this paper may hold for its reader."
DOT: Final = " \N{MIDDLE DOT} "


def list_page(paper: ActionList) -> Page:
    """``paper`` in words, with every text cleaned."""
    paper = harmless(paper)
    return headed(paper, title_words(paper), tuple(_blocks(paper)))


def headed(paper: ActionList, heading: str, blocks: tuple[Block, ...]) -> Page:
    """``blocks`` under what every paper of that meeting says of itself (OUT-2)."""
    return Page(
        title=f"{heading}, {paper.area}, {full_date(paper.day)}",
        heading=heading,
        marking=paper.marking,
        version="Draft" if paper.is_draft else f"Version {paper.version}",
        under_marking=(f"Made for {made_for_words(paper)}",),
        alarm=version_words(paper) if paper.is_draft else "",
        day=paper.day,
        blocks=(
            Paragraph(f"{paper.area} MARAC, {full_date(paper.day)}"),
            Paragraph(version_words(paper)),
            *blocks,
        ),
        record=RECORD,
        heads=tuple(map(str, paper.heads)),
    )


def _blocks(paper: ActionList) -> Iterator[Block]:
    for case in paper.cases:
        yield Heading(case.label)
        yield from quiet_lines(case)
        for words in case.care:
            yield Paragraph(words)
        yield from plan_blocks(case)
    if not paper.cases:
        yield Paragraph(NO_CASES)
    yield from not_heard(paper)


def not_heard(paper: ActionList) -> Iterator[Block]:
    """The cases that were never called, where there are any."""
    if paper.not_heard:
        yield Paragraph(f"Not heard at this meeting: {listed(paper.not_heard, 'and')}.")


def quiet_lines(case: PaperCase) -> Iterator[Block]:
    """How the case was heard, as far as it is not told elsewhere."""
    because = f". {case.reason}" if case.reason else ""
    yield Paragraph(f"Outcome: {case.outcome}{because}", quiet=True)
    for lead, said in (
        ("Reopened", case.reopened),
        ("Offered after the close and not taken in:", case.left_out),
        ("Passed over in the hearing:", case.passed_over),
        ("Presented by", (case.presented_by,) if case.presented_by else ()),
        ("The victim's views were brought by", (case.views_from,) if case.views_from else ()),
        ("Withdrawing the referral:", case.withdrawal),
        ("Link considered:", case.links),
        ("Sharing onward:", case.sharings),
    ):
        for words in said:
            yield Paragraph(f"{lead} {words}", quiet=True)


def plan_blocks(case: PaperCase) -> Iterator[Block]:
    """Its risks, its actions, its standing duties, and what is yet to settle."""
    if case.risks:
        yield Table(RISK_COLUMNS, RISK_WIDTHS, tuple(_risks(case.risks)))
    elif case.no_risks:
        yield Paragraph(NO_RISKS)
    if case.actions:
        yield _table(case.actions)
    else:
        yield Paragraph(NO_ACTIONS)
    if case.duties:
        yield Heading(DUTIES, level=2)
    for agencies, text in case.duties:
        yield Paragraph(f"{listed(agencies, 'and')}: {text}")
    if case.to_settle:
        yield Heading(TO_SETTLE, level=2)
        yield _table(case.to_settle)


def _risks(risks: Iterable[PaperRisk]) -> Iterator[tuple[Cell, ...]]:
    """By who is at risk, said once, with the actions that answer each (RISK-1, RISK-2)."""
    before = ""
    for risk in risks:
        yield cells(
            (
                risk.at_risk if risk.at_risk != before else "",
                risk.label,
                risk.from_whom,
                listed(risk.answered_by, "and") or "no action",
                risk.stands or "not said",
            )
        )
        before = risk.at_risk


def _table(actions: Iterable[PaperAction]) -> Table:
    return Table(COLUMNS, WIDTHS, tuple(map(_row, actions)))


def _row(action: PaperAction) -> tuple[Cell, ...]:
    return (
        Cell(action.label, strong=True),
        Cell(action.text, below=tuple(_below(action))),
        Cell(listed(action.agencies, "and"), below=(action.named,) if action.named else ()),
        Cell(
            full_date(action.due) if action.due else "no date",
            alert="urgent" if action.urgent else "",
        ),
        Cell(action.done_when or "not said"),
    )


def _below(action: PaperAction) -> Iterator[str]:
    whom = f"for: {action.for_whom}" if action.for_whom else ""
    risks = f"risks: {listed(action.risks, 'and')}" if action.risks else ""
    yield DOT.join(filter(None, (whom, risks, action.standing)))
    if action.note:
        yield f"Note: {action.note}"
