"""Dates of actions as people say them: ACT-3, AG-5."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.deadline import due_date, kind_of_day, remark, told_date
from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.proposed import proposed
from agenda.protocol import Protocol

TUESDAY = date(2026, 11, 24)
CLOSED = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("today", TUESDAY),
        ("tonight", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("5 working days", date(2026, 12, 1)),
        ("in 2 working days", date(2026, 11, 26)),
        ("Within 1 working day", date(2026, 11, 25)),
        ("25 working days", date(2026, 12, 31)),
        ("2 weeks", date(2026, 12, 8)),
        ("1 week", date(2026, 12, 1)),
        ("10 days", date(2026, 12, 4)),
        ("friday", date(2026, 11, 27)),
        ("Fri", date(2026, 11, 27)),
        ("thurs", date(2026, 11, 26)),
        ("tuesday", date(2026, 12, 1)),
        ("monday", date(2026, 11, 30)),
        ("3 Dec", date(2026, 12, 3)),
        ("3rd December", date(2026, 12, 3)),
        ("Thu 3 December", date(2026, 12, 3)),
        ("Thursday, 3 December 2026", date(2026, 12, 3)),
        ("by 3 dec", date(2026, 12, 3)),
        ("24 nov", TUESDAY),
        ("5 jan", date(2027, 1, 5)),
        ("14 sept", date(2027, 9, 14)),
        ("2026-12-03", date(2026, 12, 3)),
        ("3/12/2026", date(2026, 12, 3)),
        ("1 may 2027", date(2027, 5, 1)),
    ],
)
def test_a_date_as_people_say_it(said: str, expected: date) -> None:
    """ACT-3."""
    assert due_date(said, TUESDAY, CLOSED) == expected


@pytest.mark.parametrize(
    "said",
    [
        *("", "soon", "as soon as possible", "next week", "0 days", "401 days", "1000 days"),
        *("t", "th", "s", "weekday", "31 nov", "30 feb 2027", "2026-02-30", "13/13/2026"),
        *("3 decade", "3 marble", "3 ma", "3 ju 2027", "fri 3 december", "nonsense 3 december"),
        *("-5 days", "5.5 days", "0000-01-01", "3 Dec 26"),
    ],
)
def test_what_cannot_be_read_is_never_guessed(said: str) -> None:
    """ACT-3: a weekday that contradicts its date is no date."""
    assert due_date(said, TUESDAY, CLOSED) is None


def test_the_last_of_february_is_the_next_one_there_is() -> None:
    """ACT-3."""
    assert due_date("29 feb", date(2027, 11, 23), CLOSED) == date(2028, 2, 29)
    assert due_date("29 feb", TUESDAY, CLOSED) is None


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_it_is_a_date_or_none(said: str) -> None:
    """ACT-3."""
    assert due_date(said, TUESDAY, CLOSED) is None or said.strip()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUESDAY, ""),
        (date(2026, 11, 23), "before the meeting"),
        (date(2027, 11, 23), "more than half a year away"),
    ],
)
def test_what_is_said_beside_a_date(day: date, words: str) -> None:
    """ACT-3, AG-5."""
    assert remark(day, TUESDAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUESDAY, "a working day"),
        (date(2026, 11, 28), "not a working day"),
        (date(2026, 12, 25), "not a working day"),
        (date(2026, 12, 29), "a working day"),
    ],
)
def test_of_every_date_it_is_said_whether_it_is_a_working_day(day: date, words: str) -> None:
    """AG-5."""
    assert kind_of_day(day, CLOSED) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("5 working days after", "5 working days"),
        ("2 weeks after", "2 weeks"),
        ("the Friday after", "2026-11-27"),
        ("2 days after, or the next working day", "2026-11-26"),
        ("the next meeting", ""),
        ("2 years after", ""),
    ],
)
def test_what_a_protocol_proposes_for_an_action_is_a_date_as_people_type_it(
    rule: str, words: str
) -> None:
    """ACT-3: five working days in D, two weeks in SH, and any other rule."""
    assert proposed(parse_rule(rule), TUESDAY, CLOSED) == words


def test_five_working_days_are_proposed_where_a_protocol_says_nothing() -> None:
    """ACT-3."""
    said = proposed(Protocol().deadlines.actions, TUESDAY, CLOSED)
    assert due_date(said, TUESDAY, CLOSED) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3 nov", date(2026, 11, 3)),
        ("tue 3 nov", date(2026, 11, 3)),
        ("wed 3 nov", None),
        ("3 december", date(2025, 12, 3)),
        ("friday", date(2026, 11, 20)),
        ("yesterday", date(2026, 11, 23)),
        ("2 weeks ago", date(2026, 11, 10)),
        ("today", date(2026, 11, 24)),
        ("tomorrow", None),
        ("25/12/2026", None),
        ("in spring", None),
    ],
)
def test_what_has_happened_lies_in_the_past(said: str, day: date | None) -> None:
    """CASE-3: the date of what a piece of information tells, as people say it at the table."""
    assert told_date(said, date(2026, 11, 24)) == day
