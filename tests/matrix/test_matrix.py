"""The whole matrix, in the server's own hub: nothing of a case where access says no, the case where
it says yes (SIGN-2, CON-2, ATT-2, ROLE-5, ROLE-6, RES-2, OUT-2).
"""

import pytest

from agenda.protocol import Stage
from tests.matrix.cells import AT_THE_TABLE, Cell, Part, Standing, every_cell, must_read
from tests.matrix.checks import answers, leaks, powers, tells


@pytest.mark.parametrize("standing", Standing)
def test_nobody_is_sent_printed_or_caught_up_with_what_they_may_not_read(
    standing: Standing,
) -> None:
    cells = list(every_cell(standing))
    assert cells
    assert [wrong for cell in cells for wrong in leaks(cell)] == []


@pytest.mark.parametrize("standing", Standing)
def test_a_case_that_may_not_be_read_is_answered_like_one_that_is_not_there(
    standing: Standing,
) -> None:
    """CON-4: for every class of command."""
    closed = [cell for cell in every_cell(standing) if not must_read(cell)]
    assert [wrong for cell in closed for wrong in answers(cell)] == []


@pytest.mark.parametrize("part", Part)
def test_nobody_does_what_is_anothers_to_do_by_naming_them(part: Part) -> None:
    """ROLE-1, ACT-1: for every class of command."""
    assert powers(Cell(part, Standing.SIGNED, Stage.PLANNING)) == []


@pytest.mark.parametrize("standing", [Standing.DECLARED, Standing.RECUSED])
@pytest.mark.parametrize("part", sorted(AT_THE_TABLE | {Part.OBSERVER}))
def test_nobody_outside_a_case_can_tell_what_is_said_in_it(part: Part, standing: Standing) -> None:
    """CON-2: the bytes are the same, numbers, counts and catching up included."""
    assert tells(Cell(part, standing, Stage.ROUND)) == []
