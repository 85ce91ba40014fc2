"""Who runs one case: the chair, the minutes, the victim's voice and the coordinator's processing,
each held by its own holder or by who stands in for them (CON-3, ROLE-7).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from agenda.plan import Role
from meeting.case.hearing import Case
from meeting.case.stand_in import Post
from meeting.room import DayPost, Line, Phase, Room
from meeting.taking_over import DAY_POSTS, by_plan
from meeting.values import PersonId

ROLE_OF: Final[Mapping[Post, Role]] = {
    Post.CHAIR: Role.CHAIR,
    Post.MINUTES: Role.MINUTE_TAKER,
}
"""Posts that come with the powers of a role; the others come with none."""
POST_OF: Final[Mapping[Role, Post]] = {role: post for post, role in ROLE_OF.items()}
HOLDS: Final[Mapping[Post, Callable[[Line], bool]]] = {
    Post.CHAIR: lambda line: line.role is Role.CHAIR,
    Post.MINUTES: lambda line: line.role is Role.MINUTE_TAKER,
    Post.VICTIMS_VOICE: lambda line: line.speaks_for_victim,
    Post.PROCESSING: lambda line: line.coordinator,
}
"""Whose each post is when nobody stands in."""
MAY_STAND_IN: Final[Mapping[Post, frozenset[Role]]] = {
    Post.CHAIR: frozenset({Role.REPRESENTATIVE}),
    Post.MINUTES: frozenset({Role.REPRESENTATIVE}),
    # Not the chair, whose agreement to keep an unsafe action is a second one (ACT-6).
    Post.VICTIMS_VOICE: frozenset({Role.REPRESENTATIVE, Role.MINUTE_TAKER}),
    Post.PROCESSING: frozenset({Role.REPRESENTATIVE, Role.MINUTE_TAKER, Role.CHAIR}),
}
"""What somebody is in this case who can be asked: nobody both chairs and takes the minutes."""


def in_this_case(room: Room, case: Case, line: Line) -> Role:
    """What somebody is while this case is heard: who stands in has exactly that role's powers, and
    who handed the chair or the minutes over speaks for their own agency (ROLE-7).
    """
    for post, role in ROLE_OF.items():
        holder = acting(room, case, post)
        if holder is not None and holder.person == line.person:
            return role
    return Role.REPRESENTATIVE if line.role in ROLE_OF.values() else line.role


def acting(room: Room, case: Case, post: Post) -> Line | None:
    """Who holds ``post`` for this case; None where whoever would is out of it, or not here."""
    stands_in = standing_in(room, case, post)
    if stands_in is not None:
        return stands_in
    holders = (line for line in room.register.values() if HOLDS[post](line))
    return next((line for line in holders if _can_hold(room, case, post, line)), None)


def _can_hold(room: Room, case: Case, post: Post, line: Line) -> bool:
    """Not out of the case; and in the room and signed, but for what is done outside it (CON-3), or
    before the day (AG-4).

    A chair who has left leads nothing: somebody stands in until they are back.
    """
    outside = post is Post.PROCESSING or room.phase is Phase.PREPARING
    here = line.may_take_part or outside
    return here and not case.is_withheld_from(line.person)


def standing_in(room: Room, case: Case, post: Post) -> Line | None:
    """Who stands in: they accepted, are in the room, and not out of the case themselves."""
    who = case.stand_ins.get(post)
    line = room.register.get(who.person) if who is not None and who.person is not None else None
    if line is None or not line.may_take_part or case.is_withheld_from(line.person):
        return None
    return line


def vacant(room: Room, case: Case) -> tuple[Post, ...]:
    """The posts that somebody has to take over before the case can be called (CON-3)."""
    return tuple(post for post in Post if _is_vacant(room, case, post))


def _is_vacant(room: Room, case: Case, post: Post) -> bool:
    needed = post in ROLE_OF or any(
        HOLDS[post](line) and case.is_withheld_from(line.person) for line in room.register.values()
    )
    return needed and acting(room, case, post) is None


def can_stand_in(room: Room, case: Case, post: Post, line: Line) -> bool:
    """Whether ``line`` can be asked: signed, on a laptop, not out of the case, and free for it."""
    reads = line.may_take_part and line.laptop and not case.is_withheld_from(line.person)
    return reads and in_this_case(room, case, line) in MAY_STAND_IN[post]


def chooses(room: Room, case: Case, line: Line, *, coordinator: bool) -> bool:
    """Whether somebody may ask others to stand in: chair and minute-taker of the case.

    Where neither is left, only who was trusted with the case or the day before anybody was missing:
    the coordinator, or whoever processes the case instead, and who holds the chair or the minutes
    by the plan and handed them over. Whoever leads a case hears why others are out of it and
    decides on them: where none of these is here either, nobody chooses, and the case stays unheard.
    """
    if line.role is Role.GUEST:
        return False
    if in_this_case(room, case, line) in ROLE_OF.values():
        return True
    if is_led(room, case):
        return False
    return coordinator or line.person in _trusted_before(room, case)


def is_led(room: Room, case: Case) -> bool:
    """Whether its chair or its minutes are held by anybody, who then finds whoever is missing."""
    return any(acting(room, case, post) is not None for post in ROLE_OF)


def _trusted_before(room: Room, case: Case) -> frozenset[PersonId]:
    processes = standing_in(room, case, Post.PROCESSING)
    planned = (by_plan(room, post) for post in DAY_POSTS)
    before = (person for person in planned if person is not None)
    return frozenset((*before, *((processes.person,) if processes is not None else ())))


def chosen_by(room: Room, case: Case, line: Line) -> frozenset[PersonId]:
    """Who asked ``line`` to lead this case or the day, who asked those for what they asked it with,
    and so on; nobody where it is theirs by the plan (CON-2).

    The coordinator and who holds the chair or the minutes by the plan ask as nobody's choice.
    """
    if line.role is Role.CHAIR and _by_plan(room, Role.CHAIR) == line.person:
        return frozenset()
    asked = list(_asked_by(room, case, line.person))
    for each in asked:
        if not _is_nobodys_choice(room, each):
            asked += [who for who in _asked_by(room, case, each) if who not in asked]
    return frozenset(asked)


def _asked_by(room: Room, case: Case, person: PersonId) -> Iterator[PersonId]:
    for choosers in (case.choosers, *room.choosers.values()):
        yield from choosers.get(person, ())


def _is_nobodys_choice(room: Room, person: PersonId) -> bool:
    line = room.register.get(person)
    if line is not None and line.coordinator:
        return True
    return any(_by_plan(room, post) == person for post in DAY_POSTS)


def _by_plan(room: Room, post: DayPost) -> PersonId | None:
    holder = room.holder(post)
    return by_plan(room, post) or (holder.person if holder is not None else None)


def still_in_the_room(room: Room, case: Case) -> tuple[Line, ...]:
    """Who is out of the case and not ticked as having left the room (CON-3)."""
    return tuple(
        line
        for line in room.register.values()
        if line.is_present and case.is_withheld_from(line.person) and not is_outside(case, line)
    )


def is_outside(case: Case, line: Line) -> bool:
    """Whether somebody was ticked as having left the room, and has not come in again since."""
    ticked, came = case.outside.get(line.person), line.came_in
    return ticked is not None and (came is None or ticked > came)
