"""A finished case is reopened by keys alone, and goes on where it stood (CASE-1)."""

from agenda.protocol import Stage
from client.widgets.listing import Listing
from meeting.commands import DeclareConflict
from meeting.room import ItemState
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_gone, until_no_form, until_shown, write
from tests.given import a_hearing
from tests.meeting.test_reopening import reopened

WIDE = (130, 38)
WHY = "the school has rung back"


async def test_case_1_a_finished_case_is_reopened_with_a_reason_and_goes_on() -> None:
    """CASE-1, CON-3: conflicts are asked for first; who is out of it leaves the room again."""
    given = a_hearing(Stage.PLANNING)
    given = given.after("housing", DeclareConflict(case="oak", reason="A cousin.")).room_left()
    room = FakeRoom(given.case_closed())
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "C  call Coffee")
        pilot.app.screen.query_one("#order", Listing).focus()
        await pilot.press("home", "enter")
        await until_shown(pilot, "K  reopen the case")
        await pilot.press("K")
        await until_shown(
            pilot, "Reopen Case 1", "Closed as deferred", "who is out of it leaves the room"
        )
        await pilot.press("ctrl+s")
        await until_shown(pilot, "✗ Why: Some words are needed here.")
        await write(pilot, WHY)
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "▶ Case 1", ">  action planning", "o  tick out")
        assert room.given.room.items["1"].state is ItemState.ON
        await pilot.press("o", "enter")
        await until_no_form(pilot)
        await until_gone(pilot, "o  tick out")
        await pilot.press("greater_than_sign")
        await until_shown(pilot, "Reopened at 09:00", WHY)
        assert room.given.case().stage is Stage.PLANNING


async def test_con_4_who_is_out_of_it_learns_that_it_is_on_again_and_nothing_else() -> None:
    given = a_hearing(Stage.PLANNING)
    given = given.after("housing", DeclareConflict(case="oak", reason="A cousin.")).room_left()
    room = FakeRoom(given.case_closed())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "- Case 1", "over")
        room.given = reopened(room.given)
        room.distribute()
        await until_shown(pilot, "▶ Case 1", "Case 1 is closed to you.")
        await until_gone(pilot, "rung back")
