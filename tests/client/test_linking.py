"""Links are considered by one key, all that are alike at once (CASE-8)."""

import pytest

from agenda.protocol import Link, Stage
from meeting.commands import AnswerLinks
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import a_hearing


@pytest.mark.parametrize("who", ["chair", "minutes"])
@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_case_8_what_is_ticked_is_all_that_is_open_and_is_answered_at_once(
    who: str, size: tuple[int, int]
) -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK))
    async with room.app(who).run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("semicolon")
        await until_shown(pilot, "What this case is linked to", "MAPPA, children, adults")
        await write(pilot, "Nothing points to it.")
        await pilot.press("tab", "tab")
        await until_shown(pilot, "[x] safeguarding children")
        await pilot.press("s", "space", "ctrl+s")
        await until_no_form(pilot)
        answered = room.given.case().links
        assert set(answered) == set(Link) - {Link.CHILDREN}
        assert not any(answer.applies for answer in answered.values())
        await pilot.press("semicolon")
        await until_shown(pilot, "MAPPA: no, Nothing points to it.", "What this case is linked to")
        await write(pilot, "On a plan.")
        await pilot.press("tab", "right", "ctrl+s")
        await until_no_form(pilot)
        await pilot.press("4", "end")
        await until_shown(pilot, "safeguarding children: yes, On a plan.")


async def test_case_8_everybody_at_the_table_reads_beside_the_plan_what_was_said() -> None:
    said = AnswerLinks(
        case="oak", links=(Link.MAPPA,), applies=True, reason="On licence since May."
    )
    room = FakeRoom(a_hearing(Stage.PLANNING).after("minutes", said))
    async with room.app("housing").run_test(size=(130, 38)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("4")
        await until_shown(pilot, "Links considered", "MAPPA: yes, On licence since May.")
        assert ";  links" not in str(pilot.app.screen)
