"""The professionals' meeting at a second repeat: AG-7.

It is offered to be volunteered, and put on nobody (ACT-1). That a case is a second repeat stands in
its past, which not all of its readers have: to the others there is nothing to volunteer.
"""

from typing import assert_never

from meeting.access import may_read
from meeting.case.actions import ActionVolunteered, Wording
from meeting.commands import (
    ExplainNoProfessionalsMeeting,
    ProfessionalsCommands,
    VolunteerProfessionalsMeeting,
)
from meeting.decide.actions import need_new, need_not_before_the_meeting
from meeting.decide.asking import Hearing
from meeting.decide.late_offers import need_own
from meeting.past import (
    EarlierCase,
    NoProfessionalsMeeting,
    ProfessionalsMeetingVolunteered,
    waits_for_professionals,
)
from meeting.state import Placed
from meeting.streams import past_stream
from meeting.words import Refused


def decide_professionals(hearing: Hearing, command: ProfessionalsCommands) -> tuple[Placed, ...]:
    """Who holds it, or why nobody does."""
    past = _second_repeat(hearing)
    if past is None:
        raise Refused("no_second_repeat")
    stream = past_stream(hearing.case.case)
    match command:
        case VolunteerProfessionalsMeeting():
            need_new(hearing, command.action)
            need_own(hearing, command.action, "action")
            need_not_before_the_meeting(hearing, command.due)
            wording = Wording(text=command.text, due=command.due, named=command.lead)
            offered = ActionVolunteered(
                action=command.action, agency=hearing.agency, invited=(), wording=wording
            )
            held = ProfessionalsMeetingVolunteered(action=command.action, agency=hearing.agency)
            return (*hearing.in_case(offered), Placed(stream, held))
        case ExplainNoProfessionalsMeeting():
            if not waits_for_professionals(past, hearing.case):
                raise Refused("already_there")
            return (Placed(stream, NoProfessionalsMeeting(reason=command.reason)),)
        case _:
            assert_never(command)


def need_professionals_answered(hearing: Hearing) -> None:
    """Raises Refused where a case that its chair knows to be a second repeat is closed as heard,
    and nobody volunteered, nor was it said why (AG-7, ACT-10).
    """
    past = _second_repeat(hearing)
    if past is not None and waits_for_professionals(past, hearing.case):
        raise Refused("professionals_meeting_open")


def _second_repeat(hearing: Hearing) -> EarlierCase | None:
    """What the asker reads of its past, if it is a second repeat."""
    state, case = hearing.asking.state, hearing.case.case
    past = state.past(case)
    if past is None or past.second_within is None:
        return None
    return past if past_stream(case) in may_read(state, hearing.asking.who) else None
