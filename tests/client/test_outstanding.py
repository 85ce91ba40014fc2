"""Outstanding actions are answered where they are read out, by one key each (OUT-4, AG-1)."""

import pytest

from agenda.past.held import HeldCase
from agenda.protocol import DayPart
from meeting.commands import BeginPart
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_no_form, until_shown, write
from tests.meeting.test_earlier import an_action, an_earlier, begun
from tests.meeting.test_outstanding import YEW

SIZES = [(100, 30), (80, 24)]
HELD: HeldCase = an_earlier(
    an_action("A1"), an_action("A2", agencies=("health", "police"), text="Ask her how she is.")
)


def a_room() -> FakeRoom:
    return FakeRoom(begun(HELD).after("chair", BeginPart(part=DayPart.OUTSTANDING)))


@pytest.mark.parametrize("size", SIZES)
async def test_out_4_an_agency_says_done_or_not_done_and_why_and_by_when(
    size: tuple[int, int],
) -> None:
    room = a_room()
    async with room.app("housing").run_test(size=size) as pilot:
        await until_shown(pilot, "1 action is yours to answer: d done, n not done", "Housing ◀ you")
        await pilot.press("n")
        await until_shown(pilot, "Not done: Housing", "Fetch her papers")
        await pilot.press("right", "tab")
        await write(pilot, "She moved.")
        await pilot.press("tab")
        await write(pilot, "2 weeks")
        await until_shown(pilot, "Tue 8 Dec")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "! not done", "again by Tue 8 Dec")
    value = room.given.state.told_of(YEW)
    assert value is not None
    last = value.answer_to("A1", "housing")
    assert last is not None
    assert (last.said.note, last.said.done) == ("She moved.", False)


@pytest.mark.parametrize("size", SIZES)
async def test_out_4_the_minute_taker_goes_down_the_list_with_one_key_each(
    size: tuple[int, int],
) -> None:
    room = a_room()
    async with room.app("minutes").run_test(size=size) as pilot:
        await until_shown(pilot, "3 actions are to be answered: d done, n not done")
        await pilot.press("down", "d")
        await until_shown(pilot, "✓ done", "2 actions are to be answered")
        await pilot.press("down", "d", "down", "d")
        await until_shown(pilot, "recorded by the minute-taker")
    value = room.given.state.told_of(YEW)
    assert value is not None
    assert {key for key, said in value.answers.items() if said[-1].said.done} == {
        ("A1", "housing"),
        ("A2", "health"),
        ("A2", "police"),
    }


async def test_out_4_the_chair_sees_what_was_said_and_has_no_key_for_it() -> None:
    room = a_room()
    async with room.app("chair").run_test(size=(130, 38)) as pilot:
        await until_shown(pilot, "Outstanding actions")
        assert "d  done" not in screen_text(pilot.app)
        assert "yours to answer" not in screen_text(pilot.app)
