"""Parts of the day between the cases: successes, what is outstanding, flags that end (AG-1)."""

import pytest

from agenda.parts import parts_between
from agenda.plan import MeetingPlan
from agenda.protocol import Day, DayPart, SectionRule, Takes
from meeting.commands import BeginPart, CallItem
from meeting.room import ItemCalled, ItemEnded, PartBegun, Phase
from meeting.streams import guest_stream
from tests.given import A_PLAN, GUEST, a_hearing, a_room, a_room_with_guests, given

OUTSTANDING = BeginPart(part=DayPart.OUTSTANDING)


def with_day(**facts: object) -> MeetingPlan:
    day = Day.model_validate(facts)
    protocol = A_PLAN.protocol.model_copy(update={"day": day})
    return A_PLAN.model_copy(update={"protocol": protocol})


def test_the_chair_goes_on_to_a_part_of_the_day_and_a_call_ends_it_ag_1() -> None:
    begun = a_room().everybody_signed().when("chair", OUTSTANDING)
    on = begun.then(PartBegun(part=DayPart.OUTSTANDING))
    assert (on.room.part, on.room.parts) == (DayPart.OUTSTANDING, (DayPart.OUTSTANDING,))
    called = on.case_called("1")
    assert (called.room.part, called.room.parts) == (None, (DayPart.OUTSTANDING,))
    assert on.in_phase(Phase.SUMMARY).room.part is None


def test_a_part_begins_once_and_ends_the_break_before_it_ag_1() -> None:
    begun = a_room().everybody_signed().after("chair", OUTSTANDING)
    begun.when("chair", OUTSTANDING).refused("moved_on", "part")
    a_break = begun.case_called("break-1")
    assert isinstance(a_break.journal[-1][1].event, ItemCalled)
    a_break.when("chair", OUTSTANDING).then(
        ItemEnded(item="break-1"), PartBegun(part=DayPart.OUTSTANDING)
    )


def test_no_part_begins_while_a_case_is_heard_ag_1() -> None:
    a_hearing().when("chair", OUTSTANDING).refused("case_is_on")


@pytest.mark.parametrize("who", ["minutes", "police", "observer"])
def test_nobody_but_the_chair_begins_one_ag_1_role_2(who: str) -> None:
    a_room().everybody_signed().when(who, OUTSTANDING).refused("not_your_role")


def test_what_the_area_left_out_is_not_on_it_ag_1() -> None:
    short = given(with_day(parts=("declaration", "cases"))).everybody_signed()
    short.when("chair", OUTSTANDING).refused("no_such_item", "part")
    opening = BeginPart(part=DayPart.OPENING)
    a_room().everybody_signed().when("chair", opening).refused("no_such_item", "part")


def test_where_each_section_reads_its_own_there_is_no_part_for_all_ag_1() -> None:
    north = SectionRule(id="north", name="North", outstanding=True)
    rest = SectionRule(id="rest", name="Rest", takes=Takes.REST)
    assert DayPart.OUTSTANDING in parts_between(Day(sections=(north, rest)))
    assert DayPart.OUTSTANDING not in parts_between(Day(sections=(north,)))


def test_a_guest_is_not_told_of_it_role_6() -> None:
    room = a_room_with_guests().everybody_signed()
    before = [s for s, _ in room.journal if s == guest_stream(GUEST)]
    after = room.after("chair", OUTSTANDING)
    assert [s for s, _ in after.journal if s == guest_stream(GUEST)] == before
    after.when("chair", CallItem(item="1")).allowed()
