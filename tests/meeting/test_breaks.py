"""Breaks that are moved, made shorter or longer, and skipped on the day: AG-11."""

from datetime import datetime, time

import pytest

from agenda.london import clock_time
from agenda.protocol import BreakRule, Day, Protocol
from meeting.access import Reader
from meeting.agenda_paper import agenda_for
from meeting.commands import CallItem, ChangeBreak, EndBreak, SkipBreak
from meeting.forecast import Forecast, forecast
from meeting.room import BreakChanged, BreakSkipped, ItemEnded, ItemState
from tests.given import A_PLAN, A_PLAN_WITH_GUESTS, GUEST, OPENING, Given, a_room, given
from tests.meeting.test_forecast import at, look, ready, times

COFFEE = OPENING.replace(hour=9, minute=40)


def change(minutes: int = 10, starts: datetime = COFFEE, version: int = 1) -> ChangeBreak:
    return ChangeBreak(item="break-1", version=version, starts=starts, minutes=minutes)


def from_nine(minute: int) -> datetime:
    return OPENING.replace(minute=minute)


SKIP = SkipBreak(item="break-1", version=1)


def expected(given: Given) -> Forecast:
    found = forecast(given.room, given.now)
    assert found is not None
    return found


def test_a_break_is_made_shorter_and_all_that_comes_after_it_follows_ag_11() -> None:
    """On a day that is late: a minute of the break is a minute of everybody's (CASE-2)."""
    late = at(ready(), 9, 31).case_called("1")
    assert times(look(late)) == {"break-1": "09:46", "2": "09:56", "3": "10:11"}
    shorter = late.when("chair", change(5)).then(
        BreakChanged(item="break-1", starts=COFFEE, minutes=5)
    )
    assert times(look(shorter)) == {"break-1": "09:46", "2": "09:51", "3": "10:06"}


@pytest.mark.parametrize(
    ("minute", "before", "then"),
    [
        (50, "3", {"2": "09:30", "break-1": "09:50", "3": "10:00"}),
        (29, "2", {"break-1": "09:30", "2": "09:40", "3": "09:55"}),
        (36, "2", {"break-1": "09:36", "2": "09:46", "3": "10:01"}),
        (38, "3", {"2": "09:30", "break-1": "09:45", "3": "09:55"}),
    ],
)
def test_a_break_is_moved_to_the_end_of_the_case_that_is_nearest_ag_11(
    minute: int, before: str, then: dict[str, str]
) -> None:
    """No case is cut in two, and a break is never taken before its time."""
    on = at(ready(), 9, 15).case_called("1")
    moved = on.when("chair", change(starts=from_nine(minute))).then(
        BreakChanged(item="break-1", starts=from_nine(minute), minutes=10, before=before)
    )
    assert times(look(moved)) == then
    assert list(moved.room.items) == [
        *({"1": 0, **then} if before == "2" else ("1", "2", "break-1", "3"))
    ]


def test_a_break_is_skipped_and_taken_after_all_ag_11() -> None:
    on = at(ready(), 9, 15).case_called("1")
    skipped = on.when("chair", SKIP).then(BreakSkipped(item="break-1"))
    assert times(look(skipped)) == {"2": "09:30", "3": "09:45"}
    skipped.when("chair", CallItem(item="break-1")).refused("moved_on", "item")
    skipped.when("chair", SkipBreak(item="break-1", version=2)).refused("already_there", "item")
    again = skipped.when("chair", change(version=2)).then(
        BreakChanged(item="break-1", starts=COFFEE, minutes=10, before="3")
    )
    assert again.room.items["break-1"].state is ItemState.LISTED
    assert times(look(again)) == {"2": "09:30", "break-1": "09:45", "3": "09:55"}


def test_a_day_whose_last_break_is_skipped_is_over_like_any_other_ag_11() -> None:
    given = ready().after("chair", SKIP)
    for item, case in (("1", "oak"), ("2", "elm"), ("3", "ash")):
        given = given.case_called(item).case_closed(case)
    assert look(given.later(minutes=500)).minutes_late == 0


def test_a_break_that_is_on_gets_another_length_and_no_other_beginning_ag_11() -> None:
    on = at(ready(), 9, 40).case_called("break-1")
    on.when("chair", change(starts=from_nine(50))).refused("break_has_begun", "starts")
    on.when("chair", SKIP).refused("break_has_begun", "item")
    longer = on.after("chair", change(20))
    assert times(look(longer))["1"] == "10:00"
    longer.when("chair", EndBreak(item="break-1")).then(ItemEnded(item="break-1"))


def test_what_somebody_else_changed_meanwhile_is_not_lost_ag_11() -> None:
    """A change names what its sender saw: late or twice, it is refused."""
    changed = ready().after("chair", change(5))
    changed.when("chair", change(5)).refused("moved_on", "version")
    changed.when("chair", SKIP).refused("moved_on", "version")
    changed.when("chair", change(5, version=2)).refused("already_there", "minutes")
    over = changed.case_called("break-1").after("chair", EndBreak(item="break-1"))
    over.when("chair", change(7, version=2)).refused("moved_on", "item")


def test_a_break_is_moved_to_a_time_that_comes_and_to_before_some_case_ag_11() -> None:
    on = at(ready(), 9, 30)
    on.when("chair", change(starts=from_nine(29))).refused("time_is_past", "starts")
    on.when("chair", change(starts=from_nine(30))).allowed()
    late = OPENING.replace(hour=10, minute=30)
    on.when("chair", change(starts=late)).refused("nothing_after_break", "starts")
    case = ChangeBreak(item="1", version=1, starts=from_nine(50), minutes=5)
    on.when("chair", case).refused("no_such_item", "item")
    on.when("chair", SkipBreak(item="1", version=1)).refused("no_such_item", "item")


@pytest.mark.parametrize("person", ["minutes", "housing", "idva", "observer"])
def test_the_chair_keeps_the_time_and_nobody_else_ag_11_role_2(person: str) -> None:
    ready().when(person, change(5)).refused("not_your_role")
    ready().when(person, SKIP).refused("not_your_role")


def test_a_move_that_passes_another_break_leaves_that_one_where_it_is_ag_11() -> None:
    breaks = (
        BreakRule(label="Coffee", at=time(9, 30), minutes=10),
        BreakRule(label="Tea", at=time(9, 55), minutes=10),
    )
    plan = A_PLAN.model_copy(update={"protocol": Protocol(day=Day(breaks=breaks))})
    two = given(plan).everybody_signed()
    assert list(two.room.items) == ["1", "break-1", "2", "break-2", "3"]
    moved = two.after("chair", change(starts=OPENING.replace(hour=9, minute=58)))
    assert list(moved.room.items) == ["1", "2", "break-2", "break-1", "3"]


def test_no_guest_hears_of_a_break_ag_11_role_6() -> None:
    """Theirs is their own time."""
    there = given(A_PLAN_WITH_GUESTS).everybody_signed().arrived(GUEST).signed(GUEST)
    changed = there.after("chair", change(5), SkipBreak(item="break-1", version=2))
    assert changed.seen_by(GUEST) == there.seen_by(GUEST)


def test_the_agenda_that_is_printed_then_is_another_version_and_says_so_ag_11() -> None:
    before = a_room().everybody_signed()
    skipped = before.after("chair", change(5), SkipBreak(item="break-1", version=2))
    reader: Reader = before.reader("housing")
    then, now = (agenda_for(each.state, reader) for each in (before, skipped))
    coffee = next(item for item in now.items if item.label == "Coffee")
    assert (coffee.is_skipped, coffee.minutes, clock_time(coffee.starts)) == (True, 5, "09:40")
    assert not any(item.is_skipped for item in then.items)
    assert (then.version, now.version) == (1, 3)
