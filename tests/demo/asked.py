"""What the people of the demonstration answer whoever sits among them and asks them for something
that is in nobody's book of the day: they do it.
"""

from collections.abc import Iterator

from meeting.case.posts import can_stand_in
from meeting.commands import AcceptStandIn, AnyCommand, TakeOver
from meeting.room import Line, Room
from meeting.state import State
from meeting.taking_over import can_take_over


def asked(state: State, line: Line) -> Iterator[AnyCommand]:
    """The chair or the minutes for the rest of the day, between cases; a post for one case."""
    yield from _for_the_day(state.room, line)
    for case in state.cases():
        for post, stand_in in case.stand_ins.items():
            is_open = case.closing is None and can_stand_in(state.room, case, post, line)
            if stand_in.asked == line.person and is_open:
                yield AcceptStandIn(case=case.case, post=post)


def _for_the_day(room: Room, line: Line) -> Iterator[AnyCommand]:
    if (room.on is not None and room.on.case is not None) or not can_take_over(room, line):
        return
    for post, who in room.asked_to_take_over.items():
        if who.person == line.person:
            yield TakeOver(day_post=post)
