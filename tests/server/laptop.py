"""A laptop that speaks the wire by hand, so that it can say what no client of ours would."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from agenda.plan import MeetingPlan
from meeting.joining import Invitation
from server.clock import Clock
from server.passwords import hashed
from server.people import Desk
from server.service import Service, Settings, serving
from server.store import Store, opened_store
from tests.getting_in import PASSWORD
from tests.given import A_PLAN
from tests.rooms import CHEAP, CHEAP_HASHING, PASSPHRASE, arranged

LONGEST_WAIT = 20.0
Frame = dict[str, Any]


def any_certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Laptop:
    """One connection. ``frames`` is everything that it has received."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[Frame] = []
        self.token = ""
        self.why = ""
        """What the server said when it closed the connection."""
        self._last = 0

    async def say(self, message: Frame | str | bytes) -> None:
        await self.socket.send(json.dumps(message) if isinstance(message, dict) else message)

    async def next(self) -> Frame:
        async with asyncio.timeout(LONGEST_WAIT):
            frame: Frame = json.loads(await self.socket.recv())
        self.frames.append(frame)
        return frame

    async def until(self, kind: str, **facts: object) -> Frame:
        """Reads on until a frame of this kind, with these facts."""
        while True:
            frame = await self.next()
            if frame["kind"] == kind and all(frame.get(k) == v for k, v in facts.items()):
                return frame

    async def hello(self, token: str, **facts: object) -> Self:
        self.token = token
        await self.say({"kind": "hello", "token": token, **facts})
        return self

    def new_id(self) -> str:
        self._last += 1
        return f"{id(self):x}{self._last:x}".rjust(32, "0")

    async def do(self, command: Frame, command_id: str | None = None) -> Frame:
        """Gives a command and returns its answer, an ``ack`` or a ``refused``."""
        chosen = command_id or self.new_id()
        await self.say({"kind": "command", "id": chosen, "command": command})
        while True:
            frame = await self.next()
            if frame["kind"] in {"ack", "refused"} and frame["id"] == chosen:
                return frame

    async def redeems(
        self, code: str, password: str = PASSWORD, *, request: str = "", device: str = "d" * 32
    ) -> Frame:
        """Redeems an invitation and returns the answer."""
        chosen = request or self.new_id()
        said = {"request": chosen, "code": code, "password": password, "device": device}
        return await self.asks({"kind": "redeem", **said})

    async def knocks(
        self, code: str, name: str = "Dev Hale", agency: str = "Housing", *, request: str = ""
    ) -> Frame:
        """Says who is at the door and returns the answer."""
        said = {"request": request or self.new_id(), "code": code, "password": PASSWORD}
        who = {"name": name, "agency": agency, "device": "d" * 32}
        return await self.asks({"kind": "knock", **said, **who})

    async def logs_in(
        self,
        person: str,
        password: str = PASSWORD,
        totp: str | None = None,
        device: str = "d" * 32,
    ) -> Frame:
        """Logs in and returns the answer."""
        said = {"person": person, "password": password, "totp": totp, "device": device}
        return await self.asks({"kind": "log_in", **said})

    async def logs_in_again(self, person: str) -> Frame:
        """Over a connection of its own, as the laptop that this is."""
        address = f"wss://{self.socket.remote_address[0]}:{self.socket.remote_address[1]}"
        async with connect(address, ssl=any_certificate(), compression=None) as socket:
            return await Laptop(socket).logs_in(person)

    async def asks(self, question: Frame) -> Frame:
        """Says something before being known, and returns the answer."""
        await self.say(question)
        return await self.next()

    async def proves(self, password: str) -> Frame:
        """Gives a password at a locked screen and returns the answer."""
        chosen = self.new_id()
        await self.say({"kind": "prove", "id": chosen, "password": password})
        while (frame := await self.next()).get("id") != chosen:
            pass
        return frame

    async def closed(self) -> int:
        """Reads to the end, and says with which code the connection closed."""
        try:
            while True:
                await self.next()
        except ConnectionClosed as end:
            self.why = end.rcvd.reason if end.rcvd else ""
            return end.rcvd.code if end.rcvd else 1006


class Doors:
    """A service on loopback, and a way in."""

    def __init__(self, store: Store, service: Service) -> None:
        self.store = store
        self.service = service
        self._laptops: list[Laptop] = []

    async def laptop(self, **options: Any) -> Laptop:
        """A connection over which nothing was said yet."""
        address = f"wss://127.0.0.1:{self.service.port}"
        settings = {"ssl": any_certificate(), "compression": None, "max_queue": None, **options}
        laptop = Laptop(await connect(address, **settings))
        self._laptops.append(laptop)
        return laptop

    def invites(self, person: str) -> str:
        """The code of a fresh invitation, as it is spoken."""
        code = self.store.office.accounts.invite(person, self.store.clock.now())
        return Invitation(code, self.service.pin).spoken

    def token(self, person: str) -> str:
        """Of a new session, which nobody had to log in for."""
        return self.store.office.accounts.begin_session(person, self.store.clock.now())

    def gives_password(self, person: str, password: str) -> None:
        """From now on it is that person's."""
        kept = hashed(password, CHEAP)
        self.store.office.accounts.set_password(person, kept, self.store.clock.now())

    @property
    def desk(self) -> Desk:
        """Where people are managed, with effect on whoever is connected."""
        return self.service.desk

    def runs(self, errand: str, who: str = "", **facts: str) -> str:
        """What ``marac-server people`` answers."""
        return self.desk.run(errand, who, facts)

    async def redeemed(self, person: str) -> Laptop:
        """A laptop of ``person`` that came in by a fresh invitation."""
        laptop = await self.laptop()
        answer = await laptop.redeems(self.invites(person))
        await laptop.hello(answer["token"])
        await laptop.until("events")
        return laptop

    async def joined(self, person: str) -> Laptop:
        """A laptop of ``person`` that has said hello and been welcomed."""
        laptop = await self.laptop()
        await laptop.hello(self.token(person))
        await laptop.until("welcome")
        await laptop.until("events")
        return laptop

    async def at_the_table(self, *people: str) -> tuple[Laptop, ...]:
        """Laptops of people who have arrived and signed; the chair is the first of them."""
        laptops = [await self.joined(person) for person in people]
        for laptop in laptops:
            assert (await laptop.do({"kind": "attend"}))["kind"] == "ack"
        chair = laptops[0]
        await chair.do({"kind": "enter_phase", "from_phase": "gathering", "phase": "declaration"})
        digest = A_PLAN.protocol.declaration.digest
        names = {person.id: person.name for person in A_PLAN.people}
        for person, laptop in zip(people, laptops, strict=True):
            signed = {"kind": "sign_declaration", "name": names[person], "digest": digest}
            assert (await laptop.do(signed))["kind"] == "ack"
        await self._names_are_confirmed(dict(zip(people, laptops, strict=True)))
        assert (
            await chair.do({"kind": "enter_phase", "from_phase": "declaration", "phase": "hearing"})
        )["kind"] == "ack"
        return tuple(laptops)

    async def _names_are_confirmed(self, laptops: dict[str, Laptop]) -> None:
        """By the minute-taker, whom every case needs; they stay, on paper as it were (CON-6)."""
        if "minutes" in laptops:
            assert (await laptops["minutes"].do({"kind": "confirm_names"}))["kind"] == "ack"
            return
        minutes = await self.joined("minutes")
        digest = A_PLAN.protocol.declaration.digest
        signs = {"kind": "sign_declaration", "name": "Milo Penn", "digest": digest}
        for command in ({"kind": "attend"}, signs, {"kind": "confirm_names"}):
            assert (await minutes.do(command))["kind"] == "ack"
        await minutes.socket.close()

    async def close(self) -> None:
        for laptop in self._laptops:
            await laptop.socket.close()


@asynccontextmanager
async def open_doors(
    folder: Path,
    settings: Settings | None = None,
    plan: MeetingPlan = A_PLAN,
    clock: Clock | None = None,
) -> AsyncIterator[Doors]:
    with opened_store(folder / "store", PASSPHRASE, create=True, cost=CHEAP, clock=clock) as store:
        if not store.office.meetings():
            arranged(store, plan)
        async with serving(store, settings=settings or Settings(hashing=CHEAP_HASHING)) as service:
            doors = Doors(store, service)
            try:
                yield doors
            finally:
                await doors.close()
