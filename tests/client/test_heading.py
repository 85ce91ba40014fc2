"""The line with the clock and the day, on screens of 80 and of 100 columns: CASE-2."""

import pytest

from agenda.protocol import HEARING, Stage
from client.view.case import instead_of_case, title
from client.view.heading import heading
from client.view.rows import Line
from meeting.commands import CallItem, PauseClock
from tests.client.test_view import seen, text
from tests.given import GUEST, Given, a_guest_in
from tests.meeting.test_forecast import at, ready

NARROW, WIDE = 78, 98
"""What is left of 80 columns, and of 100."""


def hearing(stage: Stage, minutes: float) -> Given:
    return at(ready(), 9, 15).case_called("1").at_stage(stage).later(minutes=minutes)


def second(given: Given, width: int, person: str = "chair") -> Line:
    return heading(seen(given, person), narrow=width == NARROW, width=width)[1]


def words(line: Line) -> str:
    return "".join(piece.text for piece in (*line.left, *line.right))


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("stage", HEARING[1:])
@pytest.mark.parametrize("minutes", [1, 11, 17, 26, 95])
def test_it_is_one_line_however_late_it_is_case_2(width: int, stage: Stage, minutes: int) -> None:
    """What is expected when gives way to the clock of the case; it stands in the running order."""
    for given in (
        hearing(stage, minutes),
        hearing(stage, minutes).after("chair", PauseClock(case="oak", version=0)),
    ):
        line = second(given, width)
        assert len(words(line)) + len("  ") * bool(line.right) <= width


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("person", ["chair", "minutes", "housing"])
def test_what_is_left_for_the_actions_is_said_on_a_small_screen_too_case_2(
    width: int, person: str
) -> None:
    eaten = second(hearing(Stage.ROUND, 12), width, person)
    assert "left · go on: " in words(eaten)
    assert "for actions" in words(eaten)
    whole = second(hearing(Stage.ROUND, 3), width, person)
    assert "go on" not in words(whole)
    assert "coffee 09:40" in words(whole)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize(
    ("minutes", "said"),
    [(10, " left"), (17, "over the target by 2:"), (26, "overrun by 11:")],
)
def test_amber_and_red_are_said_in_words_case_2(width: int, minutes: int, said: str) -> None:
    assert said in words(second(hearing(Stage.PLANNING, minutes), width))
    assert "1 min late" in words(second(hearing(Stage.PLANNING, 26), width))


def test_a_guest_whose_case_waits_for_a_break_reads_that_role_6() -> None:
    on_break = seen(a_guest_in().after("chair", CallItem(item="break-1")), GUEST)
    assert title(on_break) == "a break"
    assert text(instead_of_case(on_break)) == "There is a break. Case 1 goes on after it."
    assert "Case 1 · goes on after the break" in text(heading(on_break))
