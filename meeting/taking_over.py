"""Who holds the chair and the minutes for the day, and who can take them over (ROLE-7).

What somebody holds stands in their line of the register, and nowhere else; of one case it is
``meeting.case.posts`` that says who holds what.
"""

from collections.abc import Iterator
from typing import Final

from agenda.plan import Role
from meeting.room import DayPost, Line, Phase, Room
from meeting.values import PersonId

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


def by_plan(room: Room, post: DayPost) -> PersonId | None:
    """Who holds a post by the plan, where it was taken over from them; None where nobody did."""
    before = room.taken_over_from.get(post, ())
    return before[0] if before else None


def taken_over(room: Room, line: Line) -> DayPost | None:
    """What somebody has taken over and holds now."""
    held = (post for post in DAY_POSTS if line.role is post)
    return next((post for post in held if by_plan(room, post) not in {None, line.person}), None)


def role_by_plan(room: Room, line: Line) -> Role:
    """What somebody is by the plan, whatever was handed over today: that ends with the day."""
    mine = next((post for post in DAY_POSTS if by_plan(room, post) == line.person), None)
    if mine is not None:
        return mine
    return line.role if taken_over(room, line) is None else Role.REPRESENTATIVE


def given_back_to(room: Room, post: DayPost) -> Line | None:
    """To whom a post goes back: of those who held it before, the last who is here to take it.

    Who is not here, or whose sign-in is void, is passed over. None where nobody is here.
    """
    return next((line for line in _earlier(room, post) if can_take_over(room, line)), None)


def falls_back_to(room: Room, post: DayPost) -> Line | None:
    """As ``given_back_to`` for a post that cannot stay where it is: where nobody is here to take
    it, to whom it is by the plan; then somebody is asked in their place.
    """
    holder = room.register.get(by_plan(room, post) or "")
    free = holder if holder is not None and holder.role is Role.REPRESENTATIVE else None
    return given_back_to(room, post) or free


def _earlier(room: Room, post: DayPost) -> Iterator[Line]:
    """Who held it before, the last first."""
    for person in reversed(room.taken_over_from.get(post, ())):
        line = room.register.get(person)
        if line is not None:
            yield line


def to_take_back(room: Room, line: Line) -> DayPost | None:
    """What somebody holds by the plan and another has now, that they can take back themselves."""
    mine = (post for post in DAY_POSTS if by_plan(room, post) == line.person)
    return next((post for post in mine if can_take_over(room, line)), None)
