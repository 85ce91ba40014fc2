"""The running order and its times: AG-1, AG-2."""

from datetime import date, time

from agenda.london import clock_time
from agenda.plan import MeetingPlan, Party, PartyKind, PlannedCase
from agenda.protocol import BreakRule, Day, Protocol
from agenda.running_order import running_order
from tests.given import A_PLAN

LONG_DAY = (
    BreakRule(label="Coffee", at=time(10, 45), minutes=15),
    BreakRule(label="Lunch", at=time(12, 45), minutes=30),
    BreakRule(label="Tea", at=time(15, 0), minutes=15),
)


def plan(cases: int, *breaks: BreakRule, day: date = A_PLAN.day) -> MeetingPlan:
    victim = Party(id="victim", kind=PartyKind.VICTIM, name="Anwen Oakhill")
    return A_PLAN.model_copy(
        update={
            "day": day,
            "cases": tuple(
                PlannedCase(id=f"c{number}", referred_by="police", parties=(victim,))
                for number in range(1, cases + 1)
            ),
            "protocol": Protocol(day=Day(breaks=breaks)),
        }
    )


def times(of: MeetingPlan) -> list[tuple[str, str]]:
    return [(item.label, clock_time(item.starts)) for item in running_order(of)]


def test_cases_are_numbered_and_a_quarter_of_an_hour_each_after_the_opening() -> None:
    """AG-1, AG-2."""
    order = times(plan(3))
    assert order == [("Case 1", "09:15"), ("Case 2", "09:30"), ("Case 3", "09:45")]


def test_breaks_stand_at_their_times_through_a_long_day() -> None:
    """AG-2: twenty-four cases from 09:15 with three breaks end at half past four."""
    order = times(plan(24, *LONG_DAY))
    assert [line for line in order if not line[0].startswith("Case")] == [
        ("Coffee", "10:45"),
        ("Lunch", "12:45"),
        ("Tea", "15:00"),
    ]
    assert ("Case 6", "10:30") in order
    assert ("Case 7", "11:00") in order
    assert order[-1] == ("Case 24", "16:00")


def test_a_case_that_would_run_into_a_break_comes_after_it() -> None:
    """AG-2."""
    order = times(plan(2, BreakRule(label="Coffee", at=time(9, 40), minutes=10)))
    assert order == [("Case 1", "09:15"), ("Coffee", "09:40"), ("Case 2", "09:50")]


def test_a_break_after_the_last_case_is_none() -> None:
    """AG-2."""
    assert len(running_order(plan(2, *LONG_DAY))) == 2


def test_a_day_that_starts_after_a_break_was_due_does_without_it() -> None:
    """AG-2: nobody has worked yet."""
    late = plan(2, *LONG_DAY).model_copy(update={"starts": time(12, 40)})
    assert [label for label, _ in times(late)] == ["Case 1", "Case 2"]


def test_breaks_may_be_listed_in_any_order() -> None:
    """AG-2."""
    assert times(plan(24, *reversed(LONG_DAY))) == times(plan(24, *LONG_DAY))


def test_items_have_ids_of_their_own_and_name_their_cases() -> None:
    """AG-2."""
    items = running_order(plan(24, *LONG_DAY))
    assert len({item.item for item in items}) == len(items)
    assert [item.case for item in items[:7]] == [*(f"c{n}" for n in range(1, 7)), None]


def test_nine_in_the_morning_is_nine_in_london_summer_and_winter() -> None:
    """AG-2."""
    winter = running_order(plan(1, day=date(2026, 11, 24)))[0]
    summer = running_order(plan(1, day=date(2026, 6, 23)))[0]
    assert (winter.starts.hour, summer.starts.hour) == (9, 8)
    assert clock_time(winter.starts) == clock_time(summer.starts) == "09:15"
