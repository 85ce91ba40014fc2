"""What stands beside a date while it is typed: its weekday, and whether offices are open."""

from datetime import date

import pytest

from agenda.closed_days import closed_days
from agenda.matching import likeness
from agenda.protocol import Stage
from client.acts.asking import day_remarks
from client.acts.form import Answers
from client.view.seen import Seen
from meeting.decide.arrange import arrange
from tests.given import A_PLAN, Given, a_hearing


def beside(given: Given, said: str) -> str:
    seen = Seen(given.seen_by("housing"), "housing", given.now)
    return " ".join(row.text for row in day_remarks(seen, Answers({"due": said})))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("3 Dec", "by Thu 3 December, a working day"),
        ("saturday", "by Sat 28 November, not a working day"),
        ("25 Dec", "by Fri 25 December, not a working day"),
        ("23/11/2026", "by Mon 23 November, a working day ! before the meeting"),
    ],
)
def test_act_3_a_date_is_shown_with_its_weekday_and_as_a_working_day_or_not(
    said: str, words: str
) -> None:
    assert beside(a_hearing(Stage.PLANNING), said) == words


@pytest.mark.parametrize(
    ("nation", "words"), [("ENG", "a working day"), ("SCT", "not a working day")]
)
def test_ag_5_the_holidays_are_those_of_the_protocol_s_nation(nation: str, words: str) -> None:
    """Saint Andrew's day is one in Scotland alone, and a laptop has no table of holidays."""
    assert A_PLAN.day == date(2026, 11, 24)
    days = closed_days(nation, 2026, 2027)
    given = Given().happened(arrange(A_PLAN, days, likeness), "minutes").arrived("housing")
    assert beside(given, "30 Nov") == f"by Mon 30 November, {words}"
