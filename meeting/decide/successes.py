"""What has gone well since the last meeting: AG-1, ROLE-8."""

from typing import Final

from agenda.plan import Role
from meeting.access import may_read
from meeting.commands import NoteSuccess
from meeting.decide.asking import Asking
from meeting.decide.outstanding import need_own_voice
from meeting.earlier import SuccessNoted
from meeting.state import Placed
from meeting.streams import earlier_stream
from meeting.words import Refused

MOST_SUCCESSES: Final = 20
"""Of one earlier case: more than anybody tells, and little enough for every laptop."""


def note_success(asking: Asking, command: NoteSuccess) -> tuple[Placed, ...]:
    """What is told of an earlier case after ``command``, in its own stream. One that is closed to
    the asker and one that does not exist take one path to one answer.
    """
    stream = earlier_stream(command.earlier)
    told = asking.state.told_of(command.earlier)
    if told is None or stream not in may_read(asking.state, asking.who):
        raise Refused("no_such_earlier", "earlier")
    need_own_voice(asking, command.agency)
    if command.success in told.successes:
        raise Refused("already_there", "success")
    if len(told.successes) >= MOST_SUCCESSES:
        raise Refused("case_is_full", most=MOST_SUCCESSES, what="successes")
    noted = SuccessNoted(
        success=command.success,
        agency=command.agency,
        text=command.text,
        on_behalf=asking.role is Role.MINUTE_TAKER,
    )
    return (Placed(stream, noted),)
