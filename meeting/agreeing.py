"""Who answers an urgent case that is asked for after the agenda was published (AG-10)."""

from agenda.plan import Role
from meeting.case.hearing import Case
from meeting.room import Line, Room


def answers_late(room: Room, case: Case, line: Line, *, coordinator: bool) -> bool:
    """Whether somebody is to agree to it or decline it: the one of chair and coordinator who did
    not ask. Where the chair is out of it, another coordinator than the one who asked: so nobody has
    to tell the chair anything, and still nobody puts a case on alone.
    """
    late = case.late
    if late is None or late.asked_by == line.person or case.is_withheld_from(line.person):
        return False
    if late.by_chair:
        return coordinator
    return line.role is Role.CHAIR or (coordinator and chair_is_out(room, case))


def chair_is_out(room: Room, case: Case) -> bool:
    """Whether whoever holds the chair is out of the case."""
    chair = room.holder(Role.CHAIR)
    return chair is not None and case.is_withheld_from(chair.person)


def nobody_can_agree(room: Room, case: Case) -> bool:
    """Whether everybody who could answer it is out of it, as far as the register names them."""
    late = case.late
    if late is None or not (late.by_chair or chair_is_out(room, case)):
        return False
    coordinators = [line for line in room.register.values() if line.coordinator]
    if late.by_chair and not coordinators:
        # One whom the office alone knows as coordinator answers the chair.
        return False
    return not any(answers_late(room, case, line, coordinator=True) for line in coordinators)
