"""The chair and the minutes handed over for the rest of the day, by keys (ROLE-7)."""

from dataclasses import replace

import pytest

from agenda.plan import Role
from client.acts.keys import offered
from client.acts.waiting import waiting_rows
from client.screens.prove import ProveScreen
from client.view.register import SETTLED, lobby_heads, register_rows
from client.view.seen import Seen
from client.widgets.secret import Secret
from meeting.commands import (
    AskToTakeOver,
    Attend,
    CallItem,
    GiveBack,
    Leave,
    RecordLeaving,
    StepOut,
    TakeOver,
)
from meeting.room import DayPost, Phase
from tests.client.fake_room import FakeRoom
from tests.client.test_lock import Clock
from tests.client.test_view import seen, text
from tests.client.waiting import (
    everything_held,
    screen_text,
    until,
    until_gone,
    until_no_form,
    until_shown,
    write,
)
from tests.getting_in import PASSWORD
from tests.given import Given, a_hearing, a_room
from tests.meeting.matched import VICTIM, signed

WIDE = (120, 34)
CHAIR: DayPost = Role.CHAIR


def between_cases() -> Given:
    """Case 1 is over, case 2 is next."""
    return a_hearing().case_closed()


def asked() -> Given:
    """Probation is asked to take the chair."""
    return between_cases().after(
        "chair", AskToTakeOver(day_post=CHAIR, person="probation", in_place_of="chair")
    )


def keys(one: Seen) -> set[str]:
    return {key.name for key in offered(one)}


async def test_role_7_the_chair_asks_and_who_is_asked_takes_over_by_one_key() -> None:
    room = FakeRoom(between_cases())
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "you: chair")
        await pilot.press("U")
        await until_shown(pilot, "Ask somebody to take over", "Insp Petra Oakes holds it.")
        await pilot.press("tab")
        await write(pilot, "Piers")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until(pilot, lambda: bool(room.given.room.asked_to_take_over), "asked")
    async with room.app("probation").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ You are asked to take over the chair for the rest of the day")
        await pilot.press("U")
        await until_shown(pilot, "You lead the meeting and every case")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "you: chair")
        await pilot.press("H")
        await until_shown(pilot, "Give the chair back to Insp Petra Oakes")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "you: Probation")
    assert room.given.line("chair").role is CHAIR


def test_role_7_the_register_shows_who_holds_it_and_since_when() -> None:
    taken = asked().after("probation", TakeOver(day_post=CHAIR))
    words = text(register_rows(seen(taken, "police")))
    assert "Piers Holt  Probation, chair since 09:00" in words
    assert "Insp Petra Oakes  Police, chair until 09:00" in words
    given_back = taken.after("probation", GiveBack(day_post=CHAIR, person="chair"))
    back = text(register_rows(seen(given_back, "police")))
    assert "Insp Petra Oakes  Police, chair since 09:00" in back


async def test_role_7_a_chair_who_is_back_takes_the_chair_back_by_one_key() -> None:
    """From whoever has it by now; who had it between has gone."""
    room = FakeRoom(asked().after("probation", TakeOver(day_post=CHAIR)))
    room.does("chair", StepOut())
    room.does("probation", AskToTakeOver(day_post=CHAIR, person="idva", in_place_of="probation"))
    room.does("idva", TakeOver(day_post=CHAIR))
    room.does("probation", Leave())
    room.given = room.given.later(minutes=5)
    async with room.app("chair").run_test(size=WIDE) as pilot:
        room.does("chair", Attend())
        await until_shown(pilot, "→ Isla Vane holds the chair in your place: H takes it back")
        await pilot.press("H")
        await until_shown(pilot, "Take the chair back from Isla Vane", "You lead the meeting")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until_shown(pilot, "you: chair")
        assert "in your place" not in screen_text(pilot.app)
    assert room.given.line("chair").role is CHAIR
    async with room.app("idva").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "you: IDVA service")


async def test_role_7_a_chair_who_is_taken_ill_is_replaced_in_the_middle_with_a_password() -> None:
    """Whoever has no second factor: nine keys and a password, from the call to the chair."""
    room = FakeRoom(replace(asked_while_away(), unproved=frozenset({"probation"})))
    clock = Clock()
    app = room.app("probation", idle=clock.idle())
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ You are asked to take over the chair for the rest of the day")
        await pilot.press("U", "ctrl+s")
        await until_shown(pilot, "Is it you who takes the chair?", "Type your password.")
        assert room.given.line("chair").role is CHAIR
        await write(pilot, "not the password")
        await pilot.press("enter")
        await until_shown(pilot, "That was not taken for your password. Try again in")
        clock.steady += 1
        await write(pilot, PASSWORD)
        assert PASSWORD not in screen_text(pilot.app)
        await pilot.press("enter")
        await until_shown(pilot, "you: chair")
        assert not isinstance(pilot.app.screen, ProveScreen)
        assert PASSWORD not in everything_held(app)
    assert room.given.line("probation").role is CHAIR
    room.does("probation", CallItem(item="2"))


def asked_while_away() -> Given:
    """The chair has left; the minute-taker records it and asks probation."""
    gone = between_cases().after("minutes", RecordLeaving(person="chair"))
    return gone.after(
        "minutes", AskToTakeOver(day_post=CHAIR, person="probation", in_place_of="chair")
    )


async def test_role_7_who_does_not_prove_it_takes_nothing_and_can_go_back() -> None:
    room = FakeRoom(replace(asked_while_away(), unproved=frozenset({"probation"})))
    app = room.app("probation")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ You are asked to take over the chair")
        await pilot.press("U", "ctrl+s")
        await until_shown(pilot, "Is it you who takes the chair?")
        await write(pilot, PASSWORD)
        await pilot.press("escape")
        await until_gone(pilot, "Is it you who takes the chair?")
        await until_shown(pilot, "→ You are asked to take over the chair")
        assert PASSWORD not in everything_held(app)
    assert room.given.line("chair").role is CHAIR


async def test_role_7_what_was_typed_of_a_password_does_not_stay_beneath_a_locked_screen() -> None:
    room = FakeRoom(replace(asked_while_away(), unproved=frozenset({"probation"})))
    async with room.app("probation").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ You are asked to take over the chair")
        await pilot.press("U", "ctrl+s")
        await until_shown(pilot, "Is it you who takes the chair?")
        await write(pilot, PASSWORD)
        proving = pilot.app.screen
        await pilot.press("ctrl+l")
        await until_shown(pilot, "This screen is locked.")
        assert not proving.query_one(Secret).take()
        await write(pilot, PASSWORD)
        await pilot.press("enter")
        await until_shown(pilot, "Is it you who takes the chair?")


async def test_role_7_a_proof_that_is_not_enough_is_said_and_not_asked_for_again_at_once() -> None:
    """Whoever has a device by now, and logged in without it, logs in with it."""
    room = FakeRoom(replace(asked_while_away(), unproved=frozenset({"probation"})))
    async with room.app("probation").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "→ You are asked to take over the chair")
        await pilot.press("U", "ctrl+s")
        await until_shown(pilot, "Is it you who takes the chair?")
        room.password_is_enough = False
        await write(pilot, PASSWORD)
        await pilot.press("enter")
        await until_shown(pilot, "log out and in again with them")
        assert not isinstance(pilot.app.screen, ProveScreen)


def test_role_7_who_is_back_is_told_for_some_minutes_and_may_leave_it_as_it_is() -> None:
    away = asked().after("probation", TakeOver(day_post=CHAIR)).after("chair", StepOut())
    told = "Piers Holt holds the chair in your place"
    back = away.later(minutes=5).after("chair", Attend())
    assert told in text(waiting_rows(seen(back, "chair")))
    assert told not in text(waiting_rows(seen(back, "police")))
    assert told not in text(waiting_rows(seen(back.later(minutes=11), "chair")))
    assert "take_back" in keys(seen(back.later(minutes=11), "chair"))
    on = back.after("probation", CallItem(item="2"))
    assert "take it back when this case is over" in text(waiting_rows(seen(on, "chair")))
    assert "take_back" not in keys(seen(on, "chair"))
    stayed = asked().after("probation", TakeOver(day_post=CHAIR))
    assert told not in text(waiting_rows(seen(stayed, "chair")))


def test_role_7_in_the_middle_of_a_case_the_keys_are_not_there() -> None:
    on = asked().case_called("2")
    assert "take_over" in keys(seen(asked(), "probation"))
    assert "take_over" not in keys(seen(on, "probation"))
    assert "answer when this case is over (U)" in text(waiting_rows(seen(on, "probation")))
    assert "ask_to_take_over" in keys(seen(between_cases(), "chair"))
    assert "ask_to_take_over" not in keys(seen(on, "chair"))


def test_role_7_the_coordinator_is_told_that_nobody_here_leads() -> None:
    """Not in the first minutes, in which people are still coming."""
    room = replace(a_room().after("minutes", Attend()), coordinator="minutes")
    early = replace(seen(room, "minutes"), coordinator=True)
    late = replace(seen(room.later(minutes=12), "minutes"), coordinator=True)
    assert "Nobody here holds the chair" not in text(waiting_rows(early))
    assert "Nobody here holds the chair (U ask somebody)" in text(waiting_rows(late))
    assert "ask_to_take_over" in keys(late)


@pytest.mark.parametrize("who", ["chair", "minutes", "police"])
def test_con_6_who_settles_what_the_others_cannot_is_said_in_every_meeting(who: str) -> None:
    """The same to who is matched and to who is not."""
    both = signed(("chair", VICTIM), ("minutes", "Bettina Elmer")), signed()
    shown = [text(lobby_heads(replace(seen(one, who), coordinator=True))) for one in both]
    assert shown[0] == shown[1]
    assert SETTLED in shown[0]
    assert both[0].room.phase is Phase.DECLARATION
