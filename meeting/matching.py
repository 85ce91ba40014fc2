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

from agenda.likeness import Alike, ComparedParty, Described
from agenda.plan import PartyKind
from meeting.values import CaseId, Event, Frozen, Identifier, Named, PersonId
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
    """Somebody was compared with the parties of these cases, as they are at this moment.

    ``described``: what is held of them besides the name, where anything is, so that they are
    compared by it with a case that comes later, too (AG-10). ``closed``: earlier cases with which
    they count as not compared from now on, whatever was before.
    """

    kind: Literal["person_compared"] = "person_compared"
    person: PersonId
    cases: tuple[CaseId, ...]
    described: Described | None = None
    closed: tuple[CaseId, ...] = ()


class EarlierToCompare(Event):
    """An earlier case, of which something is read out, with its parties (AG-1, OUT-4).

    Whoever is like one of them counts as not compared, and so has nothing of it: there is no match
    to be settled. ``closed_to`` were out of it, or of another case of its family; ``clear`` were
    found to be somebody else.
    ``akin``: cases of today that may be about the same people.
    """

    kind: Literal["earlier_to_compare"] = "earlier_to_compare"
    earlier: Identifier
    parties: tuple[ComparedParty, ...]
    closed_to: Named[PersonId] = ()
    clear: Named[PersonId] = ()
    akin: Named[CaseId] = ()


class EarlierAkin(Event):
    """A case that came onto the day later may be about people of an earlier one."""

    kind: Literal["earlier_akin"] = "earlier_akin"
    earlier: Identifier
    case: CaseId


ComparisonEvent = Annotated[
    PartiesToCompare | PersonCompared | EarlierToCompare | EarlierAkin, Field(discriminator="kind")
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parties of each case, how often they changed, and with which of them each was compared.

    ``compared`` holds for each person the versions of the parties that they were compared with.
    ``earlier`` are cases of earlier meetings, by an id that is none of today's.
    """

    parties: Mapping[CaseId, tuple[ComparedParty, ...]] = field(default_factory=dict)
    earlier: Mapping[str, EarlierToCompare] = field(default_factory=dict)
    versions: Mapping[CaseId, int] = field(default_factory=dict)
    compared: Mapping[PersonId, Mapping[CaseId, int]] = field(default_factory=dict)
    held: Mapping[PersonId, Described] = field(default_factory=dict)
    """Of whom more is held than the name they are known by in the room."""

    def described(self, person: PersonId, name: str) -> Described:
        """``person``, who is called ``name`` today, with all that is held to compare them by."""
        held = self.held.get(person)
        if held is None:
            return Described(name=name)
        before = (held.name,) if held.name != name else ()
        return held.model_copy(update={"name": name, "aliases": (*held.aliases, *before)})

    def covers(self, case: CaseId, person: PersonId) -> bool:
        """Whether ``person`` was compared with the parties of ``case`` as they are now; of an
        earlier case, whether they are besides like none of them, and were not out of it.
        """
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
        case EarlierToCompare():
            return replace(
                comparison,
                earlier={**comparison.earlier, event.earlier: event},
                versions={**versions, event.earlier: versions.get(event.earlier, 0) + 1},
            )
        case EarlierAkin():
            return _akin(comparison, event)
        case PersonCompared():
            before = comparison.compared.get(event.person, {})
            kept = {case: version for case, version in before.items() if case not in event.closed}
            now = {case: versions[case] for case in event.cases if case in versions}
            compared = {**comparison.compared, event.person: {**kept, **now}}
            held = comparison.held
            if event.described is not None:
                held = {**held, event.person: event.described}
            return replace(comparison, compared=compared, held=held)
        case _:
            assert_never(event)


def _akin(comparison: Comparison, event: EarlierAkin) -> Comparison:
    before = comparison.earlier.get(event.earlier)
    if before is None:
        return comparison
    now = before.model_copy(update={"akin": (*before.akin, event.case)})
    return replace(comparison, earlier={**comparison.earlier, event.earlier: now})


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
    """A likely match, and how it was settled. ``version`` counts how often it was found;
    ``open_since`` is when it came to be open, and stays where more is found before it is settled.
    """

    parties: tuple[LikeParty, ...] = ()
    version: int = 0
    open_since: datetime | None = None
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
            since = before.open_since if before.is_open else at
            return Match(parties=event.parties, version=before.version + 1, open_since=since)
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
