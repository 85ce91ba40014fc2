"""What the past leaves open is settled by a key at the desk. AG-7, OUT-4."""

import pytest

from client.acts.form import Answers, Unclear
from client.acts.settling import action_key, question_key, settle_past
from client.view.desk import day_rows
from meeting.desk import SamePeople, SettleAction
from tests.client.test_desk import DRAFT, SHEET, SIZE, coordinated, opened, text
from tests.client.waiting import until, until_shown
from tests.given import a_room

(ACTION,) = SHEET.outstanding
(QUESTION,) = SHEET.questions
ANSWERS = {
    "done": (True, ""),
    "Circumstances changed": (False, "Circumstances changed"),
}


@pytest.mark.parametrize("chosen", ANSWERS)
def test_an_action_is_done_or_not_for_a_reason_of_the_protocol_out_4(chosen: str) -> None:
    form = settle_past(SHEET, action_key(ACTION))
    assert form is not None
    with pytest.raises(Unclear):
        form.build(Answers({"became": "", "note": ""}))
    is_done, reason = ANSWERS[chosen]
    assert form.build(Answers({"became": chosen, "note": "A note."})) == SettleAction(
        meeting=DRAFT, action=ACTION.name, agency="housing", done=is_done, reason=reason,
        note="A note.",
    )  # fmt: skip


def test_two_cases_are_asked_about_by_name_and_nothing_is_presumed_ag_7() -> None:
    assert f"? {QUESTION.earlier} and {QUESTION.later}: say whether" in text(day_rows(SHEET))
    form = settle_past(SHEET, question_key(QUESTION))
    assert form is not None
    with pytest.raises(Unclear):
        form.build(Answers({"they are": ""}))
    assert form.build(Answers({"they are": "same"})) == SamePeople(
        meeting=DRAFT, earlier=QUESTION.earlier, later=QUESTION.later, same=True
    )
    assert settle_past(SHEET, "hart") is None


async def test_the_key_is_there_for_what_is_under_the_cursor_out_4() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await pilot.press("tab", "tab", "end")
        await until_shown(pilot, "s  settle", "Change the locks.")
        await pilot.press("s")
        await until_shown(pilot, f"What became of {ACTION.name}?", "Change the locks.")
        await pilot.press(*"done", "ctrl+s")
        wanted = SettleAction(meeting=DRAFT, action=ACTION.name, agency="housing", done=True)
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "settled")
