"""What is read out of one case of an earlier meeting: actions that are outstanding, and that its
flag has ended (AG-1, AG-8, OUT-4).

A stream for each such case, so that whoever is out of it, or may be one of its people, has nothing
of it, and nothing that could be counted. Who that is stands in no stream that anybody reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Literal, assert_never

from pydantic import Field

from meeting.values import AgencyId, Event, Frozen, Identifier, ItemId, PersonId
from meeting.words import Name, OptionalWords, Words


class OutstandingPart(Frozen):
    """What one agency still has to do of one action, or to say of it."""

    label: Name
    agency: AgencyId
    text: Words
    named: OptionalWords = ""
    due: date | None = None
    urgent: bool = False
    reason_before: OptionalWords = ""
    note_before: OptionalWords = ""
    """Why it was not done when it was asked for before, where it got another day then."""


class EarlierToldOf(Event):
    """The case is told of as it stood when the meeting was arranged, or when the room was opened
    since: the last of them takes the place of those before. Where there is nothing more to tell of
    it, nothing is ``outstanding`` and no flag has ended.

    ``before`` is the item at which its actions are read; None: in the part of the day that has all.
    ``people``, by name, only where the flag has ended, since files are unflagged by them.
    """

    kind: Literal["earlier_told_of"] = "earlier_told_of"
    heard_on: date
    number: Name
    section: OptionalWords
    before: ItemId | None
    outstanding: tuple[OutstandingPart, ...]
    flag_until: date | None
    people: tuple[Name, ...]


class OutstandingAnswered(Event):
    """An agency said in the room what became of its part of an action: ``done``, or not and for
    which of the protocol's reasons, and by when it is to be done all the same; ``on_behalf`` if the
    minute-taker typed it (OUT-4, ROLE-8).
    """

    kind: Literal["outstanding_answered"] = "outstanding_answered"
    label: Name
    agency: AgencyId
    done: bool
    reason: OptionalWords = ""
    note: OptionalWords = ""
    due_again: date | None = None
    on_behalf: bool = False


SuccessId = Identifier


class SuccessNoted(Event):
    """``agency`` told what went well in the case since; ``on_behalf`` if the minute-taker typed it
    (AG-1, ROLE-8).
    """

    kind: Literal["success_noted"] = "success_noted"
    success: SuccessId
    agency: AgencyId
    text: Words
    on_behalf: bool = False


EarlierEvent = Annotated[
    EarlierToldOf | OutstandingAnswered | SuccessNoted, Field(discriminator="kind")
]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, when and by whom it was given."""

    said: OutstandingAnswered
    at: datetime
    by: PersonId


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What was told of the case last, and what was answered of each part, by label and agency: the
    last answer stands.
    """

    told: EarlierToldOf | None = None
    answers: Mapping[tuple[str, AgencyId], tuple[Answered, ...]] = field(default_factory=dict)
    successes: Mapping[SuccessId, SuccessNoted] = field(default_factory=dict)
    """What went well in it since, in the order told (AG-1)."""

    def answer_to(self, label: str, agency: AgencyId) -> Answered | None:
        """What ``agency`` said last of its part of ``label``; None if it has said nothing."""
        given = self.answers.get((label, agency), ())
        return given[-1] if given else None


def fold_earlier(before: ToldOf, event: EarlierEvent, at: datetime, by: PersonId) -> ToldOf:
    """What is told and answered from now on. Copies facts; decides nothing and never raises."""
    match event:
        case EarlierToldOf():
            return replace(before, told=event)
        case OutstandingAnswered():
            key = (event.label, event.agency)
            given = (*before.answers.get(key, ()), Answered(event, at, by))
            return replace(before, answers={**before.answers, key: given})
        case SuccessNoted():
            return replace(before, successes={**before.successes, event.success: event})
        case _:
            assert_never(event)
