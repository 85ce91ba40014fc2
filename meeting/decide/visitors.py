"""Observers, who see and add nothing (ROLE-5), and guests, who are there for one case (ROLE-6)."""

from agenda.plan import Role
from meeting.case.hearing import GuestConfirmed
from meeting.commands import ConfirmGuest
from meeting.decide.asking import Asking, Hearing
from meeting.room import NOTHING_MORE, Line, ObserverAgreed
from meeting.state import Placed
from meeting.words import Refused


def need_a_seat(asking: Asking, line: Line) -> None:
    """Raises Refused where there is no place for ``line``: for one observer more than the protocol
    has room for (ROLE-5), or for a guest whose case is over (ROLE-6).
    """
    if line.role is Role.OBSERVER:
        _need_room_for_observer(asking, line)
    if line.role is Role.GUEST and _is_over(asking, line):
        raise Refused("your_case_is_over", name=line.name)


def agree_observer(asking: Asking, line: Line) -> ObserverAgreed:
    """The chair agrees to an observer (ROLE-5). Raises Refused."""
    if line.role is not Role.OBSERVER:
        raise Refused("not_an_observer", "person")
    if line.agreed:
        raise Refused("already_there", "person")
    _need_room_for_observer(asking, line)
    return ObserverAgreed(person=line.person)


def confirm_guest(hearing: Hearing, command: ConfirmGuest) -> tuple[Placed, ...]:
    """A guest is let in, now or as soon as their case is called (ROLE-6). Raises Refused."""
    line = hearing.room.register.get(command.person)
    if line is None or line.person not in hearing.case.guests:
        raise Refused("not_a_guest", "person")
    if hearing.case.is_withheld_from(line.person):
        raise Refused("guest_is_out_of_it", "person", name=line.name)
    if not line.may_take_part:
        raise Refused("guest_not_signed", "person", name=line.name)
    if hearing.case.has_confirmed(line.person, line.since):
        raise Refused("already_there", "person")
    return hearing.in_case(GuestConfirmed(person=line.person))


def _need_room_for_observer(asking: Asking, line: Line) -> None:
    """An observer who came and went was one of the few whom the meeting has room for."""
    most = asking.room.protocol.attendance.most_observers
    others = (
        other
        for other in asking.room.register.values()
        if other.role is Role.OBSERVER and other.person != line.person
    )
    if sum(other.arrived is not None for other in others) >= most:
        raise Refused("too_many_observers", most=most)


def _is_over(asking: Asking, line: Line) -> bool:
    room = asking.state.guest(line.person)
    return room is not None and all(i.state in NOTHING_MORE for i in room.items.values())
