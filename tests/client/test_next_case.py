"""What becomes of a screen when the chair calls the next case (CASE-1, CASE-2)."""

from agenda.protocol import Stage
from client.screens.form import FormScreen
from client.screens.room import RoomScreen
from client.view.tabs import Tab
from client.widgets.listing import Listing
from meeting.case.outcome import Outcome
from meeting.commands import CallItem
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_no_form, until_shown, write
from tests.given import a_hearing

WIDE = (130, 38)


def goes_on(room: FakeRoom) -> None:
    """The case is closed, and the next one called."""
    room.does("chair", room.given.closing("oak", Outcome.DEFERRED, "No time is left."))
    room.does("chair", CallItem(item="2"))


async def test_the_next_case_begins_with_its_parties_and_never_under_somebody_s_hands() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        screen = pilot.app.screen
        assert isinstance(screen, RoomScreen)
        await pilot.press("4", "v")
        await write(pilot, "change")
        goes_on(room)
        await write(pilot, " locks")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.answers.one("text") == "change locks"
        await pilot.press("escape", "escape")
        await until_no_form(pilot)
        await until_shown(pilot, "Case 2", "[Parties]")
        assert screen.tab is Tab.PARTIES


async def test_whoever_looks_at_a_case_on_purpose_stays_there_with_their_tab() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "A  action")
        screen = pilot.app.screen
        assert isinstance(screen, RoomScreen)
        screen.query_one("#order", Listing).focus()
        await pilot.press("end", "enter")
        await until_shown(pilot, "Escape goes there")
        await pilot.press("4")
        looked = screen.chosen
        goes_on(room)
        await until(pilot, lambda: screen.seen.room.on is not None)
        await pilot.pause()
        assert (screen.chosen, screen.tab) == (looked, Tab.ACTIONS)
