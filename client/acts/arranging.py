"""Another meeting from the one that is shown at the desk: another day, or an emergency (AG-9)."""

from collections.abc import Callable
from datetime import date, time
from typing import Final

from agenda.deadline import due_date
from agenda.london import full_date
from agenda.plan import Role
from agenda.protocol import Restriction
from agenda.referrals.dates import Unclear as NoTime
from agenda.referrals.times import time_in
from client.acts.form import Answers, Choice, Field, Form, Option, Several, Unclear, Words
from client.view.rows import Row, quiet, row
from meeting.desk import ArrangeAgain, ArrangeSitting, DeskSheet

DAY: Final = "day"
AT: Final = "at"
KIND: Final = "kind"
NAMED: Final = "named"
OPEN: Final = "open"
NO_DAY: Final = "Say a day from today on: tomorrow, fri, 15 dec, or 2026-12-15."
NO_TIME: Final = "Say a time, as 14:30 or 2.30pm."
WHO: Final = (
    "It has the agencies, people and protocol of {meeting}; guests and observers are not asked "
    "again. The referrals come next."
)
ONE_CASE: Final = "It hears one case; the file with its referral comes next."
RESTRICTED: Final = (
    "A restricted one stands on no list, and those named alone ever hear of it: tick them, with "
    "who leads it and who minutes it."
)
KINDS: Final = (
    Option(OPEN, "open, for that register"),
    Option(Restriction.EMPLOYEE, "restricted: a party works with the MARAC"),
    Option(Restriction.HONOUR, "restricted: honour-based abuse"),
)
ALWAYS: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER})


def another_meeting(sheet: DeskSheet, title: str, today: date) -> Form | None:
    """Asks for which day; None where what is shown is itself a draft."""
    if sheet.version is not None or not sheet.people:
        return None

    def build(answers: Answers) -> ArrangeAgain:
        day, starts = _when(answers, today)
        return ArrangeAgain(meeting=sheet.meeting, day=day, starts=starts)

    return Form(
        "Another meeting with these people",
        build,
        fields=_fields(sheet.next_day, sheet.starts),
        said=(row(WHO.format(meeting=title)),),
        remarks=lambda answers: _remarks(answers, today),
        yes="makes a draft",
        of_meeting=True,
    )


def emergency(sheet: DeskSheet, title: str, today: date, new_id: Callable[[], str]) -> Form | None:
    """Asks for when and of which kind; None where what is shown is itself a draft."""
    if sheet.version is not None or not sheet.people:
        return None
    people = tuple(Option(one.id, f"{one.name}, {one.agency}") for one in sheet.people)
    always = tuple(one.id for one in sheet.people if one.role in ALWAYS)

    def build(answers: Answers) -> ArrangeAgain | ArrangeSitting:
        day, starts = _when(answers, today)
        if answers.one(KIND) == OPEN:
            return ArrangeAgain(meeting=sheet.meeting, day=day, starts=starts, emergency=True)
        return ArrangeSitting(
            meeting=sheet.meeting,
            sitting=new_id(),
            file=new_id(),
            why=Restriction(answers.one(KIND)),
            named=answers.many(NAMED),
            day=day,
            starts=starts,
        )

    return Form(
        "An emergency meeting",
        build,
        fields=(
            *_fields(today, None),
            Choice(KIND, "It is", KINDS, OPEN),
            Several(NAMED, "Named", people, always),
        ),
        said=(row(f"With the register of {title}. {ONE_CASE}"), row(quiet(RESTRICTED))),
        remarks=lambda answers: _remarks(answers, today),
        yes="goes on to the file",
        of_meeting=True,
    )


def _fields(day: date | None, starts: time | None) -> tuple[Field, ...]:
    proposed = "" if day is None else f"{day:%Y-%m-%d}"
    at = "" if starts is None else f"{starts:%H:%M}"
    return (
        Words(DAY, "Day", "tomorrow, fri, 15 dec", initial=proposed, proposed=True),
        Words(AT, "At", "14:30", initial=at, proposed=True),
    )


def _when(answers: Answers, today: date) -> tuple[date, time]:
    day = due_date(answers.one(DAY), today, frozenset())
    if day is None or day < today:
        raise Unclear(DAY, NO_DAY)
    try:
        starts = time_in(answers.one(AT))
    except NoTime:
        starts = None
    if starts is None:
        raise Unclear(AT, NO_TIME)
    return day, starts


def _remarks(answers: Answers, today: date) -> tuple[Row, ...]:
    """What the day comes to, as it is typed."""
    day = due_date(answers.one(DAY), today, frozenset())
    return () if day is None else (row(quiet(full_date(day))),)
