"""Another meeting, and an emergency, by a key at the desk. AG-9, ATT-1, RES-1."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from agenda.protocol import Restriction
from client.acts.arranging import NO_DAY, NO_TIME, another_meeting, emergency
from client.acts.form import Answers, Unclear
from client.happenings import DeskCame, DeskRefused
from meeting.desk import (
    ArrangeAgain,
    ArrangeSitting,
    Desk,
    DeskReport,
    HandInPiece,
    Importable,
)
from tests.client.fake_room import FakeLink
from tests.client.test_desk import CANARY, DESK, SIZE, coordinated, opened
from tests.client.test_desk_publishing import READY, READY_DESK
from tests.client.waiting import everything_held, until, until_gone, until_shown
from tests.given import A_PLAN, a_room

HELD = READY.model_copy(
    update={
        "meeting": A_PLAN.id,
        "version": None,
        "next_day": date(2026, 12, 8),
        "starts": time(9),
    }
)
HELD_DESK = DESK.model_copy(update={"sheet": HELD})
TODAY = date(2026, 11, 24)


def test_a_day_is_said_as_people_say_it_and_none_is_over() -> None:
    form = another_meeting(HELD, "it", TODAY)
    assert form is not None
    assert [field.initial for field in form.fields] == ["2026-12-08", "09:00"]
    for said, day in (("tomorrow", 25), ("fri", 27), ("24 nov", 24), ("2026-11-30", 30)):
        built = form.build(Answers({"day": said, "at": "2.30pm"}))
        assert built == ArrangeAgain(
            meeting=A_PLAN.id, day=date(2026, 11, day), starts=time(14, 30)
        )
    for answers, words in (
        ({"day": "2026-11-23", "at": "9:00"}, NO_DAY),
        ({"day": "soon", "at": "9:00"}, NO_DAY),
        ({"day": "fri", "at": "noonish"}, NO_TIME),
        ({"day": "fri", "at": ""}, NO_TIME),
    ):
        with pytest.raises(Unclear, match=words.split(",")[0]):
            form.build(Answers(answers))


def test_another_meeting_is_arranged_from_one_and_never_from_a_draft() -> None:
    for other in (READY, HELD.model_copy(update={"people": ()})):
        assert another_meeting(other, "it", TODAY) is None
        assert emergency(other, "it", TODAY, lambda: "a" * 32) is None


async def test_n_asks_for_the_day_with_the_next_one_in_place_att_1() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await until_gone(pilot, "n  another meeting")
        link.listen(DeskCame(HELD_DESK))
        await until_shown(pilot, "n  another meeting", "e  emergency")
        link.desk = None
        await pilot.press("n")
        await until_shown(pilot, "Another meeting with these people", "Tue 8 Dec 2026")
        await pilot.press("ctrl+s")
        wanted = ArrangeAgain(meeting=A_PLAN.id, day=date(2026, 12, 8), starts=time(9))
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "asked for")
        made = READY_DESK.model_copy(update={"said": "The draft is made."})
        link.listen(DeskCame(made))
        await until_shown(pilot, "✓ The draft is made.")
        await until_gone(pilot, "path of the file")


async def test_an_open_emergency_goes_on_to_its_referral_by_itself_ag_9() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        link.listen(DeskCame(HELD_DESK))
        await until_shown(pilot, "e  emergency")
        link.desk = None
        await pilot.press("e")
        await until_shown(pilot, "An emergency meeting", "Named")
        await pilot.press("tab", *"14:00", "ctrl+s")
        await until(pilot, lambda: isinstance(link.asked_desk[-1], ArrangeAgain), "asked for")
        asked = link.asked_desk[-1]
        assert isinstance(asked, ArrangeAgain)
        assert (asked.emergency, asked.starts, asked.day) == (True, time(14), TODAY)
        link.listen(DeskCame(READY_DESK.model_copy(update={"said": "The draft is made."})))
        await until_shown(pilot, "Import referrals", "Tab completes the name")


async def hands_in(pilot: Pilot[Any], link: FakeLink, path: Path) -> ArrangeSitting:
    """A restricted emergency is asked for, and its file goes to the server; what it is asked for
    is returned.
    """
    link.desk = None
    await pilot.press("e")
    await until_shown(pilot, "An emergency meeting")
    await pilot.press("tab", *"16:00", "tab", "right", "right", "ctrl+s")
    await until_shown(pilot, "Import referrals")
    await pilot.press(*str(path), "enter")
    await until(pilot, lambda: isinstance(link.asked_desk[-1], HandInPiece), "the file goes")
    piece = link.asked_desk[-1]
    assert isinstance(piece, HandInPiece)
    assert piece.meeting == A_PLAN.id
    link.listen(DeskCame(Desk(handed_in=1)))
    await until(pilot, lambda: isinstance(link.asked_desk[-1], ArrangeSitting), "it is read")
    asked = link.asked_desk[-1]
    assert isinstance(asked, ArrangeSitting)
    assert asked.file == piece.file
    return asked


def a_report(asked: ArrangeSitting, importable: Importable) -> Desk:
    lines = (f"Complete: 1 referral of {CANARY}",)
    return Desk(
        report=DeskReport(
            file=asked.file, version=1, importable=importable, lines=lines, sitting=True
        )
    )


async def test_a_restricted_emergency_is_reported_first_and_then_arranged_by_one_key_res_1(
    tmp_path: Path,
) -> None:
    path = tmp_path / "referral.csv"
    path.write_text("Agency\nPolice\n", encoding="utf-8")
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        link.listen(DeskCame(HELD_DESK))
        await until_shown(pilot, "e  emergency")
        asked = await hands_in(pilot, link, path)
        assert (asked.why, asked.named) == (Restriction.HONOUR, ("chair", "minutes"))
        assert (asked.agreed, asked.starts) == (False, time(16))
        link.listen(DeskCame(a_report(asked, Importable.NOTHING)))
        await until_shown(pilot, "Nothing is arranged. Put right what is said here")
        await pilot.press("y")
        assert link.asked_desk[-1] is asked
        link.listen(DeskCame(a_report(asked, Importable.ALL)))
        await until_shown(pilot, "y arranges it", "y  arrange it")
        await pilot.press("y")
        agreed = asked.model_copy(update={"agreed": True})
        await until(pilot, lambda: link.asked_desk[-1] == agreed, "arranged")
        link.listen(DeskCame(HELD_DESK.model_copy(update={"said": "A sitting is arranged."})))
        await until_shown(pilot, "✓ A sitting is arranged.")
        await until_gone(pilot, "y arranges it", "y  arrange it")


async def test_nothing_of_it_stays_when_it_is_left_con_2(tmp_path: Path) -> None:
    path = tmp_path / "referral.csv"
    path.write_text("Agency\nPolice\n", encoding="utf-8")
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        link.listen(DeskCame(HELD_DESK))
        await until_shown(pilot, "e  emergency")
        asked = await hands_in(pilot, link, path)
        link.listen(DeskCame(a_report(asked, Importable.ALL)))
        await until_shown(pilot, f"1 referral of {CANARY}")
        link.listen(DeskCame(HELD_DESK))
        await pilot.press("escape", "escape")
        await until_gone(pilot, "meetings")
        held = everything_held(app)
        assert not any(word in held for word in (asked.sitting, asked.file, "1 referral of"))


async def test_what_is_refused_is_said_and_its_file_is_not_asked_for() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        link.listen(DeskCame(HELD_DESK))
        await until_shown(pilot, "e  emergency")
        link.desk = None
        await pilot.press("e")
        await until_shown(pilot, "An emergency meeting")
        await pilot.press("tab", *"14:00", "ctrl+s")
        await until(pilot, lambda: isinstance(link.asked_desk[-1], ArrangeAgain), "asked for")
        link.listen(DeskRefused("desk_says", "That day is over."))
        await until_shown(pilot, "That day is over.")
        link.listen(DeskCame(READY_DESK))
        await until_shown(pilot, "p  publish")
        await until_gone(pilot, "Tab completes the name")


def test_the_question_is_legible(snap_compare: Any) -> None:
    room = coordinated(a_room())

    async def act(pilot: Pilot[Any]) -> None:
        link = await opened(pilot, room)
        link.listen(DeskCame(HELD_DESK))
        await until_shown(pilot, "e  emergency")
        await pilot.press("e")
        await until_shown(pilot, "Named")

    assert snap_compare(room.app("minutes"), terminal_size=(80, 24), run_before=act)
