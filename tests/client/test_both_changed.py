"""Two people at two laptops change the same thing: nobody's text is lost or overwritten (CASE-5,
ACT-13).
"""

import pytest

from meeting.commands import CorrectInformation
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import DAY, a_hearing, share
from tests.meeting.test_merging import change, offered

FORM = "Change A1"


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_act_13_two_laptops_change_one_action_and_whoever_comes_second_chooses(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(offered())
    first, second = room.app("housing"), room.app("hana")
    async with first.run_test(size=size) as theirs, second.run_test(size=size) as mine:
        for pilot, text in ((theirs, " Both doors."), (mine, " The back door.")):
            await until_shown(pilot, "Case 1")
            await pilot.press("e")
            await until_shown(pilot, FORM)
            await write(pilot, text)
        await theirs.press("ctrl+s")
        await until_no_form(theirs)
        await mine.press("ctrl+s")
        await until_shown(
            mine, "as it stands now", "Both doors.", "you wrote", "The back door.", "Ctrl+O"
        )
        text = room.given.case().plan.actions["a1"].wording.text
        assert text == "Change the locks. Both doors."
        await mine.press("ctrl+s")
        await until_no_form(mine)
        text = room.given.case().plan.actions["a1"].wording.text
        assert text == "Change the locks. The back door."


async def test_act_13_what_stands_now_is_taken_by_one_key_and_the_other_fields_stay_mine() -> None:
    room = FakeRoom(offered())
    async with room.app("hana").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("e")
        await until_shown(pilot, FORM)
        await write(pilot, " The back door.")
        await pilot.press("tab", "c")
        room.does("housing", change(text="Change both locks.", due=DAY, named="Hugo Brook"))
        await pilot.press("ctrl+s")
        await until_shown(pilot, "you wrote", "The back door.", "24/11/2026", "Hugo Brook")
        await pilot.press("ctrl+o")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        found = room.given.case().plan.actions["a1"].wording
        assert (found.text, found.for_whom) == ("Change both locks.", "child")
        assert (found.named, found.due) == ("Hugo Brook", DAY)


async def test_act_13_two_who_change_different_fields_are_asked_nothing() -> None:
    room = FakeRoom(offered())
    async with room.app("hana").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("e")
        await until_shown(pilot, FORM)
        await write(pilot, " The back door.")
        room.does("housing", change(due=DAY, named="Hugo Brook"))
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        found = room.given.case().plan.actions["a1"].wording
        assert found.text == "Change the locks. The back door."
        assert (found.named, found.due) == ("Hugo Brook", DAY)


async def test_case_5_a_correction_that_comes_second_comes_back_with_both_texts() -> None:
    room = FakeRoom(a_hearing().after("police", share("Once.")))
    async with room.app("police").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("2", "down")
        await until_shown(pilot, "x  correct")
        await pilot.press("x")
        await until_shown(pilot, "Correct what was said")
        await write(pilot, " In May.")
        earlier = CorrectInformation(case="oak", information="i1", version=1, text="Twice.")
        room.does("police", earlier)
        await pilot.press("enter")
        await until_shown(pilot, "as it stands now: “Twice.”", "you wrote: “Once. In May.”")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.case().heard.points["i1"].texts == ("Once.", "Twice.", "Once. In May.")
