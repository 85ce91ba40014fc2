"""What arrives after the close of its case, by keys: its sender, chair and minute-taker (ACT-1)."""

from agenda.protocol import Stage
from client.widgets.listing import Listing
from meeting.case.outcome import Outcome
from tests.client.fake_room import FakeRoom
from tests.client.waiting import (
    screen_text,
    until,
    until_gone,
    until_no_form,
    until_shown,
    write,
)
from tests.given import a_hearing, volunteer
from tests.meeting.test_reopening import enter, reopened

WIDE = (130, 38)
_DEFERRED = (Outcome.DEFERRED, "No time is left.")


async def test_act_1_a_form_that_is_open_at_the_close_keeps_its_draft_and_can_be_sent() -> None:
    """ACT-1: it says so above what is written, and what became of it once it is sent."""
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "Housing volunteers an action")
        await write(pilot, "change the locks")
        room.does("chair", room.given.closing("oak", *_DEFERRED))
        await until_shown(pilot, "The case was closed meanwhile.", "change the locks")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "Case 1 was closed before this arrived. It is kept")
        await until_shown(pilot, "What you gave after the close of Case 1 waits for its chair")
        (late,) = room.given.case().late_offers.values()
        assert (late.agency, late.text) == ("housing", "change the locks")
        assert not room.given.case().plan.actions


async def test_act_1_the_minute_taker_reads_it_and_leaves_it_out_with_a_reason() -> None:
    """ACT-10: said without a word of what it is, until it is asked for."""
    room = FakeRoom(a_hearing(Stage.PLANNING).case_closed().after("housing", volunteer()))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Housing offered an action after the close of Case 1: n read")
        assert "Change the locks" not in screen_text(pilot.app)
        await pilot.press("n")
        await until_shown(pilot, "Not taken in: it came after the close", "“Change the locks.”")
        await write(pilot, "she has moved")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_gone(pilot, "after the close of Case 1")
        assert room.given.case().late_offers["a1"].left_out == "she has moved"
        pilot.app.screen.query_one("#order", Listing).focus()
        await pilot.press("home", "enter", "4")
        await until_shown(pilot, "Came after the close", "not taken in: she has moved")


async def test_act_1_in_a_case_that_is_reopened_its_sender_offers_it_again_as_it_stood() -> None:
    given = a_hearing(Stage.PLANNING).case_closed().after("housing", volunteer())
    room = FakeRoom(reopened(given).after("chair", enter(Stage.PLANNING)))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Case 1 is on again: v offer once more what came after its close")
        await pilot.press("v")
        await until_shown(pilot, "Housing volunteers an action", "Change the locks.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(room.given.case().plan.actions), "it is an action")
        await until_gone(pilot, "once more")
        assert room.given.action().owners == ("housing",)
