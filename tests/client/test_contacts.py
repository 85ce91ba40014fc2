"""CASE-9: whom and when it is safe to talk to, what is not safe and the risk to staff stand beside
the actions, and in the forms in which they are made.
"""

import pytest

from agenda.protocol import Stage
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_gone, until_shown
from tests.given import A_PLAN, Given, volunteer
from tests.given import given as a_room_by

SAFE = "By telephone before ten."
UNSAFE = "No letters."
STAFF = "He has a dog."


def planning() -> Given:
    oak, *others = A_PLAN.cases
    cases = (oak.model_copy(update={"risk_to_staff": STAFF}), *others)
    room = a_room_by(A_PLAN.model_copy(update={"cases": cases}))
    return room.everybody_signed().case_called().at_stage(Stage.PLANNING)


def all_three(shown: str) -> bool:
    return all(
        words in shown for words in (f"SAFE   {SAFE}", f"UNSAFE {UNSAFE}", f"STAFF  {STAFF}")
    )


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
@pytest.mark.parametrize("who", ["chair", "minutes", "housing", "idva"])
async def test_case_9_what_is_safe_stands_beside_risks_and_actions(
    who: str, size: tuple[int, int]
) -> None:
    room = FakeRoom(planning().after("housing", volunteer()))
    async with room.app(who).run_test(size=size) as pilot:
        for tab in ("3", "4"):
            await pilot.press(tab)
            await until_shown(pilot, SAFE, UNSAFE, STAFF)
            assert all_three(screen_text(pilot.app))
        await pilot.press("2")
        await until_gone(pilot, SAFE)


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
@pytest.mark.parametrize(
    ("who", "key", "title"),
    [
        ("housing", "v", "Housing volunteers an action"),
        ("housing", "g", "Suggest an action"),
        ("minutes", "A", "Record an action"),
    ],
)
async def test_case_9_what_is_safe_stands_in_the_form_while_an_action_is_made(
    who: str, key: str, title: str, size: tuple[int, int]
) -> None:
    room = FakeRoom(planning())
    async with room.app(who).run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("2")
        await until_gone(pilot, SAFE)
        await pilot.press(key)
        await until_shown(pilot, title, SAFE, UNSAFE, STAFF)


async def test_case_9_that_no_safe_contact_is_known_is_said_beside_the_actions() -> None:
    oak, *others = A_PLAN.cases
    plan = A_PLAN.model_copy(
        update={"cases": (oak.model_copy(update={"safe_contact": ""}), *others)}
    )
    room = FakeRoom(a_room_by(plan).everybody_signed().case_called().at_stage(Stage.PLANNING))
    async with room.app("idva").run_test(size=(80, 24)) as pilot:
        for tab in ("1", "4"):
            await pilot.press(tab)
            await until_shown(pilot, "! SAFE   no safe contact is known", UNSAFE)
