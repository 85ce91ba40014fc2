"""Whether a piece of information may be used elsewhere: NTK-1."""

from typing import Final, assert_never

from agenda.plan import Role
from meeting.case.information import Information
from meeting.case.sharing import SharingAnswered, SharingAsked
from meeting.case.table import has_laptop
from meeting.commands import AnswerSharing, AskToShare, SharingCommands
from meeting.decide.asking import Hearing
from meeting.state import Placed
from meeting.values import AgencyId, InformationId, PersonId
from meeting.words import Refused

MOST_ASKED: Final = 100
"""What one case can hold, as of everything else."""


def decide_sharing(hearing: Hearing, command: SharingCommands) -> tuple[Placed, ...]:
    """What is asked after ``command``, or answered."""
    match command:
        case AskToShare():
            return _ask(hearing, command)
        case AnswerSharing():
            return _answer(hearing, command)
        case _:
            assert_never(command)


def _ask(hearing: Hearing, command: AskToShare) -> tuple[Placed, ...]:
    asked = hearing.case.sharings
    point = _point(hearing, command.information)
    agency = _who_asks(hearing, command.agency)
    if agency == point.agency:
        raise Refused("yours_to_share", "information")
    if command.sharing in asked:
        raise Refused("already_there", "sharing")
    hearing.need_room_for(len(asked), MOST_ASKED, "questions whether something may be shared")
    return hearing.in_case(
        SharingAsked(
            sharing=command.sharing,
            information=command.information,
            agency=agency,
            what=command.what,
            to_whom=command.to_whom,
            purpose=command.purpose,
            on_behalf=command.agency is not None,
        )
    )


def _who_asks(hearing: Hearing, agency: AgencyId | None) -> AgencyId:
    """The asker's own agency, or the one for which the minute-taker types (ROLE-8)."""
    if agency is None:
        return hearing.agency
    if hearing.role is not Role.MINUTE_TAKER:
        raise Refused("not_your_role", "agency", roles="minute-taker")
    hearing.need_at_table(agency)
    return agency


def _answer(hearing: Hearing, command: AnswerSharing) -> tuple[Placed, ...]:
    asked = hearing.case.sharings.get(command.sharing)
    if asked is None:
        raise Refused("no_such_question", "sharing")
    point = _point(hearing, asked.information)
    witness = _witness(hearing, point.agency)
    if command.version != point.version:
        raise Refused("changed_meanwhile", "version", now=point.text)
    if command.answered != len(asked.answers):
        raise Refused("moved_on", "answered")
    return hearing.in_case(
        SharingAnswered(
            sharing=command.sharing,
            information=asked.information,
            version=command.version,
            permitted=command.permitted,
            reason=command.reason,
            witness=witness,
        )
    )


def _witness(hearing: Hearing, agency: AgencyId) -> PersonId | None:
    """Who heard it said, for an agency without a laptop; None where that agency answers itself."""
    if hearing.role is not Role.MINUTE_TAKER:
        if hearing.agency != agency:
            raise Refused("not_yours_to_share", "sharing")
        return None
    hearing.need_at_table(agency)
    if has_laptop(hearing.room, hearing.case, agency):
        raise Refused("agency_has_a_laptop", "sharing")
    return hearing.asking.who.person


def _point(hearing: Hearing, information: InformationId) -> Information:
    point = hearing.case.heard.points.get(information)
    if point is None or point.struck_by is not None:
        raise Refused("no_such_information", "information")
    return point
