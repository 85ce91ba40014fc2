"""Handing a post over for the rest of the day (ROLE-7)."""

from typing import Literal

from meeting.room import DayPost
from meeting.values import (
    Command,
    PersonId,
)


class AskToTakeOver(Command):
    """Somebody is asked to take over the chair or the minutes for the rest of the day.

    ``in_place_of`` is who was asked before, or holds it now, as its sender saw it.
    """

    kind: Literal["ask_to_take_over"] = "ask_to_take_over"
    day_post: DayPost
    person: PersonId
    in_place_of: PersonId | None = None


class TakeOver(Command):
    """I take it over, from now on."""

    kind: Literal["take_over"] = "take_over"
    day_post: DayPost


class DeclineToTakeOver(Command):
    """I do not take it over."""

    kind: Literal["decline_to_take_over"] = "decline_to_take_over"
    day_post: DayPost


class GiveBack(Command):
    """What I took over I give back: ``person`` is the last who held it before and is here, as its
    sender saw it.
    """

    kind: Literal["give_back"] = "give_back"
    day_post: DayPost
    person: PersonId


class TakeBack(Command):
    """What is mine by the plan I take back. ``holder`` has it now, as its sender saw it."""

    kind: Literal["take_back"] = "take_back"
    day_post: DayPost
    holder: PersonId


HandingOverCommands = AskToTakeOver | TakeOver | DeclineToTakeOver | GiveBack | TakeBack
