"""The deadlines of a meeting, and what is left of them: AG-4, AG-9, AG-10, OUT-1."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.deadlines.contradictions import contradictions
from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.of_meeting import (
    KEYS,
    Due,
    MeetingTimes,
    Rules,
    deadlines_of,
    rules_of,
    what_is_left,
)
from agenda.deadlines.reckoning import Reckoned
from agenda.deadlines.rule import Rule
from agenda.protocol.deadlines import Deadlines
from tests.agenda.deadlines.areas import DONCASTER, LUTON, SHROPSHIRE, meeting
from tests.agenda.deadlines.rules import CALENDARS, rules, starts, times

ENGLAND = CALENDARS["ENG"]


def test_lutons_meeting_has_lutons_days() -> None:
    """AG-4, AG-10, OUT-1."""
    times_of_it = meeting(date(2026, 11, 24), next_meeting=date(2026, 12, 15))
    found = {each.due: str(each.reckoned) for each in deadlines_of(LUTON, times_of_it, ENGLAND)}
    assert found == {
        Due.REFERRALS: "Wed 11 Nov 2026 at 12:00",
        Due.LATE_REFERRALS: "Thu 19 Nov 2026",
        Due.AGENDA: "Thu 12 Nov 2026 at 12:00",
        Due.RESEARCH: "Thu 19 Nov 2026 at 17:00",
        Due.REPORTS: "Mon 23 Nov 2026 at 09:00",
        Due.ACTIONS: "Thu 26 Nov 2026",
        Due.MINUTES: "Thu 26 Nov 2026",
        Due.NEXT_MEETING: "Tue 15 Dec 2026",
    }
    assert list(found) == [due for due in Due if due in found]


def test_every_deadline_has_its_rule_and_its_steps() -> None:
    """AG-4."""
    when = meeting(date(2026, 4, 15), next_meeting=date(2026, 4, 29))
    for each in deadlines_of(DONCASTER, when, ENGLAND):
        assert each.rule == DONCASTER[each.due]
        assert each.problem == ""
        assert each.reckoned is not None
        assert each.reckoned.steps[0].startswith("from Wed 15 Apr 2026")
        assert each.due is not Due.AGENDA or "Fri 3 Apr Good Friday, skipped" in each.reckoned.steps


def test_what_cannot_be_reckoned_says_why() -> None:
    """AG-1."""
    found = deadlines_of(
        {Due.NEXT_MEETING: parse_rule("the next meeting")}, meeting(date(2026, 11, 24)), ENGLAND
    )
    assert [(each.reckoned, each.problem) for each in found] == [
        (None, "The next meeting is not arranged; say on which day it is.")
    ]


def test_ag_9_an_emergency_is_counted_from_its_call_and_has_no_agenda() -> None:
    emergency = meeting(date(2026, 3, 29), called=datetime(2026, 3, 27, 16, tzinfo=UTC))
    found = {each.due: str(each.reckoned) for each in deadlines_of(DONCASTER, emergency, ENGLAND)}
    assert found == {
        Due.ACTIONS: "Tue 31 Mar 2026",
        Due.MINUTES: "Tue 7 Apr 2026",
        Due.EMERGENCY: "Mon 30 Mar 2026 at 17:00",
    }


def test_hours_after_a_meeting_count_from_its_end() -> None:
    """OUT-1: also where it ends after midnight."""
    late = MeetingTimes(date(2026, 11, 24), starts=time(20), ends=time(0, 30))
    (found,) = deadlines_of({Due.ACTIONS: parse_rule("24 hours after")}, late, ENGLAND)
    assert str(found.reckoned) == "Thu 26 Nov 2026 at 00:30"


def test_a_meeting_that_ends_when_it_begins_ends_on_the_day_after() -> None:
    whole_day = MeetingTimes(date(2026, 11, 24), time(9), time(9))
    assert whole_day.ends_at == datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_every_deadline_of_a_protocol_that_a_meeting_has_is_one_of_its_deadlines() -> None:
    """AG-4, OUT-1: but not what is counted from an action or an incident."""
    others = {"actions", "professionals_meeting"}
    assert {*KEYS.values()} == {*Deadlines.model_fields} - others
    assert {*KEYS} == {*Due} - {Due.NEXT_MEETING}
    assert rules_of(Deadlines(minutes=None, corrections=None)) == {
        Due.GUESTS: parse_rule("5 working days before"),
        Due.ACTIONS: parse_rule("2 working days after"),
    }
    agreed = Deadlines.model_validate(
        {KEYS[due]: str(rule) for due, rule in DONCASTER.items() if due in KEYS}
    )
    assert rules_of(agreed).items() >= {d: r for d, r in DONCASTER.items() if d in KEYS}.items()


BY_NOON = Reckoned(date(2026, 11, 26), time(12), ())
ALL_DAY = Reckoned(date(2026, 11, 26), None, ())


@pytest.mark.parametrize(
    ("deadline", "now", "left"),
    [
        (BY_NOON, "2026-11-20T09:00Z", "in 6 days"),
        (BY_NOON, "2026-11-24T23:59Z", "in 2 days"),
        (BY_NOON, "2026-11-25T00:01Z", "tomorrow by 12:00"),
        (BY_NOON, "2026-11-26T00:00Z", "today by 12:00"),
        (BY_NOON, "2026-11-26T12:00Z", "today by 12:00"),
        (BY_NOON, "2026-11-26T12:00:01Z", "late by 1 minute"),
        (BY_NOON, "2026-11-26T12:59Z", "late by 59 minutes"),
        (BY_NOON, "2026-11-26T13:01Z", "late by 1 hour"),
        (BY_NOON, "2026-11-28T13:00Z", "late by 2 days"),
        (ALL_DAY, "2026-11-25T09:00Z", "tomorrow"),
        (ALL_DAY, "2026-11-26T23:59Z", "today"),
        (ALL_DAY, "2026-11-27T09:00Z", "late by 9 hours"),
    ],
)
def test_what_is_left_is_said_in_words(deadline: Reckoned, now: str, left: str) -> None:
    """OUT-1."""
    assert what_is_left(deadline, datetime.fromisoformat(now)) == left


def test_a_summers_day_ends_at_midnight_in_london() -> None:
    """OUT-1: 23:30 UTC on 1 July is half past midnight on the 2nd."""
    due = Reckoned(date(2026, 7, 1), None, ())
    assert what_is_left(due, datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "late by 30 minutes"
    tomorrow = Reckoned(date(2026, 7, 3), None, ())
    assert what_is_left(tomorrow, datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "tomorrow"


@settings(derandomize=True, deadline=None)
@given(
    st.dictionaries(st.sampled_from(Due), rules),
    starts,
    st.tuples(times, times),
    st.none() | st.integers(-3, 60),
    st.none() | starts,
)
def test_whatever_an_area_agrees_on_it_is_told_in_sentences(
    agreed: dict[Due, Rule],
    day: date,
    hours: tuple[time, time],
    days: int | None,
    other: date | None,
) -> None:
    """AG-4, OUT-1: no rule and no day makes an error of it."""
    following = None if days is None else date.fromordinal(day.toordinal() + days)
    moment = None if other is None else datetime.combine(other, hours[0], UTC)
    when = MeetingTimes(day, *hours, following, moment, moment)
    found = deadlines_of(agreed, when, ENGLAND)
    assert all((each.reckoned is None) is bool(each.problem) for each in found)
    told = contradictions(agreed, when, ENGLAND)
    assert all(sentence.endswith(".") for sentence in told)
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("area", [LUTON, DONCASTER, SHROPSHIRE], ids=["L", "D", "SH"])
def test_the_areas_of_the_sources_do_not_contradict_themselves_in_an_ordinary_month(
    area: Rules,
) -> None:
    """AG-4, OUT-1."""
    assert contradictions(area, meeting(date(2026, 11, 24), date(2026, 12, 15)), ENGLAND) == ()
