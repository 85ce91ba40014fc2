"""Who has looked into a case before the day: that much all of its readers know, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from meeting.values import AgencyId, Event, PersonId


class Answer(StrEnum):
    """What an agency says of a case before the day (AG-4)."""

    KNOWN = "known"
    NOTHING_KNOWN = "nothing known"


class ResearchNoted(Event):
    """An agency has looked into the case, and prepared so many points (AG-4)."""

    kind: Literal["research_noted"] = "research_noted"
    agency: AgencyId
    answer: Answer
    points: int


@dataclass(frozen=True, slots=True)
class Research:
    """What an agency last said, when, and who said it."""

    answer: Answer
    points: int
    at: datetime
    by: PersonId


Researched = Mapping[AgencyId, Research]


def fold_research(
    before: Researched, event: ResearchNoted, at: datetime, by: PersonId
) -> Researched:
    """``before``, and then ``event``."""
    return {**before, event.agency: Research(event.answer, event.points, at, by)}
