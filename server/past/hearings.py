"""The cases of a meeting that is still to be held, arranged or only drafted, as the past is asked
about them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agenda.closed_days import closed_days
from agenda.deadlines.rule import Rule
from agenda.draft import Draft, Received, Standing
from agenda.likeness import ComparedParty, Described, compared_parties
from agenda.matching import likeness
from agenda.past.repeats import NewCase
from agenda.protocol import History
from meeting.case.hearing import Case
from meeting.decide.past import meet_by
from meeting.held import parties_of
from meeting.state import State


@dataclass(frozen=True, slots=True)
class ToBeHeard:
    """A case, what it goes by, and whether whoever asks may have a part in processing it: nobody
    who is out of it, or may be one of its people and was not found to be somebody else (CON-3).
    """

    name: str
    new: NewCase
    may_process: bool


@dataclass(frozen=True, slots=True)
class Hearings:
    """A meeting that is to be held: its day, what its protocol says of the past, and its cases."""

    day: date
    rules: History
    cases: tuple[ToBeHeard, ...]
    meet_within: Rule | None = None
    """When a professionals' meeting is held after the incident, by the protocol (AG-7)."""
    closed: frozenset[date] = frozenset()

    def meet_by(self, case: ToBeHeard) -> date | None:
        """By when one is held for ``case``, where that can be said."""
        return meet_by(self.meet_within, case.new.incident_on, self.closed)


def arranged(state: State, person: str, who: Described) -> Hearings:
    """Those of a meeting that is arranged."""
    room = state.room
    protocol, cases = room.protocol, tuple(_arranged(state, person, who))
    within = protocol.deadlines.professionals_meeting
    return Hearings(room.day, protocol.history, cases, within, room.closed_days)


def _arranged(state: State, person: str, who: Described) -> Iterator[ToBeHeard]:
    room = state.room
    for item in room.items.values():
        case = state.case(item.case or "")
        if case is not None:
            parties = parties_of(state, case)
            days = case.referred_on, case.incident_on
            new = NewCase(room.meeting, case.case, room.day, parties, *days)
            may = _may_process(state, case, parties, person, who)
            yield ToBeHeard(f"{room.meeting}/{item.item}", new, may)


def _may_process(
    state: State, case: Case, parties: tuple[ComparedParty, ...], person: str, who: Described
) -> bool:
    match = state.match(case.case, person)
    if case.is_withheld_from(person) or (match is not None and match.is_open):
        return False
    return match is not None or not _is_like_any(who, parties)


def drafted(draft: Draft, person: str, who: Described) -> Hearings:
    """Those that are on the list of a draft; what is set aside for a sitting is not (RES-2)."""
    plan = draft.plan
    listed = [each for each in draft.referrals if each.standing is Standing.LISTED]
    numbered = enumerate(listed, len(plan.cases) + 1)
    cases = tuple(_drafted(draft, number, each, person, who) for number, each in numbered)
    protocol, year = plan.protocol, plan.day.year
    closed = closed_days(protocol.meetings.nation, year - 1, year + 1)
    closed |= frozenset(protocol.meetings.closed)
    within = protocol.deadlines.professionals_meeting
    return Hearings(plan.day, protocol.history, cases, within, closed)


def _drafted(
    draft: Draft, number: int, received: Received, person: str, who: Described
) -> ToBeHeard:
    referral, parties = received.referral, compared_parties(received.referral.parties)
    days = referral.referred_on, referral.incident_on
    new = NewCase(draft.id, referral.id, draft.plan.day, parties, *days)
    may = person not in received.closed_to and not _is_like_any(who, parties)
    return ToBeHeard(f"{draft.id}/{number}", new, may)


def _is_like_any(who: Described, parties: tuple[ComparedParty, ...]) -> bool:
    return any(likeness(who, party) is not None for party in parties)
