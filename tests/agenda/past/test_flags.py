"""Flags and their end (AG-8): a year from the last hearing, each told of once."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.likeness import Described
from agenda.matching import likeness
from agenda.past.flags import Expiry, Listed, expired, flag_until, in_month
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.protocol.afterwards import History
from tests.agenda.past.cases import held, parties

RULES = History()
EVER = (date(2000, 1, 1), date(2099, 1, 1))


def no_two_alike(_: Described, __: Described) -> None:
    """As if everybody in these cases were somebody else."""


def ended(*past: HeldCase, listed: tuple[Listed, ...] = ()) -> tuple[Expiry, ...]:
    return expired(Past(past, likeness), *EVER, listed)


@pytest.mark.parametrize(
    ("heard", "months", "until"),
    [
        (date(2025, 11, 24), 12, date(2026, 11, 24)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 11, 24), 6, date(2026, 5, 24)),
    ],
)
def test_a_flag_stays_for_the_protocols_months_from_the_hearing_ag_8(
    heard: date, months: int, until: date
) -> None:
    assert flag_until(heard, History(flag_months=months)) == until


def test_a_case_that_was_heard_again_is_flagged_from_its_last_hearing_ag_8() -> None:
    first, again = held(date(2025, 1, 20)), held(date(2025, 4, 14))
    assert [one.held for one in ended(first, again)] == [again]
    assert ended(first, again)[0].until == date(2026, 4, 14)


def test_a_flag_that_had_run_out_before_the_case_came_again_is_told_of_ag_8() -> None:
    first, again = held(date(2024, 1, 20)), held(date(2025, 4, 14))
    assert [one.held for one in ended(first, again)] == [first, again]


def test_with_another_perpetrator_it_is_another_case_with_a_flag_of_its_own_ag_8() -> None:
    first = held(date(2025, 1, 20))
    other = held(date(2025, 4, 14), people=parties("Anwen Oakhill", "Curtis Elmer"))
    assert [one.held for one in ended(first, other)] == [first, other]


def test_before_a_flag_comes_off_that_may_still_be_needed_somebody_is_asked_ag_8() -> None:
    first = held(date(2025, 1, 20))
    alike = held(date(2025, 4, 14), people=parties("Anwen Oakhil"))
    assert ended(first, alike)[0] == Expiry(first, date(2026, 1, 20), (alike.key,))
    told = expired(Past((first, alike), likeness, told=lambda _, __: True), *EVER)
    assert [one.held for one in told] == [alike]
    told = expired(Past((first, alike), likeness, told=lambda _, __: False), *EVER)
    assert [one.perhaps_again for one in told] == [(), ()]


def test_a_case_that_is_to_be_heard_today_keeps_its_flag_ag_8() -> None:
    past = held(date(2025, 11, 24))
    assert ended(past, listed=(Listed("today/oak", parties()),)) == ()
    perhaps = Listed("today/oak", parties("Anwen Oakhil"))
    assert ended(past, listed=(perhaps,))[0].perhaps_again == ("today/oak",)


def test_a_case_that_was_not_heard_has_no_flag_ag_8() -> None:
    assert ended(held(date(2025, 1, 20), was_heard=False)) == ()


def test_a_month_has_the_flags_whose_last_day_is_in_it_ag_8() -> None:
    days = (date(2025, 1, 31), date(2025, 2, 1), date(2025, 2, 28), date(2025, 3, 1))
    past = tuple(map(held, days))
    found = expired(Past(past, no_two_alike), *in_month(2026, 2))
    assert [one.held.heard_on for one in found] == [days[1], days[2]]


@given(
    st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=12, unique=True),
    st.lists(st.dates(date(2025, 1, 1), date(2028, 2, 1)), min_size=2, max_size=8, unique=True),
)
def test_each_flag_is_told_of_at_one_meeting_and_at_no_other_ag_8(
    heard: list[date], meetings: list[date]
) -> None:
    """Whatever the days of the meetings: nothing falls between two of them."""
    past = tuple(map(held, heard))
    days = sorted(meetings)
    told = [
        one.held
        for since, day in pairwise(days)
        for one in expired(Past(past, no_two_alike), since, day)
    ]
    ending = [case for case in past if days[0] <= flag_until(case.heard_on, RULES) < days[-1]]
    assert sorted(told, key=lambda c: c.heard_on) == sorted(ending, key=lambda c: c.heard_on)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 365))
def test_the_flag_is_there_to_the_end_of_its_last_day_ag_8(heard: date, days: int) -> None:
    until = flag_until(heard, RULES)
    past = Past((held(heard),), likeness)
    on_the_day = expired(past, until - timedelta(days=days), until)
    the_day_after = expired(past, until, until + timedelta(days=1))
    assert (len(on_the_day), len(the_day_after)) == (0, 1)
