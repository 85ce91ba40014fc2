"""Before the day: the agenda is opened to those named, and on the day the room (AG-4, CON-6).

The agenda opens as a hearing begins: first those who confirm the names, all of them, and then the
chair. Each is held up only by matches that they may settle, so that nobody can tell from waiting
that they were matched.
"""

from typing import assert_never

from agenda.london import full_date, in_london
from meeting.commands import OpenAgenda, OpenRoom, PreparingCommands
from meeting.confirming import nobody_can
from meeting.decide.asking import Asking
from meeting.decide.matching import need_names_confirmed
from meeting.room import AgendaOpened, Phase, PhaseEntered
from meeting.state import Placed
from meeting.words import Refused


def decide_preparing(asking: Asking, command: PreparingCommands) -> tuple[Placed, ...]:
    """How far the meeting is prepared after ``command``."""
    match command:
        case OpenAgenda():
            return _open_agenda(asking)
        case OpenRoom():
            return _open_room(asking)
        case _:
            assert_never(command)


def _open_agenda(asking: Asking) -> tuple[Placed, ...]:
    if asking.room.agenda_opened is not None:
        raise Refused("already_there")
    nobody = nobody_can(asking.room)
    refusal = "agenda_nobody_confirms" if nobody else "agenda_names_not_confirmed"
    need_names_confirmed(asking, refusal)
    return (asking.in_room(AgendaOpened()),)


def _open_room(asking: Asking) -> tuple[Placed, ...]:
    """What was open to those who prepared is closed until they have signed (SIGN-2): so not a day
    too early.
    """
    day = asking.room.day
    if in_london(asking.now).date() < day:
        raise Refused("not_the_day", day=full_date(day))
    return (asking.in_room(PhaseEntered(phase=Phase.GATHERING)),)
