"""An urgent action is given out by a key, and its agency has it with the time (ACT-12)."""

from agenda.protocol import Stage
from meeting.commands import ConfirmAction
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_gone, until_no_form, until_shown
from tests.given import a_hearing, volunteer, wording

CONFIRM = ConfirmAction(case="oak", action="a1", version=1)


async def test_act_12_it_stands_on_its_agencys_screen_whatever_is_looked_at() -> None:
    """OUT-2: and on that of no other agency; also on the smallest terminal."""
    offer = volunteer(wording=wording("Move her tonight.", urgent=True))
    room = FakeRoom(a_hearing(Stage.PLANNING).after("housing", offer, CONFIRM))
    async with room.app("chair").run_test(size=(130, 38)) as pilot:
        await until_shown(pilot, "!  give out A1")
        await pilot.press("exclamation_mark")
        await until_shown(pilot, "Give out A1 at once?")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_gone(pilot, "!  give out A1")
        assert room.given.action().given_out_at is not None
    room = FakeRoom(room.given.case_closed().case_called("2"))
    async with room.app("housing").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Case 2", "! A1 URGENT", "09:")
    async with room.app("police").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Case 2")
        await until_gone(pilot, "A1 URGENT")
