"""08:55: twenty people who enrolled before the day log in and sign, in less than two minutes."""

import asyncio
import time
from pathlib import Path

from agenda.plan import ExpectedPerson, MeetingPlan, Role
from client.getting_in import Place
from meeting.commands import EnterPhase
from meeting.joining import Invitation
from meeting.room import Phase
from server.passwords import Hashing
from server.service import Settings
from tests.getting_in import Laptop
from tests.given import A_PLAN
from tests.people import Person
from tests.rooms import OpenRoom, a_room

COUNT = 20
TWO_MINUTES = 120.0
ROLES = {0: Role.CHAIR, 1: Role.MINUTE_TAKER}
NAMES = [f"person-{number}" for number in range(COUNT)]
PLAN = A_PLAN.model_copy(
    update={
        "people": tuple(
            ExpectedPerson(
                id=name,
                name=f"Sam {chr(65 + number)}ster",
                agency=A_PLAN.agencies[number % len(A_PLAN.agencies)].id,
                role=ROLES.get(number, Role.REPRESENTATIVE),
            )
            for number, name in enumerate(NAMES)
        )
    }
)
PLAN = MeetingPlan.model_validate(PLAN.model_dump())


async def test_att_6_twenty_people_log_in_and_sign_within_two_minutes(tmp_path: Path) -> None:
    """With the real cost of a password, all of them on this one machine."""
    async with a_room(tmp_path, PLAN, Settings(hashing=Hashing())) as room:
        laptops = {name: await enrols(room, name) for name in NAMES}
        began = time.monotonic()
        await asyncio.gather(*(comes_in(room, n, laptop) for n, laptop in laptops.items()))
        signing = [asyncio.create_task(p.arrive_and_sign()) for p in room.people.values()]
        chair = room.people[NAMES[0]]
        await chair.until(lambda: all_are_here(chair), "everybody is here")
        await chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
        await asyncio.gather(*signing)
        took = time.monotonic() - began
        assert all(line.signature for line in room.state.room.register.values())
        assert took < TWO_MINUTES
    print(f"twenty people were in and had signed after {took:.1f} s")  # noqa: T201 - the figure


def all_are_here(chair: Person) -> bool:
    register = chair.room.register.values()
    return chair.is_connected and all(line.is_present for line in register)


async def enrols(room: OpenRoom, person: str) -> Laptop:
    """Before the day: the invitation, a password, and where needed a device."""
    accounts = room.store.office.accounts
    code = accounts.invite(person, room.store.clock.now())
    place = Place("127.0.0.1", room.service.port, room.service.pin)
    laptop = Laptop(place)
    await laptop.redeems(Invitation(code, place.pin))
    return laptop


async def comes_in(room: OpenRoom, person: str, laptop: Laptop) -> None:
    """On the day: the password, and a seat."""
    room.people[person] = Person(await laptop.logs_in(person)).sit_down()
    await room.people[person].until(lambda: room.people[person].is_connected, "connected")
