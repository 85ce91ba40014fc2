"""Who takes the chair over: known by more than a password once today (ROLE-7).

The password goes to the accounts, in a message of its own, and is in no command.
"""

import logging
from pathlib import Path

import pytest

from server.door import PROVED_FOR
from server.guessing import LAPTOP
from server.totp import digits
from tests.getting_in import PASSWORD
from tests.given import A_PLAN
from tests.server.laptop import Doors, Frame, Laptop, open_doors
from tests.server.test_getting_in import Hands

TAKE: Frame = {"kind": "take_over", "day_post": "chair"}


async def asked(doors: Doors) -> tuple[Laptop, Laptop]:
    """Chair and police are in the room, and the chair asks police to take over."""
    doors.gives_password("police", PASSWORD)
    chair, police = await doors.at_the_table("chair", "police")
    await ask(chair)
    return chair, police


async def ask(chair: Laptop, post: str = "chair", holder: str = "chair") -> None:
    wanted = {"day_post": post, "person": "police", "in_place_of": holder}
    assert (await chair.do({"kind": "ask_to_take_over", **wanted}))["kind"] == "ack"


async def test_role_7_the_chair_is_taken_over_only_once_the_password_is_given_again(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, police = await asked(doors)
        assert (await police.do(TAKE))["code"] == "prove_yourself"
        assert (await police.proves("not the password"))["code"] == "wrong_password"
        assert (await police.do(TAKE))["code"] == "prove_yourself"
        assert (await police.proves(PASSWORD))["kind"] == "proved"
        assert (await police.do(TAKE))["kind"] == "ack"
        assert (await chair.do({"kind": "call_item", "item": "1"}))["code"] == "not_your_role"
        assert (await police.do({"kind": "call_item", "item": "1"}))["kind"] == "ack"


async def test_role_7_the_minutes_are_taken_over_without(tmp_path: Path) -> None:
    """Of the minute-taker no second factor is asked either."""
    async with open_doors(tmp_path) as doors:
        chair, police = await asked(doors)
        await ask(chair, "minute_taker", "minutes")
        assert (await police.do({**TAKE, "day_post": "minute_taker"}))["kind"] == "ack"


async def test_role_7_who_logged_in_with_six_digits_is_asked_nothing(tmp_path: Path) -> None:
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        doors.gives_password("police", PASSWORD)
        (chair,) = await doors.at_the_table("chair")
        police = await with_a_device(doors, "police")
        await comes(police)
        await ask(chair)
        assert (await police.do(TAKE))["kind"] == "ack"


async def test_role_7_a_device_that_came_after_the_login_is_asked_for_too(tmp_path: Path) -> None:
    """A password alone is half of what that person logs in with: they log in again."""
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        _, police = await asked(doors)
        again = await with_a_device(doors, "police")
        assert (await police.proves(PASSWORD))["kind"] == "proved"
        refused = await police.do(TAKE)
        assert refused["code"] == "prove_yourself"
        assert "log out and in again" in refused["message"]
        assert (await again.do(TAKE))["kind"] == "ack"


async def with_a_device(doors: Doors, person: str) -> Laptop:
    """A laptop that logs in with six digits; from then on their account has a device."""
    secret = doors.store.office.accounts.enrol(person)
    doors.store.office.accounts.set("totp", "all")
    laptop = await doors.laptop()
    said = digits(secret, doors.store.clock.now())
    joined = await laptop.logs_in(person, totp=said)
    await laptop.hello(joined["token"])
    await laptop.until("events")
    return laptop


async def comes(police: Laptop) -> None:
    """They arrive, and sign."""
    assert (await police.do({"kind": "attend"}))["kind"] == "ack"
    digest = A_PLAN.protocol.declaration.digest
    signs = {"kind": "sign_declaration", "name": "Robin Marsh", "digest": digest}
    assert (await police.do(signs))["kind"] == "ack"


async def test_role_7_a_proof_is_good_for_some_minutes_and_for_that_session_alone(
    tmp_path: Path,
) -> None:
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        _, police = await asked(doors)
        assert (await police.proves(PASSWORD))["kind"] == "proved"
        elsewhere = await doors.joined("police")
        assert (await elsewhere.do(TAKE))["code"] == "prove_yourself"
        hands.now += PROVED_FOR
        assert (await police.do(TAKE))["code"] == "prove_yourself"
        assert (await police.proves(PASSWORD))["kind"] == "proved"
        assert (await police.do(TAKE))["kind"] == "ack"


async def test_role_7_a_command_that_was_accepted_is_so_again_when_the_proof_is_old(
    tmp_path: Path,
) -> None:
    """Its answer was lost, and the laptop sends it once more."""
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        _, police = await asked(doors)
        await police.proves(PASSWORD)
        assert (await police.do(TAKE, "a" * 32))["kind"] == "ack"
        hands.now += PROVED_FOR
        assert (await police.do(TAKE, "a" * 32))["kind"] == "ack"


async def test_role_7_who_guesses_there_is_slowed_and_nobody_is_shut_out(tmp_path: Path) -> None:
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        _, police = await asked(doors)
        for number in range(LAPTOP.free):
            assert (await police.proves(f"guess {number}"))["code"] == "wrong_password"
        assert (await police.proves(PASSWORD))["code"] == "too_many_tries"
        assert (await police.do(TAKE))["code"] == "prove_yourself"
        assert (await police.do({"kind": "decline_to_take_over", "day_post": "chair"}))[
            "kind"
        ] == "ack"
        hands.now += LAPTOP.longest
        assert (await police.proves(PASSWORD))["kind"] == "proved"


async def test_role_7_the_password_is_in_no_journal_no_frame_and_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_doors(tmp_path) as doors:
        chair, police = await asked(doors)
        await police.proves("an old umbrella")
        await police.proves(PASSWORD)
        assert (await police.do(TAKE))["kind"] == "ack"
        told = await chair.until("events")
        state = repr(doors.service.writer.ledger.state)
        audited = repr(list(doors.store.audit.rows()))
        frames = repr((chair.frames, police.frames, told))
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("server"))
    for secret in (PASSWORD, "umbrella"):
        assert all(secret not in words for words in (state, audited, frames, ours))
