"""The lock: by itself after the protocol's time, at once by one key, and open by password alone."""

from typing import Any

import pytest
from textual.pilot import Pilot

from agenda.protocol import Protocol, Stage
from client.app import MaracApp
from client.happenings import Ended
from client.idle import Idle
from client.screens.form import FormScreen
from client.screens.join import JoinScreen
from client.screens.lock import LONGEST_WAIT, wait_after
from client.widgets.secret import LONGEST, Secret
from meeting.commands import DeclareConflict
from tests.client.fake_room import FakeRoom
from tests.client.scenes import in_planning
from tests.client.waiting import everything_held, screen_text, until, until_gone, until_shown, write
from tests.getting_in import PASSWORD
from tests.given import a_hearing

SIZE = (120, 36)
IDLE = Protocol().laptops.idle_lock_seconds


class Clock:
    """Both of an Idle's clocks, which only the test moves."""

    def __init__(self) -> None:
        self.steady = self.wall = 0.0

    def idle(self) -> Idle:
        return Idle(lambda: self.steady, lambda: self.wall)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def locked(pilot: Pilot[Any]) -> MaracApp:
    """The app, locked by its key."""
    app = pilot.app
    assert isinstance(app, MaracApp)
    await until_shown(pilot, "● connected")
    await pilot.press("ctrl+l")
    await until_shown(pilot, "This screen is locked.", "Type your password")
    return app


async def unlocked(pilot: Pilot[Any], password: str = PASSWORD) -> None:
    """Types ``password`` and Enter."""
    await write(pilot, password)
    await pilot.press("enter")


async def test_without_a_key_for_the_protocols_time_it_locks_and_says_so_before(
    clock: Clock,
) -> None:
    app = FakeRoom(a_hearing(Stage.ROUND)).app("housing", idle=clock.idle())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        clock.steady = IDLE - 60.0
        app.tick()
        await until_shown(pilot, "! This screen locks in 60 seconds. Press any key.")
        await pilot.press("down")
        app.tick()
        await until_gone(pilot, "This screen locks")
        clock.steady += IDLE - 1
        app.tick()
        assert not app.is_locked
        clock.steady += 1
        app.tick()
        await until_shown(pilot, "This screen is locked.")
        assert "Oakhill" not in screen_text(app)


async def test_a_lid_that_was_closed_for_long_opens_on_a_locked_screen(clock: Clock) -> None:
    """The steady clock of a machine that sleeps stands still."""
    app = FakeRoom(a_hearing(Stage.ROUND)).app("housing", idle=clock.idle())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        clock.wall = float(IDLE)
        app.tick()
        await until_shown(pilot, "This screen is locked.")


async def test_a_clock_that_is_set_back_does_not_put_the_lock_off(clock: Clock) -> None:
    app = FakeRoom(a_hearing(Stage.ROUND)).app("housing", idle=clock.idle())
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        clock.steady, clock.wall = float(IDLE), -3600.0
        app.tick()
        await until_shown(pilot, "This screen is locked.")


@pytest.mark.parametrize("keys", [(), ("v",), ("question_mark",), ("G",)])
async def test_one_key_locks_everywhere_and_the_password_opens_what_was_there(
    keys: tuple[str, ...],
) -> None:
    async with FakeRoom(in_planning()).app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "● connected")
        await pilot.press(*keys)
        await pilot.pause()
        beneath = type(pilot.app.screen)
        app = await locked(pilot)
        await unlocked(pilot)
        await until(pilot, lambda: type(app.screen) is beneath, "what was there")


async def test_a_draft_is_kept_behind_the_lock() -> None:
    async with FakeRoom(in_planning()).app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "By when")
        await write(pilot, "change the locks")
        await locked(pilot)
        await unlocked(pilot)
        await until_shown(pilot, "change the locks", "By when")


async def test_con_2_what_is_withdrawn_goes_from_behind_the_lock_which_stays() -> None:
    """With its draft; and the password half typed is still there."""
    room = FakeRoom(in_planning())
    app = room.app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, "v  volunteer")
        await pilot.press("v")
        await until_shown(pilot, "By when")
        await write(pilot, "never forget")
        await locked(pilot)
        await write(pilot, PASSWORD[:5])
        room.does("housing", DeclareConflict(case="ash", reason="We are cousins."))
        await until(pilot, lambda: "Ashworth" not in everything_held(app), "gone")
        assert not any(isinstance(screen, FormScreen) for screen in app.screen_stack)
        assert app.is_locked
        assert "never forget" not in everything_held(app)
        await unlocked(pilot, PASSWORD[5:])
        await until_shown(pilot, "Case 3 is closed to you.")


async def test_a_command_refused_behind_the_lock_is_found_with_its_draft() -> None:
    room = FakeRoom(in_planning())
    app = room.app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, "v  volunteer")
        room.link("housing").lose()
        await pilot.press("v")
        await until_shown(pilot, "By when")
        await write(pilot, "change the locks")
        await pilot.press("tab", "tab", "tab")
        await write(pilot, "01/11/2026")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "This is kept and sent")
        await pilot.press("ctrl+l")
        await until_shown(pilot, "The server cannot be reached")
        room.link("housing").connect()
        await until_shown(pilot, "Type your password")
        await unlocked(pilot)
        await until_shown(pilot, "No action can be due before the meeting", "change the locks")


async def test_a_wrong_password_is_said_and_makes_the_next_try_wait(clock: Clock) -> None:
    app = FakeRoom(in_planning()).app("housing", idle=clock.idle())
    async with app.run_test(size=SIZE) as pilot:
        await locked(pilot)
        for seconds in (1, 2, 4):
            await unlocked(pilot, "wrong")
            words = f"Try again in {seconds} second"
            await until_shown(pilot, "That was not taken for your password.", words)
            await unlocked(pilot)
            await until_shown(pilot, words)
            assert app.is_locked
            clock.steady += seconds
            app.tick()
            await until_shown(pilot, "Type it again.")
        await unlocked(pilot)
        await until(pilot, lambda: not app.is_locked, "unlocked")


def test_the_wait_grows_and_has_an_end() -> None:
    assert [wait_after(wrong) for wrong in (0, 1, 2, 3, 6, 7, 50)] == [0, 1, 2, 4, 32, 60, 60]
    assert LONGEST_WAIT == 60


async def test_without_the_server_it_stays_locked_and_says_why() -> None:
    room = FakeRoom(in_planning())
    app = room.app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await locked(pilot)
        room.link("housing").lose()
        await until_shown(pilot, "The server cannot be reached")
        await unlocked(pilot)
        assert app.is_locked
        room.link("housing").connect()
        await until_shown(pilot, "Type your password")
        await unlocked(pilot)
        await until(pilot, lambda: not app.is_locked, "unlocked")


async def test_a_session_that_is_ended_leaves_nothing_to_unlock() -> None:
    room = FakeRoom(in_planning())
    app = room.app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await locked(pilot)
        room.link("housing").listen(Ended("Ask the coordinator for a new code."))
        await until(pilot, lambda: isinstance(app.screen, JoinScreen), "the join screen")
        await until_shown(pilot, "Ask the coordinator for a new code.")
        assert app.link is None
        assert "Ashworth" not in everything_held(app)


async def test_leaving_a_locked_screen_is_asked_for_twice_running() -> None:
    app = FakeRoom(in_planning()).app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await locked(pilot)
        await pilot.press("ctrl+q")
        await until_shown(pilot, "Ctrl+Q again closes the program")
        await pilot.press("x", "ctrl+q")
        await until_shown(pilot, "Ctrl+Q again closes the program")
        assert app.return_value is None
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_value == 0, "left")


async def test_before_anybody_is_known_the_key_ends_the_program() -> None:
    app = MaracApp()
    async with app.run_test(size=SIZE) as pilot:
        await until_shown(pilot, "join a meeting")
        await pilot.press("ctrl+l")
    assert app.return_value == 1


async def test_con_4_the_locked_screen_says_that_the_case_is_over_and_nothing_else_of_it() -> None:
    room = FakeRoom(a_hearing(Stage.PRESENTING))
    async with room.app("observer").run_test(size=SIZE) as pilot:
        app = await locked(pilot)
        assert "is over" not in screen_text(app)
        room.given = room.given.case_closed("oak")
        room.distribute()
        app.tick()
        await until_shown(pilot, "The case that was on when it locked is over.")
        assert "Case 1" not in screen_text(app)


async def test_the_locked_screen_says_that_something_waits_and_not_what() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=SIZE) as pilot:
        app = await locked(pilot)
        await until_shown(pilot, "Something in the meeting waits for you.")
        assert "round" not in screen_text(app)


async def test_notes_are_held_back_while_it_is_locked() -> None:
    app = FakeRoom(in_planning()).app("housing")
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until_shown(pilot, "● connected")
        app.notify("a note about somebody", timeout=3600)
        await until_shown(pilot, "a note about somebody")
        await locked(pilot)
        app.notify("another note", timeout=3600)
        await pilot.pause()
        assert "note" not in screen_text(app)
        await unlocked(pilot)
        await until_shown(pilot, "a note about somebody", "another note")


async def test_a_password_is_in_no_widget_clipboard_or_undo_once_it_was_entered() -> None:
    app = FakeRoom(in_planning()).app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await locked(pilot)
        await write(pilot, "tangerine")
        await until_shown(pilot, "•" * len("tangerine"))
        await pilot.press("ctrl+a", "ctrl+c", "ctrl+x", "enter")
        await until_shown(pilot, "Try again in")
        assert app.screen.query_one(Secret).take() == ""
        assert "tangerine" not in everything_held(app)
        assert app.clipboard == ""


async def test_a_password_is_taken_as_typed_or_pasted_and_is_erased_by_its_keys() -> None:
    app = FakeRoom(in_planning()).app("housing")
    async with app.run_test(size=SIZE) as pilot:
        await locked(pilot)
        secret = app.screen.query_one(Secret)
        await write(pilot, "ab")
        await pilot.press("backspace")
        assert secret.take() == "a"
        await write(pilot, "abc")
        await pilot.press("ctrl+u")
        assert secret.take() == ""
        secret._add("x" * 2 * LONGEST)
        assert len(secret.take()) == LONGEST
