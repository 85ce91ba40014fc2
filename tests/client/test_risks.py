"""Risks on the screen: what each is known from, and what answers it, by who is at risk (RISK-2)."""

import pytest

from agenda.protocol import Stage
from meeting.commands import RecordRisk, SuggestAction
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_no_form, until_shown, write
from tests.given import a_hearing, share, volunteer, wording


async def test_risk_2_the_information_that_a_risk_comes_from_is_ticked_in_its_form() -> None:
    room = FakeRoom(a_hearing(Stage.RISKS).after("police", share()))
    async with room.app("chair").run_test(size=(130, 38)) as pilot:
        await until_shown(pilot, "R  risk")
        await pilot.press("R")
        await until_shown(pilot, "Known from")
        await write(pilot, "He knows her address.")
        await pilot.press("tab", "tab", "tab")
        await until_shown(pilot, "Police: Strangled twice")
        await pilot.press("space", "ctrl+s")
        await until_no_form(pilot)
        (risk,) = room.given.case().risks.named.values()
        assert risk.information == ("i1",)


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_risk_2_risks_stand_by_who_is_at_risk_with_what_answers_them(
    size: tuple[int, int],
) -> None:
    """ACT-10: what is suggested answers nothing yet."""
    given = a_hearing(Stage.PLANNING).after("police", share("Strangled twice."))
    for risk, at_risk in (("r1", "victim"), ("r2", "child"), ("r3", "victim")):
        known = ("i1",) if risk == "r1" else ()
        command = RecordRisk(
            case="oak", risk=risk, at_risk=at_risk, text=f"Harm {risk}.", information=known
        )
        given = given.after("chair", command)
    given = given.after("police", volunteer(wording=wording(risks=("r1",))))
    for_r2 = wording(risks=("r2",))
    suggested = SuggestAction(case="oak", action="a2", to="housing", wording=for_r2)
    given = given.after("police", suggested)
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("3")
        await until_shown(
            pilot,
            "At risk: victim",
            "At risk: child",
            "known from Police: Strangled twice.",
            "no action yet A2?",
        )
        shown = [line for line in screen_text(pilot.app).splitlines() if "Harm r" in line]
        assert [line.split("Harm ")[1][:2] for line in shown] == ["r1", "r3", "r2"]
        (first,) = [line for line in shown if "Harm r1" in line]
        assert " A1 " in first
