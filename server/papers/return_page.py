"""A return as a page: tables, and two plain charts (OUT-6)."""

from collections.abc import Iterator, Mapping
from typing import Final

from agenda.london import full_date
from agenda.past.returns import Return
from agenda.past.suppression import Figure
from server.papers.page import Bar, Block, Cell, Chart, Heading, Page, Paragraph, Table, cells
from server.papers.return_words import ACTIONS, REFERRALS, Grid, grids
from server.papers.wording import harmless

WIDTH: Final = 17.4
NARROW: Final = 2.2
SMALL: Final = (
    "Small counts are hidden. <5 is a number from 0 to 4. A star is a number that is not shown, "
    "because others could be worked out from it."
)
OF_MONTHS: Final = (
    "What is hidden in the return of a month is hidden here as well, so that no month can be "
    "worked out from the quarter."
)
SITTINGS: Final = "WITH RESTRICTED SITTINGS \N{EN DASH} only for who may know that they were held"


def return_page(paper: Return) -> Page:
    """``paper`` in words, with every text cleaned."""
    wanted = paper.wanted
    return harmless(
        Page(
            title=f"Return {wanted.period.name}, {paper.area}",
            heading=f"Return for {_period(paper)}",
            marking=paper.marking,
            version="Small counts hidden" if wanted.suppress else "All counts",
            under_marking=("Counts alone: no case and nobody is named.",),
            alarm=SITTINGS if wanted.sittings else "",
            day=wanted.period.last,
            blocks=tuple(_blocks(paper)),
        )
    )


def _period(paper: Return) -> str:
    period = paper.wanted.period
    if len(period.months) == 1:
        return f"{period.first:%B %Y}"
    return f"{period.first:%B} to {period.last:%B %Y}"


def _blocks(paper: Return) -> Iterator[Block]:
    days = ", ".join(full_date(day) for day, _ in paper.times.over)
    yield Paragraph(f"{paper.area} MARAC. Meetings that are counted: {days}.")
    if paper.not_counted:
        yield Paragraph(f"Not counted, since no list of them is approved: {paper.not_counted}.")
    yield Paragraph(f"What became of actions is as it was said by {full_date(paper.made)}.")
    if paper.wanted.suppress:
        yield Paragraph(SMALL)
    if paper.wanted.with_months:
        yield Paragraph(OF_MONTHS)
    charts = {REFERRALS: _referred, ACTIONS: _acted}
    for grid in grids(paper):
        yield Heading(grid.title)
        if grid.note:
            yield Paragraph(grid.note, quiet=True)
        yield _table(grid)
        if grid.title in charts:
            yield charts[grid.title](paper)


def _table(grid: Grid) -> Table:
    narrow = (NARROW,) * len(grid.columns)
    return Table(
        (grid.first, *grid.columns),
        (WIDTH - sum(narrow), *narrow),
        tuple((Cell(what), *cells(figures)) for what, figures in grid.rows),
    )


def _referred(paper: Return) -> Chart:
    title = "Cases heard, by the agency that referred them"
    figures = paper.figures.referrals
    bars = [_bar(paper, agency, figure, figure, str(figure)) for agency, figure in figures.items()]
    return _chart(title, bars)


def _acted(paper: Return) -> Chart:
    title = "Actions by agency; the dark part was done on time"
    on_time: Mapping[str, Figure] = paper.figures.on_time
    bars = [
        _bar(paper, agency, figure, on_time[agency], _said(figure, on_time[agency]))
        for agency, figure in paper.figures.offered.items()
    ]
    return _chart(title, bars)


def _said(offered: Figure, on_time: Figure) -> str:
    return f"{offered}, on time {on_time}" if isinstance(offered, int) else str(offered)


def _bar(paper: Return, agency: str, whole: Figure, part: Figure, said: str) -> Bar:
    """What is hidden has no length: its bar would be as good as a number."""
    length = whole if isinstance(whole, int) else 0
    return Bar(paper.name(agency), length, min(length, part if isinstance(part, int) else 0), said)


def _chart(title: str, bars: list[Bar]) -> Chart:
    """Without agencies that have nothing; the table has them."""
    shown = (bar for bar in bars if bar.said.partition(",")[0] != "0")
    bars = sorted(shown, key=lambda bar: (-bar.whole, bar.label.casefold()))
    said = "; ".join(f"{bar.label}: {bar.said}" for bar in bars)
    return Chart(title, f"{title}. {said}.", tuple(bars))
