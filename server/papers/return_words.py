"""What a return says, table by table, in the same words for every kind of file (OUT-6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from agenda.london import full_date
from agenda.past.counting import Came, Kept, Repeat
from agenda.past.equality import Answer
from agenda.past.returns import Return
from agenda.past.suppression import Figure, Hidden

REPEATS = {
    Repeat.YES: "Repeats",
    Repeat.PERHAPS: "Perhaps repeats: nobody has said yet whether they are the same people",
    Repeat.NO: "No repeat",
}
ANSWERS = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.NOT_SAID: "Not said",
    Answer.UNCLEAR: "Unclear",
}
COARSER_ANSWERS = ANSWERS | {Answer.NOT_SAID: "Not said or unclear"}
COARSER_REPEATS = REPEATS | {Repeat.NO: "No repeat, or nobody has said"}
"""What they are called where small counts are hidden, and one holds another besides."""
CAME = {
    Came.THERE: "There",
    Came.REPORT: "Written report",
    Came.APOLOGIES: "Apologies",
    Came.ABSENT: "Absent",
}
KEPT = {
    Kept.LATE: "Done late",
    Kept.NOT_DONE: "Not done",
    Kept.NOT_YET: "Nothing said yet",
}
ALL = "All agencies"
AVERAGE = "Minutes a case, on the average"
NOT_KNOWN = "not known"
HIDDEN = "not shown"
CASES, VICTIMS, REFERRALS = "Cases", "Victims", "Referrals by agency"
ATTENDANCE, ACTIONS, TIMES = "Attendance by agency", "Actions by agency", "Time"
Row = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures: its columns but the first, and the rows by what they are of."""

    title: str
    first: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


def grids(paper: Return) -> tuple[Grid, ...]:
    """Every table of ``paper``, in its order."""
    return (
        _cases(paper),
        _victims(paper),
        _referrals(paper),
        _actions(paper),
        _attendance(paper),
        _times(paper),
    )


def _cases(paper: Return) -> Grid:
    figures = paper.figures
    named = COARSER_REPEATS if paper.wanted.suppress else REPEATS
    rows = [("Cases heard", figures.cases)]
    rows += [(f"  {named[how]}", figure) for how, figure in figures.repeats.items()]
    rows += [
        ("Children in the cases heard", figures.children),
        ("Cases put off, handed over or closed without being heard", figures.put_off),
    ]
    return Grid(CASES, "What", ("Number",), tuple((what, (str(f),)) for what, f in rows))


def _victims(paper: Return) -> Grid:
    named = COARSER_ANSWERS if paper.wanted.suppress else ANSWERS
    shown = [answer for answer in ANSWERS if answer in next(iter(paper.figures.said.values()))]
    return Grid(
        VICTIMS,
        "Of the cases heard",
        tuple(named[answer] for answer in shown),
        tuple(
            (str(asked), tuple(str(parts[answer]) for answer in shown))
            for asked, parts in paper.figures.said.items()
        ),
        "Not said: the referral is silent, or is not kept. Unclear: it says something that could "
        "be taken either way.",
    )


def _referrals(paper: Return) -> Grid:
    rows: list[Row] = [
        (paper.name(agency), (str(figure),)) for agency, figure in paper.figures.referrals.items()
    ]
    return Grid(REFERRALS, "Agency", ("Cases heard",), (*_sorted(rows), *_all(paper)))


def _all(paper: Return) -> Iterator[Row]:
    yield ALL, (str(paper.figures.cases),)


def _sorted(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row[0].casefold())


def _actions(paper: Return) -> Grid:
    figures, kept = paper.figures, paper.figures.kept
    more = tuple(KEPT.values()) if kept is not None else ()
    rows = []
    for agency, offered in figures.offered.items():
        became = [kept[agency][each] for each in KEPT] if kept is not None else []
        cells: list[Figure] = [offered, figures.on_time[agency], *became]
        rows.append((paper.name(agency), tuple(map(str, cells))))
    totals = [sum(each[how] for each in kept.values()) for how in KEPT] if kept is not None else []
    last = (str(figures.all_offered), str(figures.all_on_time), *map(str, totals))
    return Grid(
        ACTIONS,
        "Agency",
        ("Actions", "Done on time", *more),
        (*_sorted(rows), (ALL, last)),
        "A joint action counts once for each of its agencies. On time: said to be done by the day "
        "that it was first due.",
    )


def _attendance(paper: Return) -> Grid:
    rows = [
        (paper.name(agency), tuple(str(how[each]) for each in CAME))
        for agency, how in paper.attendance.items()
    ]
    return Grid(ATTENDANCE, "Agency", tuple(CAME.values()), tuple(_sorted(rows)), "In meetings.")


def _times(paper: Return) -> Grid:
    average = paper.times.minutes_a_case
    hidden = isinstance(paper.figures.cases, Hidden)
    said = str(average) if average is not None else HIDDEN if hidden else NOT_KNOWN
    rows = [(AVERAGE, (said,))]
    rows += [
        (f"Minutes after the planned end, {full_date(day)}", (NOT_KNOWN if n is None else str(n),))
        for day, n in paper.times.over
    ]
    note = "Below nought: it ended before that."
    return Grid(TIMES, "What", ("Minutes",), tuple(rows), note)
