"""The door on the screens: one key asks, one key lets in (ATT-6)."""

from dataclasses import replace

from client.screens.door import DoorScreen
from client.screens.lobby import LobbyScreen
from meeting.commands import Admit, AskToComeIn, VoidSignIn
from meeting.decide import decide
from meeting.room import Attendance
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_gone, until_no_form, until_shown, write
from tests.given import a_room

WIDE = (120, 34)


async def test_att_6_who_is_not_expected_asks_with_one_key_and_goes_on_when_let_in() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("deputy")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DoorScreen), "the door")
        await until_shown(pilot, "You are not on the register", "Enter  ask to come in")
        await pilot.press("enter")
        await until(pilot, lambda: bool(room.given.room.waiting), "at the door")
        await pilot.press("enter")
        await until_shown(pilot, "You have asked already")
        assert not app.seen().state.streams
        room.does("chair", Admit(person="deputy"))
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the register")
        await until_shown(pilot, "Press Enter to say that you are here.", "Dora Pike")


async def test_att_6_one_key_lets_in_from_the_middle_of_a_case() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1").after("deputy", AskToComeIn()))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ Dora Pike (Housing) is at the door: f let in, F turn away")
        await pilot.press("f")
        await until_shown(pilot, "Let in who waits at the door?", "as a representative")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_gone(pilot, "is at the door")
        assert room.given.line("deputy").attendance is Attendance.EXPECTED


async def test_att_6_chair_and_coordinator_are_told_to_identify_who_typed_their_own_name() -> None:
    given = a_room().everybody_signed().case_called("1")
    walks_in = replace(given.reader("deputy"), self_stated=True)
    asked = given.happened(decide(given.state, walks_in, AskToComeIn(), given.now), "deputy")
    async with FakeRoom(asked).app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "by a name of their own typing: ask who they are")
        await pilot.press("f")
        await until_shown(pilot, "! Typed by themselves: Dora Pike. Ask for identification first")
        await pilot.press("escape", "G")
        await until_shown(pilot, "Dora Pike  Housing, name as typed")


async def test_att_6_an_agency_that_is_new_is_named_in_the_form() -> None:
    room = FakeRoom(a_room().everybody_signed().after("fire", AskToComeIn()))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Freya Moss (fire) is at the door")
        await pilot.press("f")
        await until_shown(pilot, "what their agency is called")
        await pilot.press("tab", "tab")
        await write(pilot, "Fire and rescue")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert room.given.room.agencies["fire"] == "Fire and rescue"


async def test_att_6_turning_away_says_who_will_read_the_reason() -> None:
    given = a_room().everybody_signed().after("deputy", AskToComeIn())
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "F  turn away")
        await pilot.press("F")
        await until_shown(pilot, "! Everybody on the register reads this: nothing of any case")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert room.given.room.door["deputy"].turned_away is not None


async def test_att_6_a_sign_in_is_void_and_struck_with_the_reason() -> None:
    room = FakeRoom(a_room().arrived("chair", "minutes", "police"))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Robin Marsh")
        await pilot.press("home", "down", "down", "v")
        await until_shown(pilot, "Declare void the sign-in of Robin Marsh", "Everybody on the")
        await write(pilot, "Somebody else")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "List what was sent to Robin Marsh (Police)?")
        await pilot.press("escape")
        await until_no_form(pilot)
        await until_shown(pilot, "✗ sign-in void", "Somebody else", "1 void")
        await pilot.press("f")
        await until_shown(pilot, "Let in after all?")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "· expected")
        assert not room.given.line("police").is_void


async def test_att_6_the_screen_of_a_void_sign_in_goes_to_the_door_at_once() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.does("chair", VoidSignIn(person="housing", reason="It was somebody else."))
        await until(pilot, lambda: isinstance(app.screen, DoorScreen), "the door")
        await until_gone(pilot, "Oakhill", "somebody else")
        assert not app.seen().state.streams


async def test_att_6_the_coordinator_has_the_same_keys() -> None:
    given = a_room().everybody_signed().case_called("1").after("deputy", AskToComeIn())
    for coordinator, shown in (("minutes", True), ("", False)):
        room = FakeRoom(replace(given, coordinator=coordinator))
        async with room.app("minutes").run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Anwen Oakhill")
            words = "Dora Pike (Housing) is at the door"
            await (until_shown(pilot, words) if shown else until_gone(pilot, words))
