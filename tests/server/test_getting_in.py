"""Invitations, passwords and six digits over real connections, and whoever only guesses."""

import asyncio
import logging
from base64 import b32decode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meeting.joining import parse_invitation
from meeting.words import REFUSALS
from server.accounts import Post
from server.caps import Limits
from server.clock import Clock
from server.guessing import ACCOUNT, ADDRESS, LAPTOP
from server.keys import Cost
from server.passwords import Hashing
from server.service import Settings
from server.totp import STEP_SECONDS, digits
from tests.getting_in import PASSWORD
from tests.rooms import CHEAP_HASHING
from tests.server.laptop import Doors, Laptop, open_doors

OTHER_LAPTOP = "e" * 32


class Hands:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, 55, tzinfo=UTC)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now)


async def enrolled(doors: Doors, person: str) -> bytes:
    """Somebody who redeemed an invitation; returns the secret of their device."""
    laptop = await doors.laptop()
    answer = await laptop.redeems(doors.invites(person))
    secret = b32decode(answer["secret"])
    said = digits(secret, doors.store.clock.now())
    assert (await laptop.logs_in(person, totp=said))["kind"] == "joined"
    return secret


# The first time


async def test_an_invitation_and_a_password_let_its_person_in(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.laptop()
        answer = await laptop.redeems(doors.invites("police"))
        assert (answer["kind"], answer["person"]) == ("joined", "police")
        await laptop.hello(answer["token"])
        assert (await laptop.until("welcome"))["person"] == "police"
        later = await doors.laptop()
        assert (await later.logs_in("police"))["kind"] == "joined"


async def test_a_hundred_who_redeem_one_invitation_at_once_are_one_who_is_in(
    tmp_path: Path,
) -> None:
    many = Settings(hashing=CHEAP_HASHING, limits=Limits(waiting=200, waiting_by_address=200))
    async with open_doors(tmp_path, many) as doors:
        code = doors.invites("police")
        laptops = [await doors.laptop() for _ in range(100)]
        answers = await asyncio.gather(*(laptop.redeems(code) for laptop in laptops))
        joined = [answer for answer in answers if answer["kind"] == "joined"]
        refused = {answer["code"] for answer in answers if answer["kind"] == "refused"}
        assert len(joined) == 1
        assert refused == {"invitation_not_good"}
        assert len(list(doors.store.office._database["session"].rows)) == 1


async def test_who_lost_the_answer_asks_again_and_gets_the_same(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        code, request = doors.invites("police"), "a" * 32
        lost, again, thief = [await doors.laptop() for _ in range(3)]
        first = await lost.redeems(code, request=request)
        lost.socket.transport.abort()
        second = await again.redeems(code, request=request)
        assert second["token"] == first["token"]
        stolen = await thief.redeems(code, "a password of mine", request="b" * 32)
        assert stolen["code"] == "invitation_not_good"
        assert (await thief.logs_in("police", "a password of mine"))["code"] == "not_let_in"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("too short", "password_too_short"),
        ("x" * 201, "password_too_long"),
        ("Police police 1", "password_guessed_first"),
        ("Petra Oakes 2026", "password_guessed_first"),
    ],
)
async def test_a_password_that_will_not_do_does_not_spend_the_invitation(
    tmp_path: Path, password: str, code: str
) -> None:
    async with open_doors(tmp_path) as doors:
        invited, request = doors.invites("chair"), "a" * 32
        laptop = await doors.laptop()
        refused = await laptop.redeems(invited, password, request=request)
        assert (refused["code"], refused["field"]) == (code, "password")
        assert (await laptop.redeems(invited, request=request))["kind"] == "enrol"


# The second key


async def test_the_chair_is_in_only_with_six_digits_which_are_good_once(tmp_path: Path) -> None:
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        laptop = await doors.laptop()
        enrol = await laptop.redeems(doors.invites("chair"))
        assert enrol["kind"] == "enrol"
        assert enrol["uri"].startswith("otpauth://totp/MARAC:chair?")
        assert enrol["secret"] in enrol["uri"]
        secret = b32decode(enrol["secret"])

        assert (await laptop.logs_in("chair"))["secret"] == enrol["secret"]
        wrong = f"{(int(digits(secret, hands.now)) + 1) % 10**6:06}"
        assert (await laptop.logs_in("chair", totp=wrong))["code"] == "digits_not_right"
        right = digits(secret, hands.now)
        assert (await laptop.logs_in("chair", totp=right))["kind"] == "joined"
        assert (await laptop.logs_in("chair", totp=right))["code"] == "not_let_in"
        assert (await laptop.logs_in("chair"))["code"] == "not_let_in"
        hands.now = datetime.fromtimestamp(hands.now.timestamp() + STEP_SECONDS, UTC)
        fresh = digits(secret, hands.now)
        assert (await laptop.logs_in("chair", "another password", fresh))["code"] == "not_let_in"
        assert (await laptop.logs_in("chair", totp=fresh))["kind"] == "joined"


async def test_a_coordinator_needs_them_and_a_representative_where_the_server_says_so(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        accounts = doors.store.office.accounts
        accounts.give_post("idva", Post.COORDINATOR)
        laptop = await doors.laptop()
        assert (await laptop.redeems(doors.invites("idva")))["kind"] == "enrol"
        assert (await laptop.redeems(doors.invites("police")))["kind"] == "joined"
        accounts.set("totp", "all")
        assert (await laptop.logs_in("police"))["kind"] == "enrol"
        reader = doors.store.office.reader("idva")
        assert reader is not None
        assert reader.coordinator


# Guessing


async def test_whatever_is_wrong_the_answer_is_the_same(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        secret = await enrolled(doors, "chair")
        laptop = await doors.laptop()
        said = digits(secret, doors.store.clock.now())
        wrong = [
            await laptop.logs_in("nobody"),
            await laptop.logs_in("chair", "another password"),
            await laptop.logs_in("chair", "another password", said),
            await laptop.logs_in("chair", totp="000000" if said != "000000" else "000001"),
            await laptop.logs_in("police"),
        ]
        for answer in wrong:
            del answer["time"]
        assert wrong == [wrong[0]] * len(wrong)
        assert wrong[0]["message"] == REFUSALS["not_let_in"]


async def test_guesses_at_an_account_do_not_shut_its_owner_out_nor_touch_their_session(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path, clock=Hands().clock) as doors:
        owner = await doors.redeemed("police")
        guesser = await doors.laptop()
        codes = [
            (await guesser.logs_in("police", f"guess {n:07}", device=OTHER_LAPTOP))["code"]
            for n in range(ACCOUNT.free + 20)
        ]
        assert codes == ["not_let_in"] * ACCOUNT.free + ["too_many_tries"] * 20
        assert (await owner.do({"kind": "attend"}))["kind"] == "ack"
        again = await doors.laptop()
        assert (await again.logs_in("police"))["kind"] == "joined"
        strange = await again.logs_in("police", device=OTHER_LAPTOP)
        assert strange["code"] == "too_many_tries"
        fresh = await (await doors.laptop()).redeems(doors.invites("police"), request="c" * 32)
        assert fresh["kind"] == "joined"


async def test_guesses_at_many_accounts_are_slowed_by_where_they_come_from(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path, clock=Hands().clock) as doors:
        known = await doors.redeemed("police")
        guesser = await doors.laptop()
        codes = [
            (await guesser.logs_in(f"somebody-{n}", device=OTHER_LAPTOP))["code"]
            for n in range(ADDRESS.free + 5)
        ]
        assert codes == ["not_let_in"] * ADDRESS.free + ["too_many_tries"] * 5
        assert (await known.logs_in_again("police"))["kind"] == "joined"


async def test_one_laptop_that_guesses_holds_up_nobody_who_joins_from_the_same_building(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path, clock=Hands().clock) as doors:
        guesser = await doors.laptop()
        for n in range(ADDRESS.free):
            await guesser.logs_in(f"somebody-{n}", device=OTHER_LAPTOP)
        slowed = await guesser.logs_in("somebody", device=OTHER_LAPTOP)
        assert slowed["code"] == "too_many_tries"
        invented = [await guesser.redeems("A" * 22), await guesser.knocks("A" * 22)]
        assert {answer["code"] for answer in invented} == {"invitation_not_good"}
        invited, unexpected = await doors.laptop(), await doors.laptop()
        assert (await invited.redeems(doors.invites("police")))["kind"] == "joined"
        door = parse_invitation(doors.runs("door"))
        assert door is not None
        assert (await unexpected.knocks(door.spoken))["kind"] == "joined"


async def test_a_known_laptop_that_guesses_waits_too(tmp_path: Path) -> None:
    async with open_doors(tmp_path, clock=Hands().clock) as doors:
        await doors.redeemed("police")
        stolen = await doors.laptop()
        codes = [(await stolen.logs_in("police", f"guess {n:07}"))["code"] for n in range(8)]
        assert codes == ["not_let_in"] * LAPTOP.free + ["too_many_tries"] * 3


async def test_when_too_many_come_at_once_some_are_told_to_try_again(tmp_path: Path) -> None:
    slow = Hashing(Cost(memory_kib=16 * 1024, passes=3, lanes=1), threads=1, most_waiting=2)
    async with open_doors(tmp_path, Settings(hashing=slow)) as doors:
        codes = [doors.invites(p) for p in ("police", "idva", "housing", "probation")]
        laptops = [await doors.laptop() for _ in codes]
        first = await asyncio.gather(
            *(lap.redeems(codes[n], request=f"{n:032}") for n, lap in enumerate(laptops))
        )
        busy = [answer for answer in first if answer.get("code") == "busy"]
        assert 0 < len(busy) <= 2
        for number, (laptop, code) in enumerate(zip(laptops, codes, strict=True)):
            assert (await laptop.redeems(code, request=f"{number:032}"))["kind"] == "joined"


# Going


async def test_who_logs_out_takes_every_connection_of_that_session_along_and_no_other(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        first, other = await doors.joined("police"), await doors.joined("police")
        second = await (await doors.laptop()).hello(first.token)
        await second.until("welcome")
        await first.say({"kind": "log_out"})
        assert await first.closed() == 1008
        assert await second.closed() == 1008
        again = await (await doors.laptop()).hello(first.token)
        await again.until("notice", about="not_admitted")
        assert (await other.do({"kind": "attend"}))["kind"] == "ack"


async def test_a_session_whose_time_is_up_is_closed_where_it_is_connected(tmp_path: Path) -> None:
    hands = Hands()
    async with open_doors(tmp_path, clock=hands.clock) as doors:
        laptop = await doors.joined("police")
        for hours in range(1, 16):
            hands.now = datetime(2026, 11, 24, 8 + hours, 50, tzinfo=UTC)
            await doors.service._door.look_once()
        assert (await laptop.do({"kind": "attend"}))["kind"] == "ack"
        hands.now = datetime(2026, 11, 25, 0, 55, tzinfo=UTC)
        await doors.service._door.look_once()
        assert await laptop.closed() == 1008


async def test_no_secret_is_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_doors(tmp_path) as doors:
        code = doors.invites("chair")
        laptop: Laptop = await doors.laptop()
        enrol = await laptop.redeems(code)
        said = digits(b32decode(enrol["secret"]), doors.store.clock.now())
        await laptop.logs_in("chair", "an old umbrella", said)
        joined = await laptop.logs_in("chair", totp=said)
        await laptop.hello(joined["token"])
        await laptop.until("events")
        await laptop.proves(PASSWORD)
        await laptop.proves("an old umbrella")
        await laptop.say({"kind": "log_out"})
        await laptop.closed()
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("server"))
    assert "chair has logged in" in ours
    for secret in (code, enrol["secret"], said, joined["token"], PASSWORD, "umbrella"):
        assert secret not in ours
