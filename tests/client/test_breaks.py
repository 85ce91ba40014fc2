"""The chair moves and skips a break by keys alone (AG-11)."""

from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import a_room
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
