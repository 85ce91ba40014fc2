"""What stands beside a case that came before (AG-7), and on whose screen it does not."""

from datetime import date

import pytest

from client.view.case import party_rows
from tests.client.test_view import seen, text
from tests.given import A_PLAN, DAY, Given, given
from tests.meeting.test_past import SECRET, THEN, a_repeat, an_earlier


def pane(given: Given, person: str) -> str:
    looking = seen(given, person)
    assert looking.case is not None
    return text(party_rows(looking, looking.case))


def test_the_earlier_plan_stands_below_the_people_with_what_became_of_it_ag_7() -> None:
    words = pane(a_repeat(an_earlier()).everybody_signed().case_called("1"), "police")
    assert f"A repeat: heard before on {THEN:%a} {THEN.day} Jun 2026" in words
    assert f"R1 victim: {SECRET}" in words
    assert f"A1 Housing: {SECRET}not done" in words
    assert f"Circumstances changed: {SECRET}" in words
    assert "second repeat" not in words


def test_the_second_repeat_is_said_with_what_can_be_offered_ag_7() -> None:
    again = an_earlier(meeting="northvale-september", heard_on=DAY.replace(month=9))
    given = a_repeat(an_earlier(), again).everybody_signed().case_called("1")
    assert "! The second repeat within 12 months: an agency can volunteer" in pane(given, "idva")


def test_who_was_out_of_it_then_sees_todays_case_alone_con_3() -> None:
    given = a_repeat(an_earlier(closed_to={"housing"})).everybody_signed().case_called("1")
    assert "A repeat" not in pane(given, "housing")
    assert SECRET not in pane(given, "housing")
    assert "A repeat" in pane(given, "police")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (
            DAY.replace(month=3),
            "! From another MARAC, with minutes of Tue 24 Mar 2026, more",
        ),
        (DAY.replace(month=9), "From another MARAC, with minutes of Thu 24 Sep 2026."),
        (None, ""),
    ],
)
def test_a_case_from_another_marac_says_how_old_its_minutes_are_to_who_reads_it_ag_7(
    on: date | None, said: str
) -> None:
    oak, *others = A_PLAN.cases
    handed = A_PLAN.model_copy(
        update={"cases": (oak.model_copy(update={"minutes_on": on}), *others)}
    )
    here = given(handed).everybody_signed().case_called("1")
    for person in ("chair", "minutes", "police"):
        words = pane(here, person)
        assert said in words
        assert ("another MARAC" in words) is bool(said)
        assert ("! From" in words) is said.startswith("!")


def test_a_repeat_says_until_when_it_is_flagged_ag_8() -> None:
    words = pane(a_repeat(an_earlier()).everybody_signed().case_called("1"), "police")
    until = THEN.replace(year=THEN.year + 1)
    assert f"flagged until {until:%a} {until.day} {until:%b}" in words


def test_the_cursor_stays_out_of_what_nobody_can_act_on() -> None:
    given = a_repeat(an_earlier()).everybody_signed().case_called("1")
    looking = seen(given, "police")
    assert looking.case is not None
    earlier = [row for row in party_rows(looking, looking.case) if SECRET in row.text]
    assert earlier
    assert not any(row.key for row in earlier)
