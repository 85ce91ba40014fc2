"""What the plan is checked for: who tells the victim (ACT-8), and the four aims (ACT-10)."""

from collections.abc import Iterator

from agenda.plan import Role
from client.acts.asking import about, agencies_at_table
from client.acts.form import Act, Answers, Choice, Form, Option, Several, Words
from client.acts.letters import agency_choice
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.case.actions import ANSWERING
from meeting.case.checks import Aim
from meeting.case.gaps import is_asked, open_aims
from meeting.case.hearing import Case
from meeting.case.table import has_laptop
from meeting.commands import CHAIR_AND_MINUTES, REPRESENTATIVES, AnswerAim, NameWhoTells
from meeting.labels import AIMS


def who_tells(seen: Seen) -> Act | None:
    """My agency tells the victim, another is suggested, or nobody does (ACT-8, ACT-1)."""
    case = seen.case
    if case is None:
        return None
    says_nobody = seen.role in CHAIR_AND_MINUTES
    mine = seen.agency if seen.role in REPRESENTATIVES else case.checks.suggested_to or ""
    agencies = agencies_at_table(seen, case)
    why = Words("reason", "Why", "needed if nobody does", tall=True)
    return Form(
        "Who tells the victim what was agreed?",
        lambda answers: NameWhoTells(
            case=case.case, agency=answers.one("agency") or None, reason=answers.one("reason")
        ),
        (
            agency_choice(seen, "agency", "Agency", agencies, mine, optional=says_nobody),
            *((why,) if says_nobody else ()),
        ),
        cases=about(seen),
        remarks=lambda answers: _what_it_comes_to(seen, case, answers),
    )


def is_asked_to_tell(seen: Seen) -> bool:
    """Whether my agency was asked to tell the victim and has not said that it does (ACT-8)."""
    case = seen.case
    if case is None or case.closing is not None or seen.role not in REPRESENTATIVES:
        return False
    return case.checks.suggested_to == seen.agency


def waiting_to_tell(seen: Seen) -> Iterator[str]:
    """For the agency that is asked."""
    case = seen.case
    if case is not None and is_asked_to_tell(seen):
        by = seen.name_of(case.checks.suggested_by or "")
        yield f"{by} suggests that you tell the victim what was agreed: . say that you do"


def _what_it_comes_to(seen: Seen, case: Case, answers: Answers) -> tuple[Row, ...]:
    """Who names another agency suggests it, and is told so before (ACT-1)."""
    agency = answers.one("agency")
    if not agency:
        return (row(Piece("Nobody does: say why.", Tone.WARNING)),)
    name = seen.name_of(agency)
    if agency == seen.agency and seen.role in REPRESENTATIVES:
        return (row(Piece(f"{name} tells the victim.", Tone.GOOD)),)
    if seen.role is Role.MINUTE_TAKER and not has_laptop(seen.room, case, agency):
        return (row(f"You witness that {name} said so aloud."),)
    return (row("This suggests it."), row(f"{name} says so itself."))


def answer_aim(seen: Seen) -> Act | None:
    """Which actions answer an aim, or why nothing is needed for it (ACT-10)."""
    case = seen.case
    if case is None or not (asked := asked_aims(seen)):
        return None
    still = open_aims(seen.room, case)
    actions = tuple(
        Option(action.action, f"{action.label} {action.wording.text}", action.label)
        for action in case.plan.actions.values()
        if action.standing in ANSWERING
    )
    why = Words("reason", "Why", "needed if no action answers it", tall=True)
    ticks = (Several("answered_by", "Answered by", actions),) if actions else ()
    return Form(
        "What the plan has to answer",
        lambda answers: AnswerAim(
            case=case.case,
            aim=Aim(answers.one("aim")),
            answered_by=answers.many("answered_by"),
            reason=answers.one("reason"),
        ),
        (
            Choice("aim", "What", tuple(Option(a, AIMS[a]) for a in asked), (still or asked)[0]),
            *ticks,
            why,
        ),
        cases=about(seen),
        said=tuple(row(Piece(f"! Open: what {AIMS[aim]}.", Tone.WARNING)) for aim in still),
    )


def asked_aims(seen: Seen) -> tuple[Aim, ...]:
    """The aims that the protocol has asked of this case."""
    case = seen.case
    return tuple(aim for aim in Aim if case is not None and is_asked(seen.room, case, aim))
