"""An inappropriate referral: CASE-7.

Only the referring agency asks to withdraw it, and only it offers the feedback that follows (ACT-1).
Each agency that is here says for itself that it knows nothing to the contrary, or what it knows.
"""

from typing import assert_never

from agenda.plan import Role
from meeting.case.actions import ActionConfirmed, ActionRecorded, ActionVolunteered, Wording
from meeting.case.inappropriate import has_outcome, open_request, still_to_answer
from meeting.case.information import Category, InformationShared
from meeting.case.table import has_laptop
from meeting.case.withdrawal import (
    ContrarySaid,
    NothingToTheContrarySaid,
    Withdrawal,
    WithdrawalAsked,
)
from meeting.commands import (
    AskToWithdrawReferral,
    KnowOtherwise,
    NothingToTheContrary,
    WithdrawalCommands,
)
from meeting.decide.actions import need_new, need_not_before_the_meeting
from meeting.decide.asking import MOST_POINTS, Hearing
from meeting.decide.late_offers import need_own
from meeting.labels import listed
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.values import AgencyId, Instant
from meeting.words import Refused


def decide_withdrawal(hearing: Hearing, command: WithdrawalCommands) -> tuple[Placed, ...]:
    """What is asked after ``command``, and who knows otherwise."""
    match command:
        case AskToWithdrawReferral():
            return _ask(hearing, command)
        case NothingToTheContrary():
            return _nothing(hearing, command)
        case KnowOtherwise():
            return _otherwise(hearing, command)
        case _:
            assert_never(command)


def _ask(hearing: Hearing, command: AskToWithdrawReferral) -> tuple[Placed, ...]:
    if not has_outcome(hearing.room):
        raise Refused("no_such_outcome")
    referrer = hearing.case.referred_by
    on_behalf = hearing.role is Role.MINUTE_TAKER
    if on_behalf:
        _need_said_aloud(hearing, referrer)
    elif hearing.agency != referrer:
        raise Refused("not_your_referral")
    if open_request(hearing.case) is not None:
        raise Refused("already_there")
    need_new(hearing, command.action)
    need_own(hearing, command.action, "action")
    need_not_before_the_meeting(hearing, command.due)
    return hearing.in_case(
        WithdrawalAsked(
            agency=referrer,
            reason=command.reason,
            action=command.action,
            text=command.text,
            due=command.due,
            on_behalf=on_behalf,
        )
    )


def _nothing(hearing: Hearing, command: NothingToTheContrary) -> tuple[Placed, ...]:
    asked = _need_asked(hearing, command.asked)
    on_behalf = _need_voice(hearing, command.agency)
    if command.agency == asked.agency or command.agency in asked.nothing_known:
        raise Refused("already_there", "agency")
    return hearing.in_case(NothingToTheContrarySaid(agency=command.agency, on_behalf=on_behalf))


def _otherwise(hearing: Hearing, command: KnowOtherwise) -> tuple[Placed, ...]:
    """What an agency knows is information like any other, and stays its own (NTK-1)."""
    _need_asked(hearing, command.asked)
    on_behalf = _need_voice(hearing, command.agency)
    hearing.need_subject(command.subject, "subject")
    points = hearing.case.heard.points
    if command.information in points:
        raise Refused("already_there", "information")
    need_own(hearing, command.information, "information")
    hearing.need_room_for(len(points), MOST_POINTS, "pieces of information")
    shared = InformationShared(
        information=command.information,
        agency=command.agency,
        subject=command.subject,
        category=Category.RISK_FACTOR,
        nature=command.nature,
        text=command.text,
        dated=None,
        on_behalf=on_behalf,
    )
    contrary = ContrarySaid(agency=command.agency, information=command.information)
    return (*hearing.in_case(shared), *hearing.in_case(contrary), *hearing.lower_own_hand())


def _need_asked(hearing: Hearing, asked: Instant) -> Withdrawal:
    """What is asked now, as its sender saw it. Raises Refused otherwise."""
    found = open_request(hearing.case)
    if found is None or found.at != asked:
        raise Refused("moved_on", "asked")
    return found


def _need_voice(hearing: Hearing, agency: AgencyId) -> bool:
    """Whether the minute-taker says it for ``agency``, which has no laptop; anybody else says it
    for their own alone. Raises Refused otherwise.
    """
    if hearing.role is Role.MINUTE_TAKER:
        _need_said_aloud(hearing, agency)
        return True
    if agency != hearing.agency:
        raise Refused("not_yours", "agency")
    return False


def _need_said_aloud(hearing: Hearing, agency: AgencyId) -> None:
    hearing.need_at_table(agency)
    if has_laptop(hearing.room, hearing.case, agency):
        raise Refused("agency_has_a_laptop", "agency")


# At the close


def withdrawn(hearing: Hearing) -> tuple[Placed, ...]:
    """What the referring agency offered as it asked is its action now, in its own words; as it was
    said aloud, before the minute-taker (ACT-1, ACT-5).

    Raises Refused where the protocol has no such outcome, where nobody asks for it, or while an
    agency that is here has not said that it knows nothing to the contrary.
    """
    if not has_outcome(hearing.room):
        raise Refused("no_such_outcome", "outcome")
    asked = open_request(hearing.case)
    if asked is None:
        raise Refused("not_asked_to_withdraw", "outcome")
    if left := still_to_answer(hearing.room, hearing.case):
        names = listed((hearing.room.agencies.get(each, each) for each in left), "and")
        raise Refused("contrary_not_asked", "outcome", names=names)
    return tuple(_feedback(hearing, asked))


def _feedback(hearing: Hearing, asked: Withdrawal) -> tuple[Placed, ...]:
    line = hearing.room.register.get(asked.by)
    named = line.name if line is not None and not asked.on_behalf else ""
    wording = Wording(text=asked.text, due=asked.due, named=named)
    offered = (
        ActionRecorded(action=asked.action, agency=asked.agency, wording=wording)
        if asked.on_behalf
        else ActionVolunteered(
            action=asked.action, agency=asked.agency, invited=(), wording=wording
        )
    )
    witness = asked.by if asked.on_behalf else None
    confirmed = ActionConfirmed(action=asked.action, agency=asked.agency, witness=witness)
    # By whoever offered it: the chair commits nobody (ROLE-2).
    stream = case_stream(hearing.case.case)
    return (Placed(stream, offered, by=asked.by), Placed(stream, confirmed, by=asked.by))
