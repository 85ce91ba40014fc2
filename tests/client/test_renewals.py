"""Whose account was renewed waits on the screens for somebody to say that it is them (CON-2)."""

from dataclasses import replace

from agenda.protocol import Stage
from client.acts.keys import offered
from client.acts.waiting import waiting_rows
from client.view.seen import Place, Seen
from meeting.case.stand_in import Post
from meeting.commands import AskToComeIn
from meeting.room import Phase
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_gone, until_no_form, until_shown
from tests.given import Given, a_hearing, a_room
from tests.meeting.test_renewals import renewed

SIZE = (110, 32)
WAITS = "Robin Marsh (Police) waits to be let in again: "


def seen_by(given: Given, who: str, pointed: str = "") -> Seen:
    reader = given.reader(who)
    return Seen(given.seen_by(who), who, given.now, pointed=pointed, coordinator=reader.coordinator)


def says(given: Given, who: str) -> str:
    return "\n".join(row.text for row in waiting_rows(seen_by(given, who)))


def keys(given: Given, who: str, place: Place, pointed: str = "") -> set[str]:
    return {key.name for key in offered(seen_by(given, who, pointed), place)}


async def test_con_2_who_can_say_that_it_is_them_is_told_and_does_it_by_one_key() -> None:
    room = FakeRoom(renewed(a_room().everybody_signed(), asked_by="chair"))
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, WAITS + "G, then u, if it is them")
        await pilot.press("G")
        await until_shown(pilot, "? to be let in again", "u  let in again")
        await pilot.press("u")
        await until_shown(pilot, "Let in Robin Marsh (Police) again?")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_gone(pilot, "to be let in again")
    assert not room.given.line("police").is_unsure


async def test_con_2_in_the_lobby_the_key_is_there_at_once() -> None:
    room = FakeRoom(renewed(a_room().arrived("chair", "minutes", "police"), asked_by="minutes"))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, WAITS + "u, if it is them", "u  let in again")


def test_con_2_whoever_asked_for_it_is_offered_nothing_and_the_others_are() -> None:
    given = replace(renewed(a_hearing(), asked_by="chair"), coordinator="housing")
    for who, told in (("chair", False), ("minutes", True), ("housing", True), ("idva", False)):
        assert (WAITS in says(given, who)) is told, who
        there = keys(given, who, Place.LOBBY, pointed="police")
        assert ("let_in_again" in there) is told, who


def test_con_2_whose_account_is_new_is_offered_nothing_that_would_be_refused() -> None:
    """Not even to sign: they are told who has to say that it is them."""
    gathered = renewed(a_room().arrived("chair", "minutes", "police"))
    assert keys(gathered, "police", Place.LOBBY) == set()
    for who in ("police", "minutes"):
        given = renewed(a_hearing(Stage.ROUND), who, asked_by="chair")
        assert keys(given, who, Place.LOBBY, pointed="idva") == set()
        assert WAITS not in says(given, who)


async def test_con_2_their_screen_says_whom_they_wait_for_and_offers_no_signing() -> None:
    declared = a_room().arrived("chair", "minutes", "police").in_phase(Phase.DECLARATION)
    room = FakeRoom(renewed(declared))
    async with room.app("police").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Your account is new.", "q  leave")
        assert "Enter  read and sign" not in screen_text(pilot.app)


def test_att_6_the_chair_of_the_day_is_told_who_is_at_the_door_whoever_leads_the_case() -> None:
    """Who leads one case lets nobody in."""
    given = a_hearing().stood_in(Post.CHAIR, "housing").after("deputy", AskToComeIn())
    assert "is at the door" in says(given, "chair")
    assert "is at the door" not in says(given, "housing")
