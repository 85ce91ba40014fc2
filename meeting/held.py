"""What stays of a meeting once its list is approved: its cases, as the office holds them (AG-8).

Pure. Nothing of it is in any stream of that meeting; whoever asks for it, asks the office.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from agenda.likeness import ComparedParty
from agenda.past.held import HeldAction, HeldCase, HeldRisk, Progress, Settled
from meeting.case.actions import COMMITTED, Action
from meeting.case.hearing import Case
from meeting.case.outcome import Outcome
from meeting.case.risks import Risk
from meeting.earlier import OutstandingAnswered
from meeting.labels import unnamed
from meeting.matching import Decision
from meeting.papers import outcome_of
from meeting.room import Phase
from meeting.state import State
from meeting.values import AgencyId, PersonId


@dataclass(frozen=True, slots=True)
class AnsweredInRoom:
    """What ``agency`` said in the room of its part of ``label``, an action of the case that goes by
    ``earlier`` there; who said or recorded it, and when (OUT-4).
    """

    earlier: str
    label: str
    agency: AgencyId
    settled: Settled
    by: PersonId
    at: datetime


def answered_in_room(state: State) -> tuple[AnsweredInRoom, ...]:
    """What was said last of each action that was still outstanding as the meeting knew it."""
    return tuple(
        AnsweredInRoom(
            earlier=earlier,
            label=part.label,
            agency=part.agency,
            settled=settled_as(last.said, state.room.day),
            by=last.by,
            at=last.at,
        )
        for earlier, told, value in state.earlier_cases()
        for part in told.outstanding
        if (last := value.answer_to(part.label, part.agency)) is not None
    )


def settled_as(said: OutstandingAnswered, day: date) -> Settled:
    """What was said in the room on ``day``, as the office puts it down."""
    return Settled(
        progress=Progress.DONE if said.done else Progress.NOT_DONE,
        reason=said.reason,
        note=said.note,
        on=day,
        due_again=said.due_again,
    )


def held_cases(state: State) -> tuple[HeldCase, ...]:
    """Every case that is over or in which an agency has committed itself; none before the list is
    approved (ACT-11).
    """
    if state.room.phase is not Phase.APPROVED:
        return ()
    return tuple(_held(state, number, case) for number, case in _numbered(state))


def parties_of(state: State, case: Case) -> tuple[ComparedParty, ...]:
    """The people of ``case`` as they are compared, without those who were in it only before."""
    own = {party.id for party in case.parties}
    compared = state.comparison.parties.get(case.case, ())
    return tuple(party for party in compared if party.id in own)


def _numbered(state: State) -> Iterator[tuple[str, Case]]:
    for item in state.room.items.values():
        case = state.case(item.case or "")
        if case is not None and (case.closing is not None or any(_committed(case))):
            yield item.item, case


def _committed(case: Case) -> Iterator[Action]:
    return (action for action in case.plan.actions.values() if action.standing in COMMITTED)


def _held(state: State, number: str, case: Case) -> HeldCase:
    room = state.room
    risks = case.risks.named
    return HeldCase(
        meeting=room.meeting,
        number=number,
        case=case.case,
        heard_on=room.day,
        referred_on=case.referred_on,
        referred_by=case.referred_by,
        section=case.section,
        parties=parties_of(state, case),
        outcome=outcome_of(case),
        was_heard=case.closing is not None and case.closing.outcome is Outcome.HEARD,
        risks=tuple(_risk(case, risk) for risk in risks.values() if risk.agreed),
        actions=tuple(_action(case, action) for action in _committed(case)),
        closed_to=frozenset(filter(case.is_withheld_from, case.out_of_it)),
        clear=frozenset(_clear(state, case)),
        sitting=room.restricted is not None,
    )


def _clear(state: State, case: Case) -> Iterator[PersonId]:
    for stream, match in state.matches():
        if stream.case == case.case and match.decision is Decision.CLEAR:
            yield stream.person


def _risk(case: Case, risk: Risk) -> HeldRisk:
    return HeldRisk(
        label=risk.label,
        at_risk=unnamed(case, risk.at_risk),
        from_whom=unnamed(case, risk.from_whom),
        text=risk.text,
    )


def _action(case: Case, action: Action) -> HeldAction:
    wording, named = action.wording, case.risks.named
    return HeldAction(
        label=action.label,
        agencies=action.owners,
        text=wording.text,
        for_whom=unnamed(case, wording.for_whom),
        risks=tuple(named[risk].label for risk in wording.risks if risk in named),
        due=wording.due,
        done_when=wording.done_when,
        named=wording.named,
        urgent=wording.urgent,
    )
