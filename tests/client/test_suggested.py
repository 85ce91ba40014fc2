"""What was suggested to an agency, by keys: two colleagues at once, and nobody here (ACT-1)."""

from agenda.protocol import Stage
from client.widgets.listing import Listing
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.meeting.test_owner_out import COLLEAGUE, two_of_housing
from tests.meeting.test_suggested_to_the_absent import SUGGEST, TAKE_UP, came_back, left

WIDE = (130, 38)


async def test_act_1_the_second_of_two_colleagues_is_told_who_took_it_up() -> None:
    """Both have the form open on laptops of their own; the first send wins, and nothing is lost."""
    room = FakeRoom(two_of_housing(Stage.PLANNING).after("police", SUGGEST))
    async with room.app(COLLEAGUE).run_test(size=WIDE) as second:
        await until_shown(second, "t  take up")
        await second.press("t")
        await until_shown(second, "Take up A1")
        await write(second, " and the back door")
        room.does("housing", TAKE_UP)
        await second.press("ctrl+s")
        await until_shown(second, "Hugo Brook has taken that up for your agency.")
        await until_shown(second, "and the back door")
        assert room.given.action().wording.text == "New locks."


async def test_act_1_the_minute_taker_suggests_to_an_agency_that_is_not_here() -> None:
    room = FakeRoom(left())
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "g  suggest")
        await pilot.press("g")
        await until_shown(pilot, "Suggest an action to another agency, which decides")


async def test_act_1_after_the_close_its_agency_answers_it() -> None:
    room = FakeRoom(came_back())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Suggested to you in Case 1: A1. Look at it, t take up, d decline")
        pilot.app.screen.query_one("#order", Listing).focus()
        await pilot.press("home", "enter")
        await until_shown(pilot, "t  take up")
        await pilot.press("t")
        await until_shown(pilot, "Take up A1")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "Case 1 was closed before this arrived. It is kept")
