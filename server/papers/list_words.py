"""What every kind of page says of an action list in the same words."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Final

from agenda.london import full_date
from meeting.labels import listed
from meeting.papers import ActionList, PaperAction, PaperCase
from meeting.risk_paper import PaperRisk
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
RISK_COLUMNS: Final = ("At risk", "Risk", "From", "Answered by", "At the end")
NO_ACTIONS: Final = "No actions."
NO_CASES: Final = "There is no case that this paper may hold for its reader."
DOT: Final = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True)
class Row:
    """One action as it stands in a table: what is quiet stands below, smaller."""

    number: str
    what: str
    below: tuple[str, ...]
    agencies: str
    named: str
    due: str
    urgent: bool
    done_when: str


@dataclass(frozen=True, slots=True)
class CaseWords:
    """One case in words: what is said of it, its risks, a row each, its actions, its standing
    duties, what to settle.
    """

    heading: str
    quiet: tuple[str, ...]
    no_risks: str
    """That there is none, where the chair said so (RISK-1)."""
    risks: tuple[tuple[str, ...], ...]
    actions: tuple[Row, ...]
    duties: tuple[str, ...]
    to_settle: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ListWords:
    """An action list in words, for whatever kind of page."""

    title: str
    day: tuple[int, int, int]
    """The meeting's: year, month, day."""
    heading: str
    marking: str
    version: str
    under_marking: tuple[str, ...]
    alarm: str
    facts: tuple[str, ...]
    columns: tuple[str, ...]
    risk_columns: tuple[str, ...]
    cases: tuple[CaseWords, ...]
    no_actions: str
    duties: str
    to_settle: str
    below: tuple[str, ...]
    record: str
    heads: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """All of it, for a template."""
        return asdict(self)


def list_words(paper: ActionList) -> ListWords:
    """``paper`` in words, with every text cleaned."""
    paper = harmless(paper)
    return ListWords(
        title=f"{title_words(paper)}, {paper.area}, {full_date(paper.day)}",
        day=(paper.day.year, paper.day.month, paper.day.day),
        heading=title_words(paper),
        marking=paper.marking,
        version="Draft" if paper.is_draft else f"Version {paper.version}",
        under_marking=(f"Made for {made_for_words(paper)}",),
        alarm=version_words(paper) if paper.is_draft else "",
        facts=(f"{paper.area} MARAC, {full_date(paper.day)}", version_words(paper)),
        columns=COLUMNS,
        risk_columns=RISK_COLUMNS,
        cases=tuple(map(_case, paper.cases)),
        no_actions=NO_ACTIONS,
        duties=DUTIES,
        to_settle=TO_SETTLE,
        below=tuple(_below(paper)),
        record=RECORD,
        heads=tuple(map(str, paper.heads)),
    )


def _below(paper: ActionList) -> Iterator[str]:
    if not paper.cases:
        yield NO_CASES
    if paper.not_heard:
        yield f"Not heard at this meeting: {listed(paper.not_heard, 'and')}."


def _case(case: PaperCase) -> CaseWords:
    return CaseWords(
        heading=case.label,
        quiet=tuple(_quiet(case)),
        no_risks=NO_RISKS if case.no_risks and not case.risks else "",
        risks=tuple(_risks(case.risks)),
        actions=tuple(map(_row, case.actions)),
        duties=tuple(f"{listed(agencies, 'and')}: {text}" for agencies, text in case.duties),
        to_settle=tuple(map(_row, case.to_settle)),
    )


def _quiet(case: PaperCase) -> Iterator[str]:
    because = f". {case.reason}" if case.reason else ""
    yield f"Outcome: {case.outcome}{because}"
    for lead, said in (
        ("Reopened", case.reopened),
        ("Offered after the close and not taken in:", case.left_out),
        ("Passed over in the hearing:", case.passed_over),
        ("Presented by", (case.presented_by,) if case.presented_by else ()),
        ("The victim's views were brought by", (case.views_from,) if case.views_from else ()),
        ("Link considered:", case.links),
        ("Sharing onward:", case.sharings),
    ):
        yield from (f"{lead} {words}" for words in said)


def _risks(risks: Iterable[PaperRisk]) -> Iterator[tuple[str, ...]]:
    """By who is at risk, said once, with the actions that answer each (RISK-1, RISK-2)."""
    before = ""
    for risk in risks:
        yield (
            risk.at_risk if risk.at_risk != before else "",
            risk.label,
            risk.from_whom,
            listed(risk.answered_by, "and") or "no action",
            risk.stands or "not said",
        )
        before = risk.at_risk


def _row(action: PaperAction) -> Row:
    return Row(
        number=action.label,
        what=action.text,
        below=tuple(_said_below(action)),
        agencies=listed(action.agencies, "and"),
        named=action.named,
        due=full_date(action.due) if action.due else "no date",
        urgent=action.urgent,
        done_when=action.done_when or "not said",
    )


def _said_below(action: PaperAction) -> Iterator[str]:
    whom = f"for: {action.for_whom}" if action.for_whom else ""
    risks = f"risks: {listed(action.risks, 'and')}" if action.risks else ""
    yield DOT.join(filter(None, (whom, risks, action.standing)))
    if action.note:
        yield f"Note: {action.note}"
