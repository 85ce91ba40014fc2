"""The room harness: a real server on loopback, TLS and encrypted store, and people at the table.

async with a_room(tmp_path) as room:
    chair, housing = await room.seat("chair", "housing")
    await room.everybody_signs()
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from agenda.matching import likeness
from agenda.plan import MeetingPlan
from agenda.protocol import HEARING, Stage
from client.getting_in import Place
from client.link import Seat
from meeting.access import Reader, may_read
from meeting.commands import CallItem, ConfirmNames, EnterPhase, EnterStage, RecordApologies
from meeting.decide.arrange import arrange
from meeting.room import Attendance, Phase
from meeting.state import State
from server.journal import Journal
from server.keys import Cost
from server.ledger import Ledger
from server.office import KnownMeeting, Sitting
from server.passwords import Hashing, hashed
from server.service import Service, Settings, serving
from server.store import Store, opened_store
from tests.getting_in import PASSWORD
from tests.given import A_PLAN, CLOSED_DAYS
from tests.people import Person

PASSPHRASE = "eleven kettles on a blue shelf"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
"""What guessing costs in tests, where nobody guesses."""


CHEAP_HASHING = Hashing(cost=CHEAP)


class OpenRoom:
    """A meeting that is being served, and whoever sits in it."""

    def __init__(self, store: Store, plan: MeetingPlan, settings: Settings) -> None:
        self.plan = plan
        self.people: dict[str, Person] = {}
        self.store = store
        self._settings = settings
        self._serving = AsyncExitStack()
        self._service: Service | None = None
        self._port = 0

    @property
    def service(self) -> Service:
        """The service that runs at the moment."""
        assert self._service is not None
        return self._service

    @property
    def state(self) -> State:
        """The server's own state."""
        return self.service.writer.ledger.state

    @property
    def chair(self) -> Person:
        """Who holds the chair."""
        return self.people["chair"]

    @property
    def minutes(self) -> Person:
        """Who takes the minutes."""
        return self.people["minutes"]

    def seat_for(self, person: str) -> Seat:
        """Where ``person`` sits down, logged in already."""
        token = self.store.office.accounts.begin_session(person, self.store.clock.now())
        return Seat(Place("127.0.0.1", self._port, self.service.pin), token)

    def gives_password(self, person: str) -> None:
        """From now on PASSWORD is theirs."""
        accounts, now = self.store.office.accounts, self.store.clock.now()
        accounts.set_password(person, hashed(PASSWORD, CHEAP), now)

    async def seat(self, *people: str) -> tuple[Person, ...]:
        """Each of ``people`` opens a laptop and is connected; none is signed in yet."""
        for name in people:
            self.people[name] = Person(self.seat_for(name)).sit_down()
        seated = tuple(self.people[name] for name in people)
        for person in seated:
            await person.until(partial(_is_connected, person), "connected")
        return seated

    async def everybody_signs(self) -> None:
        """The roll call and the declaration; who is expected and has no laptop is excused."""
        signing = [asyncio.create_task(p.arrive_and_sign()) for p in self.people.values()]
        await self.chair.until(lambda: self.chair.me.is_present, "the chair is here")
        for line in self.plan.people:
            if line.id not in self.people:
                await self.minutes.until(lambda: self.minutes.me.is_present, "the minutes are here")
                await self.minutes.do(RecordApologies(person=line.id))
        await self.chair.until(self._all_are_here, "everybody is here")
        await self.chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
        await asyncio.gather(*signing)
        if self.minutes.room.names_confirmed is None:
            await self.minutes.do(ConfirmNames())
        await self.chair.do(EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING))

    async def call(self, item: str, stage: Stage = Stage.CONFLICTS) -> str:
        """Calls an item, takes its case to ``stage``, and returns the case's id."""
        await self.chair.do(CallItem(item=item))
        case = self.chair.room.items[item].case
        assert case is not None
        for before, step in pairwise(HEARING[: HEARING.index(stage) + 1]):
            await self.chair.do(EnterStage(case=case, from_stage=before, stage=step))
        return case

    def called(self, case: str) -> datetime:
        """When the case that is on was called."""
        found = self.chair.case(case)
        assert found is not None
        assert found.clock.called is not None
        return found.clock.called

    async def arrange_beside(self, plan: MeetingPlan, sitting: Sitting) -> None:
        """Arranges a restricted sitting while the server runs, which holds it from now on."""
        await self.service.open(arranged(self.store, plan, sitting))

    async def settled(self) -> None:
        """Everybody holds what the server would have them hold."""
        for name, person in self.people.items():
            await person.until(partial(self.agrees, name, person), f"{name} is in step")

    def agrees(self, name: str, person: Person) -> bool:
        """Whether what this person holds is the server's state cut down to what they may read."""
        state = self.state
        agency = state.room.register[name].agency
        return person.state == state.only(may_read(state, Reader(name, agency)))

    async def start(self) -> None:
        """Opens the doors, on the same port as before."""
        opening = serving(self.store, port=self._port, settings=self._settings)
        self._service = await self._serving.enter_async_context(opening)
        self._port = self._service.port

    async def stop(self) -> None:
        """Closes them as an operator would."""
        await self._serving.aclose()

    async def restart(self) -> None:
        """Stops the service and starts it again from what is on the disk."""
        await self.stop()
        await self.start()

    async def close(self) -> None:
        """Everybody goes, and the doors are closed."""
        await asyncio.gather(*(person.close_laptop() for person in self.people.values()))
        await self.stop()

    def _all_are_here(self) -> bool:
        coming = [p for p in self.chair.room.register.values() if p.person in self.people]
        return all(line.attendance is Attendance.PRESENT for line in coming)


def _is_connected(person: Person) -> bool:
    return person.is_connected


@asynccontextmanager
async def a_room(
    folder: Path,
    plan: MeetingPlan = A_PLAN,
    settings: Settings | None = None,
    *,
    published: bool = False,
) -> AsyncIterator[OpenRoom]:
    """A room that is open, with nobody in it, until the block ends."""
    with opened_store(folder / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, plan, published=published)
        room = OpenRoom(store, plan, settings or Settings(hashing=CHEAP_HASHING))
        await room.start()
        try:
            yield room
        finally:
            await room.close()


def arranged(
    store: Store, plan: MeetingPlan, sitting: Sitting | None = None, *, published: bool = False
) -> KnownMeeting:
    """Enters ``plan`` in ``store``, as ``marac-server arrange`` does."""
    store.office.register(plan.people)
    store.office.accounts.name_agencies({agency.id: agency.name for agency in plan.agencies})

    def first_events(journal: Journal) -> None:
        draft = Ledger(journal.meeting, journal.epoch).draft()
        placed = arrange(plan, CLOSED_DAYS, likeness, published=published)
        draft.add(placed, by="coordinator", at=store.clock.now())
        journal.append(0, draft.entries, ())

    return store.add_meeting(plan.id, first_events, sitting)
