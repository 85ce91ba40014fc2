"""A day under protocols that stretch what can be chosen, and under the shipped ones: no code of
the room knows an area. AG-1, AG-2, CASE-2, SIGN-3.
"""

from datetime import timedelta

import pytest

from agenda.plan import PartyKind, Role
from agenda.protocol import Protocol, Stage
from agenda.protocol.reading import read_protocol
from meeting.case.clock import Timing, stage_time_left, time_left, timing
from meeting.case.outcome import Outcome
from meeting.commands import CallItem, EndBreak
from meeting.room import ItemState, Phase
from server.protocol_files import shipped
from tests.agenda.test_sections import area, plan
from tests.given import A_PLAN, EVERYBODY, Given, given

PROTOCOLS = {
    **{name: area(name) for name in ("quick", "slow", "many")},
    **{name: read_protocol(text) for name, text in shipped().items()},
}
OBSERVERS = tuple(p.id for p in A_PLAN.people if p.role is Role.OBSERVER)


def a_day(protocol: Protocol) -> Given:
    """The cases of Northvale under ``protocol``, with everybody signed and ready to hear them."""
    named = [rule.id for rule in protocol.day.sections if rule.takes == "named"]
    cases = [
        case.model_copy(update={"section": named[number % len(named)]}) if named else case
        for number, case in enumerate(A_PLAN.cases)
    ]
    people = [person for person in EVERYBODY if person not in OBSERVERS]
    room = given(plan(protocol, *cases)).arrived(*people).in_phase(Phase.DECLARATION)
    return room.signed(*people).in_phase(Phase.HEARING)


@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_day_is_held_from_the_first_line_to_the_last(name: str) -> None:
    """AG-1, AG-2: whatever stands on the running order is called, heard and over."""
    day = a_day(PROTOCOLS[name])
    for item in tuple(day.room.items.values()):
        day = day.after("chair", CallItem(item=item.item))
        if item.case is None:
            day = day.after("chair", EndBreak(item=item.item))
        else:
            day = day.at_stage(Stage.READ_BACK, item.case).case_closed(item.case, Outcome.HEARD)
    assert all(item.state is ItemState.OVER for item in day.room.items.values())
    assert [item.case for item in day.room.items.values() if item.case]
    assert day.in_phase(Phase.SUMMARY).room.phase is Phase.SUMMARY


@pytest.mark.parametrize("name", PROTOCOLS)
def test_the_clock_of_a_case_is_the_protocols(name: str) -> None:
    """CASE-2: target, maximum and the share of each stage."""
    protocol = PROTOCOLS[name]
    day = a_day(protocol)
    first = next(item for item in day.room.items.values() if item.case)
    assert first.case is not None
    clock = day.after("chair", CallItem(item=first.item)).case(first.case).clock
    called = clock.called
    assert called is not None
    limits = protocol.timing
    assert time_left(clock, protocol, called) == limits.case_minutes * 60
    assert stage_time_left(clock, protocol, called) == limits.seconds_for(Stage.CONFLICTS)
    over = called + timedelta(minutes=limits.case_maximum_minutes, seconds=1)
    assert timing(clock, protocol, over) is Timing.RED


def test_cases_with_children_are_heard_first_where_the_area_says_so() -> None:
    """AG-3."""
    order = [item.case for item in a_day(PROTOCOLS["luton"]).room.items.values() if item.case]
    children = {
        case.id
        for case in A_PLAN.cases
        if {PartyKind.CHILD, PartyKind.DEPENDANT} & {party.kind for party in case.parties}
    }
    assert set(order[: len(children)]) == children
    assert order != [case.id for case in A_PLAN.cases]
