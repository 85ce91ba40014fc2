"""At the desk a key carries over what was left, and another says who comes for one case alone.

CASE-6, ROLE-6, CON-3.
"""

import pytest

from client.acts.form import Answers, StayHere, Unclear
from client.acts.guests_of_draft import guest
from client.happenings import DeskCame
from client.view.desk import day_rows
from meeting.desk import CarryOver, NameGuest
from tests.client.test_desk import DESK, DRAFT, ORDER, SHEET, SIZE, coordinated, opened, text
from tests.client.waiting import until, until_gone, until_shown
from tests.given import a_room

LEFT = SHEET.model_copy(update={"left": ("Case 3", "Case 5")})
MIDWIFE = ("midwife", "Mina Moss, Primary care")
COMING = SHEET.model_copy(update={"may_come": (MIDWIFE,)})
CASE = next(item for item in ORDER if item.in_draft and not item.closed and item.case)


def test_what_the_meeting_before_left_is_said_with_its_key_case_6() -> None:
    words = "! Left by the meeting before: Case 3 and Case 5. c carries it over."
    assert words in text(day_rows(LEFT))
    assert "Left by" not in text(day_rows(SHEET))


async def test_c_carries_it_over_and_is_offered_only_where_something_is_left() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await until_gone(pilot, "c  carry over")
        await pilot.press("c")
        await until_shown(pilot, "Nothing comes into this draft from the meeting before")
        link.listen(DeskCame(DESK.model_copy(update={"sheet": LEFT})))
        await until_shown(pilot, "c  carry over")
        await pilot.press("c")
        wanted = CarryOver(meeting=DRAFT, version=LEFT.version or 0)
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "carried over")


def test_a_guest_is_chosen_from_those_of_the_office_role_6() -> None:
    form = guest(COMING, CASE.case or "")
    assert form is not None
    made = form.build(Answers({"who": "midwife"}))
    assert made == NameGuest(meeting=DRAFT, version=3, case=CASE.case or "", person="midwife")
    with pytest.raises(Unclear):
        form.build(Answers({"who": ""}))
    assert isinstance(form.build(Answers({"who": "nobody"})), StayHere)


def test_of_what_is_closed_or_published_nobody_is_asked_con_3() -> None:
    closed = next(item for item in ORDER if item.closed)
    assert guest(COMING, closed.case or "") is None
    published = COMING.model_copy(update={"version": None})
    assert guest(published, CASE.case or "") is None
