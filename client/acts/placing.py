"""When a case of a draft is heard: a time of its own, or none, and the section of the day."""

from collections.abc import Iterator
from datetime import time
from typing import Final

from agenda.referrals.dates import Unclear as NoTime
from agenda.referrals.times import time_in
from client.acts.form import Answers, Choice, Field, Form, Option, StayHere, Unclear, Words
from client.view.rows import Row, quiet, row, strong
from meeting.desk import DeskItem, DeskSheet, PlaceDraftCase

AT: Final = "at"
NEEDED: Final = "needed"
SECTION: Final = "section"
BY_PROTOCOL: Final = Option("", "where the protocol puts it")
AROUND: Final = "The others are heard around it. Without a time it is heard in its turn."
NO_TIME: Final = "Say a time, as 14:30 or 2.30pm; or nothing, and it is heard in its turn."
NOBODY: Final = "A time is fixed only for a professional who is needed then: say who that is."


def place(sheet: DeskSheet, case: str) -> Form | None:
    """Asks; None unless it came into this draft, and whoever asks may process it (CON-3)."""
    item = next((each for each in sheet.order if each.case is not None and each.case == case), None)
    if item is None or sheet.version is None or not item.in_draft or item.closed:
        return None
    return Form(
        "When is it heard?" if item.starts is None else f"When is {item.label} heard?",
        lambda answers: _built(sheet, item, answers),
        fields=tuple(_fields(sheet, item)),
        said=tuple(_said(item)),
        yes="puts it there",
        of_meeting=True,
    )


def _said(item: DeskItem) -> Iterator[Row]:
    yield row(strong(item.said), quiet(f"  {item.agency}"))
    yield row(quiet(AROUND))


def _fields(sheet: DeskSheet, item: DeskItem) -> Iterator[Field]:
    at = "" if item.fixed_at is None else f"{item.fixed_at:%H:%M}"
    yield Words(AT, "Fixed for", "10:30 or 2.15pm; nothing: in its turn", initial=at)
    yield Words(NEEDED, "Needed then", "an interpreter, a midwife", initial=item.fixed_for)
    if sheet.sections:
        options = (BY_PROTOCOL, *(Option(name, said) for name, said in sheet.sections))
        yield Choice(SECTION, "Section", options, item.put_into or "")


def _built(sheet: DeskSheet, item: DeskItem, answers: Answers) -> PlaceDraftCase | StayHere:
    at, needed = _time(answers.one(AT)), answers.one(NEEDED).strip()
    section = (answers.one(SECTION) or None) if sheet.sections else item.put_into
    if at is not None and not needed:
        raise Unclear(NEEDED, NOBODY)
    if at is None:
        needed = ""
    assert item.case is not None and sheet.version is not None  # noqa: S101, PT018 - see ``place``
    if (at, needed, section) == (item.fixed_at, item.fixed_for, item.put_into):
        return StayHere()
    return PlaceDraftCase(
        meeting=sheet.meeting,
        version=sheet.version,
        case=item.case,
        fixed_at=None if at is None else f"{at:%H:%M}",
        fixed_for=needed,
        section=section,
    )


def _time(said: str) -> time | None:
    try:
        return time_in(said)
    except NoTime:
        raise Unclear(AT, NO_TIME) from None
