"""Before the read-back a case ends as nobody did not look: the outcome is chosen. ACT-9, CASE-6."""

import pytest

from agenda.protocol import Stage
from client.acts.closing import NOT_CHOSEN, close, outcomes
from client.acts.form import Answers, Form, Unclear
from client.view.seen import Seen
from meeting.case.outcome import Outcome
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_shown
from tests.given import Given, a_hearing, volunteer


def seen(given: Given) -> Seen:
    return Seen(given.seen_by("chair"), "chair", given.now)


def test_before_the_read_back_nothing_is_proposed_and_heard_is_not_offered() -> None:
    before = seen(a_hearing(Stage.PLANNING))
    form = close(before)
    assert isinstance(form, Form)
    assert Outcome.HEARD not in outcomes(before)
    with pytest.raises(Unclear, match=NOT_CHOSEN):
        form.build(Answers({"reason": "No time.", "outcome": ""}))
    assert Outcome.HEARD in outcomes(seen(a_hearing(Stage.READ_BACK)))


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_what_is_wrong_with_a_long_form_is_in_sight_on_a_small_screen(
    size: tuple[int, int],
) -> None:
    """ACT-10: however many points are open above."""
    given = a_hearing(Stage.PLANNING)
    for number in range(6):
        given = given.after("housing", volunteer(f"a{number}"))
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("K")
        await until_shown(pilot, "Close Case 1")
        await pilot.press("N", "o", "ctrl+s")
        await until_shown(pilot, "✗ Outcome: Choose how it ends")
