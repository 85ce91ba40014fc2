"""What one agency prepared for one case, before the day: its own words, until it presents them.

A stream of each agency's own (AG-4). That it prepared something, and how much, stands in the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Literal, assert_never

from pydantic import Field

from meeting.case.information import Category, Nature
from meeting.values import Event, InformationId, PersonId, Subject
from meeting.words import Words


class PointPrepared(Event):
    """An agency wrote down what it will say; under this id it is presented (CASE-3)."""

    kind: Literal["point_prepared"] = "point_prepared"
    information: InformationId
    subject: Subject
    category: Category
    nature: Nature
    text: Words
    dated: date | None


class PreparedPointChanged(Event):
    """The agency put it otherwise."""

    kind: Literal["prepared_point_changed"] = "prepared_point_changed"
    information: InformationId
    subject: Subject
    category: Category
    nature: Nature
    text: Words
    dated: date | None


class PreparedPointRemoved(Event):
    """The agency will not say it."""

    kind: Literal["prepared_point_removed"] = "prepared_point_removed"
    information: InformationId


PreparationEvent = Annotated[
    PointPrepared | PreparedPointChanged | PreparedPointRemoved, Field(discriminator="kind")
]


@dataclass(frozen=True, slots=True)
class PreparedPoint:
    """One point as it stands. ``version``: 1 as first written, one more for each change."""

    information: InformationId
    subject: Subject
    category: Category
    nature: Nature
    text: str
    dated: date | None
    version: int
    at: datetime
    by: PersonId


@dataclass(frozen=True, slots=True)
class Preparation:
    """What an agency is going to say in one case, in the order in which it was written."""

    points: Mapping[InformationId, PreparedPoint] = field(default_factory=dict)


def fold_preparation(
    before: Preparation, event: PreparationEvent, at: datetime, by: PersonId
) -> Preparation:
    """``before``, and then ``event``. Copies facts; decides nothing and never raises."""
    points = before.points
    match event:
        case PointPrepared() | PreparedPointChanged():
            known = points.get(event.information)
            facts = event.model_dump(exclude={"kind"})
            version = known.version + 1 if known else 1
            point = PreparedPoint(**facts, version=version, at=at, by=by)
            return replace(before, points={**points, event.information: point})
        case PreparedPointRemoved():
            kept = {i: point for i, point in points.items() if i != event.information}
            return replace(before, points=kept)
        case _:
            assert_never(event)
