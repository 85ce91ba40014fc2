"""Who tells the victim (ACT-8), and how the plan answers what the protocol has checked (ACT-10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, assert_never

from meeting.values import ActionId, AgencyId, Event, Named, PersonId
from meeting.words import OptionalWords, Words


class Aim(StrEnum):
    """What a MARAC is for: the four aims that a plan is held against (ACT-10)."""

    VICTIM = "victim"
    CHILDREN = "children"
    PERPETRATOR = "perpetrator"
    STAFF = "staff"


class TellingTaken(Event):
    """An agency said that it tells the victim, itself or before the minute-taker (ACT-8)."""

    kind: Literal["telling_taken"] = "telling_taken"
    agency: AgencyId
    witness: PersonId | None


class TellingSuggested(Event):
    """Somebody suggested that an agency tells the victim; it is not its task by that (ACT-1)."""

    kind: Literal["telling_suggested"] = "telling_suggested"
    to: AgencyId
    agency: AgencyId


class NobodyTells(Event):
    """It is not safe, or not wanted, that anybody tells the victim, and this is why (ACT-8)."""

    kind: Literal["nobody_tells"] = "nobody_tells"
    reason: Words


class AimAnswered(Event):
    """What of the plan answers an aim, or why nothing is needed for it (ACT-10)."""

    kind: Literal["aim_answered"] = "aim_answered"
    aim: Aim
    answered_by: Named[ActionId]
    reason: OptionalWords


CheckEvent = TellingTaken | TellingSuggested | NobodyTells | AimAnswered


@dataclass(frozen=True, slots=True)
class AimAnswer:
    """The actions that answer an aim, or ``reason``: why none is needed."""

    answered_by: tuple[ActionId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Checks:
    """``told_by`` has said that it tells the victim, before ``witness`` if it has no laptop;
    ``suggested_to`` has been asked and has not said so; ``not_told`` is why nobody does.
    """

    told_by: AgencyId | None = None
    witness: PersonId | None = None
    suggested_to: AgencyId | None = None
    suggested_by: AgencyId | None = None
    not_told: str = ""
    aims: Mapping[Aim, AimAnswer] = field(default_factory=dict)


def fold_checks(checks: Checks, event: CheckEvent) -> Checks:
    """``checks`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case TellingTaken():
            return Checks(told_by=event.agency, witness=event.witness, aims=checks.aims)
        case TellingSuggested():
            return replace(checks, suggested_to=event.to, suggested_by=event.agency)
        case NobodyTells():
            return Checks(not_told=event.reason, aims=checks.aims)
        case AimAnswered():
            answer = AimAnswer(event.answered_by, event.reason)
            return replace(checks, aims={**checks.aims, event.aim: answer})
        case _:
            assert_never(event)
