"""Who presents a case for the referrer, and who brings the victim's views (ROLE-9, ROLE-10)."""

from collections.abc import Mapping
from typing import Final

from client.acts.asking import about, agencies_heard
from client.acts.form import Act, Choice, Form, Option, Words
from client.acts.letters import agency_choice
from client.view.rows import row
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.spoken_for import presenter
from meeting.case.voices import ViewsFrom
from meeting.commands import NamePresenter, NameViews
from meeting.room import Phase

ADVOCATE: Final = ""
RIGHTS: Final[Mapping[ViewsFrom, str]] = {
    ViewsFrom.CHOSEN: "whom the victim chose",
    ViewsFrom.WORKS_WITH: "an agency that the victim works with",
    ViewsFrom.REFERRER: "the referrer",
    ViewsFrom.WRITTEN: "in writing",
}


def name_presenter(seen: Seen) -> Act | None:
    """Another agency presents on the referrer's behalf, as was agreed (ROLE-10)."""
    case = seen.case
    if case is None:
        return None
    agency = agency_choice(
        seen, "agency", "Agency", _agencies(seen, case), presenter(case), optional=False
    )
    return Form(
        f"Who presents this case for {seen.name_of(case.referred_by)}?",
        lambda answers: NamePresenter(case=case.case, agency=answers.one("agency") or None),
        (agency,),
        cases=about(seen),
        said=(row("Agreed with the referrer beforehand."),),
    )


def name_views(seen: Seen) -> Act | None:
    """Who brings the victim's views where no IDVA does (ROLE-9)."""
    case = seen.case
    if case is None:
        return None
    voices = case.voices
    with_advocate = Option(ADVOCATE, f"the {seen.room.protocol.roles.advocate}")
    rights = tuple(Option(right, words) for right, words in RIGHTS.items())
    return Form(
        "Who brings the victim's views?",
        lambda answers: NameViews(
            case=case.case,
            brought_by=ViewsFrom(answers.one("by")) if answers.one("by") else None,
            agency=answers.one("agency") or None,
            statement=answers.one("statement"),
        ),
        (
            Choice("by", "From", (with_advocate, *rights), voices.brought_by or ""),
            agency_choice(seen, "agency", "Agency", _agencies(seen, case), voices.agency or ""),
            Words("statement", "Written", "in the victim's own words", voices.statement, tall=True),
        ),
        cases=about(seen),
    )


def _agencies(seen: Seen, case: Case) -> tuple[Option, ...]:
    """On the day those at the table; before it, all that are expected."""
    if seen.room.phase is Phase.HEARING:
        here = agencies_heard(seen, case)
        referrer = Option(case.referred_by, seen.name_of(case.referred_by))
        return here if referrer in here else (referrer, *here)
    return tuple(Option(agency, name) for agency, name in seen.room.agencies.items())
