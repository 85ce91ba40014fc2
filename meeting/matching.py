"""Who was compared with the parties of each case, and each likely match that came of it (CON-6).

Two kinds of stream. ``comparison`` says that everybody was compared, and with whom; nobody reads
it. ``match/<case>/<person>`` exists only where somebody is likely to be a party; it is for the
coordinator and that case's chair, and never for the person matched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, assert_never

from pydantic import Field

from agenda.likeness import Alike, ComparedParty
from agenda.plan import PartyKind
from meeting.values import CaseId, Event, Frozen, Identifier, PersonId
from meeting.words import Name, OptionalWords


class Decision(StrEnum):
    """How a likely match is settled (CON-6)."""

    CLEAR = "clear"
    """Somebody else: the case is as open to them as to anybody."""
    RECUSED = "recused"
    RESTRICTED = "restricted"
    """The case goes to a sitting of its own; here it is withheld from them."""


# The comparison


class PartiesToCompare(Event):
    """These are the parties of a case, as attendees are compared with them from now on."""

    kind: Literal["parties_to_compare"] = "parties_to_compare"
    case: CaseId
    parties: tuple[ComparedParty, ...]


class PersonCompared(Event):
    """Somebody was compared with the parties of these cases, as they are at this moment."""

    kind: Literal["person_compared"] = "person_compared"
    person: PersonId
    cases: tuple[CaseId, ...]


ComparisonEvent = Annotated[PartiesToCompare | PersonCompared, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parties of each case, how often they changed, and with which of them each was compared.

    ``compared`` holds for each person the versions of the parties that they were compared with.
    """

    parties: Mapping[CaseId, tuple[ComparedParty, ...]] = field(default_factory=dict)
    versions: Mapping[CaseId, int] = field(default_factory=dict)
    compared: Mapping[PersonId, Mapping[CaseId, int]] = field(default_factory=dict)

    def covers(self, case: CaseId, person: PersonId) -> bool:
        """Whether ``person`` was compared with the parties of ``case`` as they are now."""
        version = self.versions.get(case)
        return version is not None and self.compared.get(person, {}).get(case) == version


def fold_comparison(
    comparison: Comparison, event: ComparisonEvent, _at: datetime, _by: PersonId
) -> Comparison:
    """``comparison`` after ``event``. Copies facts; decides nothing and never raises."""
    versions = comparison.versions
    match event:
        case PartiesToCompare():
            return replace(
                comparison,
                parties={**comparison.parties, event.case: event.parties},
                versions={**versions, event.case: versions.get(event.case, 0) + 1},
            )
        case PersonCompared():
            before = comparison.compared.get(event.person, {})
            now = {case: versions[case] for case in event.cases if case in versions}
            compared = {**comparison.compared, event.person: {**before, **now}}
            return replace(comparison, compared=compared)
        case _:
            assert_never(event)


# A match


class LikeParty(Frozen):
    """A party that somebody is likely to be: their name there, and what is alike."""

    party: Identifier
    kind: PartyKind
    name: Name
    alike: tuple[Alike, ...]
    percent: int


class MatchFound(Event):
    """Somebody expected is likely to be one of these parties, or to live with them."""

    kind: Literal["match_found"] = "match_found"
    parties: tuple[LikeParty, ...]


class MatchSettled(Event):
    """It was looked into: somebody else, out of the case, or a sitting of its own; and why."""

    kind: Literal["match_settled"] = "match_settled"
    decision: Decision
    reason: OptionalWords


MatchEvent = Annotated[MatchFound | MatchSettled, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Match:
    """A likely match, and how it was settled. ``version`` counts how often it was found."""

    parties: tuple[LikeParty, ...] = ()
    version: int = 0
    decision: Decision | None = None
    because: str = ""
    settled_at: datetime | None = None
    settled_by: PersonId | None = None

    @property
    def is_open(self) -> bool:
        """Found, and not settled yet."""
        return self.version > 0 and self.decision is None


def fold_match(before: Match, event: MatchEvent, at: datetime, by: PersonId) -> Match:
    """``before``, and then ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case MatchFound():
            return Match(parties=event.parties, version=before.version + 1)
        case MatchSettled():
            return replace(
                before,
                decision=event.decision,
                because=event.reason,
                settled_at=at,
                settled_by=by,
            )
        case _:
            assert_never(event)


def said_alike(parties: Iterable[LikeParty]) -> tuple[str, ...]:
    """Each party with what is alike, as whoever settles it reads it."""
    return tuple(f"{p.name} ({p.kind}): {', '.join(p.alike)}" for p in parties)
