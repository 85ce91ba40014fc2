"""Stand-ins: asked, accepted or declined, and handed back (CON-3, ROLE-7)."""

from dataclasses import replace
from typing import assert_never

from agenda.protocol import HEARING
from meeting.case.hearing import ClosestNamed
from meeting.case.posts import acting, can_stand_in, chooses
from meeting.case.stand_in import (
    Post,
    StandIn,
    StandInAccepted,
    StandInAsked,
    StandInDeclined,
    StandInEnded,
    fold_stand_ins,
)
from meeting.commands import (
    AcceptStandIn,
    AskToStandIn,
    DeclineStandIn,
    HandBack,
    StandInCommands,
)
from meeting.decide.asking import Hearing
from meeting.labels import POSTS
from meeting.state import Placed
from meeting.words import Refused


def decide_stand_ins(hearing: Hearing, command: StandInCommands) -> tuple[Placed, ...]:
    """Who stands in for whom after ``command``."""
    me = hearing.asking.who.person
    match command:
        case AskToStandIn():
            return _ask(hearing, command)
        case AcceptStandIn():
            _need_asked(hearing, command.post)
            accepted = StandInAccepted(post=command.post, person=me)
            return (
                *hearing.in_case(accepted),
                *hearing.lower_own_hand(),
                *_named_closest(hearing, command.post),
            )
        case DeclineStandIn():
            _need_asked(hearing, command.post)
            return hearing.in_case(
                StandInDeclined(post=command.post, person=me, reason=command.reason)
            )
        case HandBack():
            return _hand_back(hearing, command.post)
        case _:
            assert_never(command)


def _now(hearing: Hearing, post: Post) -> StandIn:
    return hearing.case.stand_ins.get(post, StandIn())


def _ask(hearing: Hearing, command: AskToStandIn) -> tuple[Placed, ...]:
    asking = hearing.asking
    if not chooses(hearing.room, hearing.case, asking.line, coordinator=asking.who.coordinator):
        raise Refused("ask_the_chair")
    now = _now(hearing, command.post)
    if command.person in {now.asked, now.person}:
        raise Refused("already_there", "person")
    if command.in_place_of != (now.asked or now.person):
        raise Refused("moved_on", "in_place_of")
    line = hearing.room.register.get(command.person)
    if line is None:
        raise Refused("no_such_person", "person")
    if not can_stand_in(hearing.room, hearing.case, command.post, line):
        raise Refused("cannot_stand_in", "person", post=POSTS[command.post])
    return hearing.in_case(StandInAsked(post=command.post, person=command.person))


def _need_asked(hearing: Hearing, post: Post) -> None:
    line = hearing.asking.line
    if _now(hearing, post).asked != line.person:
        raise Refused("not_asked", "post", post=POSTS[post])
    if not can_stand_in(hearing.room, hearing.case, post, line):
        raise Refused("cannot_stand_in", "post", post=POSTS[post])


def _hand_back(hearing: Hearing, post: Post) -> tuple[Placed, ...]:
    """A case that is on is never left without the one who runs it."""
    ended = StandInEnded(post=post)
    if _now(hearing, post).person != hearing.asking.line.person:
        raise Refused("not_standing_in", "post", post=POSTS[post])
    after = fold_stand_ins(hearing.case.stand_ins, ended, hearing.asking.who.person)
    left = acting(hearing.room, replace(hearing.case, stand_ins=after), post)
    if left is None and hearing.case.stage in HEARING:
        raise Refused("nobody_else", "post", post=POSTS[post])
    return hearing.in_case(ended)


def _named_closest(hearing: Hearing, post: Post) -> tuple[Placed, ...]:
    """Who brings the victim's views judges what is safe, too (ACT-6, ROLE-9)."""
    if post is not Post.VICTIMS_VOICE:
        return ()
    return hearing.in_case(ClosestNamed(person=hearing.asking.who.person))
