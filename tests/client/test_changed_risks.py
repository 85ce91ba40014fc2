"""A risk is put otherwise, or taken back, under the cursor (RISK-1, ACT-1)."""

import pytest

from agenda.protocol import Stage
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.meeting.test_changed_risks import answered
from tests.meeting.test_settled_risks import two_risks


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_two_laptops_change_one_risk_and_whoever_comes_second_reads_both_texts(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(two_risks(Stage.RISKS))
    first, second = room.app("chair"), room.app("minutes")
    async with first.run_test(size=size) as theirs, second.run_test(size=size) as mine:
        for pilot, text in ((theirs, " To the back door."), (mine, " Two keys.")):
            await until_shown(pilot, "Case 1")
            await pilot.press("3", "down")
            await until_shown(pilot, "change R1")
            await pilot.press("x")
            await until_shown(pilot, "Change R1")
            await write(pilot, text)
        await theirs.press("ctrl+s")
        await until_no_form(theirs)
        await mine.press("ctrl+s")
        await until_shown(mine, "as it stands now", "To the back door.", "you wrote", "Two keys.")
        await mine.press("ctrl+o")
        await mine.press("tab", "s", "ctrl+s")
        await until_no_form(mine)
        risk = room.given.case().risks.named["r1"]
        assert (risk.text, risk.at_risk) == ("He has a key. To the back door.", "staff")


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_act_1_what_answers_a_risk_is_named_before_it_is_taken_back(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(answered())
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("3", "down")
        await until_shown(pilot, "change R1")
        await pilot.press("d")
        await until_shown(
            pilot, "Take back R1", "A1 of Housing answers it: Change the locks.", "stays as it is"
        )
        await write(pilot, "It was Case 2.")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert set(room.given.case().risks.named) == {"r2"}
        await until_shown(pilot, "Taken back", "It was Case 2.")
        await pilot.press("4")
        await until_shown(pilot, "For no named risk", "answered R1, taken back")
