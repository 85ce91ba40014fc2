"""What is counted of one meeting for a return (OUT-6), from its state once its list is approved.

Numbers alone leave this module. Who looks at them is no matter of a case: they are the same for
whoever asks, since a return that is short by one case would say that there is one which that
person is out of (CON-3, CON-6).
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from agenda.past.counting import Came, CountedCase, CountedMeeting
from agenda.past.equality import answers
from agenda.past.held import HeldCase, of_kind
from agenda.past.known import Past
from agenda.past.repeats import NewCase, found
from agenda.plan import PartyKind, Role
from agenda.referral import Equality
from meeting.room import Ending, Item, Room, ending
from meeting.state import State
from meeting.values import CaseId

AT_THE_TABLE: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER, Role.REPRESENTATIVE})
"""Whoever answers for an agency: no guest of one case, and nobody who only looks on."""
BEST_FIRST: Final[Mapping[Ending, Came]] = {
    Ending.PRESENT: Came.THERE,
    Ending.DEPUTISED: Came.THERE,
    Ending.REPORT: Came.REPORT,
    Ending.APOLOGIES: Came.APOLOGIES,
    Ending.ABSENT: Came.ABSENT,
}


def counted(
    state: State, held: tuple[HeldCase, ...], past: Past, said: Mapping[CaseId, Equality]
) -> CountedMeeting:
    """``held`` are the cases of the meeting with what agencies have said of their actions since;
    ``past`` all that a repeat is looked for in; ``said`` the equality data of each referral that is
    kept.
    """
    return CountedMeeting(
        day=state.room.day,
        cases=tuple(_case(state, case, past, said.get(case.case)) for case in held),
        came=dict(_came(state.room)),
        over=_over(tuple(state.room.items.values())),
    )


def _case(state: State, held: HeldCase, past: Past, said: Equality | None) -> CountedCase:
    case, item = state.case(held.case), state.room.item_of(held.case)
    new = NewCase(
        meeting=held.meeting,
        case=held.case,
        day=held.heard_on,
        parties=held.parties,
        referred_on=held.referred_on,
        incident_on=case.incident_on if case is not None else None,
    )
    return CountedCase(
        referred_by=held.referred_by,
        was_heard=held.was_heard,
        children=len(of_kind(held.parties, PartyKind.CHILD)),
        repeat=found(past, new).repeat,
        said=answers(said),
        took=_took(item) if item is not None else None,
        actions=held.actions,
    )


def _took(item: Item) -> timedelta | None:
    if item.called is None or item.ended is None:
        return None
    return item.ended - item.called - item.paused


def _came(room: Room) -> Iterator[tuple[str, Came]]:
    """Each agency that the register expected, or that the protocol has in its core."""
    order = tuple(BEST_FIRST)
    at_the_table = [line for line in room.register.values() if line.role in AT_THE_TABLE]
    core = room.protocol.attendance.core_agencies
    for agency in dict.fromkeys((*(line.agency for line in at_the_table), *core)):
        ends = [ending(room, line) for line in at_the_table if line.agency == agency]
        ends.append(Ending.REPORT if agency in room.reports else Ending.ABSENT)
        yield agency, BEST_FIRST[min(ends, key=order.index)]


def _over(items: tuple[Item, ...]) -> timedelta | None:
    """How much later the last item ended than the last was to end by the running order."""
    ended = [item.ended for item in items if item.ended is not None]
    if not ended:
        return None
    return max(ended) - max(item.starts + timedelta(minutes=item.minutes) for item in items)
