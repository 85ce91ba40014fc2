"""Dates as British people write them; what is ambiguous or impossible is refused. AG-6."""

from datetime import date

import pytest

from agenda.referrals.dates import Unclear, born_on, happened_on

TODAY = date(2026, 11, 25)
APRIL_3 = date(2026, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2026", "03/04/2026", "3.4.2026", "3-4-2026", "3/4/26", "03.04.26", "3 / 4 / 2026",
        "3rd April 2026", "3 April 2026", "3rd of April 2026", "3-Apr-26", "3 apr 2026", "3Apr2026",
        "April 3, 2026", "April 3rd 2026", "Apr. 3 2026", "3 April '26", "2026-04-03", "2026/04/03",
        "Friday 3 April 2026", "Fri 3/4/2026", "Fri, 3 Apr 2026", "2026-04-03 14:30",
        "2026-04-03T00:00:00", "3/4/2026 14:30", "3/4/2026 at 2:30 pm", "46115", "46115.5",
        "  3\n April   2026 ",
    ],
)  # fmt: skip
def test_the_day_comes_first_ag_6(text: str) -> None:
    assert happened_on(text, TODAY) == APRIL_3


@pytest.mark.parametrize("text", ["", "n/k", "Not known", "N/A", "unknown", "-", "?", "TBC"])
def test_what_is_not_known_is_no_date(text: str) -> None:
    assert happened_on(text, TODAY) is None
    assert born_on(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/2/2026", "is no day of any calendar"),
        ("29 February 2026", "is no day of any calendar"),
        ("0/4/2026", "is no day of any calendar"),
        ("4/25/2026", "has month 25; the day comes first: is it 25/4/2026?"),
        ("25/13/2026", "is no day of any calendar"),
        ("26/11/2026", "is in the future"),
        ("3/4/1926", "is more than 30 years ago"),
        ("Monday 3 April 2026", "is not on the weekday that it says"),
        ("3/4/2026 and 5/6/2026", "has several dates"),
        ("April 2026", "is not read as a date"),
        ("04/2026", "is not read as a date"),
        ("last Tuesday", "is not read as a date"),
        ("3/4", "is not read as a date"),
        ("c. 1990", "is not read as a date"),
        ("3/4/202", "is not read as a date"),
        ("99999", "is not read as a date"),
    ],
)
def test_what_is_ambiguous_or_impossible_is_refused_ag_6(text: str, why: str) -> None:
    with pytest.raises(Unclear) as refused:
        happened_on(text, TODAY)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("12/5/88", date(1988, 5, 12)),
        ("3-Apr-27", date(1927, 4, 3)),
        ("3/4/19", date(2019, 4, 3)),
        ("3/4/00", date(2000, 4, 3)),
        ("1/12/1925", date(1925, 12, 1)),
    ],
)
def test_of_two_figures_the_century_is_the_one_that_is_possible(text: str, born: date) -> None:
    assert born_on(text, TODAY) == born


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3/4/26", "can be 1926 or 2026; write the year with four digits"),
        ("25/12/2026", "is in the future"),
        ("1/1/1900", "is more than 110 years ago"),
    ],
)
def test_a_birth_that_is_ambiguous_or_impossible_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unclear) as refused:
        born_on(text, TODAY)
    assert why in str(refused.value)
