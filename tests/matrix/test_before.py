"""The matrix before the day: the agenda and what is prepared, where access says yes, and nowhere
else (AG-4, SIGN-2, CON-2, CON-6).
"""

from collections.abc import Callable

import pytest

from meeting import access
from meeting.access import Standing, Time
from meeting.room import Phase
from meeting.state import State
from meeting.streams import Kind
from tests.matrix import before
from tests.matrix.before import Before, Cell, answers, every_cell, leaks, must_read
from tests.matrix.cells import Part


@pytest.mark.parametrize("standing", Before)
def test_before_the_day_nobody_is_sent_what_they_may_not_read(standing: Before) -> None:
    assert [wrong for cell in every_cell(standing) for wrong in leaks(cell)] == []


@pytest.mark.parametrize("standing", Before)
def test_before_the_day_a_closed_case_is_answered_like_one_that_is_not_there(
    standing: Before,
) -> None:
    """CON-4: for every class of command."""
    closed = [cell for cell in every_cell(standing) if not must_read(cell) and not cell.shared]
    assert [wrong for cell in closed for wrong in answers(cell)] == []


def preparation_for_all(patch: pytest.MonkeyPatch) -> None:
    """Whoever reads the case reads what is prepared for it."""
    rows = {(Kind.PREP, Standing.NOBODY, Time.BEFORE)}
    patch.setattr(access, "TABLE", access.TABLE | rows)


def readiness_for_all(patch: pytest.MonkeyPatch) -> None:
    """Whoever is named for the meeting reads of whom something is lacking."""
    rows = {(Kind.READINESS, Standing.NOBODY, Time.BEFORE)}
    patch.setattr(access, "TABLE", access.TABLE | rows)


def the_agenda_stays_open(patch: pytest.MonkeyPatch) -> None:
    """On the day it is not taken back."""
    patch.setitem(access.WHOLE_MEETING, Phase.GATHERING, Time.BEFORE)
    patch.setattr(access, "_without_the_declaration", lambda *_: Standing.PREPARES)


def matches_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Whoever is alike reads on."""

    def is_matched(_state: State, _person: str) -> bool:
        return False

    patch.setattr(access, "is_matched", is_matched)


@pytest.mark.parametrize(
    ("seed", "cell"),
    [
        (preparation_for_all, Cell(Part.IDVA, Before.OPEN)),
        (readiness_for_all, Cell(Part.MINUTE_TAKER, Before.OPEN)),
        (the_agenda_stays_open, Cell(Part.REPRESENTATIVE, Before.ON_THE_DAY)),
        (matches_forgotten, Cell(Part.REPRESENTATIVE, Before.MATCHED)),
    ],
)
def test_a_seeded_fault_is_caught_before_the_day(
    seed: Callable[[pytest.MonkeyPatch], None], cell: Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And without it the same check finds nothing."""
    assert before.leaks(cell) == []
    seed(monkeypatch)
    assert before.leaks(cell) != []
