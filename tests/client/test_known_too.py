"""One key puts an agency's name to what another said. CASE-3, ROLE-8."""

from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_gone, until_no_form, until_shown, write
from tests.given import a_hearing, share


async def test_a_representative_puts_their_agencys_name_to_what_another_said_case_3() -> None:
    room = FakeRoom(a_hearing().after("police", share("Strangled twice since May.")))
    async with room.app("housing").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("2", "end")
        await until_shown(pilot, "we know it too")
        await pilot.press("Y")
        await until_shown(pilot, "known too to")
        await until_gone(pilot, "we know it too")
    assert room.given.case().heard.points["i1"].also_known == ("housing",)


async def test_role_8_the_minute_taker_does_it_for_an_agency_without_a_laptop() -> None:
    room = FakeRoom(a_hearing().after("police", share("Strangled twice since May.")))
    async with room.app("minutes").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("2", "end", "Y")
        await until_shown(pilot, "Which agency knows the same?", "Strangled twice")
        await write(pilot, "pc")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "known too to", "Primary care")
