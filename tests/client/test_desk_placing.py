"""At the desk a case is marked that has a time of its own, and a key gives it one. AG-2, AG-3."""

from datetime import time
from typing import Any

import pytest
from textual.pilot import Pilot

from client.acts.form import Answers, Form, StayHere, Unclear
from client.acts.placing import place
from client.happenings import DeskCame, DeskRefused
from client.view.desk import day_rows, move
from client.view.rows import Tone
from meeting.desk import DeskSheet, PlaceDraftCase
from tests.client.test_desk import (
    CANARY,
    DESK,
    DRAFT,
    ORDER,
    SHEET,
    SIZE,
    coordinated,
    opened,
    text,
)
from tests.client.waiting import until, until_gone, until_shown
from tests.given import a_room

WHO = "An interpreter of Punjabi."
FIXED = {"fixed_at": time(9, 20), "fixed_for": WHO, "put_into": "north"}
SECTIONS = (("north", "North"), ("south", "South"))
HART = ORDER[1].model_copy(update=FIXED)
PLACED = SHEET.model_copy(update={"order": (ORDER[0], HART, *ORDER[2:]), "sections": SECTIONS})
FREE = {"at": "", "needed": "", "section": ""}
AS_IT_IS = {"at": "09:20", "needed": WHO, "section": "north"}


def asked(sheet: DeskSheet, case: str) -> Form:
    form = place(sheet, case)
    assert form is not None
    return form


def test_a_case_that_is_fixed_is_marked_and_one_that_comes_late_says_for_when_ag_3() -> None:
    assert f"09:20  Case 1  fixed  {CANARY}" in text(day_rows(PLACED))
    assert "Case 3  Jo Penrose" in text(day_rows(PLACED))
    late = HART.model_copy(update={"fixed_at": time(9, 0)})
    rows = day_rows(PLACED.model_copy(update={"order": (late,)}))
    (piece,) = (p for row in rows for line in row.lines for p in line.left if "fixed" in p.text)
    assert (piece.text, piece.tone) == ("fixed for 09:00", Tone.WARNING)


def test_in_a_published_order_a_section_stands_beside_the_case_and_never_above_another_con_3() -> (
    None
):
    unknown = ORDER[4].model_copy(update={"section": "", "agency": "", "said": ""})
    order = (HART.model_copy(update={"agency": "", "said": ""}), unknown)
    published = {"order": order, "version": None, "outstanding": ()}
    rows = day_rows(PLACED.model_copy(update=published))
    said = [row.text for row in rows]
    assert "09:20  Case 1  fixedNorth" in said
    assert "10:05  Case 3" in said
    assert "North" not in said


@pytest.mark.parametrize(
    ("answers", "act"),
    [
        (AS_IT_IS | {"at": "2.15pm"}, {"fixed_at": "14:15", "fixed_for": WHO, "section": "north"}),
        (AS_IT_IS | {"at": ""}, {"section": "north"}),
        (AS_IT_IS | {"at": "none"}, {"section": "north"}),
        (AS_IT_IS | {"section": ""}, {"fixed_at": "09:20", "fixed_for": WHO}),
        (FREE | {"section": "south"}, {"section": "south"}),
    ],
)
def test_a_time_is_said_as_people_say_it_and_nothing_lets_it_go_ag_3(
    answers: dict[str, str], act: dict[str, str]
) -> None:
    wanted = PlaceDraftCase.model_validate({"meeting": DRAFT, "version": 3, "case": "hart"} | act)
    assert asked(PLACED, "hart").build(Answers(answers)) == wanted


def test_what_is_unclear_is_asked_again_and_what_is_as_it_was_is_not_sent() -> None:
    form = asked(PLACED, "hart")
    for answers, field in (
        (AS_IT_IS | {"at": "noonish"}, "at"),
        (AS_IT_IS | {"needed": "  "}, "needed"),
    ):
        with pytest.raises(Unclear) as unclear:
            form.build(Answers(answers))
        assert unclear.value.field == field
    assert form.build(Answers(AS_IT_IS)) == StayHere()


def test_sections_are_those_of_the_protocol_and_none_is_asked_for_where_it_has_none_ag_2() -> None:
    assert [field.name for field in asked(PLACED, "hart").fields] == ["at", "needed", "section"]
    plain = PLACED.model_copy(update={"sections": ()})
    assert [field.name for field in asked(plain, "hart").fields] == ["at", "needed"]


def test_what_is_closed_or_no_draft_or_of_the_plan_is_not_placed_con_3_ag_10() -> None:
    assert place(PLACED, "rowe") is None
    assert place(PLACED, "") is None
    assert place(PLACED.model_copy(update={"version": None}), "hart") is None
    of_the_plan = HART.model_copy(update={"in_draft": False})
    assert place(PLACED.model_copy(update={"order": (of_the_plan,)}), "hart") is None


def test_a_case_moves_past_one_with_a_time_of_its_own_ag_3() -> None:
    between = ORDER[2].model_copy(update={"closed": False, "fixed_at": time(9, 35)})
    last = ORDER[4].model_copy(update={"section": "North"})
    sheet = SHEET.model_copy(update={"order": (ORDER[1], between, last)})
    later = move(sheet, "hart", 1)
    assert later is not None
    assert later.to == "penrose"


def test_a_case_without_a_section_has_no_time_and_is_put_into_one_ag_2() -> None:
    waits = ORDER[4].model_copy(update={"starts": None, "section": "", "label": "No time yet"})
    sheet = PLACED.model_copy(update={"order": (HART, waits)})
    assert "--:--  No time yet  Jo Penrose" in text(day_rows(sheet))
    assert move(sheet, "penrose", -1) is None
    assert move(sheet, "hart", 1) is None
    assert asked(sheet, "penrose").title == "When is it heard?"


# The screen

SMALL = (80, 24)


async def placing(pilot: Pilot[Any], room: Any) -> Any:
    """The desk, with the cursor on the case that is fixed."""
    link = await opened(pilot, room)
    link.listen(DeskCame(DESK.model_copy(update={"sheet": PLACED})))
    await pilot.press("tab", "tab", "down")
    await until_shown(pilot, "f  fix a time", "fixed")
    return link


async def test_the_key_asks_for_the_case_under_the_cursor_and_a_refusal_is_said_ag_3() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await placing(pilot, room)
        await pilot.press("down")
        await until_shown(pilot, "f  fix a time")
        link.desk = None
        await pilot.press("f")
        await until_shown(
            pilot, "When is Case 3 heard?", "Jo Penrose", "where the protocol puts it"
        )
        await pilot.press(*"10.30", "tab", *"A midwife", "ctrl+s")
        wanted = PlaceDraftCase(
            meeting=DRAFT, version=3, case="penrose", fixed_at="10:30", fixed_for="A midwife"
        )
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "placed")
        link.listen(DeskRefused("desk_says", "Case 3 asks for 10:30, and comes at 11:00."))
        await until_shown(pilot, "✗ Case 3 asks for 10:30", CANARY)
        await until_gone(pilot, "When is Case 3 heard?")


async def test_the_key_is_not_there_in_a_published_order_ag_10() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await placing(pilot, room)
        over = PLACED.model_copy(update={"version": None})
        link.listen(DeskCame(DESK.model_copy(update={"sheet": over})))
        await until_gone(pilot, "f  fix a time")
        await pilot.press("f")
        await until_gone(pilot, "When is")


def test_the_mark_and_the_form_are_legible(snap_compare: Any) -> None:
    room = coordinated(a_room())

    async def act(pilot: Pilot[Any]) -> None:
        await placing(pilot, room)
        await pilot.press("f")
        await until_shown(pilot, "When is Case 1 heard?")

    assert snap_compare(room.app("minutes"), terminal_size=SMALL, run_before=act)


def test_the_desk_marks_it_where_there_is_little_room(snap_compare: Any) -> None:
    room = coordinated(a_room())

    async def act(pilot: Pilot[Any]) -> None:
        await placing(pilot, room)

    assert snap_compare(room.app("minutes"), terminal_size=SMALL, run_before=act)
