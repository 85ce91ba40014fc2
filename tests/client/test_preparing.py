"""Before the day, by keys alone: research, the board, the agenda opened, what was prepared shared
(AG-4, ATT-1, ATT-3, CON-1, CON-2, CON-6).
"""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from agenda.protocol import Stage
from client.view.board import coming_words
from meeting.case.research import Answer
from meeting.commands import (
    AgreeToLate,
    ConfirmNames,
    DeclareConflict,
    DeclineLate,
    HandInReport,
    MarkResearch,
    OpenAgenda,
    OpenRoom,
    SendApologies,
)
from meeting.managing import InviteAnew
from meeting.room import Attendance, Phase
from tests.client.fake_room import FakeRoom
from tests.client.waiting import (
    screen_text,
    until,
    until_no_form,
    until_shown,
    until_still,
    write,
)
from tests.given import A_PLAN, Given, an_open_agenda, published
from tests.meeting.matched import VICTIM, prepared, settle
from tests.meeting.test_late_case import LATE, ask, coordinated
from tests.meeting.test_renewals import renewed
from tests.meeting.test_research import TEXT, prepare

SIZE = (100, 30)


def days_before(given: Given) -> Given:
    return replace(given, now=given.now - timedelta(days=3))


def looked_into() -> Given:
    """Three days before: some have looked, one has sent apologies, one a report."""
    given = days_before(an_open_agenda()).after(
        "housing", prepare(), prepare("Rent is paid.", "i2")
    )
    nothing = MarkResearch(case="elm", answer=Answer.NOTHING_KNOWN)
    given = given.after("housing", nothing).after("police", nothing)
    given = given.after("probation", SendApologies(person="probation"))
    return given.after("health", HandInReport(agency="health"))


@pytest.mark.parametrize(
    ("coming", "agencies", "said"),
    [
        (1, 1, "1 of 1 agency is to come"),
        (0, 1, "0 of 1 agency is to come"),
        (1, 6, "1 of 6 agencies is to come"),
        (5, 6, "5 of 6 agencies are to come"),
    ],
)
def test_how_many_are_to_come_is_said_as_it_is_spoken(
    coming: int, agencies: int, said: str
) -> None:
    assert coming_words(coming, agencies) == said


async def test_ag_4_one_key_marks_a_case_known_or_nothing_known() -> None:
    room = FakeRoom(days_before(an_open_agenda()))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "3 to do", "Anwen Oakhill", "n  nothing known")
        await pilot.press("n")
        await until_shown(pilot, "2 to do", "○ nothing known", "k  known")
        await pilot.press("down", "k")
        await until_shown(pilot, "1 to do", "Bettina Elmer", "✓ known")
        research = [room.given.case(case).research.get("housing") for case in ("oak", "elm")]
        assert [each and each.answer for each in research] == [Answer.NOTHING_KNOWN, Answer.KNOWN]
        await pilot.press("down", "n")
        await until_shown(pilot, "You have looked into every case.")


async def test_con_6_a_coordinator_of_since_confirms_the_names_where_nobody_else_can() -> None:
    """The chair reads what to do; who was given the post has the key that nobody else has."""
    waits = days_before(published())
    room = FakeRoom(waits)
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Of one who", "cannot, record apologies (a).")
    alone = replace(waits.after("chair", SendApologies(person="minutes")), coordinator="police")
    room = FakeRoom(alone)
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Have another on the register, not the", "(marac-server people")
        assert "o  confirm" not in screen_text(pilot.app)
    async with room.app("police").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Press o to confirm that the names are settled.")
        await pilot.press("o")
        await until(pilot, lambda: room.given.room.names_confirmed is not None)


async def test_the_coordinator_invites_whom_nobody_invited_from_the_board_before_the_day() -> None:
    room = FakeRoom(coordinated(days_before(an_open_agenda())))
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "agencies are to come")
        await pilot.press("down")
        await until_shown(pilot, "I  invite")
        await pilot.press("I")
        await until_shown(pilot, "The invitation is shown here, and only here.", "that it is them")
        await pilot.press("enter")
        await until_shown(pilot, "Hand this over", "MARAC Live: an invitation")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert [type(act) for act in room.link("minutes").managed] == [InviteAnew]


async def test_con_2_before_the_day_another_says_on_the_board_that_it_is_them() -> None:
    noted = renewed(days_before(an_open_agenda()), asked_by="minutes")
    room = FakeRoom(noted)
    async with room.app("police").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Your account is new.")
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "account renewed 09:00, asked", "for by Milo Penn")
        await pilot.press("down", "down")
        await until_shown(pilot, "u  let in again")
        await pilot.press("u")
        await until_shown(pilot, "Let in Robin Marsh (Police) again?")
        await pilot.press("enter")
        await until(pilot, lambda: not room.given.line("police").is_unsure)


async def test_ag_4_a_point_is_prepared_changed_and_removed() -> None:
    room = FakeRoom(days_before(an_open_agenda()))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "You prepared", "Nothing yet.")
        await pilot.press("i")
        await until_shown(pilot, "yours alone until you share it")
        await write(pilot, "The door was mended twice")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "The door was mended twice", "✓ known, 1 point")
        await pilot.press("tab", "home")
        await pilot.press(*["down"] * 6)
        await until_shown(pilot, "e  change the point")
        await pilot.press("e")
        await until_shown(pilot, "Change what you prepared")
        await write(pilot, " since May")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "mended twice since May")
        await pilot.press("x")
        await until_shown(pilot, "Remove what you prepared?")
        await pilot.press("enter")
        await until_shown(pilot, "Nothing yet.")


async def test_att_3_the_board_says_who_comes_and_whose_research_is_in() -> None:
    room = FakeRoom(looked_into())
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(
            pilot,
            "5 of 6 agencies are to come",
            "! Core agencies from which nobody comes: Probation",
            "said nothing: IDVA service,",
            "2 of 3 cases, 2 points",
            "Primary care · core · report in",
            "- apologies",
            "2 of 6 in",
        )
        assert TEXT not in screen_text(pilot.app)
        await pilot.press("right")
        await until_shown(pilot, "Anwen Oakhill", "✓ known, 2 points")
        assert TEXT not in screen_text(pilot.app)


async def test_att_1_who_organises_records_apologies_of_whom_they_point_at() -> None:
    room = FakeRoom(days_before(an_open_agenda()))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Isla Vane")
        assert "a  apologies" not in screen_text(pilot.app)
        await pilot.press("home", "down", "down")
        await until_shown(pilot, "a  apologies", "p  report in")
        await pilot.press("a")
        await until_shown(pilot, "Apologies of Isla Vane")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "nobody comes: IDVA service", "A  comes after all")
        assert room.given.line("idva").attendance is Attendance.APOLOGIES


async def test_con_1_a_conflict_takes_the_case_and_what_was_prepared_off_the_screen() -> None:
    room = FakeRoom(days_before(an_open_agenda()).after("housing", prepare()))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, TEXT, "c  conflict")
        await pilot.press("c")
        await until_shown(pilot, "Declare a conflict with Case 1")
        await write(pilot, "a neighbour")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "not for you", "Case 1 is closed to you.")
        shown = screen_text(pilot.app)
        assert TEXT not in shown
        assert "Anwen" not in shown
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "1 conflict to decide (y)", "y  decide conflict", "0 of 5 in")


async def test_con_6_the_names_are_confirmed_and_the_chair_opens_the_agenda() -> None:
    room = FakeRoom(days_before(published()))
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Press o to confirm that the names are settled")
        await pilot.press("o")
        await until_shown(pilot, "The chair opens the agenda.")
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "The agenda is not open yet.")
        assert "Anwen" not in screen_text(pilot.app)
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Press g to open the agenda")
        await pilot.press("g")
        await until_shown(pilot, "Open the agenda?")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.reads("housing")
        assert "R  open the room" not in screen_text(pilot.app)


@pytest.mark.parametrize("who", ["housing", "chair", "minutes"])
async def test_con_6_who_was_matched_sees_before_the_day_what_everybody_sees(who: str) -> None:
    screens = []
    for given in (prepared((who, VICTIM)), prepared()):
        async with FakeRoom(days_before(given)).app(who).run_test(size=SIZE) as pilot:
            await until_shown(pilot, "● connected")
            await until_still(pilot)
            screens.append(screen_text(pilot.app))
    assert screens[0] == screens[1]


async def test_con_6_matches_are_settled_before_the_day() -> None:
    room = FakeRoom(days_before(prepared(("housing", VICTIM))))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "1 person has a name like a party's: = settle, in private")
    room.does("minutes", ConfirmNames())
    room.does("chair", settle("housing"), OpenAgenda())
    assert room.given.reads("housing")


async def test_sign_2_on_the_day_the_room_opens_and_the_cases_go() -> None:
    room = FakeRoom(an_open_agenda())
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "It is the day: press R to open the room.")
        await pilot.press("R")
        await until_shown(pilot, "Open the room?", "have signed. It cannot")
        await pilot.press("enter")
        await until_shown(pilot, "Press Enter to say that you are here.")
        assert room.given.room.phase is Phase.GATHERING


async def test_role_5_an_observer_is_told_when_the_room_opens() -> None:
    async with FakeRoom(days_before(an_open_agenda())).app("observer").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "The room opens on Tue 24 November", "a  apologies")
        assert "Anwen" not in screen_text(pilot.app)


async def test_case_3_in_the_round_one_key_shares_what_was_prepared() -> None:
    given = an_open_agenda().after("housing", prepare(), prepare("Rent is paid.", "i2"))
    given = given.after("chair", OpenRoom()).everybody_signed().case_called("1")
    room = FakeRoom(given.at_stage(Stage.ROUND))
    async with room.app("housing").run_test(size=(120, 34)) as pilot:
        await until_shown(pilot, "p share the 2 points that you prepared", "p  share what is")
        await pilot.press("p")
        await until_shown(pilot, "Share what you prepared", TEXT, "Rent is paid.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        points = room.given.case().heard.points.values()
        assert [(p.agency, p.text) for p in points] == [
            *(("housing", TEXT), ("housing", "Rent is paid.")),
        ]
        await until(pilot, lambda: "p  share what" not in screen_text(pilot.app), "key gone")


async def test_con_2_who_is_withheld_is_asked_nothing_of_that_case() -> None:
    out = DeclareConflict(case="oak", reason="A cousin.")
    room = FakeRoom(days_before(an_open_agenda()).after("housing", out))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "2 to do", "not for you")
        assert "n  nothing known" not in screen_text(pilot.app)


async def test_ag_10_the_chair_moves_a_case_by_keys_and_closes_one_with_a_reason() -> None:
    room = FakeRoom(days_before(an_open_agenda()))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "09:15 Case 1", "09:50 Case 2", ">  later")
        await pilot.press(">")
        await until_shown(pilot, "09:15 Case 2", "09:50 Case 1")
        await pilot.press("<")
        await until_shown(pilot, "09:15 Case 1", "09:50 Case 2")
        await pilot.press("Z")
        await until_shown(pilot, "Close Case 1 before the day?", "It keeps its number")
        await write(pilot, "Withdrawn by the police")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "09:15 Case 1", "closed")
    assert room.given.case().closed_before == "Withdrawn by the police"
    assert room.given.room.agenda_version == 4


async def test_ag_3_a_case_is_moved_past_one_that_is_fixed_which_stays() -> None:
    fixed = {"fixed_at": time(9, 50), "fixed_for": "an interpreter"}
    cases = tuple(
        case.model_copy(update=fixed) if case.id == "elm" else case for case in A_PLAN.cases
    )
    plan = A_PLAN.model_copy(update={"cases": cases})
    room = FakeRoom(days_before(an_open_agenda(plan)))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "09:15 Case 1", "09:50 Case 2")
        await pilot.press(">")
        await until_shown(pilot, "09:15 Case 3", "09:50 Case 2", "10:05 Case 1")
    assert room.given.room.agenda_version == 2


async def test_ag_10_the_chair_reads_an_urgent_case_and_agrees_by_one_key() -> None:
    room = FakeRoom(days_before(coordinated(an_open_agenda())).after("minutes", ask()))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "An urgent case is asked for")
        await pilot.press("*")
        await until_shown(
            pilot, "Add this urgent case", "Milo Penn", "He was let out", "Gwen Larch"
        )
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "10:20 Case 4")
        assert "An urgent case is asked for" not in screen_text(pilot.app)


async def test_ag_10_the_chair_declines_it_by_the_same_key_and_says_why() -> None:
    room = FakeRoom(days_before(coordinated(an_open_agenda())).after("minutes", ask()))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "An urgent case is asked for: * read it, and agree or decline")
        await pilot.press("*")
        await until_shown(pilot, "yes, add it")
        await pilot.press("n", "ctrl+s")
        await until_shown(pilot, "Say why not: whoever asked has to know what to do instead.")
        await write(pilot, "He is back in prison.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_still(pilot)
        assert "urgent case" not in screen_text(pilot.app)
    assert "Case 4" not in {item.label for item in room.given.room.items.values()}


async def test_ag_10_whoever_asked_sees_that_it_waits_for_the_other() -> None:
    waits = "The urgent case that you asked for waits for the {}, who reads it with *"
    for asks, answers, whom in (("minutes", "chair", "chair"), ("chair", "minutes", "coordinator")):
        asked = days_before(coordinated(an_open_agenda())).after(asks, ask())
        room = FakeRoom(asked)
        async with room.app(asks).run_test(size=SIZE) as pilot:
            await until_shown(pilot, waits.format(whom))
        agree = AgreeToLate(case=LATE, agenda=1)
        for who, after in (
            (answers, asked),
            ("housing", asked),
            (asks, asked.after(answers, agree)),
        ):
            async with FakeRoom(after).app(who).run_test(size=SIZE) as pilot:
                await until_shown(pilot, "09:15 Case 1")
                assert "you asked for" not in screen_text(pilot.app)


async def test_ag_10_whoever_asked_is_told_that_it_was_declined_and_reads_why() -> None:
    given = days_before(coordinated(an_open_agenda())).after("minutes", ask())
    declined = DeclineLate(case=LATE, reason="He is back in prison.")
    room = FakeRoom(given.after("chair", declined))
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "The urgent case that you asked for was declined: * read why")
        await pilot.press("*")
        await until_shown(pilot, "Petra Oakes", "He is back in prison.", "Gwen Larch", "once more")
        await pilot.press("enter")
        await until_no_form(pilot)
    for who, days in (("chair", 0), ("housing", 0), ("minutes", 4)):
        later = FakeRoom(room.given.later(minutes=days * 24 * 60))
        async with later.app(who).run_test(size=SIZE) as pilot:
            await until_shown(pilot, "09:15 Case 1")
            assert "urgent case" not in screen_text(pilot.app)


async def test_ag_10_nobody_else_is_offered_it() -> None:
    room = FakeRoom(days_before(coordinated(an_open_agenda())).after("minutes", ask()))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "09:15 Case 1")
        assert "urgent case" not in screen_text(pilot.app)


async def test_ag_10_a_representative_moves_and_closes_nothing() -> None:
    room = FakeRoom(days_before(an_open_agenda()))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "09:15 Case 1")
        await pilot.press(">", "Z")
        await until_still(pilot)
        assert ">  later" not in screen_text(pilot.app)
    assert room.given.room.agenda_version == 1
