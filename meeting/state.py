"""State: a mapping from stream to value, and the fold that makes it from events.

One event changes one stream; no fold reads another stream.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, get_args

from pydantic import Field

from meeting.case.hearing import Case, CaseEvent, fold_case
from meeting.conflict import Conflict, ConflictEvent, fold_conflict
from meeting.earlier import EarlierEvent, EarlierToldOf, ToldOf, fold_earlier
from meeting.matching import (
    Comparison,
    ComparisonEvent,
    Match,
    MatchEvent,
    fold_comparison,
    fold_match,
)
from meeting.past import EarlierCase, PastEvent, fold_past
from meeting.preparation import Preparation, PreparationEvent, fold_preparation
from meeting.readiness import Gaps, ReadinessEvent, ReadinessNoted, fold_readiness
from meeting.room import Room, RoomEvent, fold_room
from meeting.streams import (
    COMPARISON,
    READINESS,
    ROOM,
    Kind,
    Stream,
    case_stream,
    conflict_stream,
    earlier_stream,
    guest_stream,
    match_stream,
    past_stream,
    prep_stream,
)
from meeting.values import AgencyId, CaseId, Event, Frozen, Instant, PersonId

Value = Room | Case | Conflict | Comparison | Match | Preparation | EarlierCase | ToldOf | Gaps
AnyEvent = Annotated[
    RoomEvent
    | CaseEvent
    | ConflictEvent
    | ComparisonEvent
    | MatchEvent
    | PreparationEvent
    | PastEvent
    | EarlierEvent
    | ReadinessEvent,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Placed:
    """An event that was decided, with the stream that it belongs to.

    ``by`` stands for whoever asked, where the stream's readers must not be told who it was.
    """

    stream: Stream
    event: AnyEvent
    by: PersonId | None = None


class Recorded(Frozen):
    """An event as the journal keeps it and the wire carries it: when, by whom, what."""

    at: Instant
    by: PersonId
    event: AnyEvent


@dataclass(frozen=True)
class State:
    """Everything that is known of a meeting, or the part of it that one person may read."""

    streams: Mapping[Stream, Value] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def room(self) -> Room:
        """The room, or as much of it as a guest has; an empty one before anything is known."""
        value = self.streams.get(ROOM)
        if value is None:
            guests = (held for s, held in self.streams.items() if s.kind is Kind.GUEST)
            value = next(guests, None)
        return value if isinstance(value, Room) else Room()

    def guest(self, person: PersonId) -> Room | None:
        """The room as one guest has it, if this state has that (ROLE-6)."""
        value = self.streams.get(guest_stream(person))
        return value if isinstance(value, Room) else None

    def case(self, case: CaseId) -> Case | None:
        """The case, if this state has it."""
        value = self.streams.get(case_stream(case))
        return value if isinstance(value, Case) else None

    def past(self, case: CaseId) -> EarlierCase | None:
        """What is known of a case from before, if this state has it (AG-7)."""
        value = self.streams.get(past_stream(case))
        return value if isinstance(value, EarlierCase) else None

    def earlier(self) -> Iterator[EarlierToldOf]:
        """What this state has of earlier cases that are none of today's."""
        for _, told, _ in self.earlier_cases():
            yield told

    def earlier_cases(self) -> Iterator[tuple[CaseId, EarlierToldOf, ToldOf]]:
        """The same, each with its id and with what was answered of it."""
        for stream, value in self.streams.items():
            if isinstance(value, ToldOf) and value.told is not None:
                yield stream.case, value.told, value

    def told_of(self, earlier: CaseId) -> ToldOf | None:
        """What was told and answered of an earlier case, if this state has it (OUT-4)."""
        value = self.streams.get(earlier_stream(earlier))
        return value if isinstance(value, ToldOf) else None

    def conflict(self, case: CaseId, person: PersonId) -> Conflict | None:
        """The conflict of one person with one case, if this state has it."""
        value = self.streams.get(conflict_stream(case, person))
        return value if isinstance(value, Conflict) else None

    @property
    def comparison(self) -> Comparison:
        """Who was compared with which parties; an empty one where that is not known."""
        value = self.streams.get(COMPARISON)
        return value if isinstance(value, Comparison) else Comparison()

    def match(self, case: CaseId, person: PersonId) -> Match | None:
        """The likely match of one person with a party of one case, if this state has it."""
        value = self.streams.get(match_stream(case, person))
        return value if isinstance(value, Match) else None

    @cached_property
    def matched(self) -> frozenset[PersonId]:
        """Who waits for a likely match to be settled, whatever the case (CON-6).

        Asked for every stream and every reader after each commit: worked out once.
        """
        return frozenset(
            stream.person
            for stream, match in self.matches()
            if match.is_open and not self.is_asked_for(stream.case)
        )

    def is_asked_for(self, case: CaseId) -> bool:
        """Whether a case is asked for and not agreed to (AG-10): whoever is like somebody in it
        must not notice by losing what they read of the others.
        """
        found = self.case(case)
        return found is not None and found.is_asked_for

    def has_open_match(self, case: CaseId, person: PersonId | None = None) -> bool:
        """Whether a likely match with a party of ``case`` waits to be settled; of ``person`` only,
        if one is given.
        """
        return any(
            match.is_open and stream.case == case and person in {None, stream.person}
            for stream, match in self.matches()
        )

    def matches(self) -> Iterator[tuple[Stream, Match]]:
        """Every likely match that this state has."""
        for stream, value in self.streams.items():
            if isinstance(value, Match):
                yield stream, value

    def preparation(self, agency: AgencyId, case: CaseId) -> Preparation:
        """What an agency prepared for a case; nothing where this state has none of it."""
        value = self.streams.get(prep_stream(agency, case))
        return value if isinstance(value, Preparation) else Preparation()

    @property
    def gaps(self) -> Gaps:
        """What is lacking of people's readiness; nothing where this state does not say (ATT-4)."""
        value = self.streams.get(READINESS)
        return value if isinstance(value, Gaps) else Gaps()

    def cases(self) -> Iterator[Case]:
        """Every case that this state has, in the order of the running order."""
        for item in self.room.items.values():
            if item.case is not None and (found := self.case(item.case)) is not None:
                yield found

    def only(self, streams: Iterable[Stream]) -> "State":
        """The state cut down to ``streams``."""
        kept = frozenset(streams)
        return State({s: value for s, value in self.streams.items() if s in kept})

    def without(self, streams: Iterable[Stream]) -> "State":
        """The state without ``streams``."""
        gone = frozenset(streams)
        return State({s: value for s, value in self.streams.items() if s not in gone})


@dataclass(frozen=True, slots=True)
class _Fold:
    events: tuple[type[Event], ...]
    empty: Callable[[], Value]
    fold: Callable[[Any, Any, datetime, PersonId], Value]


def _members(union: object) -> tuple[type[Event], ...]:
    return get_args(get_args(union)[0])


_FOLDS: Mapping[Kind, _Fold] = {
    Kind.ROOM: _Fold(_members(RoomEvent), Room, fold_room),
    Kind.GUEST: _Fold(_members(RoomEvent), Room, fold_room),
    Kind.CASE: _Fold(_members(CaseEvent), Case, fold_case),
    Kind.CONFLICT: _Fold(_members(ConflictEvent), Conflict, fold_conflict),
    Kind.COMPARISON: _Fold(_members(ComparisonEvent), Comparison, fold_comparison),
    Kind.MATCH: _Fold(_members(MatchEvent), Match, fold_match),
    Kind.PREP: _Fold(_members(PreparationEvent), Preparation, fold_preparation),
    Kind.PAST: _Fold(_members(PastEvent), EarlierCase, fold_past),
    Kind.EARLIER: _Fold(_members(EarlierEvent), ToldOf, fold_earlier),
    Kind.READINESS: _Fold((ReadinessNoted,), Gaps, fold_readiness),
}


def events_of(kind: Kind) -> tuple[type[Event], ...]:
    """The events that streams of ``kind`` are made of."""
    return _FOLDS[kind].events


def fold(state: State, stream: Stream, recorded: Recorded) -> State:
    """``state`` after one event of ``stream``; one of another kind of stream changes nothing."""
    folding = _FOLDS[stream.kind]
    if not isinstance(recorded.event, folding.events):
        return state
    before = state.streams.get(stream)
    value = folding.fold(
        folding.empty() if before is None else before, recorded.event, recorded.at, recorded.by
    )
    return State({**state.streams, stream: value})
