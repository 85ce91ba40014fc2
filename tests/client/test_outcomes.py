"""Each outcome of a case by one key, which says what follows (CASE-6, CASE-8)."""

import pytest

from agenda.protocol import Stage
from client.view.desk import day_rows
from meeting.case.outcome import Outcome
from meeting.desk import DeskSheet
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import a_hearing


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
@pytest.mark.parametrize(
    ("key", "outcome", "words"),
    [
        ("6", Outcome.DEFERRED, "bring its referral into the next"),
        ("7", Outcome.EMERGENCY, "call an emergency meeting for it."),
    ],
)
async def test_case_6_a_case_is_put_off_by_one_key(
    key: str, outcome: Outcome, words: str, size: tuple[int, int]
) -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press(key)
        await until_shown(pilot, f"Close Case 1: {outcome}", words)
        await write(pilot, "No time was left.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        closing = room.given.case().closing
        assert closing is not None
        assert (closing.outcome, closing.reason) == (outcome, "No time was left.")


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_case_8_a_case_is_handed_over_by_one_key_that_asks_where_to(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("8")
        await until_shown(pilot, "Close Case 1: transfer to another MARAC", "Where to")
        await pilot.press("tab")
        await write(pilot, "She has moved.")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "Say to which MARAC it is handed over.")
        await write(pilot, "Southvale")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        closing = room.given.case().closing
        assert closing is not None
        assert (closing.outcome, closing.where) == (Outcome.TRANSFER, "Southvale")


def test_case_6_the_desk_has_what_is_to_follow_up_and_no_heading_where_there_is_nothing() -> None:
    sheet = DeskSheet(meeting="northvale", follow_up=("Case 1: hand it over to Southvale.",))
    shown = [row.text for row in day_rows(sheet)]
    assert shown[shown.index("To follow up") + 1] == "! Case 1: hand it over to Southvale."
    without = day_rows(sheet.model_copy(update={"follow_up": ()}))
    assert "To follow up" not in [row.text for row in without]
