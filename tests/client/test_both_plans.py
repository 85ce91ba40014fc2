"""Last time's plan beside this one, and whether each action was done (AG-7, OUT-4)."""

import pytest

from agenda.past.held import HeldAction, HeldCase, Progress, Settled
from agenda.past.reading_out import earlier_id
from agenda.protocol import Stage
from meeting.commands import AnswerOutstanding
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until, until_gone, until_shown
from tests.given import Given, volunteer, wording
from tests.meeting.test_past import a_repeat, an_earlier

DONE = Settled(progress=Progress.DONE)
HELD: HeldCase = an_earlier(
    actions=0,
).model_copy(
    update={
        "actions": (
            HeldAction(
                label="A1", agencies=("police",), text="Warn him off.", settled={"police": DONE}
            ),
            HeldAction(label="A2", agencies=("housing",), text="Change the locks."),
        )
    }
)


def planning(*held: HeldCase) -> Given:
    given = a_repeat(*held).everybody_signed().case_called("1").at_stage(Stage.PLANNING)
    return given.after("housing", volunteer(wording=wording("Fit a camera.")))


async def test_ag_7_both_plans_stand_side_by_side_with_what_was_done() -> None:
    room = FakeRoom(planning(HELD))
    async with room.app("police").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1", "Before")
        await pilot.press("5")
        await until_shown(
            pilot, "the plan of before", "1 of 2 done", "Fit a camera.", "Police: Warn him off."
        )
        await until_gone(pilot, "running order", "Actions are on now")
        shown = screen_text(pilot.app).splitlines()
        beside = [line for line in shown if "! UNSAFE" in line or "For no named risk" in line]
        assert any("Police: Warn him off." in line or "R1 victim" in line for line in beside)
        await pilot.press("4")
        await until_shown(pilot, "running order", "the table")


async def test_ag_7_on_a_small_screen_one_below_the_other() -> None:
    room = FakeRoom(planning(HELD))
    async with room.app("police").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Case 1", "Before")
        await pilot.press("5", "right")
        await until_shown(pilot, "Today", "Fit a camera.")
        await pilot.press("end")
        await until_shown(pilot, "1 of 2 done", "Change the locks.", "outstanding")


async def test_con_3_who_was_out_of_it_then_has_no_such_tab() -> None:
    room = FakeRoom(planning(HELD.model_copy(update={"closed_to": frozenset({"housing"})})))
    async with room.app("housing").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1", "Actions")
        await pilot.press("5")
        await until(pilot, lambda: "Warn him off." not in screen_text(pilot.app))
        assert "Before" not in screen_text(pilot.app)


@pytest.mark.parametrize("who", ["police", "housing"])
async def test_out_4_what_is_said_in_the_room_is_in_the_plan_of_before_at_once(who: str) -> None:
    room = FakeRoom(planning(HELD))
    said = AnswerOutstanding(
        earlier=earlier_id(HELD), label="A2", agency="housing", answered=0, done=True
    )
    async with room.app(who).run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Case 1", "Before")
        await pilot.press("5")
        await until_shown(pilot, "1 of 2 done")
        room.does("housing", said)
        await until_shown(pilot, "2 of 2 done")
