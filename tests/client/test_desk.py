"""The coordinator's desk on the screen: what it says, and that nothing of it stays."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from agenda.running_order import Kind
from client.app import MaracApp
from client.happenings import DeskCame, DeskRefused
from client.screens.desk import DeskScreen
from client.view.desk import day_rows, deadline_rows, meeting_rows, move, waits
from client.view.rows import Tone
from meeting.commands import DeclareConflict
from meeting.desk import (
    Desk,
    DeskAction,
    DeskDeadline,
    DeskItem,
    DeskMeeting,
    DeskQuestion,
    DeskSheet,
    MeetingStands,
    MoveDraftCase,
    ReadDesk,
    Urgency,
)
from tests.client.fake_room import FakeLink, FakeRoom
from tests.client.scenes import in_planning
from tests.client.waiting import everything_held, until, until_gone, until_shown
from tests.given import A_PLAN, Given, a_room

SIZE = (100, 30)
DRAFT = "northvale-december"
CANARY = "Mina Canary"


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 8, hour, minute, tzinfo=UTC)


SAME = DeskItem(
    label="Case 4",
    starts=at(10, 20),
    minutes=15,
    case="oak",
    said="Jo Penrose",
    alike=("Case 1", "Case 3"),
)


def test_a_case_says_which_others_may_be_about_the_same_people_ag_7() -> None:
    (found,) = (row for row in day_rows(DeskSheet(meeting=DRAFT, order=(SAME,))) if row.key)
    assert "! the same people as Case 1 and Case 3?" in found.text


def test_a_case_names_the_guests_who_come_for_it_alone_role_6() -> None:
    both = SAME.model_copy(update={"guests": ("Mina [b]Moss[/b]", "Tess Rowan")})
    said = text(day_rows(DeskSheet(meeting=DRAFT, order=(both,))))
    assert "guests: Mina [b]Moss[/b] and Tess Rowan" in said
    assert "guest" not in text(day_rows(DeskSheet(meeting=DRAFT, order=(SAME,))))


ORDER = (
    DeskItem(label="Outstanding actions: North", starts=at(9, 15), minutes=5,
             kind=Kind.OUTSTANDING, section="North"),
    DeskItem(label="Case 1", starts=at(9, 20), minutes=15, section="North", case="hart",
             in_draft=True,
             agency="Housing", said=f"{CANARY}; Carl Hart, 2 children"),
    DeskItem(label="Case 2", starts=at(9, 35), minutes=15, section="North", case="rowe",
             in_draft=True,
             closed=True),
    DeskItem(label="Coffee", starts=at(9, 50), minutes=15, kind=Kind.BREAK),
    DeskItem(label="Case 3", starts=at(10, 5), minutes=15, section="South", case="penrose",
             in_draft=True,
             agency="Police", said="Jo Penrose; Max Tully"),
)  # fmt: skip
DEADLINES = (
    DeskDeadline(name="referral cut-off", when="Thu 26 Nov 2026 at 12:00", left="closed",
                 urgency=Urgency.PASSED),
    DeskDeadline(name="agenda out", when="Mon 30 Nov 2026", left="late by 2 hours",
                 urgency=Urgency.LATE),
    DeskDeadline(name="research in", when="Thu 3 Dec 2026 at 17:00", left="tomorrow by 17:00",
                 urgency=Urgency.SOON),
    DeskDeadline(name="action list", when="Thu 10 Dec 2026", left="in 9 days",
                 urgency=Urgency.THERE_IS_TIME, mind="Its day is closed."),
    DeskDeadline(name="next meeting", when="no date", left="The next meeting is not known.",
                 urgency=Urgency.NO_DATE),
)  # fmt: skip
SHEET = DeskSheet(
    meeting=DRAFT,
    version=3,
    order=ORDER,
    waiting=2,
    remarks=("Nobody is expected of core agencies: health.",),
    deadlines=DEADLINES,
    contradictions=("The agenda is due on Mon 30 Nov 2026, before referrals close.",),
    flags=("northvale-december-2025/4  flagged until Mon 7 Dec 2026  victim Gia Lake",),
    outstanding=(
        DeskAction(name="northvale-october/3/A2", section="North", agency="Housing",
                   agency_id="housing",
                   reasons=("Circumstances changed", "The agency did not do it"),
                   due="by Thu 3 Dec 2026", is_late=True, is_urgent=False,
                   text="Change the locks."),
    ),
    questions=(DeskQuestion(earlier="northvale-october/3", later=f"{DRAFT}/1"),),
    repeats=(
        f"{DRAFT}/1",
        "  perhaps repeat of northvale-october/3, heard Tue 27 Oct 2026",
        "    A1  Housing  by Thu 3 Dec 2026  Fit a door chain.  [outstanding]",
    ),
)  # fmt: skip
MEETINGS = (
    DeskMeeting(id=A_PLAN.id, area="Northvale", day=date(2026, 11, 24),
                stands=MeetingStands.TODAY, cases=3),
    DeskMeeting(id=DRAFT, area="Northvale", day=date(2026, 12, 8), stands=MeetingStands.DRAFT,
                cases=3),
)  # fmt: skip
DESK = Desk(meetings=MEETINGS, sheet=SHEET)


def text(rows: Any) -> str:
    return "\n".join(row.text for row in rows)


# The views


def test_the_running_order_has_times_sections_and_nothing_of_what_is_closed_ag_1_con_3() -> None:
    said = text(day_rows(SHEET))
    assert "09:20  Case 1" in said
    assert "09:35  Case 2  processed by somebody else" in said
    assert said.index("North") < said.index("Case 1") < said.index("South") < said.index("Case 3")
    keys = [row.key for row in day_rows(SHEET) if row.key]
    assert keys[:2] == ["hart", "penrose"]


def test_what_waits_is_a_number_and_why_con_3() -> None:
    assert "2 referrals wait for somebody else to process" in text(day_rows(SHEET))
    assert waits(1).startswith("1 referral waits")
    assert "wait" not in text(day_rows(SHEET.model_copy(update={"waiting": 0})))


def test_every_deadline_says_in_words_and_by_a_sign_how_near_it_is_out_1() -> None:
    rows = deadline_rows(SHEET)
    assert "before referrals close" in rows[0].text
    assert [row.text.split("\n")[0].split()[0] for row in rows[1:]] == ["✓", "✗", "!", "·", "?"]
    tones = [row.lines[0].right[0].tone for row in rows[1:-1]]
    assert tones == [Tone.QUIET, Tone.BAD, Tone.WARNING, Tone.GOOD]
    assert "Its day is closed." in rows[4].text
    assert "The next meeting is not known." in rows[5].text


def test_where_there_is_nothing_that_is_said() -> None:
    empty = DeskSheet(meeting=DRAFT)
    assert "No case is on the list yet." in text(day_rows(empty))
    assert "Nothing is outstanding." in text(day_rows(empty))
    assert "sets no deadline" in text(deadline_rows(empty))
    assert "There is no meeting yet." in text(meeting_rows(Desk()))


# The screen


def coordinated(given: Given, person: str = "minutes") -> FakeRoom:
    return FakeRoom(replace(given, coordinator=person))


async def opened(pilot: Pilot[Any], room: FakeRoom, person: str = "minutes") -> FakeLink:
    """The desk, with the server's answer on it."""
    await until_shown(pilot, "● connected")
    link = room.link(person)
    link.desk = DESK
    await pilot.press("number_sign")
    await until_shown(pilot, "Northvale, Tue 8 Dec 2026", CANARY)
    return link


def test_one_key_shows_the_day_what_is_due_and_the_past(snap_compare: Any) -> None:
    room = coordinated(a_room())

    async def act(pilot: Pilot[Any]) -> None:
        await opened(pilot, room)

    assert snap_compare(room.app("minutes"), terminal_size=SIZE, run_before=act)


async def test_enter_shows_another_meeting_and_escape_leaves_nothing() -> None:
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await pilot.press("home", "enter")
        await until(pilot, lambda: link.asked_desk[-1] == ReadDesk(meeting=A_PLAN.id), "asked")
        await pilot.press("R")
        await until(pilot, lambda: link.asked_desk[-1] == ReadDesk(meeting=DRAFT), "asked again")
        await pilot.press("escape")
        await until_shown(pilot, "who is here")
        assert CANARY not in everything_held(app)


def test_a_case_moves_one_place_within_its_section_ag_2_ag_3() -> None:
    later = move(SHEET, "hart", 1)
    assert later == MoveDraftCase(meeting=DRAFT, version=3, case="hart", to="rowe")
    assert move(SHEET, "hart", -1) is None
    assert move(SHEET, "rowe", -1) is None  # closed to whoever asks (CON-3)
    assert move(SHEET, "penrose", -1) is None  # another section
    assert move(SHEET.model_copy(update={"version": None}), "hart", 1) is None


async def test_a_key_moves_the_case_under_the_cursor_and_what_moved_meanwhile_is_shown() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await pilot.press("d")
        await pilot.press("tab", "tab", "down")
        await until_shown(pilot, "d  later")
        await until_gone(pilot, "u  earlier")
        link.desk = None
        await pilot.press("d", "d")
        await until(pilot, lambda: isinstance(link.asked_desk[-1], MoveDraftCase), "moved")
        assert [type(act) for act in link.asked_desk] == [ReadDesk, MoveDraftCase]
        link.listen(DeskRefused("moved_on", "The meeting has moved on since then."))
        await until(pilot, lambda: link.asked_desk[-1] == ReadDesk(meeting=DRAFT), "asked again")
        link.listen(DeskCame(DESK))
        await until_shown(pilot, "✗ The meeting has moved on since then.", CANARY)


async def test_it_is_a_coordinators_key_and_nobody_elses_role_1() -> None:
    room = coordinated(a_room())
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "● connected")
        await pilot.press("number_sign")
        await until_gone(pilot, "#  desk")
        assert room.link("chair").asked_desk == []
        assert not isinstance(pilot.app.screen, DeskScreen)


async def test_con_2_the_lock_blanks_it_and_behind_it_is_nothing() -> None:
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await pilot.press("ctrl+l")
        await until_shown(pilot, "This screen is locked.")
        assert CANARY not in everything_held(app)
        link.listen(DeskCame(DESK))
        await pilot.pause()
        assert CANARY not in everything_held(app)


@pytest.mark.parametrize("what", ["lost", "withdrawn"])
async def test_con_2_it_goes_with_the_line_and_with_whatever_is_withdrawn(what: str) -> None:
    room = coordinated(in_planning())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        if what == "lost":
            link.lose()
        else:
            room.does("minutes", DeclareConflict(case="ash", reason="We are cousins."))
        await until(pilot, lambda: CANARY not in everything_held(app), "gone")
        assert isinstance(app, MaracApp)
        assert not any(isinstance(screen, DeskScreen) for screen in app.screen_stack)


async def test_a_refusal_is_said_on_the_desk() -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        link.listen(DeskRefused("no_such_meeting", "There is no such meeting."))
        await until_shown(pilot, "✗ There is no such meeting.", CANARY)
