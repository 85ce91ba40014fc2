"""The running order after it was published: cases change places, and are closed with a reason.

AG-10, CON-3, ROLE-6.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

import pytest

from agenda.plan import MeetingPlan
from agenda.protocol import Day, SectionRule
from meeting.agenda_paper import agenda_for
from meeting.case.hearing import CaseClosedBefore
from meeting.commands import (
    CallItem,
    CloseBefore,
    ConfirmNames,
    DeclareConflict,
    MoveItem,
    OpenAgenda,
    OpenRoom,
)
from meeting.forecast import forecast
from meeting.room import ItemClosed, ItemState, Room
from meeting.streams import ROOM
from tests.given import A_PLAN, A_PLAN_WITH_GUESTS, CALLER, GUEST, Given, an_open_agenda, published


def order(room: Room) -> list[str]:
    return [f"{item.starts:%H:%M} {item.label}" for item in room.items.values()]


def move(item: str, place: str, agenda: int = 1) -> MoveItem:
    return MoveItem(item=item, place=place, agenda=agenda)


def close(case: str = "elm", agenda: int = 1) -> CloseBefore:
    return CloseBefore(case=case, agenda=agenda, reason="Withdrawn by housing.")


def as_coordinator(given: Given, person: str = "minutes") -> Given:
    return replace(given, coordinator=person)


# Moving


def test_a_case_that_is_moved_keeps_its_number_and_the_others_make_room_ag_10() -> None:
    moved = an_open_agenda().after("chair", move("3", "1"))
    assert order(moved.room) == ["09:15 Case 3", "09:40 Coffee", "09:50 Case 1", "10:05 Case 2"]
    back = moved.after("chair", move("3", "2", agenda=2))
    assert order(back.room) == order(an_open_agenda().room)
    assert back.room.agenda_version == 3


def test_breaks_stay_where_they_are_ag_2() -> None:
    moved = an_open_agenda().when("chair", move("1", "3")).allowed()
    assert order(moved.room) == ["09:15 Case 2", "09:40 Coffee", "09:50 Case 3", "10:05 Case 1"]


def test_chair_and_coordinator_move_cases_and_nobody_else_ag_10() -> None:
    given = an_open_agenda()
    for person in ("minutes", "police"):
        given.when(person, move("1", "2")).refused("not_your_role")
    assert as_coordinator(given).after("minutes", move("1", "2")).room.agenda_version == 2


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (move("1", "2", agenda=0), "moved_on", "agenda"),
        (move("1", "1"), "already_there", "place"),
        (move("break-1", "1"), "no_such_item", "item"),
        (move("1", "break-1"), "no_such_item", "place"),
        (move("99", "1"), "no_such_item", "item"),
        (move("1", "99"), "no_such_item", "place"),
    ],
)
def test_what_cannot_be_moved_is_refused_and_late_or_twice_changes_nothing_ag_10(
    command: MoveItem, code: str, field: str
) -> None:
    an_open_agenda().when("chair", command).refused(code, field)


def test_whoever_is_out_of_a_case_has_no_part_in_listing_it_con_3() -> None:
    given = an_open_agenda().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    given.when("chair", move("1", "2")).refused("no_such_case", "item")
    given.when("chair", close("oak")).refused("no_such_case")
    assert given.after("chair", move("2", "3")).room.agenda_version == 2


def test_on_the_day_the_published_order_stands_ag_10() -> None:
    given = an_open_agenda().after("chair", OpenRoom()).everybody_signed()
    given.when("chair", move("1", "2")).refused("not_now")


def test_a_guest_is_told_of_their_own_time_alone_and_only_if_it_changed_role_6() -> None:
    given = published(A_PLAN_WITH_GUESTS).after("minutes", ConfirmNames())
    moved = given.after("chair", OpenAgenda(), move("3", "2"))
    theirs, others = moved.seen_by(CALLER).room, moved.seen_by(GUEST).room
    assert order(theirs) == ["10:05 Case 2"]
    assert order(others) == ["09:15 Case 1"]
    assert (theirs.agenda_version, others.agenda_version) == (2, 1)


# Times of their own, and sections


def with_cases(day: Day = A_PLAN.protocol.day, **facts: Mapping[str, object]) -> MeetingPlan:
    """``A_PLAN`` with ``facts`` of cases, by their id."""
    cases = tuple(case.model_copy(update=facts.get(case.id, {})) for case in A_PLAN.cases)
    protocol = A_PLAN.protocol.model_copy(update={"day": day})
    return A_PLAN.model_copy(update={"cases": cases, "protocol": protocol})


FIXED = {"fixed_at": time(9, 50), "fixed_for": "an interpreter"}
IN_SECTIONS = Day(
    sections=(SectionRule(id="north", name="North"), SectionRule(id="south", name="South"))
)


def test_a_case_with_a_time_of_its_own_is_not_moved_and_the_others_move_around_it_ag_3() -> None:
    given = an_open_agenda(with_cases(elm=FIXED))
    assert order(given.room) == ["09:15 Case 1", "09:40 Coffee", "09:50 Case 2", "10:05 Case 3"]
    given.when("chair", move("2", "1")).refused("has_own_time", "item")
    given.when("chair", move("1", "2")).refused("has_own_time", "place")
    moved = given.after("chair", move("3", "1"))
    assert order(moved.room) == ["09:15 Case 3", "09:40 Coffee", "09:50 Case 2", "10:05 Case 1"]


def test_a_case_is_not_moved_out_of_its_section_ag_2() -> None:
    north, south = {"section": "north"}, {"section": "south"}
    given = an_open_agenda(with_cases(IN_SECTIONS, oak=north, elm=north, ash=south))
    given.when("chair", move("2", "3")).refused("other_section", "place")
    assert order(given.after("chair", move("2", "1")).room)[0] == "09:15 Case 2"


def test_who_is_out_of_a_case_is_told_neither_its_section_nor_its_time_con_3() -> None:
    south = {"section": "south"}
    for changed in (FIXED, {}):
        plan = with_cases(IN_SECTIONS, oak=south, elm=south | changed, ash=south)
        given = an_open_agenda(plan).after("chair", DeclareConflict(case="elm", reason="A cousin."))
        place = given.room.item_of("elm")
        other = given.room.item_of("ash")
        assert place is not None
        assert other is not None
        given.when("chair", move(other.item, place.item)).refused("no_such_case", "place")


def told_as_others_move(who: str, **facts: object) -> tuple[set[str], object, list[str]]:
    """What ``who``, out of elm, has of streams and of the room but its order; and the order."""
    given = an_open_agenda(with_cases(elm=facts))
    out = given.after(who, DeclareConflict(case="elm", reason="A cousin."))
    seen = out.after("chair", move("3", "1")).seen_by(who)
    assert "elm" not in {case.case for case in seen.cases()}
    return set(map(str, seen.streams)), replace(seen.room, items={}), order(seen.room)


@pytest.mark.parametrize("who", ["police", "chair"])
def test_who_is_out_of_a_case_has_its_time_from_the_order_alone_and_never_why_ag_3_con_2(
    who: str,
) -> None:
    """It stays while others move around it: ``docs/house.md`` says why that is accepted. A chair
    who is out of it moves them as ever, and no refusal says what is between.
    """
    streams, room, fixed = told_as_others_move(who, **FIXED)
    assert (streams, room) == told_as_others_move(who)[:2]
    assert fixed == ["09:15 Case 3", "09:40 Coffee", "09:50 Case 2", "10:05 Case 1"]


def test_for_whom_a_time_is_fixed_stands_in_the_case_and_not_in_the_room_con_2() -> None:
    given = an_open_agenda(with_cases(elm=FIXED))
    assert given.case("elm").fixed_for == "an interpreter"
    room = [each.event.model_dump_json() for stream, each in given.journal if stream == ROOM]
    assert not any("interpreter" in event or "fixed" in event for event in room)


# Closing


def test_a_case_is_closed_with_a_reason_and_stays_where_it_stands_ag_10() -> None:
    closed = (
        an_open_agenda()
        .when("chair", close())
        .then(CaseClosedBefore(reason="Withdrawn by housing."), ItemClosed(item="2"))
    )
    assert order(closed.room) == order(an_open_agenda().room)
    assert closed.room.items["2"].state is ItemState.CLOSED
    assert closed.case("elm").closed_before == "Withdrawn by housing."
    closed.when("chair", close(agenda=2)).refused("is_closed_before")


def test_the_reason_is_in_nothing_that_the_room_reads_ag_10_con_2() -> None:
    given = an_open_agenda().after("housing", DeclareConflict(case="elm", reason="My cousin."))
    closed = given.after("chair", close())
    assert "Withdrawn" not in str(closed.seen_by("housing"))
    assert "Withdrawn" in str(closed.seen_by("police"))


def test_a_case_that_was_closed_is_not_called_and_the_day_goes_on_without_it_ag_10() -> None:
    on_the_day = an_open_agenda().after("chair", close(), OpenRoom()).everybody_signed()
    on_the_day.when("chair", CallItem(item="2")).refused("moved_on", "item")
    day = forecast(on_the_day.room, on_the_day.now)
    assert day is not None
    assert set(day.expected) == {"1", "break-1", "3"}


def test_a_closed_case_does_not_move_and_nothing_takes_its_place_ag_10() -> None:
    closed = an_open_agenda().after("chair", close())
    closed.when("chair", move("2", "1", agenda=2)).refused("is_closed_before", "item")
    closed.when("chair", move("1", "2", agenda=2)).refused("is_closed_before", "place")
    moved = closed.after("chair", move("3", "1", agenda=2))
    assert order(moved.room) == ["09:15 Case 3", "09:40 Coffee", "09:50 Case 2", "10:05 Case 1"]


def test_closing_is_for_who_saw_the_order_as_it_is_and_for_chair_and_coordinator_ag_10() -> None:
    given = an_open_agenda()
    given.when("chair", close(agenda=7)).refused("moved_on", "agenda")
    given.when("police", close()).refused("not_your_role")
    assert as_coordinator(given).after("minutes", close()).case("elm").closed_before


def test_the_paper_says_that_it_was_closed_and_to_whom_may_read_it_why_out_2() -> None:
    given = an_open_agenda().after("housing", DeclareConflict(case="elm", reason="My cousin."))
    closed = given.after("chair", close())
    read, withheld = (
        agenda_for(closed.state, closed.reader(person)).items[2] for person in ("police", "housing")
    )
    assert read.is_closed
    assert withheld.is_closed
    assert withheld.referral is None
    assert read.referral is not None
    assert read.referral.closed_because == "Withdrawn by housing."
