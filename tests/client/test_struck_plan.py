"""A risk or an action that was typed into the wrong case is struck, and is in no form (CASE-5)."""

import pytest

from agenda.protocol import Stage
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until, until_no_form, until_shown, write
from tests.given import a_hearing, volunteer, wording
from tests.meeting.test_settled_risks import two_risks
from tests.meeting.test_struck_plan import strike

WORDS = "Change the locks at Elm Close."


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_case_5_the_minute_taker_strikes_an_action_and_is_told_whom_to_ask_for_it(
    size: tuple[int, int],
) -> None:
    offered = a_hearing(Stage.PLANNING).after("housing", volunteer(wording=wording(WORDS)))
    room = FakeRoom(offered)
    async with room.app("minutes").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("4", "home")
        await until_shown(pilot, "▸  A1")
        await pilot.press("k")
        await until_shown(pilot, f"“{WORDS}”", "It is an action of Housing: ask for it")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "A1 of Housing: struck by")
        assert "Elm Close" not in screen_text(pilot.app)


async def test_case_5_a_form_that_quotes_it_goes_and_one_that_offers_it_offers_it_no_more() -> None:
    room = FakeRoom(two_risks().after("housing", volunteer(wording=wording(WORDS))))
    owner, other = room.app("housing"), room.app("police")
    async with (
        owner.run_test(size=(130, 38)) as withdrawing,
        other.run_test(size=(130, 38)) as writing,
    ):
        await until_shown(withdrawing, "w  withdraw A1")
        await withdrawing.press("w")
        await until_shown(withdrawing, WORDS)
        await until_shown(writing, "v  volunteer")
        await writing.press("v")
        await until_shown(writing, "volunteers an action")
        await write(writing, "Warn the school.")
        await writing.press("shift+tab", "shift+tab", "up")
        room.does("minutes", strike("a1"), strike("r1"))
        await until_no_form(withdrawing)
        await until(withdrawing, lambda: "Elm Close" not in screen_text(owner), "no word of it")
        await until(writing, lambda: "Elm Close" not in screen_text(other), "no word of it")
        await writing.press("ctrl+s")
        await until_no_form(writing)
        (made,) = [a for a in room.given.case().plan.actions.values() if a.owners == ("police",)]
        assert made.wording.text == "Warn the school."
        assert made.wording.risks == ()
