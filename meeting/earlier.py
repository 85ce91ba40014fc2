"""What is read out of one case of an earlier meeting: actions that are outstanding, and that its
flag has ended (AG-1, AG-8, OUT-4).

A stream for each such case, so that whoever is out of it, or may be one of its people, has nothing
of it, and nothing that could be counted. Who that is stands in no stream that anybody reads.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from meeting.values import AgencyId, Event, Frozen, ItemId, PersonId
from meeting.words import Name, OptionalWords, Words


class OutstandingPart(Frozen):
    """What one agency still has to do of one action, or to say of it."""

    label: Name
    agency: AgencyId
    text: Words
    named: OptionalWords = ""
    due: date | None = None
    urgent: bool = False


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


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What was told of the case last."""

    told: EarlierToldOf | None = None


def fold_earlier(_: ToldOf, event: EarlierToldOf, _at: datetime, _by: PersonId) -> ToldOf:
    """What is told from now on. Copies facts; decides nothing and never raises."""
    return ToldOf(event)
