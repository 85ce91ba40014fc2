"""The professionals' meeting of a second repeat is volunteered by one key (AG-7)."""

import pytest

from agenda.protocol import Stage
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_gone, until_no_form, until_shown, write
from tests.meeting.test_professionals import HOLD, second


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_ag_7_an_agency_volunteers_it_and_says_who_leads(size: tuple[int, int]) -> None:
    room = FakeRoom(second())
    async with room.app("probation").run_test(size=size) as pilot:
        await until_shown(pilot, "→ A second repeat: who holds a professionals' meeting?")
        await pilot.press("apostrophe")
        await until_shown(pilot, "Probation volunteers the professionals' meeting", "Who leads")
        await write(pilot, "Piers Holt")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (action,) = room.given.case().plan.actions.values()
        assert (action.owners, action.wording.named) == (("probation",), "Piers Holt")
        await until_gone(pilot, "who holds a professionals' meeting")


async def test_ag_7_the_chair_says_why_nobody_does_before_the_case_is_closed() -> None:
    room = FakeRoom(second(Stage.READ_BACK))
    async with room.app("chair").run_test(size=(130, 38)) as pilot:
        await until_shown(pilot, "→ A second repeat:", "K  close the case")
        await pilot.press("K")
        await until_shown(pilot, "! a second repeat: no professionals' meeting volunteered")
        await pilot.press("escape")
        await until_no_form(pilot)
        await pilot.press("apostrophe")
        await until_shown(pilot, "Nobody volunteers the professionals' meeting")
        await write(pilot, "There was one in September.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_gone(pilot, "→ A second repeat:")


async def test_ag_7_who_volunteered_stands_beside_the_repeat() -> None:
    room = FakeRoom(second().after("probation", HOLD))
    async with room.app("police").run_test(size=(130, 60)) as pilot:
        await until_shown(pilot, "A1: Probation volunteered it")
