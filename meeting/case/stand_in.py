"""Stand-ins: who takes over from somebody who is out of a case or hands it over (CON-3, ROLE-7).

They have exactly the powers of what they took over, for this case and no longer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Literal, assert_never

from meeting.choosing import Choosers, chosen_too
from meeting.values import Event, PersonId
from meeting.words import OptionalWords


class Post(StrEnum):
    """What somebody can stand in for, for one case (CON-3)."""

    CHAIR = "chair"
    MINUTES = "minutes"
    VICTIMS_VOICE = "victims_voice"
    PROCESSING = "processing"
    """What the coordinator does with a case outside the meeting: referral, agenda, papers."""


class StandInAsked(Event):
    """Somebody was asked to stand in; until they accept, all stays as it is."""

    kind: Literal["stand_in_asked"] = "stand_in_asked"
    post: Post
    person: PersonId


class StandInAccepted(Event):
    """Who was asked stands in from now on."""

    kind: Literal["stand_in_accepted"] = "stand_in_accepted"
    post: Post
    person: PersonId


class StandInDeclined(Event):
    """Who was asked will not stand in."""

    kind: Literal["stand_in_declined"] = "stand_in_declined"
    post: Post
    person: PersonId
    reason: OptionalWords


class StandInEnded(Event):
    """It is handed back before the case is over, or nobody is asked any more."""

    kind: Literal["stand_in_ended"] = "stand_in_ended"
    post: Post


StandInEvent = StandInAsked | StandInAccepted | StandInDeclined | StandInEnded


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for one post, and who is asked to and has not answered."""

    person: PersonId | None = None
    asked: PersonId | None = None
    asked_by: PersonId | None = None


StandIns = Mapping[Post, StandIn]
CHOOSES: Final = frozenset({Post.CHAIR, Post.MINUTES, Post.PROCESSING})
"""Whose holders ask others to stand in."""


def fold_stand_ins(stand_ins: StandIns, event: StandInEvent, by: PersonId) -> StandIns:
    """``stand_ins`` after ``event``. Copies facts; decides nothing and never raises."""
    now = stand_ins.get(event.post, StandIn())
    match event:
        case StandInAsked():
            now = replace(now, asked=event.person, asked_by=by)
        case StandInAccepted():
            now = StandIn(person=event.person)
        case StandInDeclined():
            now = replace(now, asked=None, asked_by=None)
        case StandInEnded():
            now = StandIn()
        case _:
            assert_never(event)
    return {**stand_ins, event.post: now}


def fold_choosers(choosers: Choosers, stand_ins: StandIns, event: StandInEvent) -> Choosers:
    """``choosers`` after ``event``, with ``stand_ins`` as they were: nobody is forgotten where it
    is handed back. Copies facts; decides nothing and never raises.
    """
    asked_by = stand_ins.get(event.post, StandIn()).asked_by
    if not isinstance(event, StandInAccepted) or event.post not in CHOOSES or asked_by is None:
        return choosers
    return chosen_too(choosers, event.person, asked_by)
