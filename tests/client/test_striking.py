"""What was typed into the wrong case is struck by keys, and gone from every screen (CASE-5)."""

from agenda.protocol import Stage
from client.app import MaracApp
from meeting.commands import CorrectInformation, StrikeEntry
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until, until_no_form, until_shown
from tests.given import a_hearing, share

WIDE = (130, 38)
WORDS = "He lives at Elm Close."


async def test_case_5_the_minute_taker_strikes_the_selected_point_and_every_screen_forgets_it() -> (
    None
):
    room = FakeRoom(a_hearing(Stage.ROUND).after("police", share(WORDS)))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Information 1")
        await pilot.press("right", "home")
        await until_shown(pilot, WORDS)
        await until_shown(pilot, "k  strike")
        await pilot.press("k")
        await until_shown(pilot, "Strike this? It was typed into the wrong case", f"“{WORDS}”")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "Struck by Milo Penn")
        assert WORDS not in screen_text(pilot.app)
        assert room.given.case().heard.points["i1"].struck_by == "minutes"


async def test_case_5_a_form_that_holds_the_words_goes_when_they_are_struck() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND).after("police", share(WORDS)))
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Information 1")
        await pilot.press("right", "home")
        await until_shown(pilot, WORDS)
        await until_shown(pilot, "x  correct")
        await pilot.press("x")
        await until_shown(pilot, "Correct what was said")
        room.does("minutes", StrikeEntry(case="oak", entry="i1"))
        await until_no_form(pilot)
        await until(pilot, lambda: WORDS not in screen_text(pilot.app), "no word of it")


async def test_case_5_what_an_answer_quoted_goes_when_it_is_struck() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND).after("police", share(WORDS)))
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Information 1")
        late = CorrectInformation(case="oak", information="i1", version=9, text="Else.")
        app = pilot.app
        assert isinstance(app, MaracApp)
        app.send(late)
        await until_shown(pilot, f"It now says “{WORDS}”")
        room.does("minutes", StrikeEntry(case="oak", entry="i1"))
        await until(pilot, lambda: WORDS not in screen_text(pilot.app), "no word of it")
