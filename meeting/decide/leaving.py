"""Leaving early, stepping out, being released, and coming back: ATT-2, ATT-5.

A case goes on without a representative. It does not without its chair or its minute-taker: nobody
could lead it, or write down what is said. Its clock stops as they go, and the chair lets it run
again (CASE-2).
"""

from typing import Final, assert_never

from agenda.plan import Role
from meeting.case.clock import ClockPaused
from meeting.case.information import HandLowered
from meeting.case.posts import in_this_case
from meeting.commands import (
    Leave,
    RecordLeaving,
    RecordRelease,
    RecordReturn,
    RecordSteppingOut,
    StepOut,
)
from meeting.decide.asking import Asking
from meeting.room import (
    CAN_COME_BACK,
    Attendance,
    Line,
    PersonAttended,
    PersonLeft,
    PersonReleased,
    PersonSteppedOut,
    RoomEvent,
)
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.values import PersonId
from meeting.words import Refused

LeavingCommands = Leave | RecordLeaving | StepOut | RecordSteppingOut | RecordReturn | RecordRelease
HOLDERS: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER})


def decide_leaving(asking: Asking, command: LeavingCommands) -> tuple[Placed, ...]:
    """Who is in the room after ``command``."""
    match command:
        case Leave():
            return gone(asking, asking.line, PersonLeft(person=asking.line.person))
        case RecordLeaving():
            line = _still_counted_on(asking, command.person)
            return gone(asking, line, PersonLeft(person=line.person))
        case StepOut():
            return gone(asking, asking.line, PersonSteppedOut(person=asking.line.person))
        case RecordSteppingOut():
            line = _present(asking, command.person)
            return gone(asking, line, PersonSteppedOut(person=line.person))
        case RecordRelease():
            line = _releasable(asking, command.person)
            return gone(asking, line, PersonReleased(person=line.person))
        case RecordReturn():
            return (asking.in_room(_returned(asking, command.person)),)
        case _:
            assert_never(command)


def gone(asking: Asking, line: Line, event: RoomEvent) -> tuple[Placed, ...]:
    """``event``, with which ``line`` takes part no longer; what it means for the case that is on.

    Their hand goes down (CASE-4). The clock stops if the case is theirs to lead or to write.
    """
    heard = asking.room.heard
    case = asking.state.case(heard.case) if heard is not None and heard.case else None
    if case is None:
        return (asking.in_room(event),)
    stream = case_stream(case.case)
    raised = line.person in case.heard.hands
    lowered = (Placed(stream, HandLowered(person=line.person)),) if raised else ()
    runs_it = in_this_case(asking.room, case, line) in HOLDERS
    runs_it = runs_it and not case.is_withheld_from(line.person)
    stops = line.is_present and runs_it and case.clock.paused_since is None
    paused = (Placed(stream, ClockPaused()),) if stops else ()
    return (asking.in_room(event), *lowered, *paused)


def _still_counted_on(asking: Asking, person: PersonId) -> Line:
    """Somebody in the room, or outside for a moment and not to come back after all."""
    line = asking.somebody(person)
    if line.attendance is Attendance.LEFT:
        raise Refused("has_left_already", "person")
    if line.attendance not in CAN_COME_BACK:
        raise Refused("not_here", "person")
    return line


def _present(asking: Asking, person: PersonId) -> Line:
    line = asking.somebody(person)
    if line.attendance is Attendance.STEPPED_OUT:
        raise Refused("already_there", "person")
    if not line.is_present:
        raise Refused("not_here", "person")
    return line


def _releasable(asking: Asking, person: PersonId) -> Line:
    """Somebody of an agency outside the core, who neither leads nor writes (ATT-5)."""
    line = asking.somebody(person)
    if line.attendance is Attendance.RELEASED:
        raise Refused("already_there", "person")
    if line.attendance not in CAN_COME_BACK:
        raise Refused("not_here", "person")
    if line.role in HOLDERS or line.agency in asking.room.protocol.attendance.core_agencies:
        raise Refused("not_released", "person", name=line.name)
    return line


def _returned(asking: Asking, person: PersonId) -> PersonAttended:
    line = asking.somebody(person)
    if line.is_present:
        raise Refused("already_present", "person")
    if line.attendance is not Attendance.STEPPED_OUT:
        raise Refused("not_stepped_out", "person")
    return PersonAttended(person=person, laptop=line.laptop)
