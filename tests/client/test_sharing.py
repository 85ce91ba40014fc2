"""One key asks whether information may be shared, and one answers: NTK-1."""

import pytest

from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_no_form, until_shown, write
from tests.given import a_hearing, share
from tests.meeting.test_sharing import NO, asked, asked_of

SIZES = [(100, 30), (80, 24)]


@pytest.mark.parametrize("size", SIZES)
async def test_ntk_1_a_representative_asks_and_the_agency_that_told_it_answers(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(a_hearing().after("police", share("Strangled twice since May.")))
    async with room.app("housing").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("2", "end", "colon")
        await until_shown(pilot, "Ask Police whether this may be shared", "Strangled twice")
        await write(pilot, "The date.")
        await pilot.press("tab")
        await write(pilot, "her GP")
        await pilot.press("tab")
        await write(pilot, "a letter")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "not answered yet: Police says", "for a letter")
    async with room.app("police").run_test(size=size) as pilot:
        await until_shown(pilot, "Housing asks whether something may be shared: _ answer")
        await pilot.press("underscore")
        await until_shown(pilot, "May this be shared?", "to her GP, for a letter")
        await pilot.press("right", "tab")
        await write(pilot, "No address.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await pilot.press("2")
        await until_shown(pilot, "✓ yes, No address. · Housing asks")
    (sharing,) = room.given.case().sharings.values()
    assert sharing.answers[-1].permitted


async def test_role_8_the_minute_taker_answers_for_whoever_has_no_laptop() -> None:
    room = FakeRoom(asked_of("health"))
    async with room.app("minutes").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Housing asks whether something may be shared: _ answer")
        await pilot.press("underscore")
        await until_shown(pilot, "May this be shared? (")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
    assert not room.given.case().sharings["s1"].answers[-1].permitted


async def test_ntk_1_nobody_else_answers_and_what_was_answered_can_be_answered_otherwise() -> None:
    room = FakeRoom(asked().after("police", NO))
    for who, has in (("housing", False), ("police", True)):
        async with room.app(who).run_test(size=(130, 38)) as pilot:
            await until_shown(pilot, "Case 1")
            await pilot.press("2")
            await until_shown(pilot, "! no, It would lead back to her.")
            await pilot.press("down", "underscore")
            if not has:
                assert "May this be shared?" not in screen_text(pilot.app)
                continue
            await until_shown(pilot, "May this be shared?")
            await pilot.press("right", "ctrl+s")
            await until_no_form(pilot)
    last = room.given.case().sharings["s1"].answers
    assert [each.permitted for each in last] == [False, True]


async def test_role_8_the_minute_taker_asks_for_the_agency_that_they_choose() -> None:
    room = FakeRoom(a_hearing().after("police", share("Strangled twice since May.")))
    async with room.app("minutes").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("2", "end", "colon")
        await until_shown(pilot, "Ask Police whether this may be shared", "Asked by")
        for words in ("The date.", "her GP", "a letter"):
            await write(pilot, words)
            await pilot.press("tab")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Choose an agency")
        await pilot.press("right", "ctrl+s")
        await until_no_form(pilot)
    (sharing,) = room.given.case().sharings.values()
    assert sharing.on_behalf
    assert sharing.agency != "police"
