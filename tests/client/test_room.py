"""The room by keys alone: what each role does in a case, and what nobody else's act disturbs."""

from dataclasses import replace
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from agenda.plan import Agency, ExpectedPerson
from agenda.protocol import Stage
from client.screens.form import FormScreen
from client.screens.room import RoomScreen
from client.view.tabs import Tab
from client.widgets.fields import Changed
from client.widgets.listing import Listing
from meeting.case.actions import Standing, Verdict
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post
from meeting.commands import (
    AskToSpeak,
    CallItem,
    ConfirmAction,
    DeclareConflict,
    EnterStage,
    JoinAction,
    JudgeAction,
    NameClosest,
    RecordLeaving,
    RecordRisk,
    RuleOnConflict,
    SuggestAction,
    WithdrawAction,
)
from meeting.conflict import Ruling
from meeting.room import ItemState, Phase
from tests.client.fake_room import FakeRoom
from tests.client.scenes import in_summary
from tests.client.waiting import screen_text, until, until_gone, until_no_form, until_shown, write
from tests.given import A_PLAN, a_hearing, a_room, given, record_action, share, volunteer, wording

WIDE = (130, 38)


def room_screen(pilot: Pilot[Any]) -> RoomScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RoomScreen)
    return screen


async def test_act_1_a_representative_volunteers_an_action() -> None:
    """ACT-1, ACT-2, ACT-3: what is missing is said while it is typed, with the day and weekday."""
    room = FakeRoom(a_hearing(Stage.PLANNING))
    room.does("chair", RecordRisk(case="oak", risk="r1", at_risk="victim", text="Strangulation."))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "Housing volunteers an action", "by Tue 1 December")
        await write(pilot, "monitor the locks")
        await until_shown(pilot, "“monitor” is vague.", "for whom?", "which risk does it answer?")
        await pilot.press("tab", "v", "i", "tab", "1", "tab")
        await write(pilot, "2 working days")
        await until_shown(pilot, "Thu 26 November")
        await pilot.press("tab")
        await write(pilot, "job sheet closed")
        await until_shown(pilot, "nothing else is missing")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (action,) = room.given.case("oak").plan.actions.values()
        assert action.owners == ("housing",)
        assert action.wording.risks == ("r1",)
        assert action.wording.for_whom == "victim"
        assert str(action.wording.due) == "2026-11-26"


async def test_act_4_other_agencies_are_asked_to_join_with_the_space_bar() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("housing").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "Ask to join")
        await write(pilot, "change the locks")
        await pilot.press(*["tab"] * 6)
        await until_shown(pilot, "▸[ ] Police", "Space ticks")
        await write(pilot, "pro ")
        await until_shown(pilot, "▸[x] Probation", " [ ] Police")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (action,) = room.given.case().plan.actions.values()
        assert action.invited == {"probation"}


async def test_every_choice_and_what_the_keys_do_stay_in_sight_on_the_smallest_screen() -> None:
    more = tuple(
        ExpectedPerson(id=f"rep-{n}", name=f"Somebody {n}", agency=f"agency-{n}") for n in range(9)
    )
    agencies = tuple(Agency(id=p.agency, name=f"A long name of {p.agency}") for p in more)
    plan = A_PLAN.model_copy(
        update={"people": (*A_PLAN.people, *more), "agencies": (*A_PLAN.agencies, *agencies)}
    )
    start = given(plan).everybody_signed().case_called("1").at_stage(Stage.PLANNING)
    async with FakeRoom(start).app("housing").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "Ask to join")
        await pilot.press(*["tab"] * 6)
        await until_shown(pilot, "[ ] A long name of agency-8", "Space ticks", "Ctrl+S send")
        assert "Ask to join" in screen_text(pilot.app)


async def test_risk_1_somebody_is_found_by_any_of_their_names() -> None:
    room = FakeRoom(a_hearing(Stage.RISKS))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "R  risk")
        await pilot.press("R")
        await until_shown(pilot, "Record a risk")
        await write(pilot, "he has a key")
        await pilot.press("tab")
        await write(pilot, "ava")
        await until_shown(pilot, "[child: Ava]")
        await pilot.press("tab")
        await write(pilot, "oakhillx")
        await until_shown(
            pilot, "[perpetrator: Dale Oakhill]", "Nothing here begins with “oakhillx”."
        )
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (risk,) = room.given.case().risks.named.values()
        assert (risk.at_risk, risk.from_whom) == ("child", "perpetrator")


async def test_act_3_a_date_before_the_meeting_comes_back_to_its_field() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "By when")
        await write(pilot, "change the locks")
        await pilot.press("tab", "tab")
        await write(pilot, "01/11/2026")
        await until_shown(pilot, "! before the meeting")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "By when: No action can be due before the meeting")
        assert "change the locks" in screen_text(pilot.app)


async def test_act_1_what_is_suggested_waits_on_my_screen_and_is_declined_with_why() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        offer = wording("Fit a camera.")
        room.does("children", SuggestAction(case="oak", action="a1", to="housing", wording=offer))
        await until_shown(pilot, "A1 is suggested to you: t take up, d decline")
        await pilot.press("d")
        await until_shown(pilot, "Decline A1: Fit a camera.")
        await write(pilot, "the landlord does that")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.action("a1").standing is Standing.DECLINED


async def test_act_1_what_is_suggested_is_taken_up_in_my_own_words() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    offer = wording("Fit a camera.")
    room.does("children", SuggestAction(case="oak", action="a1", to="housing", wording=offer))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "take up A1")
        await pilot.press("t")
        await until_shown(pilot, "Take up A1", "Fit a camera.")
        await write(pilot, " And an alarm.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert room.given.action("a1").wording.text == "Fit a camera. And an alarm."
        assert room.given.action("a1").owners == ("housing",)


async def test_act_9_enter_confirms_the_action_under_the_cursor_at_once() -> None:
    given = a_hearing(Stage.PLANNING).after("housing", volunteer())
    room = FakeRoom(given)
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "confirm A1")
        await pilot.press("4", "down", "enter")
        await until(pilot, lambda: room.given.action("a1").is_confirmed, "confirmed")


async def test_what_is_not_under_the_cursor_is_asked_about_before_it_is_confirmed() -> None:
    """Somebody else's act could change which action is first."""
    room = FakeRoom(a_hearing(Stage.PLANNING).after("housing", volunteer()))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "confirm A1")
        await pilot.press("enter")
        await until_shown(pilot, "Confirm A1?", "Is this what you offered?")
        assert not room.given.action("a1").is_confirmed
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.action("a1").is_confirmed


async def test_act_6_of_a_stopped_action_changing_it_comes_first_and_confirming_it_last() -> None:
    unsafe = JudgeAction(
        case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why="He is in."
    )
    start = a_hearing(Stage.PLANNING).after("police", volunteer())
    async with FakeRoom(start).app("police").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Enter  confirm A1 ")
    room = FakeRoom(start.after("idva", unsafe))
    async with room.app("police").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "e change, w withdraw", "e  change A1    w  withdraw A1")
        assert "Enter  confirm" not in screen_text(pilot.app)
        await pilot.press("question_mark")
        await until_shown(pilot, "Confirm the wording")


async def test_act_6_the_idva_stops_an_action_as_unsafe_and_says_why() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING).after("police", volunteer()))
    async with room.app("idva").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Is A1 safe for the victim?")
        await pilot.press("u")
        await until_shown(pilot, "A1 is unsafe")
        await pilot.press("enter")
        await until_shown(pilot, "Why: Say what makes it unsafe.")
        await write(pilot, "he would be there")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.action("a1").standing is Standing.STOPPED
        await pilot.press("4")
        await until_shown(pilot, "stopped as unsafe · he would be there")


async def test_act_6_the_chair_keeps_what_its_owner_confirmed_again() -> None:
    unsafe = JudgeAction(
        case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why="He is in."
    )
    given = a_hearing(Stage.PLANNING).after("police", volunteer()).after("idva", unsafe)
    room = FakeRoom(given.after("police", ConfirmAction(case="oak", action="a1", version=2)))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "k  keep A1")
        await pilot.press("k")
        await until_shown(pilot, "Keep A1", "! He is in.")
        await write(pilot, "she asked for it")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.action("a1").standing is Standing.KEPT


async def test_case_4_the_minute_taker_records_for_an_agency_by_its_first_letters() -> None:
    """ROLE-3, ROLE-8, CASE-4: two letters and Tab are probation."""
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "I  information")
        await pilot.press("I")
        await until_shown(pilot, "Record what an agency says")
        await pilot.press("p", "r", "o", "tab")
        await write(pilot, "breached his order")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (point,) = room.given.case("oak").heard.points.values()
        assert (point.agency, point.text, point.on_behalf) == (
            "probation",
            "breached his order",
            True,
        )


async def test_act_5_the_minute_taker_witnesses_a_spoken_confirmation() -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK).after("minutes", record_action()))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "A1 is to be confirmed aloud: W witness")
        await pilot.press("W")
        await until_shown(pilot, "Primary care confirmed A1 aloud?")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.action("a1").confirmed == {"health": "minutes"}


async def test_act_9_the_minute_taker_says_that_the_actions_are_read_back() -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK).after("police", volunteer()))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Read the actions aloud, then press B")
        await pilot.press("B", "enter")
        await until_no_form(pilot)
        await until_gone(pilot, "read back done")
        assert room.given.case("oak").read_back_at is not None


async def test_con_1_the_key_names_the_case_under_the_cursor_and_declares_with_that_one() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "c  conflict, Case 1")
        await pilot.press("shift+tab", "down", "down", "down")
        await until_shown(pilot, "c  conflict, Case 2")
        await pilot.press("c")
        await until_shown(pilot, "Declare a conflict with Case 2")
        await write(pilot, "my cousin")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.case("elm").is_withheld_from("housing")
        assert not room.given.case("oak").is_withheld_from("housing")
        await pilot.press("tab")
        await until_shown(pilot, "c  conflict, Case 1")


async def test_the_pane_that_the_cursor_keys_move_has_a_heavy_frame() -> None:
    """Not by colour alone."""
    async with FakeRoom(a_hearing(Stage.ROUND)).app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "┏━ Case 1", "╭─ running order")
        await pilot.press("shift+tab")
        await until_shown(pilot, "╭─ Case 1", "┏━ running order")


async def test_att_6_where_an_intruder_is_put_out_is_said_in_the_room_and_its_help() -> None:
    async with FakeRoom(a_hearing(Stage.ROUND)).app("chair").run_test(size=(200, 60)) as pilot:
        await until_shown(pilot, "G  register: void, log out")
        await pilot.press("question_mark", "end")
        await until_shown(pilot, "In the register (G)", "G, v", "G, E", "G, I")
    async with FakeRoom(a_hearing(Stage.ROUND)).app("housing").run_test(size=(200, 60)) as pilot:
        await until_shown(pilot, "G  register ")
        await pilot.press("question_mark", "end")
        await until_shown(pilot, "Ctrl+L")
        assert "In the register (G)" not in screen_text(pilot.app)


async def test_the_tab_in_which_it_is_happening_is_named_and_never_turned_for_anybody() -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK).after("police", volunteer()))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Actions are on now: 4 shows them")
        assert room_screen(pilot).tab is Tab.PARTIES
        await pilot.press("4")
        await until_gone(pilot, "are on now")
        await pilot.press("1")
        await until_shown(pilot, "Actions are on now: 4 shows them")


async def test_words_typed_with_the_key_that_opens_a_form_are_all_in_it() -> None:
    """CON-1: whoever declares in a hurry is heard."""
    app = FakeRoom(a_hearing(Stage.ROUND)).app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "c  conflict")
        for char in "cmy neighbour c":
            app.post_message(Key("space" if char == " " else char, char))
        await until_shown(pilot, "Declare a conflict with Case 1", "my neighbour c")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.answers.one("reason") == "my neighbour c"


async def test_what_is_about_the_meeting_is_not_headed_by_a_case() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1").case_closed("oak"))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "call Coffee")
        await pilot.press("C")
        await until_shown(pilot, "╭─ Call Coffee?")


async def test_a_refusal_stands_in_a_form_until_something_else_is_written() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING).after("police", volunteer()))
    async with room.app("idva").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Is A1 safe for the victim?")
        await pilot.press("u", "enter")
        await until_shown(pilot, "Why: Say what makes it unsafe.")
        await pilot.press("h")
        await until_gone(pilot, "Say what makes it unsafe.")


async def test_case_6_running_order_and_summary_say_which_cases_were_deferred() -> None:
    given = a_hearing(Stage.PRESENTING).case_closed("oak")
    case = given.case("oak")
    assert case.closing is not None
    assert case.closing.outcome is Outcome.DEFERRED
    async with FakeRoom(given).app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "✓ Case 1", " deferred")
    async with FakeRoom(given.in_phase(Phase.SUMMARY)).app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "! Case 1: bring its referral into the next meeting.")


async def test_case_1_after_the_last_case_the_screen_says_what_comes_next() -> None:
    plan = A_PLAN.model_copy(update={"cases": A_PLAN.cases[:1], "breaks": ()})
    room = FakeRoom(given(plan).everybody_signed().case_called("1").case_closed("oak"))
    for who, words in (
        ("chair", "Press m to go on to the summary."),
        ("police", "The chair goes on"),
    ):
        async with room.app(who).run_test(size=WIDE) as pilot:
            await until_shown(pilot, "every case is over", f"Every case is over. {words}")


async def test_role_7_who_is_asked_first_to_stand_in_is_somebody_who_can() -> None:
    """The chair could not take the minutes as well."""
    room = FakeRoom(a_hearing(Stage.ROUND).after("chair", RecordLeaving(person="minutes")))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "S ask somebody")
        await pilot.press("S")
        await until_shown(pilot, "Ask somebody to stand in for Case 1", "Nobody holds it.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert room.given.case().stand_ins[Post.MINUTES].asked not in {None, "chair"}


async def test_case_1_the_chair_calls_a_case_by_name_and_moves_it_on() -> None:
    room = FakeRoom(a_room().everybody_signed())
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "C  call Case 1")
        await pilot.press("C")
        await until_shown(
            pilot, "Call Case 1?", "Planned for 09:15", "Police presents it: Robin Marsh."
        )
        await pilot.press("enter")
        await until_shown(pilot, "Case 1 of 3 · any conflicts?", ">  referrer presents")
        await pilot.press("greater_than_sign")
        await until_shown(pilot, "<  any conflicts?")
        assert room.given.case("oak").stage is Stage.PRESENTING


async def test_case_2_the_chair_stops_the_clock_and_gives_more_time() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "p  pause")
        await pilot.press("p")
        await until_shown(pilot, "stopped, ", "p  resume")
        await pilot.press("plus")
        await until_shown(pilot, "Give this case more time")
        await pilot.press("tab")
        await write(pilot, "three children")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.case("oak").clock.extensions == ((5, "three children"),)


async def test_act_10_closing_shows_what_is_open_and_needs_a_reason() -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK).after("police", volunteer()))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "K  close the case")
        await pilot.press("K")
        await until_shown(pilot, "Still open:", "! A1 has no date", "! Housing not heard")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "✗ Reason: Still open:")
        await write(pilot, "the hour is late")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        closing = room.given.case("oak").closing
        assert closing is not None
        assert closing.outcome is Outcome.HEARD
        assert room.given.room.items["1"].state is ItemState.OVER


async def test_case_6_a_case_is_deferred_from_any_stage() -> None:
    room = FakeRoom(a_hearing(Stage.PRESENTING))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "K  close the case")
        await pilot.press("K")
        await until_shown(pilot, "not chosen yet")
        await write(pilot, "the referrer is not here")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "✗ Outcome: Choose how it ends")
        await pilot.press("d", "ctrl+s")
        await until_no_form(pilot)
        closing = room.given.case("oak").closing
        assert closing is not None
        assert closing.outcome is Outcome.DEFERRED


async def test_role_4_a_raised_risk_waits_for_the_chair_who_agrees_it() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "r  raise risk")
        await pilot.press("r")
        await until_shown(pilot, "Raise a risk")
        await write(pilot, "he has a key")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "R1 was raised by Hugo Brook (Housing): a agree")
        await pilot.press("a", "enter")
        await until_no_form(pilot)
        assert all(risk.agreed for risk in room.given.case("oak").risks.named.values())


async def test_risk_1_no_risks_is_an_answer_and_is_asked_about() -> None:
    room = FakeRoom(a_hearing(Stage.RISKS))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "0  no risks")
        await pilot.press("0", "enter")
        await until_no_form(pilot)
        assert room.given.case("oak").risks.none_identified


async def test_case_4_a_hand_goes_up_down_and_is_heard() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "h  ask to speak")
        await pilot.press("h")
        await until_shown(pilot, "h  hand down", "asks")
        room.does("children", AskToSpeak(case="oak"))
        await until_shown(pilot, "asks, 1 of 2", "asks, 2 of 2")
        await pilot.press("h")
        await until_shown(pilot, "h  ask to speak")
        assert room.given.case("oak").heard.hands == ("children",)


async def test_nobody_elses_act_moves_cursor_tab_or_draft() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING).after("police", volunteer("a1"), volunteer("a2")))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("4", "down", "down")
        screen = room_screen(pilot)
        case = screen.query_one("#case", Listing)
        assert case.selected == "a2"
        await pilot.press("v")
        await write(pilot, "change")
        risk = RecordRisk(case="oak", risk="r1", at_risk="victim", text="He has a key.")
        on = EnterStage(case="oak", from_stage=Stage.PLANNING, stage=Stage.SAFETY)
        room.does("chair", risk, on)
        room.does("police", WithdrawAction(case="oak", action="a1", version=1, reason="Done."))
        room.does("police", share())
        await write(pilot, " locks")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.answers.one("text") == "change locks"
        await pilot.press("escape", "escape")
        await until_no_form(pilot)
        assert (case.selected, screen.tab) == ("a2", Tab.ACTIONS)


async def test_the_chair_looks_at_another_case_without_moving_the_room() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room_screen(pilot).query_one("#order", Listing).focus()
        await pilot.press("end", "up", "enter")
        await until_shown(pilot, "Bettina Elmer", "Case 1 is on now: Escape goes there")
        on = room.given.room.on
        assert on is not None
        assert on.item == "1"
        await pilot.press("escape")
        await until_shown(pilot, "Anwen Oakhill")


async def test_escape_asks_before_it_throws_a_draft_away() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "i  information")
        await pilot.press("i")
        await write(pilot, "rent")
        await pilot.press("escape")
        await until_shown(pilot, "Escape again throws away what you wrote")
        await write(pilot, "s")
        await until_gone(pilot, "Escape again")
        assert "rents" in screen_text(pilot.app)
        await pilot.press("escape", "escape")
        await until_no_form(pilot)


async def test_while_not_connected_it_is_said_and_drafts_and_commands_are_kept() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "● connected")
        await pilot.press("i")
        await write(pilot, "rent is owed")
        room.link("housing").lose()
        await until_shown(pilot, "○ NOT CONNECTED, showing what was at 09:00")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "This is kept and sent when the server is back", "rent is owed")
        room.link("housing").connect()
        await until_no_form(pilot)
        await until_shown(pilot, "● connected")
        assert len(room.given.case("oak").heard.points) == 1


async def test_con_1_a_conflict_is_declared_from_the_summary_with_any_case() -> None:
    room = FakeRoom(in_summary())
    app = room.app("idva")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Case 3 A1", "c  conflict")
        await pilot.press("down", "c")
        await until_shown(pilot, "Declare a conflict", "[Case 3]")
        await pilot.press("tab")
        await write(pilot, "my neighbour")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_gone(pilot, "Case 3 A1")
        assert room.given.case("ash").is_withheld_from("idva")
        assert not room.given.case("oak").is_withheld_from("idva")


async def test_con_1_the_chair_decides_a_conflict_in_the_summary() -> None:
    given = in_summary().after("idva", DeclareConflict(case="ash", reason="My neighbour."))
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "1 conflict to decide (y)")
        await pilot.press("y")
        await until_shown(pilot, "turn the screen away")
        await pilot.press("tab", "tab", "right", "tab")
        await write(pilot, "years ago")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert not room.given.case("ash").is_withheld_from("idva")


async def test_con_2_who_declared_a_conflict_is_told_what_the_chair_decided() -> None:
    room = FakeRoom(a_hearing(Stage.CONFLICTS))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "c  conflict")
        room.does("housing", DeclareConflict(case="oak", reason="We are cousins."))
        await until_shown(pilot, "The chair decides whether you leave the room.")
        leaves = RuleOnConflict(case="oak", person="housing", ruling=Ruling.LEAVES)
        room.does("chair", leaves)
        await until_shown(pilot, "The chair has decided: please leave the room.")
        change = {"ruling": Ruling.STAYS, "instead_of": Ruling.LEAVES, "reason": "Long ago."}
        stays = leaves.model_copy(update=change)
        room.does("chair", stays)
        await until_shown(pilot, "The chair has decided: you may stay in this case")


async def test_con_3_the_chair_who_is_out_of_a_case_goes_on_with_what_another_does_not_call() -> (
    None
):
    room = FakeRoom(a_hearing(Stage.CONFLICTS))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "c  conflict")
        await pilot.press("c")
        await until_shown(pilot, "until somebody has taken over what you hold in it")
        await write(pilot, "my cousin")
        await pilot.press("enter")
        await until_shown(pilot, "Case 1: whoever stands in for you calls it")
        await until_shown(pilot, "C  call Coffee")


async def test_con_3_somebody_is_asked_to_take_the_minutes_and_accepts_on_their_own_screen() -> (
    None
):
    given = a_hearing().case_closed()
    given = given.after("minutes", DeclareConflict(case="elm", reason="We are cousins."))
    room = FakeRoom(given)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(
            pilot, "Case 2: somebody has to stand in for the minutes (S ask somebody)"
        )
        await pilot.press("S")
        await until_shown(pilot, "Ask somebody to stand in for Case 2", "Nobody holds it.")
        await pilot.press("tab")
        await write(pilot, "pie")
        await pilot.press("enter")
        await until_shown(pilot, "asked: Piers Holt")
    asked = room.given.case("elm").stand_ins[Post.MINUTES].asked
    assert asked == "probation"
    async with room.app("probation").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "You are asked to stand in for the minutes of Case 2: S answer")
        await pilot.press("S")
        await until_shown(pilot, "You write down what is said")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        room.does("chair", CallItem(item="2"))
        await until_shown(pilot, "you: minute-taker of Case 2", "for the minutes: Piers Holt")
    assert room.given.case("elm").stand_ins[Post.MINUTES].person == "probation"


async def test_con_3_where_chair_and_minutes_are_out_the_coordinator_alone_asks() -> None:
    given = a_hearing().case_closed()
    for who in ("chair", "minutes"):
        given = given.after(who, DeclareConflict(case="elm", reason="We are cousins."))
    room = FakeRoom(replace(given, coordinator="housing"))
    nobody = "Case 2: the coordinator chooses who leads, or it stays unheard"
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, nobody)
        await pilot.press("S")
        assert not isinstance(pilot.app.screen, FormScreen)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(
            pilot, "Case 2: whoever stands in for you calls it; if nobody does, C calls another, m"
        )
        assert nobody not in screen_text(pilot.app)
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Case 2: somebody has to stand in for the chair and the minutes")
        await pilot.press("S")
        await until_shown(pilot, "Ask somebody to stand in for Case 2")
        await pilot.press("tab")
        await write(pilot, "pie")
        await pilot.press("enter")
        await until_shown(pilot, "asked: Piers Holt")


async def test_con_3_who_is_out_of_the_case_is_ticked_out_before_it_goes_on() -> None:
    given = a_hearing(Stage.CONFLICTS)
    given = given.after("housing", DeclareConflict(case="oak", reason="We are cousins."))
    leaves = RuleOnConflict(case="oak", person="housing", ruling=Ruling.LEAVES)
    room = FakeRoom(given.after("chair", leaves))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Hugo Brook is to leave the room: o tick out")
        await pilot.press("greater_than_sign")
        await until_shown(pilot, "Tick them out (o) when")
        await pilot.press("o")
        await until_shown(pilot, "Hugo Brook (Housing) has left the room?")
        await pilot.press("enter")
        await until(pilot, lambda: "housing" in room.given.case().outside)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: room.given.case().stage is Stage.PRESENTING)


async def test_con_1_that_conflicts_are_asked_is_said_to_who_looks_at_another_case() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND).case_closed("oak"))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "✓ Case 1")
        room_screen(pilot).query_one("#order", Listing).focus()
        await pilot.press("home", "enter")
        await until_shown(pilot, "Anwen Oakhill")
        room.does("chair", CallItem(item="2"))
        await until_shown(pilot, "Case 2 is on now, and conflicts are asked: Escape goes there")


async def test_case_1_the_next_case_begins_with_who_it_is_about() -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("4")
        await until_shown(pilot, "[Actions]")
        room.given = room.given.case_closed("oak")
        room.does("chair", CallItem(item="2"))
        await until_shown(pilot, "Case 2 of 3", "[Parties]")


async def test_con_1_a_conflict_can_be_declared_with_a_case_that_is_over() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND).case_closed("oak"))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "✓ Case 1")
        room_screen(pilot).query_one("#order", Listing).focus()
        await pilot.press("home", "enter")
        await until_shown(pilot, "Anwen Oakhill", "c  conflict")
        await pilot.press("c")
        await until_shown(pilot, "Declare a conflict with Case 1")
        await write(pilot, "my cousin")
        await pilot.press("enter")
        await until_shown(pilot, "Case 1 is closed to you.")
        assert room.given.case("oak").is_withheld_from("housing")


async def test_act_10_what_opened_since_the_chair_looked_is_shown_before_the_case_is_closed() -> (
    None
):
    room = FakeRoom(a_hearing(Stage.READ_BACK))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "K  close the case")
        await pilot.press("K")
        await until_shown(pilot, "Reason")
        await write(pilot, "no time")
        room.does("police", volunteer())
        await pilot.press("ctrl+s")
        await until_shown(pilot, "What is open has changed since you looked.", "! A1 has no date")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        closing = room.given.case("oak").closing
        assert closing is not None
        assert closing.reason == "no time"


async def test_act_4_a_joint_owner_reads_what_becomes_of_the_others() -> None:
    offer = volunteer(invited=["police"])
    given = a_hearing(Stage.PLANNING).after("housing", offer)
    room = FakeRoom(given.after("police", JoinAction(case="oak", action="a1", version=1)))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "w  withdraw A1")
        await pilot.press("w")
        await until_shown(pilot, "It goes on without you, with: Police.")
        await pilot.press("escape")
        await until_no_form(pilot)
        await pilot.press("e")
        await until_shown(pilot, "Asked to join again, in the new words: Police.")
        await write(pilot, " Tonight.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        action = room.given.action("a1")
        assert action.owners == ("housing",)
        assert action.invited == {"police"}


async def test_act_6_the_idva_can_stop_an_action_also_when_another_is_closest() -> None:
    named = a_hearing(Stage.PLANNING).after("police", volunteer())
    room = FakeRoom(named.after("chair", NameClosest(case="oak", person="children")))
    async with room.app("idva").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "u  unsafe A1")
        await until_gone(pilot, "s  safe A1")
        room.does("minutes", RecordLeaving(person="children"))
        await until_shown(pilot, "s  safe A1")
        assert pilot.app.is_running


async def test_what_is_typed_straight_after_tab_is_written_in_the_next_field() -> None:
    """However fast: the keys are there before anything has moved."""
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "By when")
        keys = [*"change", "tab", *"vic", "tab", *"2 days", "tab", *"job sheet"]
        for key in keys:
            name = "space" if key == " " else key
            pilot.app.post_message(Key(name, key if len(key) == 1 else None))
        await until_shown(pilot, "Thu 26 November", "job sheet")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (action,) = room.given.case("oak").plan.actions.values()
        written = action.wording
        assert (written.text, written.for_whom, written.done_when) == (
            "change",
            "victim",
            "job sheet",
        )


async def test_case_3_the_day_of_what_happened_is_a_past_one() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "i  information")
        await pilot.press("i")
        await until_shown(pilot, "shares information")
        await write(pilot, "The door was kicked in.")
        await pilot.press("tab", "tab", "tab", "tab")
        await write(pilot, "3 nov")
        await until_shown(pilot, "on Tue 3 November 2026")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        (point,) = room.given.case("oak").heard.points.values()
        assert str(point.dated) == "2026-11-03"


async def test_act_11_the_chair_is_told_over_what_the_list_would_be_approved() -> None:
    room = FakeRoom(in_summary())
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "A  approve")
        await pilot.press("A")
        await until_shown(pilot, "Approve the action list?", "! Not heard:")


async def test_a_screen_that_is_being_taken_down_is_not_painted_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[int] = []

    def painted_too_late(screen: RoomScreen) -> None:
        left.append(len(screen.query("#heading")))
        screen.paint()

    monkeypatch.setattr(RoomScreen, "on_unmount", painted_too_late, raising=False)
    app = FakeRoom(a_hearing(Stage.ROUND)).app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, RoomScreen))
    assert left == [0]


async def test_what_was_typed_last_may_reach_a_form_that_is_gone() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        form = app.screen
        assert isinstance(form, FormScreen)
        await pilot.press("escape")
        await until(pilot, lambda: not form.query("#remarks"))
        await form._on_message(Changed())
        assert app.is_running
