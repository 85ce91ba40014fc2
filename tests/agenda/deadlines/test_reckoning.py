"""Days of deadlines, and the steps that lead there: AG-4, AG-5, OUT-1."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.calendar import Calendar, is_working_day, working_days_after
from agenda.closed_days import calendar_of
from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.reckoning import Reckoned, reckon, years_reached
from agenda.deadlines.rule import Counted, Length, Move, OnWeekday, Rule, Side, Unit
from agenda.london import from_london, in_london
from tests.agenda.deadlines.rules import CALENDARS, calendars, rules, starts, times, weekdays

ENGLAND = CALENDARS["ENG"]
TUESDAY = date(2026, 11, 24)


def reckoned(said: str, start: date | datetime, at: time | None = None) -> Reckoned:
    return reckon(parse_rule(said), start, ENGLAND, at=at)


def working(count: int, side: Side) -> Rule:
    return Rule(Counted(Length(count, Unit.WORKING_DAYS), side))


def test_every_day_that_was_passed_is_a_step() -> None:
    """AG-5: Good Friday, the weekend and Easter Monday of 2026."""
    found = reckoned("2 working days after", date(2026, 4, 2))
    assert found.iso == "2026-04-08"
    assert found.warning == ""
    assert found.steps == (
        "from Thu 2 Apr 2026",
        "Fri 3 Apr Good Friday, skipped",
        "Sat 4 Apr weekend, skipped",
        "Sun 5 Apr weekend, skipped",
        "Mon 6 Apr Easter Monday, skipped",
        "Tue 7 Apr working day 1",
        "Wed 8 Apr working day 2",
    )


def test_clear_days_count_neither_end() -> None:
    """AG-4: between Friday and the Wednesday after lie Monday and Tuesday."""
    found = reckoned("2 clear working days before", date(2026, 11, 25))
    assert found.steps == (
        "from Wed 25 Nov 2026",
        "Tue 24 Nov clear working day 1",
        "Mon 23 Nov clear working day 2",
        "Sun 22 Nov weekend, skipped",
        "Sat 21 Nov weekend, skipped",
        "Fri 20 Nov 2 clear working days before",
    )


def test_a_day_that_the_rule_moves_says_from_where() -> None:
    """AG-5: 25 December 2026 is a Friday, and Boxing Day is kept on the Monday."""
    found = reckoned("1 month after, or the next working day", date(2026, 11, 25))
    assert found.warning == ""
    assert found.steps == (
        "from Wed 25 Nov 2026",
        "Fri 25 Dec 2026, 1 month after",
        "Fri 25 Dec Christmas Day, moved",
        "Sat 26 Dec Boxing Day, skipped",
        "Sun 27 Dec weekend, skipped",
        "Mon 28 Dec Boxing Day (substitute day), skipped",
        "Tue 29 Dec the next working day",
    )


def test_a_closed_day_that_is_not_moved_is_warned_of() -> None:
    """AG-5."""
    found = reckoned("1 month after", date(2026, 11, 25))
    assert found.iso == "2026-12-25"
    assert found.warning == (
        'Fri 25 Dec 2026 is no working day (Christmas Day); end the rule with ", or the next '
        'working day" or ", or the working day before" where it is to be moved.'
    )


def test_a_day_that_the_area_is_closed_is_no_working_day() -> None:
    """AG-5."""
    closed = calendar_of("ENG", 2026, 2026, [date(2026, 11, 25), date(2026, 12, 25)])
    found = reckon(parse_rule("1 working day after"), TUESDAY, closed)
    assert found.iso == "2026-11-26"
    assert "Wed 25 Nov closed in this area, skipped" in found.steps
    assert closed.closed[date(2026, 12, 25)] == "Christmas Day"


def test_a_rule_with_a_time_gives_it_in_london() -> None:
    """AG-4."""
    found = reckoned("17:00 on the Thursday before", TUESDAY)
    assert (found.iso, str(found)) == ("2026-11-19T17:00", "Thu 19 Nov 2026 at 17:00")
    assert found.moment == datetime(2026, 11, 19, 17, tzinfo=UTC)
    assert reckoned("17:00 on the same day", date(2026, 7, 1)).moment == datetime(
        2026, 7, 1, 16, tzinfo=UTC
    )


def test_without_a_time_the_whole_day_is_left() -> None:
    """OUT-1: it ends at midnight in London, which in summer is 23:00 UTC."""
    found = reckoned("1 day after", date(2026, 7, 1))
    assert (found.iso, str(found)) == ("2026-07-02", "Thu 2 Jul 2026")
    assert found.moment == datetime(2026, 7, 2, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "start", "at", "iso", "reason"),
    [
        ("72 hours after", date(2026, 11, 24), time(9), "2026-11-27T09:00", "nothing changes"),
        ("24 hours before", date(2026, 11, 24), time(9), "2026-11-23T09:00", "as above"),
        ("24 hours after", date(2026, 3, 28), time(10), "2026-03-29T11:00", "an hour is skipped"),
        ("72 hours after", date(2026, 3, 27), time(9, 30), "2026-03-30T10:30", "as above"),
        ("24 hours before", date(2026, 3, 29), time(10), "2026-03-28T09:00", "and back"),
        ("24 hours after", date(2026, 10, 24), time(10), "2026-10-25T09:00", "one comes twice"),
        ("72 hours after", date(2026, 10, 23), time(9), "2026-10-26T08:00", "as above"),
        ("24 hours before", date(2026, 10, 25), time(9), "2026-10-24T10:00", "and back"),
        ("1 hour after", date(2026, 3, 29), time(0, 30), "2026-03-29T02:30", "01:30 is not"),
        ("72 hours after", date(2025, 3, 29), time(12), "2025-04-01T13:00", "30 March 2025"),
        ("72 hours after", date(2025, 10, 25), time(12), "2025-10-28T11:00", "26 October 2025"),
        ("72 hours after", date(2027, 3, 26), time(18), "2027-03-29T19:00", "28 March 2027"),
        ("72 hours after", date(2027, 10, 29), time(18), "2027-11-01T17:00", "31 October 2027"),
        ("48 hours after", date(2026, 12, 30), time(23), "2027-01-01T23:00", "a year ends"),
    ],
)
def test_hours_are_counted_as_they_pass(
    said: str, start: date, at: time, iso: str, reason: str
) -> None:
    """AG-9: 72 hours are 72 hours when the clocks change, on the last Sundays of March, October."""
    found = reckoned(said, start, at)
    assert found.iso == iso, reason
    hours = int(said.split(maxsplit=1)[0]) * (1 if said.endswith("after") else -1)
    assert found.moment - from_london(start, at) == timedelta(hours=hours)


def test_a_change_of_the_clocks_is_a_step() -> None:
    """AG-9."""
    found = reckoned("24 hours after", date(2026, 3, 28), time(10))
    assert found.steps == (
        "from Sat 28 Mar 2026 10:00",
        "the clocks change in between",
        "Sun 29 Mar 11:00, 24 hours after",
    )


def test_an_hour_that_comes_twice_is_told_apart() -> None:
    """AG-9: on 25 October 2026 it is 01:30 twice; an hour after the first is the second."""
    night = date(2026, 10, 25)
    after = reckoned("1 hour after", night, time(1, 30))
    assert (after.iso, after.moment) == (
        "2026-10-25T01:30",
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert "Sun 25 Oct has 01:30 twice, the clocks go back: the first is meant" in after.steps
    later = reckoned("1 hour after", datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert later.iso == "2026-10-25T02:30"
    assert "Sun 25 Oct has 01:30 twice, the clocks go back: the second is meant" in later.steps
    fixed = reckoned("01:30 on the same day", night)
    assert fixed.moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_hour_that_does_not_come_is_an_hour_later() -> None:
    """AG-4: on 29 March 2026 clocks go from 01:00 to 02:00."""
    found = reckoned("01:30 on the same day", date(2026, 3, 29))
    assert found.iso == "2026-03-29T02:30"
    assert "Sun 29 Mar has no 01:30, the clocks go forward: 02:30" in found.steps


def test_an_instant_is_counted_from_as_london_shows_it() -> None:
    """AG-9: 23:30 UTC of a summer's day is the next day in London."""
    called = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert reckoned("72 hours after", called).iso == "2026-07-05T00:30"
    assert reckoned("1 day after", called).iso == "2026-07-03"
    with pytest.raises(ValueError, match="needs its time zone"):
        reckoned("72 hours after", called.replace(tzinfo=None))


def test_hours_from_a_day_alone_need_its_time() -> None:
    """AG-9."""
    with pytest.raises(ValueError, match='"72 hours after" counts from a time of day; say which'):
        reckoned("72 hours after", TUESDAY)


def test_the_next_meeting_is_when_it_is_arranged_for() -> None:
    """AG-1."""
    rule = parse_rule("10:00 on the next meeting")
    found = reckon(rule, TUESDAY, ENGLAND, next_meeting=date(2026, 12, 15))
    assert found.iso == "2026-12-15T10:00"
    assert found.steps == ("from Tue 24 Nov 2026", "Tue 15 Dec the next meeting")
    with pytest.raises(ValueError, match="The next meeting is not arranged; say on which day"):
        reckon(rule, TUESDAY, ENGLAND)
    with pytest.raises(ValueError, match="cannot be on Tue 24 Nov 2026: that is not after Tue 24"):
        reckon(rule, TUESDAY, ENGLAND, next_meeting=TUESDAY)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("2 working days after", date(2026, 12, 30)),
        ("2 working days before", date(2026, 1, 2)),
        ("10 years after", date(2026, 6, 1)),
        ("1 day after", date(9999, 12, 31)),
        ("100 years after", date(9999, 12, 31)),
        ("1 day before", date(1, 1, 1)),
        ("1 month before", date(1, 1, 1)),
        ("the Thursday before", date(1, 1, 1)),
        ("1 day after", date(2030, 1, 1)),
    ],
)
def test_days_that_the_calendar_does_not_reach_are_not_taken_for_working_days(
    said: str, start: date
) -> None:
    """AG-5."""
    with pytest.raises(ValueError, match=r"does not reach|beyond all calendars"):
        reckon(parse_rule(said), start, Calendar(date(2026, 1, 1), date(2026, 12, 31), {}))


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 60), starts, calendars, st.sampled_from(Side))
def test_a_deadline_in_working_days_is_a_working_day(
    count: int, start: date, calendar: Calendar, side: Side
) -> None:
    """AG-5."""
    for unit in (Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS):
        found = reckon(Rule(Counted(Length(count, unit), side)), start, calendar)
        assert is_working_day(found.day, calendar.closed.keys())
        assert found.warning == ""


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 60), starts, calendars)
def test_before_and_after_are_inverse(count: int, start: date, calendar: Calendar) -> None:
    """AG-4, AG-5: from any working day there and back."""
    there = reckon(working(count, Side.BEFORE), start, calendar).day
    back = reckon(working(count, Side.AFTER), there, calendar).day
    start_is_open = is_working_day(start, calendar.closed.keys())
    assert (back == start) is start_is_open
    assert back == start or back == working_days_after(start, 1, calendar.closed.keys())


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 60), starts, calendars)
def test_the_table_and_the_rule_count_the_same_working_days(
    count: int, start: date, calendar: Calendar
) -> None:
    """AG-5, ACT-3: what is said at the table comes to what a rule comes to."""
    found = reckon(working(count, Side.AFTER), start, calendar)
    assert found.day == working_days_after(start, count, calendar.closed.keys())


@settings(derandomize=True, deadline=None)
@given(rules, starts, st.integers(0, 40), times, calendars)
def test_a_later_start_never_has_an_earlier_deadline(
    rule: Rule, start: date, later: int, at: time, calendar: Calendar
) -> None:
    """AG-4."""
    next_meeting = start + timedelta(days=60)
    starts_at = (start, start + timedelta(days=later))
    first, second = (
        reckon(rule, day, calendar, next_meeting=next_meeting, at=at) for day in starts_at
    )
    assert first.moment <= second.moment
    assert first.day <= second.day


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 60), st.sampled_from(Unit), st.sampled_from(Side), starts, calendars)
def test_one_more_never_comes_nearer(
    count: int, unit: Unit, side: Side, start: date, calendar: Calendar
) -> None:
    """AG-4."""
    near, far = (
        reckon(Rule(Counted(Length(n, unit), side)), start, calendar, at=time(9)).day
        for n in (count, count + 1)
    )
    assert near <= far if side is Side.AFTER else far <= near
    assert start <= near if side is Side.AFTER else near <= start


@settings(derandomize=True, deadline=None)
@given(rules, starts, times, calendars)
def test_a_rule_that_moves_ends_on_a_working_day_and_one_that_does_not_warns(
    rule: Rule, start: date, at: time, calendar: Calendar
) -> None:
    """AG-5."""
    next_meeting = start + timedelta(days=60)
    found = reckon(rule, start, calendar, next_meeting=next_meeting, at=at)
    is_open = is_working_day(found.day, calendar.closed.keys())
    assert is_open or rule.move is Move.STAYS
    assert (found.warning == "") is is_open


@settings(derandomize=True, deadline=None)
@given(weekdays, starts, calendars)
def test_a_weekday_is_the_nearest_that_is_far_enough(
    where: OnWeekday, start: date, calendar: Calendar
) -> None:
    """AG-4: and on the right side, with so many days in between."""
    found = reckon(Rule(where), start, calendar).day
    assert found.weekday() == where.weekday
    nearer = found + timedelta(days=7 if found < start else -7)
    assert far_enough(where, found, start, calendar)
    assert not far_enough(where, nearer, start, calendar)


def far_enough(where: OnWeekday, day: date, start: date, calendar: Calendar) -> bool:
    """Whether ``day`` is as far on its side as asked, counted the slow way."""
    side, at_least = where.side, where.at_least
    if (day >= start) if side is Side.BEFORE else (day <= start):
        return False
    if at_least is None:
        return True
    early, late = sorted((day, start))
    between = [early + timedelta(days=n) for n in range(1, (late - early).days)]
    closed = calendar.closed.keys()
    open_between = sum(is_working_day(each, closed) for each in between)
    counts = {
        Unit.DAYS: len(between) + 1,
        Unit.CLEAR_DAYS: len(between),
        Unit.WORKING_DAYS: open_between + is_working_day(day, closed),
        Unit.CLEAR_WORKING_DAYS: open_between,
        Unit.WEEKS: (len(between) + 1) // 7,
    }
    return counts[at_least.unit] >= at_least.count


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 400), starts, times, st.sampled_from(Side))
def test_hours_there_and_back_are_where_they_began(
    count: int, start: date, at: time, side: Side
) -> None:
    """AG-9."""
    begun = from_london(start, at)
    there = reckon(Rule(Counted(Length(count, Unit.HOURS), side)), begun, ENGLAND)
    other = Side.AFTER if side is Side.BEFORE else Side.BEFORE
    back = reckon(Rule(Counted(Length(count, Unit.HOURS), other)), there.moment, ENGLAND)
    assert back.moment == begun
    assert back.at == in_london(begun).time()


@settings(derandomize=True, deadline=None)
@given(rules, starts, times)
def test_a_calendar_of_as_many_years_as_a_rule_reaches_is_enough(
    rule: Rule, start: date, at: time
) -> None:
    """AG-5."""
    reach = years_reached(rule)
    first, last = date(start.year - reach, 1, 1), date(start.year + reach, 12, 31)
    calendar = Calendar(first, last, ENGLAND.closed)
    next_meeting = start + timedelta(days=60)
    found = reckon(rule, start, calendar, next_meeting=next_meeting, at=at)
    assert first <= found.day <= last
