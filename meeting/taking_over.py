"""Who holds the chair and the minutes for the day, and who can take them over (ROLE-7).

What somebody holds stands in their line of the register, and nowhere else; of one case it is
``meeting.case.posts`` that says who holds what.
"""

from collections.abc import Iterator
from typing import Final

from agenda.plan import Role
from meeting.room import DayPost, Line, Phase, Room

DAY_POSTS: Final[tuple[DayPost, ...]] = (Role.CHAIR, Role.MINUTE_TAKER)


def is_ready(room: Room, line: Line) -> bool:
    """In the room, on a laptop that is known to be theirs, and signed as soon as there is something
    to sign (SIGN-2).
    """
    if not line.is_on_laptop or line.is_unsure:
        return False
    return room.phase is Phase.GATHERING or line.may_take_part


def is_held(room: Room, post: DayPost) -> bool:
    """Whether whoever holds it is here to do it."""
    holder = room.holder(post)
    return holder is not None and is_ready(room, holder)


def is_in_the_room(room: Room, post: DayPost) -> bool:
    """Whether whoever holds it is in the room, with a laptop or without: then nobody takes it from
    them, whatever was recorded of their laptop or became of their account.
    """
    holder = room.holder(post)
    return holder is not None and holder.is_present


def can_take_over(room: Room, line: Line) -> bool:
    """Whoever speaks for an agency all day, and is ready. Out of a case, somebody else stands in
    for them in that case as for anybody who holds it (CON-3).
    """
    return line.role is Role.REPRESENTATIVE and is_ready(room, line)


def to_ask_for(room: Room, line: Line, *, coordinator: bool) -> Iterator[DayPost]:
    """What somebody may ask others to take over.

    The chair both; the coordinator the minutes, and the chair while nobody is here to lead. Where
    there is no coordinator either, the minute-taker asks for the chair: the day can begin.
    """
    chair_is_here = is_in_the_room(room, Role.CHAIR)
    coordinates = any(each.coordinator and is_ready(room, each) for each in room.register.values())
    chairs = line.role is Role.CHAIR
    steps_in = coordinator or (line.role is Role.MINUTE_TAKER and not coordinates)
    if chairs or (steps_in and not chair_is_here):
        yield Role.CHAIR
    if chairs or coordinator:
        yield Role.MINUTE_TAKER


def given_back_to(room: Room, line: Line) -> tuple[DayPost, Line] | None:
    """What somebody has taken over, and whom it goes back to."""
    for post in DAY_POSTS:
        before = room.taken_over_from.get(post, ())
        earlier = room.register.get(before[-1]) if before else None
        if line.role is post and earlier is not None:
            return post, earlier
    return None
