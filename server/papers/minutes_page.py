"""The minutes in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, repeat
from typing import Final

from agenda.london import clock_time, full_date
from meeting.break_paper import PaperBreak
from meeting.labels import listed
from meeting.minutes import Minutes, MinutesCase, PaperAgency, PaperPoint
from server.papers.list_page import (
    DOT,
    NO_CASES,
    headed,
    not_heard,
    plan_blocks,
    quiet_lines,
)
from server.papers.page import Block, Cell, Heading, Page, Paragraph, Table
from server.papers.register_page import register_blocks
from server.papers.wording import harmless

COLUMNS: Final = ("Agency", "What it said", "About")
WIDTHS: Final = (3.2, 10.6, 3.6)
RISK_COLUMNS: Final = ("Risk", "What it is")
RISK_WIDTHS: Final = (1.5, 15.9)


def minutes_page(paper: Minutes) -> Page:
    """``paper`` in words, with every text cleaned."""
    paper = harmless(paper)
    return headed(paper.list, "Minutes", tuple(_blocks(paper)))


def _blocks(paper: Minutes) -> Iterator[Block]:
    times = [
        f"{word} {clock_time(at)}"
        for word, at in (("planned for", paper.began), ("list approved at", paper.ended))
        if at is not None
    ]
    if times:
        yield Paragraph(f"Meeting {', '.join(times)}.")
    if paper.breaks:
        yield Paragraph(f"Breaks: {', '.join(map(_break, paper.breaks))}.")
    yield Heading("Who was there")
    yield from register_blocks(paper.register)
    if paper.missing_core:
        yield Paragraph(f"Core agencies missing: {listed(paper.missing_core, 'and')}.")
    for case in paper.cases:
        yield Heading(case.plan.label)
        yield from _case(case)
    if not paper.cases:
        yield Paragraph(NO_CASES)
    yield from not_heard(paper.list)
    if paper.next_meeting:
        yield Paragraph(f"Next meeting: {paper.next_meeting}.")


def _case(case: MinutesCase) -> Iterator[Block]:
    for words in _about(case):
        yield Paragraph(words, quiet=True)
    yield from quiet_lines(replace(case.plan, sharings=(), links=()))
    if case.gaps:
        yield Paragraph(f"Closed with this open: {'; '.join(case.gaps)}.", quiet=True)
    yield Heading("What was said", level=2)
    if case.said:
        yield Table(COLUMNS, WIDTHS, tuple(row for said in case.said for row in _said(said)))
    if case.nothing_known:
        yield Paragraph(f"Nothing known: {listed(case.nothing_known, 'and')}.")
    if not case.said and not case.nothing_known:
        yield Paragraph("Nobody said anything.")
    for words in case.plan.sharings:
        yield Paragraph(f"Sharing onward: {words}")
    for words in case.plan.links:
        yield Paragraph(f"Link considered: {words}")
    yield Heading("Risks and actions", level=2)
    for words in case.care:
        yield Paragraph(words, quiet=True)
    if case.risks:
        rows = tuple((Cell(label, strong=True), Cell(words)) for label, words in case.risks)
        yield Table(RISK_COLUMNS, RISK_WIDTHS, rows)
    yield from plan_blocks(case.plan)
    if case.besides:
        yield Heading("Besides", level=2)
    for words in case.besides:
        yield Paragraph(f"{words}.".replace("..", "."))


def _about(case: MinutesCase) -> Iterator[str]:
    times = [
        f"{word} {_from_to(began, until)}"
        for word, (began, until) in zip(
            chain(("heard",), repeat("again")), case.heard, strict=False
        )
    ]
    if case.breaks:
        times.append(f"with {listed(tuple(map(_break, case.breaks)), 'and')} in it")
    here = "" if case.referrer_present else ", which was not there"
    yield DOT.join(filter(None, (f"Referred by {case.referred_by}{here}", ", ".join(times))))
    for lead, names in (
        ("Chaired by", (case.chaired_by,) if case.chaired_by else ()),
        ("Stood in:", case.stood_in),
        ("Guest:", case.guests),
        ("Out of this case:", case.out_of_it),
    ):
        if names:
            yield f"{lead} {listed(names, 'and')}"


def _from_to(began: datetime, until: datetime | None) -> str:
    return f"{clock_time(began)} to {clock_time(until)}" if until else f"since {clock_time(began)}"


def _break(taken: PaperBreak) -> str:
    """``Coffee 10:45 to 11:00``; of one that was skipped or never called, that it was not taken."""
    if taken.began is None:
        return f"{taken.label} not taken"
    until = f" to {clock_time(taken.ended)}" if taken.ended else ""
    return f"{taken.label} {clock_time(taken.began)}{until}"


def _said(said: PaperAgency) -> Iterator[tuple[Cell, ...]]:
    """The agency's name once, before the first of its points."""
    for place, point in enumerate(said.points):
        yield (
            Cell(said.agency if place == 0 else "", strong=True),
            Cell(point.text, below=tuple(_below(point))),
            Cell(point.about),
        )


def _below(point: PaperPoint) -> Iterator[str]:
    yield DOT.join(
        filter(
            None,
            (
                point.category,
                point.nature,
                f"of {full_date(point.dated)}" if point.dated else "",
                "typed by the minute-taker" if point.on_behalf else "",
                "corrected since" if point.changed else "",
                f"known too to {listed(point.also_known, 'and')}" if point.also_known else "",
            ),
        )
    )
