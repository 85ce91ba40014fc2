"""A referral that is not high risk is withdrawn by keys alone (CASE-7)."""

import pytest

from meeting.case.actions import Standing
from meeting.case.outcome import Outcome
from meeting.commands import Leave
from tests.client.fake_room import FakeRoom
from tests.client.waiting import screen_text, until_gone, until_no_form, until_shown, write
from tests.meeting.test_withdrawal import FEEDBACK, NOTICE, asked, hearing, nothing

WIDE = (130, 38)


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_case_7_the_referring_agency_asks_and_offers_the_feedback(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(hearing())
    async with room.app("police").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("minus")
        await until_shown(pilot, "Police asks to withdraw this referral", "Feedback", "by Tue")
        await write(pilot, "Screened for another family.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        request = room.given.case().withdrawal
        assert request is not None
        assert request.reason == "Screened for another family."
        assert request.due is not None


async def test_case_7_another_agency_is_not_offered_to_ask() -> None:
    room = FakeRoom(hearing())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Case 1", "? ")
        assert "withdraw the referral" not in screen_text(pilot.app)


async def test_case_7_an_agency_knows_nothing_to_the_contrary_by_one_key() -> None:
    room = FakeRoom(asked())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(
            pilot,
            "→ Police asks to withdraw this referral: [ nothing to the contrary",
            "[  nothing to the contrary",
        )
        await pilot.press("left_square_bracket")
        await until_gone(pilot, "[  nothing to the contrary")
        request = room.given.case().withdrawal
        assert request is not None
        assert request.nothing_known == {"housing": False}
        await until_shown(pilot, "Know nothing to the contrary: Housing", "]  know otherwise")


async def test_case_7_an_agency_that_knows_otherwise_says_what_and_the_case_goes_on() -> None:
    room = FakeRoom(asked())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "]  know otherwise")
        await pilot.press("right_square_bracket")
        await until_shown(pilot, "What says otherwise", "why it is not high risk:")
        await write(pilot, "He has a key to the new flat.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "Housing knows otherwise: the case is heard as usual.")
        (point,) = room.given.case().heard.points.values()
        assert (point.agency, point.text) == ("housing", "He has a key to the new flat.")


async def test_role_8_the_minute_taker_records_it_for_who_has_no_laptop() -> None:
    room = FakeRoom(asked())
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Primary care aloud: [ nothing, ] otherwise")
        await pilot.press("left_square_bracket")
        await until_shown(pilot, "Record that an agency knows nothing to the contrary")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        request = room.given.case().withdrawal
        assert request is not None
        assert request.nothing_known == {"health": True}


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_case_7_the_chair_reads_who_is_still_to_answer_and_then_what_follows(
    size: tuple[int, int],
) -> None:
    given = asked()
    given = given.after("housing", nothing(given, "housing")).after("probation", Leave())
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=size) as pilot:
        await until_shown(pilot, "still to answer:", "IDVA service,", "Children's")
        for agency in ("idva", "children"):
            room.does(agency, nothing(room.given, agency))
        room.does("minutes", nothing(room.given, "health"))
        await until_shown(pilot, "withdraw this referral, and nobody")
        await pilot.press("9")
        await until_shown(
            pilot, "Close Case 1: inappropriate referral", "Not here to ask: Probation", NOTICE
        )
        await write(pilot, "Not high risk.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        closing = room.given.case().closing
        assert closing is not None
        assert closing.outcome is Outcome.INAPPROPRIATE
        action = room.given.case().plan.actions["f1"]
        assert (action.wording.text, action.standing) == (FEEDBACK, Standing.CONFIRMED)
