"""Who confirms that the names are settled, in every meeting alike (CON-6).

The minute-taker, and each coordinator on the register, whether or not anybody was matched: so who
confirms, and who confirms last, tells nobody anything. The chair is none of them: theirs is the
step that comes after.
"""

from collections.abc import Iterator
from typing import Final

from agenda.plan import Role
from meeting.room import Attendance, Line, Room

WILL_NOT: Final = frozenset(
    {Attendance.APOLOGIES, Attendance.RELEASED, Attendance.LEFT, Attendance.VOID}
)
"""Ways of not being waited for. Who only steps out comes back."""


def confirms(line: Line) -> bool:
    """Whether it is for them to say, as long as they are here."""
    return line.role is not Role.CHAIR and (line.role is Role.MINUTE_TAKER or line.coordinator)


def to_confirm(room: Room) -> tuple[Line, ...]:
    """Who has to confirm still, in the register's order.

    Nobody waits for who sent apologies, went for good, would not sign, or is here without a laptop,
    as long as another of them has confirmed: a coordinator who does not come holds up no meeting.
    """
    left = tuple(_left(room))
    waited = tuple(line for line in left if not _is_excused(line))
    return waited if waited or room.names_checked else left


def nobody_can(room: Room) -> bool:
    """Whether none of them comes, and none has confirmed: then it is for a coordinator who was
    given the post since, and whom the register has in another part.
    """
    return not room.names_checked and all(map(_is_excused, _left(room)))


def _left(room: Room) -> Iterator[Line]:
    for line in room.register.values():
        if confirms(line) and line.person not in room.names_checked:
            yield line


def _is_excused(line: Line) -> bool:
    without_laptop = line.is_present and not line.laptop
    return line.attendance in WILL_NOT or line.refused or without_laptop
