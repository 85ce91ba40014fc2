"""What became of actions of earlier meetings, said in the room: OUT-4, AG-1, ROLE-8."""

from agenda.london import full_date
from agenda.plan import Role
from meeting.access import may_read
from meeting.case.table import has_voice_today
from meeting.commands import AnswerOutstanding
from meeting.decide.asking import Asking
from meeting.decide.past import answered_beside
from meeting.earlier import OutstandingAnswered, ToldOf
from meeting.labels import listed
from meeting.room import Room
from meeting.state import Placed
from meeting.streams import earlier_stream
from meeting.values import AgencyId
from meeting.words import Refused


def answer_outstanding(asking: Asking, command: AnswerOutstanding) -> tuple[Placed, ...]:
    """What an agency has said of its part after ``command``.

    An earlier case that is closed to the asker, one that does not exist and an action that is not
    outstanding take one path to one answer.
    """
    told = _readable(asking, command)
    need_own_voice(asking, command.agency)
    if command.answered != len(told.answers.get((command.label, command.agency), ())):
        raise Refused("moved_on", "answered")
    _need_reason(asking.room, command)
    if command.due_again is not None and command.due_again < asking.room.day:
        raise Refused("date_before_meeting", "due_again", day=full_date(asking.room.day))
    answered = OutstandingAnswered(
        label=command.label,
        agency=command.agency,
        done=command.done,
        reason=command.reason,
        note=command.note,
        due_again=command.due_again,
        on_behalf=asking.role is Role.MINUTE_TAKER,
    )
    return (
        Placed(earlier_stream(command.earlier), answered),
        *answered_beside(asking.state, command.earlier, answered),
    )


def _readable(asking: Asking, command: AnswerOutstanding) -> ToldOf:
    told = asking.state.told_of(command.earlier)
    parts = told.told.outstanding if told is not None and told.told is not None else ()
    there = any((p.label, p.agency) == (command.label, command.agency) for p in parts)
    readable = earlier_stream(command.earlier) in may_read(asking.state, asking.who)
    if told is None or not there or not readable:
        raise Refused("not_outstanding", "earlier")
    return told


def need_own_voice(asking: Asking, agency: AgencyId) -> None:
    """An agency answers for itself. The minute-taker records what one says aloud that is here, or
    what it has written (ROLE-3, ROLE-8). Raises Refused otherwise.
    """
    if asking.role is not Role.MINUTE_TAKER:
        if agency != asking.line.agency:
            raise Refused("not_your_action", "agency")
    elif agency not in asking.room.reports and not has_voice_today(asking.room, agency):
        raise Refused("agency_not_here", "agency")


def _need_reason(room: Room, command: AnswerOutstanding) -> None:
    """What was not done has one of the protocol's reasons, and what was done has none."""
    reasons = room.protocol.actions.reasons_not_done
    if command.done and (command.reason or command.due_again):
        raise Refused("done_needs_no_reason", "reason")
    if not command.done and command.reason not in reasons:
        said = listed(reason.lower() for reason in reasons)
        raise Refused("why_not_done", "reason", reasons=said)
