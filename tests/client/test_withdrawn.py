"""What is withdrawn is gone at once: CON-1, CON-2, CON-4, and text is never read as markup."""

from agenda.protocol import Stage
from client.acts.keys import offered
from client.happenings import RefusedCommand
from meeting.case.information import Category
from meeting.commands import (
    ChangeAction,
    ConfirmAction,
    DeclareConflict,
    RecordLeaving,
    ShareInformation,
)
from meeting.words import Refused
from tests.client.fake_room import FakeRoom
from tests.client.scenes import in_planning
from tests.client.waiting import (
    everything_held,
    screen_text,
    until,
    until_gone,
    until_no_form,
    until_shown,
    write,
)
from tests.given import a_hearing, volunteer, wording

WIDE = (130, 38)
CANARY = "zebrafinch"
FOR_EVER = 3600.0
"""Seconds after which a note would go by itself: more than any test takes."""
NASTY = "[@click=app.quit]x[/] [/b] [TODO] [bold red]y \x1b]52;c;eA==\x07"


async def test_con_2_the_case_goes_dark_before_the_hand_is_down() -> None:
    room = FakeRoom(a_hearing(Stage.CONFLICTS))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Any conflicts? c", "Anwen Oakhill")
        await pilot.press("c")
        await until_shown(pilot, "The case closes to you at once")
        await write(pilot, "my cousin")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "Case 1 is closed to you.", "not for you")
        held = everything_held(room_app := pilot.app)  # type: ignore[arg-type] # a MaracApp
        assert room_app.screen_stack
        assert "Oakhill" not in held


async def test_con_2_nothing_of_a_withdrawn_case_stays_in_any_widget_draft_or_note() -> None:
    given = a_hearing(Stage.PLANNING).after("police", volunteer(wording=wording(CANARY)))
    room = FakeRoom(given)
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("4", "down")
        await until_shown(pilot, CANARY)
        app.notify(CANARY, markup=False)
        await pilot.press("v")
        await write(pilot, f"about {CANARY}")
        await pilot.press("backspace", "ctrl+z")
        await until(pilot, lambda: everything_held(app).count(CANARY) > 2, "the canary is held")
        room.does("minutes", RecordLeaving(person="housing"))
        await until_no_form(pilot)
        await until(pilot, lambda: CANARY not in everything_held(app), "the canary is gone")
        assert "Oakhill" not in everything_held(app)


async def test_con_2_a_note_does_not_outlive_the_case_that_it_is_about() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        app.notify(CANARY, markup=False, timeout=FOR_EVER)
        await until_shown(pilot, CANARY)
        room.does("minutes", RecordLeaving(person="housing"))
        await until(pilot, lambda: CANARY not in everything_held(app), "the note is gone")


async def test_con_2_a_refusal_that_quoted_a_case_goes_with_it() -> None:
    change = ChangeAction(case="oak", action="a1", version=1, wording=wording(CANARY))
    room = FakeRoom(a_hearing(Stage.PLANNING).after("housing", volunteer(), change))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        app.send(ConfirmAction(case="oak", action="a1", version=1))
        await until(pilot, lambda: CANARY in app.said, "the refusal is said")
        room.does("minutes", RecordLeaving(person="housing"))
        await until(pilot, lambda: CANARY not in everything_held(app), "the refusal is gone")


async def test_con_1_a_reason_is_never_on_the_chairs_main_screen() -> None:
    room = FakeRoom(a_hearing(Stage.CONFLICTS))
    room.does("housing", DeclareConflict(case="oak", reason=f"My {CANARY}."))
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "1 conflict to decide (y)")
        for key in ("1", "2", "3", "4", "G", "escape", "question_mark", "escape"):
            await pilot.press(key)
            assert CANARY not in everything_held(app)
        await pilot.press("y")
        await until_shown(pilot, "Turn the screen away before you")
        assert CANARY not in everything_held(app)
        await pilot.press("tab", "right")
        await until_shown(pilot, f"They said: My {CANARY}.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until(pilot, lambda: CANARY not in everything_held(app), "the reason is gone")
        assert room.given.case("oak").is_withheld_from("housing")


async def test_con_4_whoever_is_out_of_a_case_sees_that_it_is_over() -> None:
    room = FakeRoom(a_hearing(Stage.CONFLICTS))
    room.does("housing", DeclareConflict(case="oak", reason="My cousin."))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "▶ Case 1", "not for you")
        room.given = room.given.case_closed("oak")
        room.distribute()
        await until_shown(pilot, "- Case 1", "over", "next: Coffee")
        assert "Oakhill" not in everything_held(pilot.app)  # type: ignore[arg-type] # a MaracApp


async def test_what_people_write_is_painted_as_it_is_written() -> None:
    shared = ShareInformation(
        case="oak", information="i1", subject="victim", category=Category.BARRIER, text=NASTY
    )
    action = volunteer(wording=wording(NASTY, done_when=NASTY, named=NASTY))
    room = FakeRoom(a_hearing(Stage.PLANNING).after("police", shared, action))
    for person in ("police", "chair", "idva"):
        async with room.app(person).run_test(size=WIDE) as pilot:
            await until_shown(pilot, "Anwen Oakhill")
            for tab in ("2", "4"):
                await pilot.press(tab)
                await until_shown(pilot, "[@click=app.quit]x[/]", "[/b]", "[TODO]", "[bold")
                assert "\x1b" not in screen_text(pilot.app)


async def test_forms_paint_what_people_wrote_as_it_is_written() -> None:
    action = volunteer(wording=wording(NASTY, done_when=NASTY))
    room = FakeRoom(a_hearing(Stage.PLANNING).after("housing", action))
    async with room.app("housing").run_test(size=WIDE) as pilot:
        for key in ("w", "e"):
            await until_shown(pilot, f"{key}  ")
            await pilot.press(key)
            await until_shown(pilot, "[@click=app.quit]x[/]")
            await pilot.press("escape")
            await until_no_form(pilot)


async def test_every_key_of_the_chair_opens_and_closes_without_a_fault() -> None:
    """Whatever is offered at a busy moment can be pressed and escaped from."""
    room = FakeRoom(in_planning())
    app = room.app("chair")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "● connected")
        for key in [key.key for key in offered(app.seen())]:
            await pilot.press(key, "escape")
            await until_no_form(pilot)
        assert app.is_running


async def test_con_2_declaring_without_the_server_makes_the_screen_dark_all_the_same() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("housing").lose()
        await until_shown(pilot, "NOT CONNECTED")
        await pilot.press("c")
        await write(pilot, "my cousin")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "Case 1 is closed to you.", "1 waiting to be sent")
        assert "Oakhill" not in everything_held(app)
        assert "Oakhill" not in repr(room.link("housing").mirror)
        room.link("housing").connect()
        await until_shown(pilot, "● connected", "Case 1 is closed to you.")
        assert room.given.case("oak").is_withheld_from("housing")


async def test_a_declaration_that_is_refused_is_said_and_the_case_comes_back() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("housing").lose()
        await pilot.press("c")
        await write(pilot, "my cousin")
        await pilot.press("enter")
        await until_shown(pilot, "Case 1 is closed to you.")
        room.refuses = Refused("our_fault")
        room.link("housing").connect()
        await until_shown(pilot, "has to be said aloud to the chair")
        assert room.link("housing").mirror.state.case("oak")


async def test_con_2_a_refusal_that_comes_after_the_case_was_withdrawn_is_not_painted() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        link = room.link("housing")
        link.lose()
        sent = app.send(volunteer())
        room.does("minutes", RecordLeaving(person="housing"))
        link.receive(room.seen_by("housing"))
        link.listen(RefusedCommand(sent, None, "changed_meanwhile", f"Now: {CANARY}.", "action"))
        await until_shown(pilot, "1 thing that you sent for a case now closed to you was not saved")
        assert CANARY not in everything_held(app)


async def test_con_2_a_form_beneath_the_sentence_of_a_small_terminal_goes_as_well() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await write(pilot, CANARY)
        await pilot.resize_terminal(60, 20)
        await until_shown(pilot, "too small")
        room.does("minutes", RecordLeaving(person="housing"))
        await until(pilot, lambda: CANARY not in everything_held(app), "the canary is gone")
        await until_shown(pilot, "too small")
        await pilot.resize_terminal(*WIDE)
        await until_shown(pilot, "Press Enter to say that you are here.")


async def test_what_is_lost_with_a_case_is_counted_and_never_quoted() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        room.link("housing").lose()
        app.send(volunteer("a1", wording=wording(CANARY)))
        app.send(volunteer("a2", wording=wording(CANARY)))
        room.does("minutes", RecordLeaving(person="housing"))
        room.link("housing").connect()
        await until_shown(pilot, "2 things that you sent for a case now closed", "given again")
        assert CANARY not in everything_held(app)
        assert "Oakhill" not in everything_held(app)
        await pilot.press("enter")
        await until_gone(pilot, "2 things")


async def test_cases_that_go_for_want_of_the_server_are_not_called_closed() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        await pilot.press("v")
        await write(pilot, CANARY)
        link = room.link("housing")
        link.lose()
        link.end_lease()
        await until_shown(pilot, "could not be reached for 2 minutes", "nor is what stood unsent")
        await until_gone(pilot, "not for you", "closed to you", CANARY, "Oakhill")
        link.connect()
        await until_shown(pilot, "Anwen Oakhill")
        await until_gone(pilot, "could not be reached")


async def test_the_first_painting_after_a_sleep_shows_no_case() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("housing").was_asleep = True
        app._paint()
        assert "Oakhill" not in everything_held(app)


async def test_con_2_what_was_cut_from_a_draft_goes_with_the_case_and_never_to_the_terminal() -> (
    None
):
    room = FakeRoom(a_hearing(Stage.PLANNING))
    app = room.app("housing")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await write(pilot, CANARY)
        await pilot.press("ctrl+a", "ctrl+x")
        await until(pilot, lambda: app.clipboard == CANARY, "it was cut")
        room.does("minutes", RecordLeaving(person="housing"))
        await until_no_form(pilot)
        assert CANARY not in everything_held(app)
        assert app.clipboard == ""
