"""Publishing a draft: what it opens, and to whom, before it is done."""

from collections.abc import Iterator
from typing import Final

from agenda.london import clock_time
from client.acts.form import Form
from client.view.rows import Piece, Row, Tone, row
from meeting.desk import DeskPerson, DeskSheet, PublishDraft

FIXED: Final = (
    "From then on the list is fixed: a case is closed with a reason, and none is taken off."
)
WHO_READS: Final = (
    "Nothing is sent now. They read it in the room, each without the cases that they are out of, "
    "once the names are settled and the chair has opened the agenda."
)
READERS: Final = "It is opened to:"
INVITE: Final = (
    "Once it is published, M goes there, and I on its board invites them one by one; whoever runs "
    "the server does it with marac-server people invite."
)
NO_WAY_IN: Final = "not invited yet"
ROLES: Final = {"minute_taker": "minute-taker"}


def publish(sheet: DeskSheet, title: str) -> Form | None:
    """Asks; None where it is no draft, or something has to be settled first."""
    cases = [item for item in sheet.order if item.case is not None]
    if sheet.version is None or sheet.problem or sheet.waiting or not cases:
        return None
    act = PublishDraft(meeting=sheet.meeting, version=sheet.version)
    return Form(
        f"Publish the agenda of {title}?",
        lambda _: act,
        said=tuple(_said(sheet, len(cases))),
        reading="\n".join((READERS, *map(_person, sheet.people))),
        yes="publishes",
        of_meeting=True,
    )


def _said(sheet: DeskSheet, cases: int) -> Iterator[Row]:
    begins = next(clock_time(item.starts) for item in sheet.order if item.starts is not None)
    many = "1 case" if cases == 1 else f"{cases} cases"
    yield row(f"{many}, from {begins}. {FIXED}")
    yield row(WHO_READS)
    if uninvited := sum(not person.comes_in for person in sheet.people):
        who = "One of them is" if uninvited == 1 else f"{uninvited} of them are"
        words = f"! {who} not invited yet. {INVITE}"
        yield row(Piece(words, Tone.WARNING), indent=2)
    for remark in sheet.remarks:
        yield row(Piece(f"! {remark}", Tone.WARNING), indent=2)


def _person(person: DeskPerson) -> str:
    role = ROLES.get(person.role, str(person.role))
    no_way_in = "" if person.comes_in else f" · {NO_WAY_IN}"
    return f"{person.name}, {person.agency} ({role}){no_way_in}"
