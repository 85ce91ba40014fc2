"""One person's conflict with one case: that it was declared, why, and what the chair decided.

The reason is for that person, and for whoever holds the chair and the minutes of that case
(CON-1). That somebody is out of a case stands in the case; why stands only here.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, assert_never

from pydantic import Field

from meeting.values import Event, PersonId
from meeting.words import OptionalWords, Words


class Ruling(StrEnum):
    """What the chair decides of a conflict (CON-2)."""

    LEAVES = "leaves"
    STAYS = "stays"


class ConflictDeclared(Event):
    """A person has declared that they should not hear this case (CON-1)."""

    kind: Literal["conflict_declared"] = "conflict_declared"
    reason: Words


class ConflictRuled(Event):
    """The chair has decided: the person leaves the room, or may stay, and why (CON-2)."""

    kind: Literal["conflict_ruled"] = "conflict_ruled"
    ruling: Ruling
    reason: OptionalWords


ConflictEvent = Annotated[ConflictDeclared | ConflictRuled, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declaration, its reason, and the ruling once there is one."""

    reason: str = ""
    declared_at: datetime | None = None
    declared_by: PersonId | None = None
    ruling: Ruling | None = None
    ruled_at: datetime | None = None
    ruled_by: PersonId | None = None
    ruled_because: str = ""


def fold_conflict(conflict: Conflict, event: ConflictEvent, at: datetime, by: PersonId) -> Conflict:
    """``conflict`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case ConflictDeclared():
            return Conflict(reason=event.reason, declared_at=at, declared_by=by)
        case ConflictRuled():
            return replace(
                conflict,
                ruling=event.ruling,
                ruled_at=at,
                ruled_by=by,
                ruled_because=event.reason,
            )
        case _:
            assert_never(event)
