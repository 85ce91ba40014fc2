"""A case comes to its meeting with what is held of it from before (AG-7).

Only what is certain, or was answered: a likeness is the coordinator's to look into.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import count

from agenda.deadline import due_date
from agenda.deadlines.proposed import proposed
from agenda.deadlines.rule import Rule
from agenda.likeness import ComparedParty, compared_parties
from agenda.past.held import HeldAction, HeldCase, Settled
from agenda.past.known import Past
from agenda.past.reading_out import earlier_id
from agenda.past.repeats import Found, NewCase, What, found
from agenda.past.sameness import Sure, same_person
from agenda.plan import MeetingPlan, PlannedCase
from meeting.earlier import OutstandingAnswered
from meeting.held import settled_as
from meeting.past import (
    EarlierAction,
    EarlierCase,
    EarlierHearing,
    EarlierPart,
    EarlierPartSettled,
    EarlierRisk,
    SecondRepeatFound,
)
from meeting.state import Placed, State
from meeting.streams import past_stream
from meeting.values import THE_ROOM, AgencyId, CaseId, PersonId

Before = Mapping[CaseId, Found]
"""What was found of each case of a meeting."""


def found_before(plan: MeetingPlan, past: Past | None) -> Before:
    """What ``past`` says of each case of ``plan``; nothing without one."""
    if past is None:
        return {}
    return {case.id: found(past, _new(plan, case)) for case in plan.cases}


def _new(plan: MeetingPlan, case: PlannedCase) -> NewCase:
    parties = compared_parties(case.parties)
    return NewCase(plan.id, case.id, plan.day, parties, case.referred_on, case.incident_on)


def repeats_of(said: Found) -> tuple[HeldCase, ...]:
    """The hearings that the case is certain to be a repeat of, the latest first."""
    return tuple(
        one.held for one in said.earlier if one.what is What.REPEAT and one.sure is Sure.CERTAIN
    )


def told(
    plan: MeetingPlan, before: Before, past: Past | None, closed: AbstractSet[date]
) -> Iterator[Placed]:
    """The stream of the past of each case that is a repeat; ``closed`` are days without work."""
    if past is None:
        return
    incidents = {case.id: case.incident_on for case in plan.cases}
    names = {agency.id: agency.name for agency in plan.agencies}
    for case, said in before.items():
        stream = past_stream(case)
        for held in repeats_of(said):
            yield Placed(stream, _hearing(held, names, past.closed_to(held)))
        if said.second_repeat is Sure.CERTAIN:
            months = plan.protocol.history.repeat_months
            rule = plan.protocol.deadlines.professionals_meeting
            by = meet_by(rule, incidents[case], closed)
            yield Placed(stream, SecondRepeatFound(months=months, meet_by=by))


def meet_by(rule: Rule | None, incident: date | None, closed: AbstractSet[date]) -> date | None:
    """By when a professionals' meeting is held, counted from the incident (AG-7)."""
    if rule is None or incident is None:
        return None
    return due_date(proposed(rule, incident, closed), incident, closed)


def _hearing(
    held: HeldCase, names: Mapping[AgencyId, str], closed_to: AbstractSet[PersonId]
) -> EarlierHearing:
    return EarlierHearing(
        heard_on=held.heard_on,
        referred_on=held.referred_on,
        risks=tuple(EarlierRisk(**risk.model_dump()) for risk in held.risks),
        actions=tuple(_action(action, names) for action in held.actions),
        closed_to=tuple(sorted(closed_to)),
        earlier=earlier_id(held),
    )


def _action(action: HeldAction, names: Mapping[AgencyId, str]) -> EarlierAction:
    settled = [(agency, action.of(agency)) for agency in action.agencies]
    return EarlierAction(
        label=action.label,
        text=action.text,
        for_whom=action.for_whom,
        due=action.due,
        parts=tuple(_part(names.get(agency, agency), how) for agency, how in settled),
    )


def _part(agency: str, how: Settled) -> EarlierPart:
    return EarlierPart(
        agency=agency,
        progress=str(how.progress),
        reason=how.reason,
        note=how.note,
        due_again=how.due_again,
    )


def answered_beside(state: State, earlier: str, said: OutstandingAnswered) -> Iterator[Placed]:
    """What was said in the room of an action, beside each case of today that is a repeat of it."""
    how = settled_as(said, state.room.day)
    part = _part(state.room.agencies.get(said.agency, said.agency), how)
    for stream, value in state.streams.items():
        if isinstance(value, EarlierCase) and any(h.earlier == earlier for h in value.hearings):
            event = EarlierPartSettled(earlier=earlier, label=said.label, part=part)
            yield Placed(stream, event)


def beside_anew(state: State, held: Iterable[HeldCase]) -> Iterator[Placed]:
    """What the office knows otherwise by now of the plans of before; what was said in the room goes
    by that until the office has it.
    """
    by_id = {earlier_id(case): case for case in held}
    for stream, value in state.streams.items():
        if not isinstance(value, EarlierCase):
            continue
        for hearing in value.hearings:
            if (case := by_id.get(hearing.earlier)) is not None:
                for label, part in _known_otherwise(state, hearing, case):
                    event = EarlierPartSettled(earlier=hearing.earlier, label=label, part=part)
                    yield Placed(stream, event, by=THE_ROOM)


def _known_otherwise(
    state: State, hearing: EarlierHearing, held: HeldCase
) -> Iterator[tuple[str, EarlierPart]]:
    names, told = state.room.agencies, state.told_of(hearing.earlier)
    before = {(action.label, part) for action in hearing.actions for part in action.parts}
    shown = {(label, part.agency) for label, part in before}
    for action in held.actions:
        for agency in action.agencies:
            part = _part(names.get(agency, agency), action.of(agency))
            said = told is not None and told.answer_to(action.label, agency) is not None
            is_shown = (action.label, part.agency) in shown
            if is_shown and (action.label, part) not in before and not said:
                yield action.label, part


def also_compared(
    parties: tuple[ComparedParty, ...], said: Found | None, past: Past | None
) -> Iterator[ComparedParty]:
    """Who is spoken of in the plan of before and is none of today's ``parties``: attendees are
    compared with them too, or somebody could read here of a case of their own (CON-6).
    """
    if said is None or past is None:
        return
    known = list(parties)
    for party in (party for held in repeats_of(said) for party in held.parties):
        if not any(same_person(party, other, past.compare) is Sure.CERTAIN for other in known):
            another = party.model_copy(update={"id": _id_beside(known)})
            known.append(another)
            yield another


def _id_beside(known: Iterable[ComparedParty]) -> str:
    """An id that is none of ``known``'s: of today's case it is nobody's."""
    taken = {party.id for party in known}
    return next(name for n in count(1) if (name := f"earlier-{n}") not in taken)
