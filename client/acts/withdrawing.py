"""A referral that is not high risk: its own agency asks to withdraw it, and each agency says that
it knows nothing to the contrary, or what it knows (CASE-7).
"""

from collections.abc import Iterator

from agenda.deadlines.proposed import proposed
from agenda.plan import Role
from client.acts.asking import NOBODY, about, day, day_remarks, subjects
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.outbox import new_id
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.inappropriate import answered_aloud, has_outcome, open_request, still_to_answer
from meeting.case.information import Nature
from meeting.case.table import at_table, has_laptop
from meeting.case.withdrawal import Withdrawal
from meeting.commands import (
    REPRESENTATIVES,
    AskToWithdrawReferral,
    KnowOtherwise,
    NothingToTheContrary,
)
from meeting.labels import listed
from meeting.values import AgencyId

FEEDBACK = "Tell whoever referred it why it was not high risk, and what is offered instead."
"""What is proposed for the agency to offer; they write what they will do."""


def can_ask(seen: Seen) -> bool:
    """The referring agency, where the protocol has it; the minute-taker for one without a laptop,
    which says it aloud (ROLE-8).
    """
    case = seen.case
    if case is None or not has_outcome(seen.room) or open_request(case) is not None:
        return False
    if seen.role is Role.MINUTE_TAKER:
        return _says_it_aloud(seen, case, case.referred_by)
    return seen.agency == case.referred_by


def ask(seen: Seen) -> Act | None:
    """That it is not high risk, why, and what the agency then does: its own action (ACT-1)."""
    case = seen.case
    if case is None:
        return None
    fresh, room = new_id(), seen.room
    default = proposed(room.protocol.deadlines.actions, room.day, room.closed_days)
    name = seen.name_of(case.referred_by)
    return Form(
        f"{name} asks to withdraw this referral",
        lambda answers: AskToWithdrawReferral(
            case=case.case,
            reason=answers.one("reason"),
            action=fresh,
            text=answers.one("text"),
            due=day(seen, answers),
        ),
        (
            Words("reason", "Why", "why it is not high risk", tall=True),
            Words("text", "Feedback", "what your agency then does", FEEDBACK, tall=True),
            Words("due", "By when", default, default, proposed=True),
        ),
        cases=about(seen),
        said=(
            row(
                "Each agency is asked whether it knows otherwise. Where none does, the chair can "
                f"close the case, and the feedback is {name}'s action."
            ),
        ),
        remarks=lambda answers: day_remarks(seen, answers),
        yes="ask",
    )


def to_answer(seen: Seen) -> tuple[AgencyId, ...]:
    """Those for whom this person says that they know nothing to the contrary."""
    case = seen.case
    asked = open_request(case) if case is not None else None
    if case is None or asked is None:
        return ()
    if seen.role is Role.MINUTE_TAKER:
        return answered_aloud(seen.room, case)
    mine = seen.role in REPRESENTATIVES and seen.agency not in {asked.agency, *asked.nothing_known}
    return (seen.agency,) if mine else ()


def nothing_to_the_contrary(seen: Seen) -> Act | None:
    """At once for my own agency; the minute-taker says for which (CASE-7, ROLE-8)."""
    case, agencies = seen.case, to_answer(seen)
    asked = open_request(case) if case is not None else None
    if case is None or asked is None or not agencies:
        return None
    if seen.role is not Role.MINUTE_TAKER:
        return NothingToTheContrary(case=case.case, asked=asked.at, agency=seen.agency)
    return Form(
        "Record that an agency knows nothing to the contrary",
        lambda answers: NothingToTheContrary(
            case=case.case, asked=asked.at, agency=_chosen(answers)
        ),
        (_agency(seen, agencies),),
        cases=about(seen),
        said=_asked_rows(seen, asked),
    )


def can_say_otherwise(seen: Seen) -> tuple[AgencyId, ...]:
    """Those for whom this person says what they know, while that can still be asked about."""
    case = seen.case
    if case is None or open_request(case) is None:
        return ()
    if seen.role is Role.MINUTE_TAKER:
        return tuple(each for each in seen.room.agencies if _says_it_aloud(seen, case, each))
    return (seen.agency,) if seen.role in REPRESENTATIVES else ()


def know_otherwise(seen: Seen) -> Act | None:
    """What says otherwise, as information of that agency; the case is heard as usual (CASE-7)."""
    case, agencies = seen.case, can_say_otherwise(seen)
    asked = open_request(case) if case is not None else None
    if case is None or asked is None or not agencies:
        return None
    fresh = new_id()
    aloud = seen.role is Role.MINUTE_TAKER
    return Form(
        "What says otherwise: the case is then heard as usual",
        lambda answers: KnowOtherwise(
            case=case.case,
            asked=asked.at,
            agency=_chosen(answers) if aloud else seen.agency,
            information=fresh,
            subject=answers.one("subject"),
            nature=Nature(answers.one("nature")),
            text=answers.one("text"),
        ),
        (
            *((_agency(seen, agencies),) if aloud else ()),
            Words("text", "What", "what is known", tall=True),
            Choice("subject", "About", subjects(case)),
            Choice("nature", "It is", tuple(Option(each, each) for each in Nature)),
        ),
        cases=about(seen),
        said=_asked_rows(seen, asked),
    )


def waiting_to_withdraw(seen: Seen) -> Iterator[str]:
    """Who has still to answer, for those who answer and for who leads the case (CASE-7)."""
    case = seen.case
    asked = open_request(case) if case is not None else None
    if case is None or asked is None:
        return
    name = seen.name_of(asked.agency)
    said = f"{name} asks to withdraw this referral"
    if seen.role in REPRESENTATIVES and to_answer(seen):
        yield f"{said}: [ nothing to the contrary, ] you know otherwise"
    elif seen.role is Role.MINUTE_TAKER and (aloud := to_answer(seen)):
        yield f"{said}; {listed(map(seen.name_of, aloud), 'and')} aloud: [ nothing, ] otherwise"
    elif seen.role is Role.CHAIR and (left := still_to_answer(seen.room, case)):
        yield f"{said}; still to answer: {listed(map(seen.name_of, left), 'and')}"
    elif seen.role is Role.CHAIR:
        yield f"{said}, and nobody knows otherwise: 9 close it, or go on"


def _says_it_aloud(seen: Seen, case: Case, agency: AgencyId) -> bool:
    here = bool(at_table(seen.room, case, agency))
    return here and not has_laptop(seen.room, case, agency)


def _agency(seen: Seen, agencies: tuple[AgencyId, ...]) -> Choice:
    options = tuple(Option(agency, seen.name_of(agency)) for agency in agencies)
    one = agencies[0] if len(agencies) == 1 else ""
    return Choice("agency", "Agency", (NOBODY, *options), one)


def _chosen(answers: Answers) -> AgencyId:
    if not (chosen := answers.one("agency")):
        raise Unclear("agency", "Choose an agency: type its first letters.")
    return chosen


def _asked_rows(seen: Seen, asked: Withdrawal) -> tuple[Row, ...]:
    name = seen.name_of(asked.agency)
    return (row(Piece(f"{name}, why it is not high risk: ", Tone.WARNING), asked.reason, indent=2),)
