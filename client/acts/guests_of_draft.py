"""Who comes for one case of a draft, and for nothing else of that meeting (ROLE-6)."""

from collections.abc import Iterator
from typing import Final

from client.acts.form import Answers, Choice, Form, Option, StayHere, Unclear
from client.view.rows import Row, quiet, row, strong
from meeting.desk import DeskItem, DeskSheet, NameGuest

WHO: Final = "who"
UNCHOSEN: Final = Option("", "not chosen yet")
NOBODY: Final = Option("nobody", "nobody any more")
NOT_SAID: Final = "Choose somebody, or nobody."
ALONE: Final = (
    "They are let in for this case alone, once the chair has asked whether they have read the "
    "declaration and are somewhere private."
)
IF_MISSING: Final = (
    "Who is not in this list is entered first, with marac-server people add, by whoever runs the "
    "server."
)


def guest(sheet: DeskSheet, case: str) -> Form | None:
    """Asks; None unless it came into this draft, and whoever asks may process it (CON-3)."""
    item = next((each for each in sheet.order if each.case is not None and each.case == case), None)
    if item is None or sheet.version is None or not item.in_draft or item.closed:
        return None
    options = (UNCHOSEN, NOBODY, *(Option(person, words) for person, words in sheet.may_come))
    return Form(
        f"Who comes for {item.label} alone?",
        lambda answers: _built(sheet, item, answers),
        fields=(Choice(WHO, "Guest", options, ""),),
        said=tuple(_said(item)),
        yes="names them",
        of_meeting=True,
    )


def _said(item: DeskItem) -> Iterator[Row]:
    yield row(strong(item.said), quiet(f"  {item.agency}"))
    for one in item.guests:
        yield row(f"Comes now: {one}")
    yield row(quiet(ALONE))
    yield row(quiet(IF_MISSING))


def _built(sheet: DeskSheet, item: DeskItem, answers: Answers) -> NameGuest | StayHere:
    who = answers.one(WHO)
    if not who:
        raise Unclear(WHO, NOT_SAID)
    assert item.case is not None and sheet.version is not None  # noqa: S101, PT018 - see ``guest``
    if who == NOBODY.value and not item.guests:
        return StayHere()
    return NameGuest(
        meeting=sheet.meeting,
        version=sheet.version,
        case=item.case,
        person=None if who == NOBODY.value else who,
    )
