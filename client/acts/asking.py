"""The questions that several forms share: of whom, from whom, by when, which agency."""

from collections.abc import Callable
from datetime import date

from agenda.calendar import is_working_day
from agenda.deadline import due_date, kind_of_day, remark, told_date
from agenda.london import spoken_date
from agenda.plan import Role
from client.acts.form import Act, Answers, Form, Option, Unclear, Words
from client.view.rows import Piece, Row, Tone, quiet, row
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.table import at_table, can_be_heard, seats
from meeting.commands import AnyCommand, CaseCommand
from meeting.labels import OTHERS, subject_label
from meeting.values import AgencyId

NOBODY = Option("", "-")
WHEN = "Write the day as “5 working days”, “Friday”, “3 Dec” or “03/12/2026”."

HAPPENED = "Write the day it happened as “3 Nov”, “Friday”, “2 weeks ago” or “03/11/2026”."


def subjects(case: Case) -> tuple[Option, ...]:
    """Whom something in this case can be about."""
    parties = tuple(Option(p.id, subject_label(case, p.id)) for p in case.parties)
    return (*parties, *(Option(value, label) for value, label in OTHERS.items()))


def risks(case: Case) -> tuple[Option, ...]:
    """The risks that an action can answer."""
    return tuple(Option(r.risk, f"{r.label} {r.text}", r.label) for r in case.risks.named.values())


def agencies_heard(seen: Seen, case: Case, *, reports: bool = False) -> tuple[Option, ...]:
    """As ``agencies_at_table``, with those of whoever chairs or takes the minutes (CASE-6)."""
    return _agencies(seen, lambda agency: can_be_heard(seen.room, case, agency), reports=reports)


def agencies_at_table(seen: Seen, case: Case, *, reports: bool = False) -> tuple[Option, ...]:
    """The agencies for which the minute-taker can record something (ROLE-8).

    With ``reports``, also those that are not here and have sent a written report (ROLE-3), after
    those that are.
    """
    return _agencies(seen, lambda agency: bool(at_table(seen.room, case, agency)), reports=reports)


def _agencies(
    seen: Seen, is_here: Callable[[AgencyId], bool], *, reports: bool
) -> tuple[Option, ...]:
    here = {agency for agency in seen.room.agencies if is_here(agency)}
    return tuple(
        Option(agency, name)
        for agency, name in sorted(seen.room.agencies.items(), key=lambda each: each[0] not in here)
        if agency in here or (reports and agency in seen.room.reports)
    )


def other_agencies(seen: Seen) -> tuple[Option, ...]:
    """The agencies with somebody expected at this case, without my own.

    A guest, who has no register, is given all that they may meet.
    """
    expected = set(seen.room.agencies)
    if seen.case is not None and seen.role is not Role.GUEST:
        expected = {seat.agency for seat in seats(seen.room, seen.case)}
    return tuple(
        Option(agency, name)
        for agency, name in seen.room.agencies.items()
        if agency in expected and agency != seen.agency
    )


def reason(title: str, label: str, build: Callable[[str], AnyCommand], seen: Seen) -> Form:
    """A form that asks for nothing but a reason."""
    return Form(
        title,
        lambda answers: build(answers.one("reason")),
        (Words("reason", label, tall=True),),
        cases=about(seen),
    )


def sure(title: str, command: AnyCommand, seen: Seen, *said: Row, ask: bool = True) -> Act:
    """``command`` at once, or a form that asks first."""
    if not ask:
        return command
    whole = not isinstance(command, CaseCommand)
    return Form(title, lambda _: command, cases=about(seen), said=said, yes="yes", of_meeting=whole)


def about(seen: Seen) -> frozenset[str]:
    """The case looked at, as the cases that a form holds something of."""
    return frozenset({seen.case.case}) if seen.case else frozenset()


def day(seen: Seen, answers: Answers, name: str = "due") -> date | None:
    """The day that was written; None for none. Raises Unclear for what is no day."""
    said = answers.one(name).strip()
    if not said:
        return None
    found = due_date(said, seen.room.day, seen.room.closed_days)
    if found is None:
        raise Unclear(name, WHEN)
    return found


def told_day(seen: Seen, answers: Answers, name: str = "dated") -> date | None:
    """The past day that was written; None for none. Raises Unclear for what is no such day."""
    said = answers.one(name).strip()
    if not said:
        return None
    found = told_date(said, seen.room.day)
    if found is None:
        raise Unclear(name, HAPPENED)
    return found


def told_remarks(seen: Seen, answers: Answers) -> tuple[Row, ...]:
    """What the words in the date field of a piece of information come to, with the year."""
    try:
        found = told_day(seen, answers)
    except Unclear:
        return (row(Piece("? when: not a past day yet", Tone.WARNING)),)
    if found is None:
        return ()
    said = row(quiet("on "), Piece(f"{spoken_date(found)} {found.year}", Tone.GOOD))
    today = seen.room.day
    if (found.year + 1, found.month, found.day) < (today.year, today.month, today.day):
        return (said, row(Piece("! more than a year ago: is it still so?", Tone.WARNING)))
    return (said,)


def day_remarks(seen: Seen, answers: Answers) -> tuple[Row, ...]:
    """What the words in the date field come to, with the weekday, and what to watch out for."""
    try:
        found = day(seen, answers)
    except Unclear:
        return (row(Piece("? by when: not a day yet", Tone.WARNING)),)
    if found is None:
        return ()
    open_then = is_working_day(found, seen.room.closed_days)
    kind = Piece(
        kind_of_day(found, seen.room.closed_days), Tone.QUIET if open_then else Tone.WARNING
    )
    note = remark(found, seen.room.day)
    warning = (row(Piece(f"! {note}", Tone.WARNING)),) if note else ()
    return (row(quiet("by "), Piece(spoken_date(found), Tone.GOOD), quiet(", "), kind), *warning)
