"""How the risks stand at the end: one key, and one answer for all that stand alike (RISK-2)."""

import pytest

from agenda.protocol import Stage
from meeting.case.risks import Settlement
from meeting.commands import RecordRisk
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import Given, a_hearing, volunteer, wording


def three_risks() -> Given:
    """Of which an action answers the first and the last."""
    given = a_hearing(Stage.RISKS)
    for risk, at_risk in (("r1", "victim"), ("r2", "child"), ("r3", "victim")):
        command = RecordRisk(case="oak", risk=risk, at_risk=at_risk, text=f"Harm {risk}.")
        given = given.after("chair", command)
    offer = volunteer(wording=wording(risks=("r1", "r3")))
    return given.at_stage(Stage.PLANNING).after("housing", offer).at_stage(Stage.READ_BACK)


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_risk_2_what_an_action_answers_is_ticked_and_one_that_is_accepted_is_said_with_why(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(three_risks())
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("minus")
        await until_shown(pilot, "How the risks stand at the end", "R1, R3")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        named = room.given.case().risks.named
        assert [named[r].settled for r in ("r1", "r2", "r3")] == ["reduced", None, "reduced"]
        await pilot.press("minus")
        await until_shown(pilot, "How the risks stand at the end", "R1 reduced")
        await pilot.press("a", "ctrl+s")
        await until_shown(pilot, "Tick the risks that stand so")
        await pilot.press("2", "ctrl+s")
        await until_shown(pilot, "Say why it is accepted")
        await write(pilot, "She will not move.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        risk = room.given.case().risks.named["r2"]
        assert (risk.settled, risk.why) == (Settlement.ACCEPTED, "She will not move.")
        await pilot.press("3")
        await until_shown(pilot, "accepted: She will not move.", "accepted, no action")


async def test_risk_2_the_key_is_the_chairs() -> None:
    room = FakeRoom(three_risks())
    async with room.app("minutes").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("minus")
        await pilot.press("3")
        await until_shown(pilot, "Harm r1.")
        assert "How the risks stand" not in str(pilot.app.screen_stack)
