"""The chair moves and skips a break by keys alone (AG-11), and calls one in the middle of a case
(CASE-2).
"""

from agenda.protocol import Stage
from client.widgets.listing import Listing
from meeting.commands import CallItem, DeclareConflict
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_gone, until_no_form, until_shown, write
from tests.given import a_hearing, a_room
from tests.meeting.test_forecast import at

WIDE = (130, 38)


async def test_ag_11_the_chair_shortens_the_break_and_then_skips_it() -> None:
    """AG-11, CASE-2: and another's screen has the times that follow from it."""
    given = at(a_room().everybody_signed(), 9, 31).case_called("1")
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "coffee 09:46", "end 10:26")
        await pilot.press("t")
        await until_shown(pilot, "Coffee, planned for 09:40, 10 minutes")
        await write(pilot, "soon")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Write the time as 10:45.")
        await pilot.press(*["backspace"] * len("soon"))
        await write(pilot, "09:50")
        await until_shown(pilot, "then coffee 09:50", "then end 10:30")
        await pilot.press(*["backspace"] * len("09:50"))
        await write(pilot, "09:40")
        await pilot.press("tab")
        await write(pilot, "5")
        await until_shown(pilot, "then coffee 09:46", "then end 10:21")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "coffee 09:46", "end 10:21")
        await pilot.press("t", "tab", "tab", "s")
        await until_shown(pilot, "then end 10:16")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "✕ Coffee", "skipped", "end 10:16")
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "✕ Coffee", "skipped", "end 10:16")


async def test_case_2_lunch_in_the_middle_of_a_case_and_the_case_after_it() -> None:
    """CASE-2, CON-3, CON-4: the clock stands until whoever is out of it has left once more."""
    given = a_hearing(Stage.CONFLICTS)
    given = given.after("housing", DeclareConflict(case="oak", reason="A cousin.")).room_left()
    room = FakeRoom(given.at_stage(Stage.ROUND))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "▶ Case 1")
        pilot.app.screen.query_one("#order", Listing).focus()
        await pilot.press("home", "down")
        await until_shown(pilot, "C  call Coffee")
        await pilot.press("C")
        await until_shown(pilot, "Case 1 is not over: its clock stands still")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "▷ Case 1", "paused", "then Case 1 goes on")
        await until_shown(pilot, "E  end the break, Case 1 goes on")
        await pilot.press("E")
        await until_shown(pilot, "▶ Case 1", "stopped, ", "o  tick out", "p lets it run again")
        await pilot.press("o", "enter")
        await until_no_form(pilot)
        await until_gone(pilot, "o  tick out")
        await pilot.press("p")
        await until_gone(pilot, "stopped, ")


async def test_con_4_the_screen_of_who_is_out_of_it_says_that_there_is_a_break() -> None:
    given = a_hearing(Stage.ROUND)
    given = given.after("housing", DeclareConflict(case="oak", reason="A cousin."))
    room = FakeRoom(given.after("chair", CallItem(item="break-1")))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Coffee since", "▷ Case 1", "not for you")
        await until_gone(pilot, "Oakhill", "stopped")
