"""How the day runs: CASE-2, AG-2."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from agenda.london import clock_time
from meeting.commands import CallItem, EndBreak, SkipBreak
from meeting.forecast import Forecast, forecast
from meeting.room import Room
from tests.given import OPENING, Given, a_room

NINE_FIFTEEN = OPENING + timedelta(minutes=15)


def at(given: Given, hour: int, minute: int) -> Given:
    return Given(given.state, given.journal, OPENING.replace(hour=hour, minute=minute))


def ready() -> Given:
    return a_room().everybody_signed()


def look(given: Given, now: datetime | None = None) -> Forecast:
    found = forecast(given.room, now or given.now)
    assert found is not None
    return found


def times(found: Forecast) -> dict[str, str]:
    return {item: clock_time(when) for item, when in found.expected.items()}


def test_a_day_that_has_not_begun_runs_as_planned() -> None:
    """AG-2."""
    found = look(ready())
    assert times(found) == {"1": "09:15", "break-1": "09:40", "2": "09:50", "3": "10:05"}
    assert (found.minutes_late, clock_time(found.ends)) == (0, "10:20")


def test_a_day_that_begins_late_takes_its_slack_from_the_wait_before_the_break() -> None:
    """CASE-2: the break is late only by what is left."""
    assert look(at(ready(), 9, 20)).minutes_late == 0
    found = look(at(ready(), 9, 31))
    assert (found.minutes_late, times(found)["break-1"]) == (6, "09:46")
    assert clock_time(found.ends) == "10:26"


def test_the_case_that_is_on_has_its_fifteen_minutes_and_then_overruns() -> None:
    """CASE-2."""
    on = at(ready(), 9, 15).after("chair", CallItem(item="1"))
    assert look(at(on, 9, 20)).minutes_late == 0
    assert times(look(at(on, 9, 20)))["break-1"] == "09:40"
    assert look(at(on, 9, 45)).minutes_late == 5


def test_a_break_is_not_taken_before_its_time_and_a_case_may_begin_early() -> None:
    """AG-2."""
    over = at(at(ready(), 9, 15).case_called("1"), 9, 20).case_closed()
    found = look(at(over, 9, 21))
    assert times(found)["break-1"] == "09:40"
    on_break = at(over, 9, 40).case_called("break-1")
    early = at(on_break, 9, 45).case_called("2")
    assert times(look(early))["3"] == "10:00"
    assert look(early).minutes_late == -5


def test_cases_heard_in_another_order_do_not_make_the_day_late() -> None:
    """CASE-2: what tells is the work that is left."""
    swapped = at(ready(), 9, 40).case_called("break-1")
    swapped = at(swapped, 9, 50).case_called("3")
    one_left_over = look(at(swapped, 9, 51))
    assert times(one_left_over) == {"1": "10:05", "2": "10:20"}
    assert one_left_over.minutes_late == 15


def test_a_day_that_is_over_is_not_late() -> None:
    """CASE-2."""
    given = ready()
    for item, case in (("1", "oak"), ("2", "elm"), ("3", "ash")):
        given = given.case_called(item).case_closed(case)
    given = given.case_called("break-1").after("chair", EndBreak(item="break-1"))
    assert look(given.later(minutes=500)).minutes_late == 0


@pytest.mark.parametrize("now", [OPENING, NINE_FIFTEEN])
def test_without_a_running_order_there_is_no_forecast(now: datetime) -> None:
    assert forecast(Room(), now) is None


def after_cases_of(minutes: int) -> Given:
    """Two cases were heard, each for so long; coffee is over, and case 3 comes next."""
    first = at(ready(), 9, 15).case_called("1")
    first = Given(first.state, first.journal, NINE_FIFTEEN + timedelta(minutes=minutes))
    second = at(first.case_closed(), 10, 0).case_called("2")
    second = replace(second, now=OPENING.replace(hour=10) + timedelta(minutes=minutes))
    return second.case_closed("elm").after("chair", SkipBreak(item="break-1", version=1))


@pytest.mark.parametrize(("minutes", "lasts"), [(15, 15), (20, 17), (30, 21), (3, 15)])
def test_cases_to_come_are_expected_to_take_what_those_of_today_took(
    minutes: int, lasts: int
) -> None:
    """CASE-2: from real durations so far, with three as planned among them, and never quicker."""
    over = after_cases_of(minutes)
    found = look(over)
    assert found.over["3"] - found.expected["3"] == timedelta(minutes=lasts)
    assert found.ends == found.over["3"]
