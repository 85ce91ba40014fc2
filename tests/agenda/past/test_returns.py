"""The period of a return, and what of its meetings is shown (OUT-6)."""

from datetime import date

import pytest

from agenda.past.period import Period, period_of
from agenda.past.returns import Wanted, figures_of, times_shown
from agenda.past.suppression import Hidden
from tests.agenda.past.test_counting import DECEMBER, NOVEMBER, a_case, a_meeting

QUARTER = Period.quarter("2026-Q4")


def test_a_month_and_a_quarter_are_written_as_people_write_them() -> None:
    assert period_of({"month": "2026-11"}).first == date(2026, 11, 1)
    assert period_of({"month": "2024-02"}).last == date(2024, 2, 29)
    fourth = period_of({"quarter": "2026-q4"})
    assert (fourth.name, fourth.first, fourth.last) == (
        "2026-Q4",
        date(2026, 10, 1),
        date(2026, 12, 31),
    )
    assert [fourth.is_in(day) for day in (date(2026, 9, 30), NOVEMBER, date(2027, 1, 1))] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"month": "2026-13"},
        {"month": "November"},
        {"quarter": "2026-Q5"},
        {"month": "0000-01"},
        {"month": "2026-11", "quarter": "2026-Q4"},
    ],
)
def test_what_is_neither_a_month_nor_a_quarter_is_no_period(said: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"month|quarter|year"):
        period_of(said)


def test_out_6_a_quarter_hides_what_one_of_its_months_hides_unless_it_stands_alone() -> None:
    few, many = (a_case(children=1),) * 3, (a_case(children=1),) * 9
    meetings = (a_meeting(*few), a_meeting(*many, day=DECEMBER))
    assert figures_of(Wanted(QUARTER), meetings).children == 12
    hidden = figures_of(Wanted(QUARTER, suppress=True), meetings)
    assert (hidden.cases, hidden.children) == (Hidden.WITHHELD, Hidden.WITHHELD)
    alone = figures_of(Wanted(QUARTER, suppress=True, alone=True), meetings)
    assert (alone.cases, alone.children) == (12, 12)


def test_out_6_a_month_without_a_meeting_hides_nothing_of_its_quarter() -> None:
    meetings = (a_meeting(*(a_case(children=1),) * 9),)
    assert figures_of(Wanted(QUARTER, suppress=True), meetings).children == 9


def test_out_6_an_average_of_cases_that_are_not_counted_is_not_given() -> None:
    meetings = (a_meeting(*(a_case(took=15),) * 3),)
    wanted = Wanted(QUARTER, suppress=True)
    shown = times_shown(wanted, meetings, figures_of(wanted, meetings))
    assert (shown.minutes_a_case, shown.over) == (None, ((NOVEMBER, 0),))
    plain = Wanted(QUARTER)
    assert times_shown(plain, meetings, figures_of(plain, meetings)).minutes_a_case == 15
