"""What is lacking of the people who are expected, before they are ready for the table (ATT-4).

A stream for chair and coordinator alone. It holds which checks the office has no word of, and
nothing of what came of any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from agenda.protocol.attendance import Readiness
from meeting.values import Event, PersonId


class ReadinessNoted(Event):
    """What is ``lacking`` of a representative by this meeting's protocol, as the office has it now;
    nothing, once all is done.
    """

    kind: Literal["readiness_noted"] = "readiness_noted"
    person: PersonId
    lacking: tuple[Readiness, ...]


ReadinessEvent = Annotated[ReadinessNoted, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Of whom something is lacking, and what: nobody is named who is ready."""

    lacking: Mapping[PersonId, tuple[Readiness, ...]] = field(default_factory=dict)


def fold_readiness(before: Gaps, event: ReadinessNoted, _at: datetime, _by: PersonId) -> Gaps:
    """``before``, and then ``event``. Copies facts; decides nothing and never raises."""
    others = {who: lacking for who, lacking in before.lacking.items() if who != event.person}
    return Gaps({**others, event.person: event.lacking} if event.lacking else others)
