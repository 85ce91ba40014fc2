"""Twenty people are called and sign in under two minutes (ATT-6, SIGN-1)."""

import asyncio
import time
from functools import partial
from pathlib import Path

from agenda.plan import Agency, ExpectedPerson
from meeting.commands import Attend, ConfirmNames, EnterPhase, SignIn, WitnessSignature
from meeting.room import Phase
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_shown
from tests.given import A_PLAN, given
from tests.people import Person
from tests.rooms import OpenRoom, a_room

AGENCIES = tuple(Agency(id=f"agency-{n}", name=f"Agency {n}") for n in range(11))
WITHOUT = tuple(f"person-{n}" for n in (7, 8, 9, 10))
"""Four have no laptop: they speak to the minute-taker."""
TWENTY = A_PLAN.model_copy(
    update={
        "agencies": (*A_PLAN.agencies, *AGENCIES),
        "people": (
            *A_PLAN.people,
            *(
                ExpectedPerson(id=f"person-{n}", name=f"Person Number{n}", agency=f"agency-{n}")
                for n in range(11)
            ),
        ),
    }
)
KEYS_A_PERSON = 5
"""The cursor, "s" and Enter when they are called; "w" and Enter when they have signed."""


async def test_att_6_twenty_sit_down_are_called_and_sign_in_under_two_minutes(
    tmp_path: Path,
) -> None:
    """On real sockets with TLS; the reading aloud is the chair's and takes what it takes."""
    async with a_room(tmp_path, TWENTY) as room:
        began = time.monotonic()
        laptops = [p.id for p in TWENTY.people if p.id not in WITHOUT]
        await room.seat(*laptops)
        arriving = [asyncio.create_task(p.arrive_and_sign()) for p in room.people.values()]
        await room.minutes.until(lambda: room.minutes.me.is_present, "the minute-taker is here")
        for person in WITHOUT:
            await room.minutes.do(SignIn(person=person))
        await room.chair.until(lambda: _count(room, "is_present") == 20, "all are here")
        await room.chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
        await asyncio.gather(*arriving)
        digest = room.minutes.room.protocol.declaration.digest
        for person in WITHOUT:
            await room.minutes.do(WitnessSignature(person=person, digest=digest))
        await room.chair.until(lambda: _count(room, "may_take_part") == 20, "all have signed")
        assert time.monotonic() - began < 120
        await room.minutes.do(ConfirmNames())
        await room.chair.do(EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING))
        for seated in room.people.values():
            await seated.until(partial(_reads_three, seated), "all cases are open")


def _count(room: OpenRoom, what: str) -> int:
    return sum(getattr(line, what) for line in room.chair.room.register.values())


def _has_signed(room: FakeRoom, person: str) -> bool:
    return room.given.line(person).may_take_part


def _reads_three(person: Person) -> bool:
    return len(list(person.state.cases())) == 3


async def test_att_6_the_minute_taker_signs_in_four_with_five_keys_each() -> None:
    """ROLE-8: at two keys a second that is ten seconds for all four."""
    here = given(TWENTY).arrived("chair", "minutes")
    laptops = [p.id for p in TWENTY.people if p.id not in {*WITHOUT, "chair", "minutes", "health"}]
    for person in laptops:
        here = here.after(person, Attend())
    room = FakeRoom(here.in_phase(Phase.DECLARATION).signed("minutes"))
    pressed = 0
    async with room.app("minutes").run_test(size=(120, 40)) as pilot:

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await pilot.press(*keys)

        await until_shown(pilot, "Person Number10")
        await pilot.press("end")
        for person in reversed(WITHOUT):
            await press("s")
            await until_shown(pilot, "Here, without a laptop")
            await press("enter")
            await until_shown(pilot, "w  witness signature")
            await press("w")
            await until_shown(pilot, "Signed on paper")
            await press("enter", "up")
            await until(pilot, partial(_has_signed, room, person), "signed")
        assert pressed <= KEYS_A_PERSON * len(WITHOUT)
        assert all(room.given.line(person).signature for person in WITHOUT)
