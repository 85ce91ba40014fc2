"""What follows when the server's clock jumped: the clock of the case that is on stops (CASE-2).

Nobody asks for it. Nobody knows how long it was, so that the chair looks, and resumes it.
"""

from meeting.case.clock import ClockPaused
from meeting.case.posts import acting
from meeting.case.stand_in import Post
from meeting.state import Placed, State
from meeting.streams import case_stream
from meeting.values import THE_ROOM, PersonId


def decide_jump(state: State) -> tuple[Placed, ...]:
    """The event that the clock of the case that is on stops; none where it stands, or none is."""
    item = state.room.heard
    case = None if item is None or item.case is None else state.case(item.case)
    if item is None or item.case is None or case is None or case.clock.paused_since is not None:
        return ()
    return (Placed(case_stream(item.case), ClockPaused(), by=THE_ROOM),)


def who_is_asked(state: State) -> frozenset[PersonId]:
    """Who runs the case that is on, and is asked to look: whoever chairs it and minutes it."""
    item = state.room.heard
    case = None if item is None or item.case is None else state.case(item.case)
    if case is None:
        return frozenset()
    holders = (acting(state.room, case, post) for post in (Post.CHAIR, Post.MINUTES))
    return frozenset(line.person for line in holders if line is not None)
