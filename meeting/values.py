"""The small values that events, commands and state are made of."""

from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    PlainSerializer,
)

from agenda.protocol import IDENTIFIER


class Frozen(BaseModel):
    """A value that never changes once made, and that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def to_instant(moment: datetime) -> datetime:
    """``moment`` in UTC, cut to whole milliseconds."""
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def instant_text(moment: datetime) -> str:
    """``moment`` as ``2026-11-24T09:00:00.000Z``: the one form in which an instant is written."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


Instant = Annotated[
    AwareDatetime,
    AfterValidator(to_instant),
    PlainSerializer(instant_text, return_type=str, when_used="json"),
]
"""A moment: UTC, whole milliseconds."""

Identifier = Annotated[str, Field(pattern=IDENTIFIER)]
"""1 to 64 of a-z, 0-9 and hyphen. Ids of what is made in the room are random, never counted."""
PersonId = Identifier
THE_ROOM: Final[PersonId] = "room"
"""By whom an event is recorded that nobody asked for, or that must not name anybody."""
AgencyId = Identifier
CaseId = Identifier
ItemId = Identifier
InformationId = Identifier
RiskId = Identifier
ActionId = Identifier
EntryId = Identifier
"""Whatever was typed into a case: a piece of information, a risk or an action."""
Subject = Identifier
"""Whom something is about: the id of a party of the case, or one of ``OTHER_SUBJECTS``."""

OTHER_SUBJECTS = ("staff", "address", "public")

MOST_NAMED: Final = 100
Item = TypeVar("Item")
Named = Annotated[tuple[Item, ...], Field(max_length=MOST_NAMED), FailFast()]
"""Several, named one after the other. One that is wrong, or too many, and no more are looked at:
each would cost the server more than it cost its sender.
"""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256, in hexadecimal."""


class Event(Frozen):
    """A fact of one stream, in the past tense. ``kind`` is its name for ever."""

    kind: str


class Command(Frozen):
    """What a person asks for, in the imperative. ``kind`` is its name for ever."""

    kind: str


class CaseCommand(Command):
    """A command about one case, which its sender must be able to read."""

    case: CaseId
