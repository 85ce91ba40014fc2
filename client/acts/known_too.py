"""That an agency knows the same as what was said: its name, and no second telling (CASE-3)."""

from typing import Final

from agenda.plan import Role
from client.acts.asking import about, agencies_at_table
from client.acts.form import Act, Answers, Form, Option, Unclear
from client.acts.letters import agency_choice
from client.view.rows import quiet, row
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.information import Information
from meeting.commands import KnowTheSame, RecordTheSame

CHOOSE: Final = "Choose the agency that knows the same."


def to_second(seen: Seen) -> Information | None:
    """The point under the cursor, if somebody could know the same whom it does not name yet."""
    case = seen.case
    point = case.heard.points.get(seen.selected) if case else None
    if case is None or point is None or point.struck_by is not None:
        return None
    if seen.role is Role.MINUTE_TAKER:
        return point if _others(seen, case, point) else None
    return None if seen.agency in _named(point) else point


def _named(point: Information) -> frozenset[str]:
    return frozenset({point.agency, *point.also_known})


def _others(seen: Seen, case: Case, point: Information) -> tuple[Option, ...]:
    at_table = agencies_at_table(seen, case, reports=True)
    return tuple(option for option in at_table if option.value not in _named(point))


def know_the_same(seen: Seen) -> Act | None:
    """At once, of the words under the cursor."""
    case, point = seen.case, to_second(seen)
    if case is None or point is None:
        return None
    return KnowTheSame(case=case.case, information=point.information, version=point.version)


def record_the_same(seen: Seen) -> Act | None:
    """The minute-taker says which agency."""
    case, point = seen.case, to_second(seen)
    if case is None or point is None:
        return None
    return Form(
        "Which agency knows the same?",
        lambda answers: RecordTheSame(
            case=case.case,
            information=point.information,
            version=point.version,
            agency=_agency(answers),
        ),
        (agency_choice(seen, "agency", "Agency", _others(seen, case, point), ""),),
        cases=about(seen),
        said=(row(quiet(point.text)),),
        entries=frozenset({point.information}),
    )


def _agency(answers: Answers) -> str:
    if not (chosen := answers.one("agency")):
        raise Unclear("agency", CHOOSE)
    return chosen
