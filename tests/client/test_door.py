"""The door on the screens: one key asks, one key lets in (ATT-6)."""

from dataclasses import replace

import pytest

from client.app import MaracApp
from client.entrance import Entrance
from client.getting_in import Place
from client.happenings import Noticed
from client.screens.door import DoorScreen
from client.screens.lobby import LobbyScreen
from meeting.commands import Admit, AskToComeIn, TurnAway, VoidSignIn
from meeting.decide import decide
from meeting.joining import Invitation
from meeting.room import Attendance
from meeting.wire import NOTICES, About, Joined, Knock, LogIn, Redeem
from tests.client.fake_room import FakeLink, FakeRoom
from tests.client.waiting import (
    screen_text,
    until,
    until_gone,
    until_no_form,
    until_shown,
    until_still,
    write,
)
from tests.getting_in import PASSWORD
from tests.given import a_room

WIDE = (120, 34)


async def test_att_6_who_is_not_expected_asks_with_one_key_and_goes_on_when_let_in() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("deputy")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DoorScreen), "the door")
        await until_shown(pilot, "You are not on the register", "Enter  ask to come in")
        await pilot.press("enter")
        await until_shown(
            pilot, "At the door", "You have asked to come in", "The chair or the coordinator sees"
        )
        assert "ask to come in" not in screen_text(app).replace("asked to come in", "")
        assert [each.person for each in room.given.room.waiting] == ["deputy"]
        assert not app.seen().state.streams
        room.does("chair", Admit(person="deputy"))
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the register")
        await until_shown(pilot, "Press Enter to say that you are here.", "Dora Pike")


async def test_att_6_who_asked_from_another_laptop_or_before_waits_on_this_one_too() -> None:
    room = FakeRoom(a_room().everybody_signed().after("deputy", AskToComeIn()))
    app = room.app("deputy")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Enter  ask to come in")
        await pilot.press("enter")
        await until_shown(pilot, "You have asked to come in")
        room.link("deputy").lose()
        room.link("deputy").connect()
        await until_still(pilot)
        assert "You have asked to come in" in screen_text(app)


async def test_att_6_who_is_turned_away_waits_no_longer() -> None:
    room = FakeRoom(a_room().everybody_signed())
    app = room.app("deputy")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Enter  ask to come in")
        await pilot.press("enter")
        await until_shown(pilot, "You have asked to come in")
        room.does("chair", TurnAway(person="deputy", reason=""))
        room.link("deputy").listen(Noticed(About.TURNED_AWAY, NOTICES[About.TURNED_AWAY]))
        await until_shown(pilot, "You were not let in.")
        assert "You have asked to come in" not in screen_text(app)


async def test_att_6_the_last_enter_at_the_door_asks_and_all_of_it_fits_the_smallest_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever said who they are and pressed Enter is not asked to press it again (ATT-6)."""
    room = FakeRoom(a_room().everybody_signed())

    async def joined(place: Place, question: Redeem | Knock | LogIn) -> Joined:
        assert place.address == "127.0.0.1:9"
        assert isinstance(question, Knock)
        return Joined(time=room.given.now, person="deputy", token="t" * 43)

    entrance = Entrance(None, joined)
    invitation = Invitation(b"s" * 16, b"p" * 32, "127.0.0.1:9", is_door=True)
    app = MaracApp(entrance=entrance, first=entrance.first(invitation=invitation))
    monkeypatch.setattr("client.app.Link", lambda _, listen: FakeLink(room, "deputy", listen))
    async with app.run_test(size=(80, 24)) as pilot:
        intro, foot = "Say who you are. You see nothing", "in the last one it asks to come in"
        await until_shown(pilot, intro, "your name", foot)
        for typed in ("Dora Pike", "Housing", "short", PASSWORD):
            await pilot.press(*typed, "enter")
        await until_shown(pilot, "Take a longer password", intro, foot)
        await pilot.press(*PASSWORD, "enter", *PASSWORD, "enter")
        await until_shown(pilot, "You have asked to come in, and wait at the door.")
    assert [each.person for each in room.given.room.waiting] == ["deputy"]


async def test_att_6_who_was_kept_out_is_let_in_after_all_with_the_cursor_on_them() -> None:
    """The key means whoever the cursor is on, as every key of the register does."""
    given = a_room().arrived("chair", "minutes", "police").after("deputy", AskToComeIn())
    given = given.after("chair", TurnAway(person="deputy", reason=""))
    void = VoidSignIn(person="police", reason="Somebody else.")
    room = FakeRoom(given.after("chair", void))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "✗ sign-in void", "✗ turned away")
        await pilot.press("home")
        await until_gone(pilot, "let in after all")
        await pilot.press("down", "down", "f")
        await until_shown(pilot, "Let in after all?", "Robin Marsh (Police)", "Their sign-in was")
        assert "Dora Pike" not in screen_text(pilot.app).split("Let in after all?")[1][:400]
        await pilot.press("escape", "end")
        await until_shown(pilot, "f  let in after all")
        await pilot.press("f")
        await until_shown(pilot, "Let in after all?", "Dora Pike (Housing)", "as a representative")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
    assert "deputy" in room.given.room.register
    assert room.given.line("police").is_void


async def test_att_6_one_key_lets_in_from_the_middle_of_a_case() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1").after("deputy", AskToComeIn()))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ Dora Pike (Housing) is at the door: f let in, F turn away")
        await pilot.press("f")
        await until_shown(pilot, "Let in who waits at the door?", "as a representative")
        await until_shown(pilot, "Either way they have every case", "is a guest, and")
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
