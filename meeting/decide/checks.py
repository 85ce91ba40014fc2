"""Who tells the victim, and how the plan answers the aims: ACT-8, ACT-10.

An agency alone says that it tells the victim (ACT-1): by anybody else it is suggested.
"""

from typing import assert_never

from agenda.plan import Role
from meeting.case.actions import ANSWERING
from meeting.case.checks import AimAnswered, NobodyTells, TellingSuggested, TellingTaken
from meeting.case.table import has_laptop
from meeting.commands import (
    CHAIR_AND_MINUTES,
    REPRESENTATIVES,
    AnswerAim,
    CheckCommands,
    NameWhoTells,
)
from meeting.decide.asking import Hearing
from meeting.labels import ROLES, listed
from meeting.state import Placed
from meeting.values import AgencyId
from meeting.words import Refused


def decide_checks(hearing: Hearing, command: CheckCommands) -> tuple[Placed, ...]:
    """What is checked of the plan after ``command``."""
    match command:
        case NameWhoTells():
            if command.agency is None:
                return _nobody(hearing, command.reason)
            return _somebody(hearing, command.agency)
        case AnswerAim():
            return _answer(hearing, command)
        case _:
            assert_never(command)


def _nobody(hearing: Hearing, reason: str) -> tuple[Placed, ...]:
    if hearing.role not in CHAIR_AND_MINUTES:
        roles = listed(ROLES[role] for role in Role if role in CHAIR_AND_MINUTES)
        raise Refused("not_your_role", "agency", roles=roles)
    if not reason:
        raise Refused("not_told_needs_why", "reason")
    return hearing.in_case(NobodyTells(reason=reason))


def _somebody(hearing: Hearing, agency: AgencyId) -> tuple[Placed, ...]:
    hearing.need_member(agency)
    checks = hearing.case.checks
    if agency == checks.told_by:
        raise Refused("already_there", "agency")
    if agency == hearing.agency and hearing.role in REPRESENTATIVES:
        return hearing.in_case(TellingTaken(agency=agency, witness=None))
    hearing.need_at_table(agency)
    if hearing.role is Role.MINUTE_TAKER and not has_laptop(hearing.room, hearing.case, agency):
        witness = hearing.asking.who.person
        return hearing.in_case(TellingTaken(agency=agency, witness=witness))
    if agency == checks.suggested_to:
        raise Refused("already_there", "agency")
    return hearing.in_case(TellingSuggested(to=agency, agency=hearing.agency))


def _answer(hearing: Hearing, command: AnswerAim) -> tuple[Placed, ...]:
    actions = hearing.case.plan.actions
    if any(action not in actions for action in command.answered_by):
        raise Refused("no_such_action", "answered_by")
    if any(actions[action].standing not in ANSWERING for action in command.answered_by):
        raise Refused("answers_nothing_yet", "answered_by")
    if not command.answered_by and not command.reason:
        raise Refused("aim_needs_an_answer", "reason")
    answered = AimAnswered(aim=command.aim, answered_by=command.answered_by, reason=command.reason)
    return hearing.in_case(answered)
