"""The lobby: attendance and the declaration, by keys alone."""

from client.screens.form import FormScreen
from client.screens.lobby import LobbyScreen
from client.screens.room import RoomScreen
from client.screens.summary import SummaryScreen
from meeting.commands import AskToSpeak, Attend, ConfirmNames, DeclareConflict, RecordNoLaptop
from meeting.decide.silence import decide_silence
from meeting.managing import EndSessions, InviteAnew, ListSent
from meeting.room import Attendance, Phase
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_gone, until_no_form, until_shown, write
from tests.given import A_PLAN, a_room, given
from tests.meeting.test_reading import closed, held
from tests.protocols import with_key

WIDE = (120, 34)


async def test_att_2_enter_says_that_i_am_here() -> None:
    room = FakeRoom(a_room())
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Press Enter to say that you are here.", "0 of 9 signed")
        await pilot.press("enter")
        await until_shown(pilot, "here, not signed")
        assert room.given.line("housing").attendance is Attendance.PRESENT


async def test_att_3_missing_core_agencies_are_said_in_words() -> None:
    room = FakeRoom(a_room().arrived("police", "idva", "housing", "children"))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "! Core agencies not here: Probation, Primary care")


async def test_sign_1_the_chair_reads_and_everybody_signs_by_name() -> None:
    room = FakeRoom(a_room().arrived("chair"))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "press r to read the declaration")
        await pilot.press("r")
        await until_shown(pilot, "Press Enter to read and sign")
        await pilot.press("enter")
        await until_shown(pilot, "What is said in this meeting is confidential.", "Your name")
        await write(pilot, "insp petra oakes")
        await pilot.press("enter")
        await until_no_form(pilot)
        signature = room.given.line("chair").signature
        assert signature is not None
        assert signature.digest == room.given.digest


async def test_sign_1_another_name_comes_back_to_its_field_with_the_draft_intact() -> None:
    room = FakeRoom(a_room().arrived("chair", "housing").in_phase(Phase.DECLARATION))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Press Enter to read and sign")
        await pilot.press("enter")
        await until_shown(pilot, "Your name")
        await write(pilot, "hugo")
        await pilot.press("enter")
        await until_shown(pilot, "Your name: Sign with your name as the register has it")
        await write(pilot, " brook")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.line("housing").signature is not None


async def test_sign_2_refusing_is_asked_about_and_stands_in_the_register() -> None:
    room = FakeRoom(a_room().arrived("chair", "housing").in_phase(Phase.DECLARATION))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "not sign")
        await pilot.press("x")
        await until_shown(pilot, "Not sign the declaration?")
        await pilot.press("enter")
        await until_shown(pilot, "would not sign")
        assert room.given.line("housing").refused


async def test_role_8_the_minute_taker_signs_somebody_in_and_witnesses_their_signature() -> None:
    given = a_room().arrived("chair", "minutes").in_phase(Phase.DECLARATION).signed("minutes")
    room = FakeRoom(given)
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Hetty Lowe")
        await pilot.press("end", "up", "s")
        await until_shown(pilot, "Here, without a laptop: Hetty Lowe (Primary care)?")
        await pilot.press("enter")
        await until_shown(pilot, "no laptop", "w  witness signature")
        await pilot.press("w", "enter")
        await until_shown(pilot, ", witnessed")
        assert room.given.line("health").may_take_part


async def test_sign_2_a_late_arrival_signs_first_and_then_moves_on_without_a_key() -> None:
    given = a_room().everybody_signed(but=("housing",)).case_called("1")
    room = FakeRoom(given.after("housing", Attend()))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
        await until_shown(pilot, "Press Enter to read and sign")
        assert "Oakhill" not in repr(app.seen().state)
        room.does("housing", room.given.signature_of("housing"))
        await until(pilot, lambda: isinstance(app.screen, RoomScreen), "the room")
        await until_shown(pilot, "Anwen Oakhill")


async def test_sign_2_who_stayed_away_signs_before_they_read_what_was_heard() -> None:
    room = FakeRoom(held("probation", read_by="members"))
    app = room.app("probation")
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "The meeting is over.", "read and sign the declaration.")
        assert "Oakhill" not in repr(app.seen().state)
        await pilot.press("enter")
        await until_shown(pilot, "Your name")
        await write(pilot, "Piers Holt")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen), "the summary")
        await until_shown(pilot, "Case 1")
        assert "Oakhill" in repr(app.seen().state)


async def test_sign_2_who_may_not_read_when_it_is_over_is_told_that_it_is() -> None:
    room = FakeRoom(held("probation"))
    async with room.app("probation").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "The meeting is over. Its cases are not open to you")
        await until_gone(pilot, "Press Enter")


async def test_the_chair_goes_on_to_hearing_and_is_told_who_has_not_signed() -> None:
    given = a_room().arrived("chair", "minutes", "housing").in_phase(Phase.DECLARATION)
    room = FakeRoom(given.signed("chair", "minutes").after("minutes", ConfirmNames()))
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "begin hearing cases")
        await pilot.press("b")
        await until_shown(pilot, "Here and not signed: Hugo Brook")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen), "the room")
        assert not isinstance(app.screen, FormScreen)


async def test_the_question_before_the_hearing_is_of_now_while_it_stands() -> None:
    given = a_room().arrived("chair", "minutes", "housing").in_phase(Phase.DECLARATION)
    room = FakeRoom(given.signed("chair", "minutes").after("minutes", ConfirmNames()))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "begin hearing cases")
        await pilot.press("b")
        await until_shown(pilot, "Here and not signed: Hugo Brook")
        room.does("housing", room.given.signature_of("housing"))
        await until_shown(pilot, "Everybody who is here has signed.")
        await until_gone(pilot, "Here and not signed")


async def test_role_8_whoever_has_no_laptop_is_told_and_takes_part_again_with_enter() -> None:
    given = a_room().everybody_signed().case_called("1")
    room = FakeRoom(given)
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.does("minutes", RecordNoLaptop(person="housing"))
        await until_shown(pilot, "The minute-taker answers for you without a laptop.")
        await until_gone(pilot, "Oakhill")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen), "the room")
        assert room.given.line("housing").laptop


async def test_sign_2_whoever_signed_on_paper_signs_again_on_a_laptop() -> None:
    """A witness has seen a person sign, not who sits behind a screen."""
    given = a_room().everybody_signed().case_called("1")
    room = FakeRoom(given)
    app = room.app("health")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "The minute-taker answers for you without a laptop.")
        await pilot.press("enter")
        await until_shown(pilot, "You signed on paper.", "read and sign")
        assert "Oakhill" not in repr(app.seen().state)
        await pilot.press("enter")
        await until_shown(pilot, "Your name")
        await write(pilot, "hetty lowe")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen), "the room")


async def test_leaving_while_something_waits_says_how_much_is_lost_and_stays_by_default() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("housing").lose()
        app.send(AskToSpeak(case="oak"))
        app.send(DeclareConflict(case="elm", reason="My cousin."))
        await until_shown(pilot, "2 waiting to be sent")
        await pilot.press("ctrl+q")
        await until_shown(pilot, "lost if this screen is closed now: 2 things", "[stay here]")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert app.is_running
        room.link("housing").connect()
        await until_shown(pilot, "● connected")
        assert room.given.case("oak").heard.hands == ("housing",)
        assert room.given.case("elm").is_withheld_from("housing")


async def test_leaving_while_something_waits_can_be_done_all_the_same() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("housing").lose()
        app.send(AskToSpeak(case="oak"))
        await pilot.press("q")
        await until_shown(pilot, "now: 1 thing.")
        await pilot.press("right", "enter")
        await until(pilot, lambda: app.return_code == 0, "the screen is closed")
        assert not room.given.case("oak").heard.hands


async def test_att_2_one_key_steps_out_and_one_comes_back() -> None:
    """No case is on the screen in between, and the register says where the person is."""
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        await pilot.press("z")
        await until_shown(pilot, "You have stepped out", "- stepped out", "1 stepped out")
        await until_gone(pilot, "Oakhill")
        assert "Oakhill" not in repr(app.seen().state)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RoomScreen), "the room")
        await until_shown(pilot, "Anwen Oakhill")


async def test_att_2_who_stepped_out_is_recorded_and_recorded_as_back() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        await pilot.press("Z")
        await until_shown(pilot, "Who has stepped out?")
        await pilot.press("h", "e", "enter")
        await until_no_form(pilot)
        assert room.given.line("health").attendance is Attendance.STEPPED_OUT
        await pilot.press("T")
        await until_shown(pilot, "Who is back in the room?")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.line("health").may_take_part


async def test_att_5_who_came_for_their_own_cases_is_released_and_nobody_of_the_core() -> None:
    plan = A_PLAN.model_copy(
        update={"protocol": with_key(A_PLAN.protocol, "attendance.core_agencies", ("police",))}
    )
    room = FakeRoom(given(plan).arrived("chair", "minutes", "police", "housing"))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Hugo Brook")
        await pilot.press("home", "down", "down")
        await until_shown(pilot, "l  has left")
        await until_gone(pilot, "e  released")
        await pilot.press("down", "down")
        await until_shown(pilot, "e  released")
        await pilot.press("e")
        await until_shown(pilot, "Came for their own cases, and may go: Hugo Brook")
        await pilot.press("enter")
        await until_shown(pilot, "- released", "1 released")
        assert room.given.line("housing").attendance is Attendance.RELEASED


async def test_att_2_a_laptop_that_is_not_connected_stands_in_the_register() -> None:
    given = a_room().everybody_signed()
    silent = given.happened(decide_silence(given.room, "police", connected=False), "room")
    room = FakeRoom(silent.later(seconds=40))
    async with room.app("minutes").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "● connected")
        await pilot.press("G")
        await until_shown(pilot, "! not connected since 09:00", "9 of 9 signed · 1 not connected")


async def test_att_2_a_latecomer_opens_a_finished_case_with_a_key() -> None:
    start = a_room().everybody_signed(but=("housing",)).case_called("1").case_closed()
    room = FakeRoom(start.case_called("2").after("housing", Attend()).signed("housing"))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Bettina Elmer", "l  open a finished case")
        assert "Oakhill" not in repr(app.seen().state)
        await pilot.press("l")
        await until_shown(pilot, "Open a case that is over", "is recorded in the case")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_gone(pilot, "open a finished case")
        assert "Anwen Oakhill" in repr(app.seen().state)


async def test_the_chair_logs_somebody_out_and_invites_them_anew_by_keys() -> None:
    room = FakeRoom(a_room().arrived("chair", "housing"))
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("down")
        await until_shown(pilot, "log out", "I  invite")
        await pilot.press("E")
        await until_shown(pilot, "Log out Insp Petra Oakes (Police)?")
        await pilot.press("enter")
        await until_shown(pilot, "✓ Insp Petra Oakes (Police) is logged out everywhere")
        await pilot.press("I")
        await until_shown(pilot, "The invitation is shown here, and only here.")
        await pilot.press("enter")
        await until_shown(pilot, "Hand this over", "MARAC Live: an invitation", "Shift")
        await until_gone(pilot, "Petra Oakes", "╭", "│")
        await pilot.press("enter")
        await until_no_form(pilot)
        acts = [type(act) for act in room.link("chair").managed]
        assert acts == [EndSessions, InviteAnew]


async def test_att_6_what_was_sent_is_offered_at_once_after_a_void_sign_in_and_by_a_key() -> None:
    room = FakeRoom(a_room().everybody_signed())
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "home", "down", "down")
        await until_shown(pilot, "list sent")
        await pilot.press("v")
        await until_shown(pilot, "Declare void the sign-in of Robin Marsh (Police)?")
        await pilot.press("N", "o", "t", "enter")
        await until_shown(pilot, "List what was sent to Robin Marsh (Police)?")
        await pilot.press("enter")
        await until_shown(pilot, "What was sent to Robin Marsh", "Listed is what was sent")
        await pilot.press("enter")
        await until_no_form(pilot)
        await pilot.press("L")
        await until_shown(pilot, "List what was sent to Robin Marsh (Police)?")
        await pilot.press("escape")
        await until_no_form(pilot)
        assert room.link("chair").managed == [ListSent(person="police")]


async def test_out_2_a_list_of_what_was_sent_goes_when_reading_is_closed() -> None:
    """Or the numbers of its cases would stand there for as long as nobody presses a key."""
    room = FakeRoom(held(read_days=14))
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SummaryScreen), "the summary")
        room.link("chair").manage(ListSent(person="police"))
        await until_shown(pilot, "What was sent to Robin Marsh", "Listed is what was sent")
        room.given = closed(room.given.later(minutes=15 * 24 * 60))
        room.distribute()
        await until_gone(pilot, "Listed is what was sent")


async def test_con_2_a_list_of_what_was_sent_goes_when_the_lease_is_over() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("chair").manage(ListSent(person="police"))
        await until_shown(pilot, "Listed is what was sent")
        room.link("chair").end_lease()
        await until_gone(pilot, "Listed is what was sent")


async def test_con_2_a_list_of_what_was_sent_goes_when_a_case_is_withdrawn() -> None:
    room = FakeRoom(a_room().everybody_signed().case_called("1"))
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G", "down", "L")
        await until_shown(pilot, "List what was sent to")
        await pilot.press("enter")
        await until_shown(pilot, "Listed is what was sent")
        room.does("chair", DeclareConflict(case="oak", reason="My cousin."))
        await until_gone(pilot, "Listed is what was sent")


async def test_a_representative_has_no_keys_for_accounts() -> None:
    room = FakeRoom(a_room().arrived("chair", "housing"))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "here, not signed")
        await pilot.press("down", "E", "I")
        await until_gone(pilot, "log out", "I  invite")
        assert room.link("housing").managed == []
