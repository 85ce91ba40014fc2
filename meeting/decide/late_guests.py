"""What a guest gave that was on its way as their case was closed, and they were let out (ROLE-6).

It is kept as everybody's is (ACT-1). They read nothing of the case any more, so that the answer
tells nothing of what has become of it since: what they name that is not there is left out, and no
reason to refuse depends on it.
"""

from collections.abc import Container
from itertools import chain, count
from typing import Final

from agenda.plan import Role
from meeting.access import Membership, Reader, is_unsure
from meeting.case.hearing import Case
from meeting.case.late_offers import InformationArrivedLate, OfferArrivedLate
from meeting.commands import AnyCommand, ShareInformation, VolunteerAction, phases_for
from meeting.decide.late_offers import MOST_LATE
from meeting.room import Attendance, Line
from meeting.state import Placed, State
from meeting.streams import case_stream
from meeting.values import Identifier

AGAIN: Final = "-late-"
"""What is put behind an id that is taken, since the answer must not say that it is."""
LONGEST: Final = 50


def from_guest(state: State, who: Reader, command: AnyCommand) -> tuple[Placed, ...] | None:
    """The facts of it; None where it is no such thing, and is decided as any other command."""
    if not isinstance(command, VolunteerAction | ShareInformation):
        return None
    line, case = state.room.register.get(who.person), state.case(command.case)
    if line is None or case is None or state.room.phase not in phases_for(type(command)):
        return None
    if not _is_theirs(state, who, line) or not _was_in_it_at_the_close(line, case):
        return None
    if sum(late.by == who.person for late in case.late_offers.values()) >= MOST_LATE:
        return None
    kept = _kept(state, case, who, command)
    return None if kept is None else (Placed(case_stream(case.case), kept),)


def _is_theirs(state: State, who: Reader, line: Line) -> bool:
    """It is a guest, who is known to sit there, and belongs to the agency that the register has."""
    known = who.membership is Membership.MEMBER and not is_unsure(state.room, line, who)
    return known and line.role is Role.GUEST and line.laptop and who.agency == line.agency


def _was_in_it_at_the_close(line: Line, case: Case) -> bool:
    """In the room until the close let them out, confirmed since they came in, and not out of it."""
    confirmed, closing = case.guests.get(line.person), case.closing
    if confirmed is None or closing is None or case.is_withheld_from(line.person):
        return False
    if len(line.movements) < 2:  # noqa: PLR2004 - they came in, and went out
        return False
    (before, came), (now, went) = line.movements[-2:]
    let_out = (before, now) == (Attendance.PRESENT, Attendance.RELEASED)
    return let_out and came < confirmed <= closing.at <= went


def _kept(
    state: State, case: Case, who: Reader, command: VolunteerAction | ShareInformation
) -> OfferArrivedLate | InformationArrivedLate | None:
    if isinstance(command, VolunteerAction):
        wording, plan = command.wording, case.plan.actions
        if wording.for_whom is not None and not case.has_subject(wording.for_whom):
            return None
        if wording.due is not None and wording.due < state.room.day:
            return None
        there = {
            "risks": tuple(risk for risk in wording.risks if risk in case.risks.named),
            "after": wording.after if wording.after in plan else None,
        }
        others = (a for a in dict.fromkeys(command.invited) if a in state.room.agencies)
        return OfferArrivedLate(
            action=_free(command.action, {*plan, *case.late_offers}),
            agency=who.agency,
            invited=tuple(agency for agency in others if agency != who.agency),
            wording=wording.model_copy(update=there),
        )
    if not case.has_subject(command.subject):
        return None
    return InformationArrivedLate(
        information=_free(command.information, {*case.heard.points, *case.late_offers}),
        agency=who.agency,
        subject=command.subject,
        category=command.category,
        nature=command.nature,
        text=command.text,
        dated=command.dated,
    )


def _free(offer: Identifier, taken: Container[Identifier]) -> Identifier:
    others = (f"{offer[:LONGEST]}{AGAIN}{number}" for number in count(1))
    return next(each for each in chain((offer,), others) if each not in taken)
