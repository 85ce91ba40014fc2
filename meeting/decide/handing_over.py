"""The chair and the minutes handed over for the rest of the day: asked, taken over, given back
(ROLE-7). Between cases only: in a case somebody stands in.
"""

from collections.abc import Iterator
from typing import Final, assert_never

from agenda.plan import Role
from meeting.case.posts import POST_OF
from meeting.case.stand_in import Post, StandInEnded
from meeting.commands import (
    AskToTakeOver,
    DeclineToTakeOver,
    GiveBack,
    HandingOverCommands,
    TakeBack,
    TakeOver,
)
from meeting.decide.asking import Asking
from meeting.labels import POSTS
from meeting.room import DayPost, Line, PostAsked, PostDeclined, PostTakenBack, PostTakenOver
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.taking_over import (
    by_plan,
    can_take_over,
    given_back_to,
    is_in_the_room,
    is_ready,
    taken_over,
    to_ask_for,
)
from meeting.values import PersonId
from meeting.words import Refused

NOT_BESIDES: Final = frozenset({Post.CHAIR, Post.MINUTES, Post.VICTIMS_VOICE})
"""What nobody does in a case beside leading or writing it (CON-3, ACT-6)."""


def decide_handing_over(asking: Asking, command: HandingOverCommands) -> tuple[Placed, ...]:
    """Who holds the chair and the minutes after ``command``."""
    if not is_ready(asking.room, asking.line):
        raise Refused("not_signed")
    if asking.room.heard is not None and not isinstance(command, DeclineToTakeOver):
        raise Refused("case_is_on")
    match command:
        case AskToTakeOver():
            return _ask(asking, command)
        case TakeOver():
            return _take_over(asking, command.day_post)
        case DeclineToTakeOver():
            _need_asked(asking, command.day_post)
            me = asking.line.person
            return (asking.in_room(PostDeclined(day_post=command.day_post, person=me)),)
        case GiveBack():
            return _give_back(asking, command)
        case TakeBack():
            return _take_back(asking, command)
        case _:
            assert_never(command)


def _need_proved(asking: Asking, post: DayPost) -> None:
    """The chair is for who logged in with a second factor, or proves now that it is them: of who
    is chair by the plan no less is asked.
    """
    if post is Role.CHAIR and not asking.who.proved:
        raise Refused("prove_yourself", "day_post")


def _ask(asking: Asking, command: AskToTakeOver) -> tuple[Placed, ...]:
    room, post = asking.room, command.day_post
    if post not in to_ask_for(room, asking.line, coordinator=asking.who.coordinator):
        raise Refused("holder_is_here", "day_post", post=POSTS[POST_OF[post]])
    asked, holder = room.asked_to_take_over.get(post), room.holder(post)
    if post is Role.CHAIR and holder is not None and holder.person != asking.line.person:
        _need_no_part(asking)
    if asked is not None and asked.person == command.person:
        raise Refused("already_there", "person")
    seen = asked.person if asked else holder.person if holder else None
    if command.in_place_of != seen:
        raise Refused("moved_on", "in_place_of")
    if not can_take_over(room, asking.somebody(command.person)):
        raise Refused("cannot_take_over", "person", post=POSTS[POST_OF[post]])
    return (asking.in_room(PostAsked(day_post=post, person=command.person)),)


def _need_no_part(asking: Asking) -> None:
    """Raises Refused where somebody would choose who rules on their own conflict (CON-2); not for
    a case that is asked for, of which and of whose parties the refusal would tell them (AG-10).
    """
    if any(case.is_withheld_from(asking.line.person) for case in asking.state.cases()):
        raise Refused("another_asks", "day_post")


def _need_asked(asking: Asking, post: DayPost) -> None:
    asked = asking.room.asked_to_take_over.get(post)
    if asked is None or asked.person != asking.line.person:
        raise Refused("not_asked", "day_post", post=POSTS[POST_OF[post]])


def _take_over(asking: Asking, post: DayPost) -> tuple[Placed, ...]:
    _need_asked(asking, post)
    room, me = asking.room, asking.line.person
    asked, holder = room.asked_to_take_over[post], room.holder(post)
    if holder is None or not can_take_over(room, asking.line):
        raise Refused("cannot_take_over", "day_post", post=POSTS[POST_OF[post]])
    if post is Role.CHAIR and is_in_the_room(room, post) and asked.by != holder.person:
        # Asked for while the chair was away, who is back now and has asked nobody.
        raise Refused("moved_on", "day_post")
    _need_proved(asking, post)
    taken = PostTakenOver(day_post=post, person=me, earlier=holder.person)
    return (asking.in_room(taken), *_stands_in_no_longer(asking, me))


def _stands_in_no_longer(asking: Asking, person: PersonId) -> Iterator[Placed]:
    """What they took over for one case besides, somebody else has to."""
    for case in asking.state.cases():
        for post, who in case.stand_ins.items():
            if case.closing is None and post in NOT_BESIDES and who.person == person:
                yield Placed(case_stream(case.case), StandInEnded(post=post))


def _give_back(asking: Asking, command: GiveBack) -> tuple[Placed, ...]:
    """To the last who held it before and is here; whoever came or went since, its sender sees."""
    post = command.day_post
    if taken_over(asking.room, asking.line) is not post:
        raise Refused("not_taken_over", "day_post", post=POSTS[POST_OF[post]])
    earlier = given_back_to(asking.room, post)
    if earlier is None:
        raise Refused("cannot_give_back", "day_post", post=POSTS[POST_OF[post]])
    if earlier.person != command.person:
        raise Refused("moved_on", "person")
    return taken_back(asking, post, asking.line, earlier)


def _take_back(asking: Asking, command: TakeBack) -> tuple[Placed, ...]:
    """Who holds it by the plan is back, and asks nobody: it was lent."""
    post, holder = command.day_post, asking.room.holder(command.day_post)
    if by_plan(asking.room, post) != asking.line.person:
        raise Refused("not_yours_by_plan", "day_post", post=POSTS[POST_OF[post]])
    if holder is None or holder.person != command.holder:
        raise Refused("moved_on", "holder")
    _need_proved(asking, post)
    return taken_back(asking, post, holder, asking.line)


def taken_back(asking: Asking, post: DayPost, holder: Line, to: Line) -> tuple[Placed, ...]:
    """What ``holder`` had taken over is held by ``to`` once more."""
    back = PostTakenBack(day_post=post, person=to.person, earlier=holder.person)
    return (asking.in_room(back), *_stands_in_no_longer(asking, to.person))
