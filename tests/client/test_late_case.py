"""An urgent case that is asked for while others are heard, by keys alone (AG-10)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from agenda.protocol import Stage
from meeting.case.stand_in import Post
from meeting.commands import CallItem, DeclareConflict
from meeting.matching import Decision
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown
from tests.given import Given, a_hearing, a_room
from tests.meeting.test_late_case import LATE, ask, coordinated, settle

SIZE = (100, 30)


def stood_in() -> Given:
    """The chair is out of nothing, and housing chairs the case that is on."""
    return a_hearing().stood_in(Post.CHAIR, "housing")


def out_of_it() -> Given:
    """The chair is out of the case that is on."""
    conflict = DeclareConflict(case="oak", reason="My cousin.")
    out = a_room().everybody_signed().after("chair", conflict)
    return out.stood_in(Post.CHAIR, "housing", by="minutes").after("housing", CallItem(item="1"))


def in_a_break() -> Given:
    begun = a_room().everybody_signed()
    pause = next(item.item for item in begun.room.items.values() if item.case is None)
    return begun.after("chair", CallItem(item=pause))


def all_heard() -> Given:
    given = a_room().everybody_signed()
    for number, case in (("1", "oak"), ("2", "elm"), ("3", "ash")):
        given = given.case_called(number).case_closed(case)
    return given


DAYS: dict[str, Callable[[], Given]] = {
    "a case that is on": a_hearing,
    "its planning": lambda: a_hearing(Stage.PLANNING),
    "a case that another chairs": stood_in,
    "a case that the chair is out of": out_of_it,
    "a break": in_a_break,
    "the last case": all_heard,
}


@pytest.mark.parametrize("day", list(DAYS))
async def test_ag_10_the_chair_of_the_day_answers_it_whatever_is_on_and_whoever_leads_that(
    day: str,
) -> None:
    room = FakeRoom(coordinated(DAYS[day]()).after("minutes", ask()))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "An urgent case is asked for: * read it", "*  urgent case")
        await pilot.press("*")
        await until_shown(pilot, "Add this urgent case", "Gwen Larch")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
    assert room.given.room.item_of(LATE) is not None


async def test_role_7_who_stands_in_for_the_chair_in_one_case_is_asked_nothing_of_another() -> None:
    room = FakeRoom(coordinated(stood_in()).after("minutes", ask()))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "you: chair of Case 1")
        await pilot.press("*")
        await until_shown(pilot, "you: chair of Case 1")
    assert room.given.room.item_of(LATE) is None


def chair_put_out() -> Given:
    """The coordinator, who takes the minutes, asked for it and put the chair out of it."""
    put_out = settle(Decision.RECUSED, "This one is not for you.")
    asked = coordinated(a_hearing()).after("minutes", ask("Petra Oakes"))
    return asked.after("minutes", put_out.model_copy(update={"person": "chair"}))


async def test_ag_10_where_nobody_can_agree_the_coordinator_is_told_what_to_do_instead() -> None:
    """And not, on a screen that others see, who is out of it (CON-6)."""
    room = FakeRoom(chair_put_out())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(
            pilot, "Nobody can agree to the urgent case you", "call an emergency meeting"
        )


async def test_ag_10_another_coordinator_answers_it_where_the_chair_is_out_of_it() -> None:
    room = FakeRoom(replace(chair_put_out(), coordinator="housing"))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "An urgent case is asked for: * read it", "*  urgent case")
        await pilot.press("*")
        await until_shown(pilot, "Add this urgent case")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
    assert room.given.room.item_of(LATE) is not None
