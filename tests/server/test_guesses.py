"""A thousand real guesses over loopback, a hundred thousand on a clock: nobody is in.

The suite has fewer; with MARAC_GUESSES=1000 there are as many, of each kind.
"""

import os
import random
from base64 import b32decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

from meeting.desk import Desk
from meeting.wire import LogIn, Redeem
from meeting.words import Refused
from server.accounts import Admitted
from server.clock import Clock
from server.door import FrontDoor
from server.office import Office
from server.passwords import hashed
from server.totp import digits
from tests.getting_in import PASSWORD
from tests.given import A_PLAN
from tests.rooms import CHEAP, CHEAP_HASHING
from tests.server.laptop import open_doors

GUESSES = int(os.environ.get("MARAC_GUESSES", "60"))
MANY = 100 * GUESSES
"""On a clock that only the test moves."""
OWN, STRANGE = "d" * 32, "e" * 32


async def test_real_guesses_of_code_password_and_digits_let_nobody_in_and_the_owner_stays(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        first = await doors.laptop()
        secret = b32decode((await first.redeems(doors.invites("chair")))["secret"])
        said = digits(secret, doors.store.clock.now())
        token = (await first.logs_in("chair", totp=said))["token"]
        chair = await (await doors.laptop()).hello(token)
        await chair.until("events")
        doors.invites("police")
        guesser = await doors.laptop()
        answers = []
        for number in range(GUESSES):
            if number % 10 == 0:  # as many to a connection as is waited for
                guesser = await doors.laptop()
            answers += [
                await guesser.redeems(f"{number:022}"),
                await guesser.logs_in("chair", f"guess number {number}", device=STRANGE),
                await guesser.logs_in("chair", totp=f"{number:06}", device=STRANGE),
            ]
        assert {answer["kind"] for answer in answers} == {"refused"}
        assert {a["code"] for a in answers} <= {
            *("not_let_in", "invitation_not_good", "too_many_tries"),
        }
        assert (await chair.do({"kind": "attend"}))["kind"] == "ack"


async def test_many_more_guesses_on_a_clock_let_nobody_in_and_the_owner_comes_and_goes(
    tmp_path: Path,
) -> None:
    now = [datetime(2026, 11, 24, 8, tzinfo=UTC)]
    clock, chance = Clock(lambda: now[0]), random.Random(7)  # noqa: S311 - an attacker's
    office = Office(tmp_path / "office.db", bytes(32))
    office.register(A_PLAN.people)
    accounts = office.accounts
    accounts.set_password("chair", hashed(PASSWORD, CHEAP), now[0])
    accounts.begin_session("chair", now[0], OWN)
    secret = accounts.enrol("chair")
    assert accounts.take_digits("chair", digits(secret, now[0]), now[0], spend=True)
    door = FrontDoor(office, clock, CHEAP_HASHING, lambda _, __, ___: "", lambda _, __: Desk())
    tried = {"not_let_in": 0, "invitation_not_good": 0, "too_many_tries": 0}
    inside = 0
    try:
        for number in range(MANY):
            now[0] += timedelta(seconds=chance.choice((0.01, 0.1, 1.0)))
            address = f"198.51.100.{number % 8}"
            code = f"{chance.getrandbits(64):022}"[:22]
            guess = (
                Redeem(request=STRANGE, code=code, password=PASSWORD, device=STRANGE)
                if number % 2
                # Whoever has the password already, and guesses the six digits.
                else LogIn(
                    person="chair",
                    password=PASSWORD,
                    totp=f"{chance.randrange(10**6):06}",
                    device=STRANGE,
                )
            )
            try:
                if isinstance(guess, Redeem):
                    await door.redeem(guess)
                else:
                    await door.log_in(guess, address)
                inside += 1
            except Refused as refused:
                tried[refused.code] += 1
            if number % (MANY // 10) == 0:
                now[0] += timedelta(seconds=60)
                totp = digits(secret, now[0])
                own = LogIn(person="chair", password=PASSWORD, totp=totp, device=OWN)
                assert isinstance(await door.log_in(own, "198.51.100.1"), Admitted)
    finally:
        door.close()
        office.close()
    assert inside == 0
    assert sum(tried.values()) == MANY
    looked_at = tried["not_let_in"]
    assert looked_at < 300, "so few digits were looked at, of a million that there are"
