"""Names that are alike, by keys alone: settled in private, confirmed in the open (CON-6)."""

from collections.abc import Callable

import pytest

from meeting.commands import ConfirmNames
from meeting.matching import Decision
from tests.client.fake_room import FakeRoom
from tests.client.waiting import (
    screen_text,
    until,
    until_gone,
    until_no_form,
    until_shown,
    until_still,
    write,
)
from tests.given import Given
from tests.meeting.matched import TOLD, VICTIM, prepared, settle, signed, with_coordinators

WIDE = (120, 34)
ONE = "1 person has a name like a party's: = settle, in private"


async def test_con_6_the_chair_settles_a_match_in_private() -> None:
    room = FakeRoom(signed(("housing", VICTIM)))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, ONE, "=  settle names")
        assert VICTIM not in screen_text(pilot.app)
        await pilot.press("equals_sign")
        await until_shown(pilot, "turn the screen away", "Hugo Brook")
        assert VICTIM not in screen_text(pilot.app)
        await pilot.press("tab", "right")
        await until_shown(pilot, f"! {VICTIM} (victim): close", "spelling, date of birth")
        await pilot.press("tab")
        await write(pilot, "som")
        await until_shown(pilot, "[somebody else: clear]")
        await pilot.press("tab")
        await write(pilot, "another birthday")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        match = room.given.state.match("oak", "housing")
        assert match is not None
        assert match.decision is Decision.CLEAR
        assert match.because == "another birthday"


async def test_con_6_nothing_is_chosen_beforehand_and_why_is_asked_whatever_is_chosen() -> None:
    room = FakeRoom(signed(("housing", VICTIM)))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, ONE)
        await pilot.press("equals_sign")
        await until_shown(pilot, "not chosen yet", "What is settled stays settled.")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "They are: Choose what they are: somebody else")
        await pilot.press("right", "ctrl+s")
        await until_shown(pilot, "Reason: Say how you know that it is so")
        assert "moves nowhere by itself" not in screen_text(pilot.app)
        await pilot.press("shift+tab", "right", "right")
        await until_shown(pilot, "Here the case is closed to them,", "and moves nowhere by itself.")
        match = room.given.state.match("oak", "housing")
        assert match is not None
        assert match.is_open


async def test_con_6_who_may_settle_names_is_sent_to_them_first_and_nobody_else_is() -> None:
    """ROLE-8: never a key that does nothing."""
    room = FakeRoom(signed(("chair", VICTIM)))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Settle the names that are alike first (=), in private.")
        assert "Press o" not in screen_text(pilot.app)
    room = FakeRoom(signed(("housing", VICTIM)))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Settle the names that are alike first (=), in private.")
        await pilot.press("equals_sign")
        await until_shown(pilot, "not chosen yet")
        room.does("chair", settle("housing"))
        await pilot.press("escape")
        await until_shown(pilot, "Still to confirm that the names are settled: Milo Penn.")
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "You have signed.")


async def test_con_6_who_is_put_out_of_a_case_is_told_no_more_than_that() -> None:
    room = FakeRoom(signed(("housing", VICTIM)))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, ONE)
        await pilot.press("equals_sign")
        await until_shown(pilot, "turn the screen away")
        await pilot.press("tab", "tab", "right", "right", "tab")
        await write(pilot, "her brother")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert room.given.case().is_withheld_from("housing")
        told = repr(room.given.seen_by("housing"))
        assert TOLD in told
        assert "her brother" not in told


async def test_con_6_the_minute_taker_confirms_the_names_and_the_chair_begins() -> None:
    room = FakeRoom(signed())
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Press o to confirm that the names are settled")
        await pilot.press("o")
        await until(pilot, lambda: room.given.room.names_confirmed is not None, "confirmed")
        await until_shown(pilot, "You have signed.")
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "When everybody has signed, press b to begin hearing cases.")
        await pilot.press("b")
        await until_shown(pilot, "Case 1")


@pytest.mark.parametrize("who", ["minutes", "housing"])
@pytest.mark.parametrize("begin", [prepared, signed])
async def test_con_6_who_confirms_sees_the_same_key_and_words_whether_or_not_they_are_matched(
    begin: Callable[..., Given], who: str
) -> None:
    plan, screens = with_coordinators("housing"), []
    for given in (begin((who, VICTIM), plan=plan), begin(plan=plan)):
        room = FakeRoom(given)
        async with room.app(who).run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Press o to confirm that the names are settled")
            await pilot.press("o")
            await until_gone(pilot, "Press o")
            await until_still(pilot)
            screens.append(screen_text(pilot.app))
        assert room.given.room.names_checked == {who}
    assert screens[0] == screens[1]


async def test_con_6_chair_and_coordinator_see_for_whom_the_names_wait() -> None:
    room = FakeRoom(prepared(plan=with_coordinators("housing")))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Still to confirm that the names are settled: Milo Penn and Hugo")
    room.does("housing", ConfirmNames())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Still to confirm that the names are settled: Milo Penn. Then the")


async def test_con_6_who_was_matched_sees_what_everybody_sees() -> None:
    for who in ("housing", "chair"):
        screens = []
        for given in (signed((who, VICTIM)), signed()):
            async with FakeRoom(given).app(who).run_test(size=WIDE) as pilot:
                await until_shown(
                    pilot, "Still to confirm" if who == "chair" else "You have signed"
                )
                await until_still(pilot)
                screens.append(screen_text(pilot.app))
        assert screens[0] == screens[1]


async def test_con_6_a_chair_who_was_matched_waits_as_any_chair_does() -> None:
    for given in (signed(("chair", VICTIM)), signed()):
        async with FakeRoom(given).app("chair").run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Still to confirm that the names are settled: Milo Penn.")
            await pilot.press("b")
            await until_shown(pilot, "Of one who does not come record apologies")
