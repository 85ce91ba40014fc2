"""What has gone well is written down by one key, in the earlier case that it is of (AG-1)."""

import pytest

from agenda.protocol import DayPart
from meeting.commands import BeginPart
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_no_form, until_shown, write
from tests.meeting.test_earlier import begun
from tests.meeting.test_successes import ALL_DONE, SAID


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
@pytest.mark.parametrize("who", ["housing", "minutes"])
async def test_ag_1_what_went_well_is_written_into_its_case(
    who: str, size: tuple[int, int]
) -> None:
    closed = ALL_DONE.model_copy(update={"closed_to": frozenset({"children"})})
    room = FakeRoom(begun(closed).after("chair", BeginPart(part=DayPart.SUCCESSES)))
    async with room.app(who).run_test(size=size) as pilot:
        await until_shown(pilot, "What has gone well since the last meeting", "went well")
        await pilot.press("w")
        await until_shown(pilot, "Tue 27 Oct, case 4", "say no name")
        await write(pilot, SAID)
        if who == "minutes":
            await pilot.press("ctrl+s")
            await until_shown(pilot, "Choose an agency")
            await pilot.press("right")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "She has moved")
    async with room.app("children").run_test(size=size) as pilot:
        await until_shown(pilot, "What has gone well since the last meeting")
        assert "She has moved" not in screen_text(pilot.app)
        assert "went well" not in screen_text(pilot.app)


async def test_con_2_of_several_cases_none_is_taken_unless_it_is_said() -> None:
    other = ALL_DONE.model_copy(update={"case": "hazel", "number": "5"})
    room = FakeRoom(begun(ALL_DONE, other).after("chair", BeginPart(part=DayPart.SUCCESSES)))
    async with room.app("housing").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "went well")
        await pilot.press("w")
        await until_shown(pilot, "say no name")
        await write(pilot, SAID)
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Say in which case")
        await pilot.press("right", "right", "ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "Housing · Tue 27 Oct, case 5", "She has moved")
