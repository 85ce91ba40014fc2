"""Publishing a draft by a key: what it opens, and to whom, is said before it is done. AG-4."""

from typing import Any

from textual.pilot import Pilot

from agenda.plan import Role
from client.acts.publishing import publish
from client.happenings import DeskCame
from meeting.desk import Desk, DeskPerson, PublishDraft
from tests.client.test_desk import DESK, DRAFT, SHEET, SIZE, coordinated, opened
from tests.client.waiting import until, until_gone, until_shown
from tests.given import a_room

READY = SHEET.model_copy(
    update={
        "waiting": 0,
        "people": (
            DeskPerson(id="chair", name="Insp Oakes", agency="Police", role=Role.CHAIR,
                       comes_in=True),
            DeskPerson(id="minutes", name="Milo Penn", agency="MARAC coordination",
                       role=Role.MINUTE_TAKER, comes_in=True),
            DeskPerson(id="housing", name="Lena Hollis", agency="Housing",
                       role=Role.REPRESENTATIVE, comes_in=False),
        ),
    }
)  # fmt: skip
READY_DESK = DESK.model_copy(update={"sheet": READY})


def test_there_is_something_to_publish_in_a_draft_alone_and_when_all_is_settled_con_3() -> None:
    assert publish(READY, "it") is not None
    for other in (
        {"version": None},
        {"waiting": 1},
        {"order": ()},
        {"problem": "It is not whole."},
    ):
        assert publish(READY.model_copy(update=other), "it") is None


def test_the_question_is_put_with_what_it_opens_to_whom(snap_compare: Any) -> None:
    room = coordinated(a_room())

    async def act(pilot: Pilot[Any]) -> None:
        link = await opened(pilot, room)
        link.listen(DeskCame(READY_DESK))
        await until_shown(pilot, "p  publish")
        await pilot.press("p")
        await until_shown(pilot, "Lena Hollis, Housing (representative) · not invited yet")

    assert snap_compare(room.app("minutes"), terminal_size=SIZE, run_before=act)


async def test_enter_publishes_it_and_what_was_done_is_said_ag_4() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await until_gone(pilot, "p  publish")  # 2 referrals wait for somebody else
        link.listen(DeskCame(READY_DESK))
        await until_shown(pilot, "p  publish")
        link.desk = None
        await pilot.press("p")
        await until_shown(pilot, "3 cases, from 09:15.", "One of them is not invited yet")
        await pilot.press("escape")
        await until_gone(pilot, "Publish the agenda")
        assert not any(isinstance(act, PublishDraft) for act in link.asked_desk)
        await pilot.press("p", "enter")
        wanted = PublishDraft(meeting=DRAFT, version=3)
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "published")
        sheet = READY.model_copy(update={"version": None})
        link.listen(DeskCame(Desk(meetings=DESK.meetings, sheet=sheet, said="It is published.")))
        await until_shown(pilot, "✓ It is published.")
        await until_gone(pilot, "p  publish")
