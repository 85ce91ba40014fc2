"""A person at the table without a screen: a real link and mirror, driven by a test or a script.

Everything that waits in the tests of a room waits here, on a condition.
"""

import asyncio
from collections.abc import Callable
from typing import Self

from agenda.plan import Role
from client.happenings import (
    Acknowledged,
    Disconnected,
    Ended,
    Happening,
    Noticed,
    RefusedCommand,
)
from client.link import Link, Patience, Seat
from client.outbox import new_id
from meeting.case.hearing import Case
from meeting.commands import AnyCommand, Attend, SignDeclaration
from meeting.room import Line, Room
from meeting.state import State
from meeting.wire import About

LONGEST_WAIT = 45.0
"""Seconds after which a condition that does not come true is a failure, never a way to pass."""
IMPATIENT = Patience(first_wait=0.02, longest_wait=0.3, rest=0.1)
"""How people in tests try again: at once."""

__all__ = ["IMPATIENT", "Person", "new_id"]


class NeverHappened(AssertionError):
    """What was waited for did not come."""


class Person:
    """Somebody with a laptop. ``frames`` is every frame that their socket received, in order."""

    def __init__(self, seat: Seat, patience: Patience = IMPATIENT) -> None:
        self.frames: list[str] = []
        self.happenings: list[Happening] = []
        self.unacknowledged_when_lost = 0
        self.ended: str | None = None
        self.acknowledged = 0
        self.refused: list[str] = []
        self._answers: dict[str, Acknowledged | RefusedCommand] = {}
        self._news = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self.link = Link(seat, self._happened, patience, tap=self._tap)

    # Coming and going

    def sit_down(self) -> Self:
        """Opens the laptop: the link runs in the background from now on."""
        self._running = asyncio.create_task(self.link.run())
        return self

    async def close_laptop(self) -> None:
        """Closes the laptop; ``sit_down`` opens it again, with what it held."""
        self.link.leave()
        if self._running is not None:
            await self._running
            self._running = None

    async def arrive_and_sign(self) -> None:
        """Says "I am here", waits for the declaration to be read, and signs it by name."""
        await self.until(lambda: self.is_connected, "connected")
        await self.do(Attend())
        await self.until(lambda: self.room.phase != "gathering", "the declaration is read")
        await self.sign()

    async def sign(self) -> None:
        """Signs by name what stands in the room's protocol."""
        digest = self.room.protocol.declaration.digest
        await self.do(SignDeclaration(name=self.me.name, digest=digest))

    # What they see

    @property
    def is_connected(self) -> bool:
        """Whether the server knows them at the moment, and they hold the room."""
        return self.link.is_connected and bool(self.room.register)

    @property
    def state(self) -> State:
        """The part of the meeting that they may read."""
        return self.link.mirror.state

    @property
    def room(self) -> Room:
        """The room."""
        return self.state.room

    @property
    def id(self) -> str:
        """Their id, from the server's welcome."""
        return self.link.welcome.person if self.link.welcome else ""

    @property
    def agency(self) -> str:
        """Their agency, from the server's welcome."""
        return self.link.welcome.agency if self.link.welcome else ""

    @property
    def role(self) -> Role:
        """Their role, from the server's welcome."""
        return self.me.role

    @property
    def me(self) -> Line:
        """Their line of the register."""
        return self.room.register[self.id]

    def case(self, case: str) -> Case | None:
        """The case, if they may read it."""
        return self.state.case(case)

    # What they do

    def send(self, command: AnyCommand) -> str:
        """Sends ``command`` without waiting; returns its id."""
        return self.link.send(command)

    async def do(self, command: AnyCommand) -> None:
        """Sends ``command`` and waits until it is acknowledged; a refusal is a failure."""
        answer = await self.ask(command)
        assert isinstance(answer, Acknowledged), f"{self.id}: {command.kind} refused: {answer}"

    async def ask(self, command: AnyCommand) -> Acknowledged | RefusedCommand:
        """Sends ``command`` and waits for its answer, whichever it is."""
        return await self.answer_to(self.send(command))

    async def answer_to(self, message_id: str) -> Acknowledged | RefusedCommand:
        """Waits for the answer to the command with this id."""
        await self.until(lambda: message_id in self._answers, "an answer")
        return self._answers[message_id]

    async def until_on_the_way(self, message_id: str) -> None:
        """Waits until the command has been handed to the socket."""
        async with asyncio.timeout(LONGEST_WAIT):
            while message_id not in self.link.outbox._sent:  # noqa: ASYNC110 - the link tells nobody when it sends
                await asyncio.sleep(0)

    def is_settled(self, message_id: str) -> bool:
        """Whether the command was answered, or forgotten with a case that was withdrawn."""
        return message_id in self._answers or message_id not in self.link.outbox.waiting

    def refusal_of(self, message_id: str) -> str | None:
        """The code with which the command was refused; None if it was not."""
        answer = self._answers.get(message_id)
        return answer.code if isinstance(answer, RefusedCommand) else None

    def look_up(self) -> None:
        """Makes whatever is waited for be looked at again."""
        self._news.set()

    async def something(self) -> None:
        """Waits until anything happens."""
        await self._news.wait()
        self._news.clear()

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Waits until ``condition`` holds, looking again whenever something happens."""
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while not condition():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise NeverHappened(f"{self.id or 'somebody'} waited in vain for: {what}") from None

    async def until_noticed(self, about: About) -> None:
        """Waits for a notice of this kind."""
        await self.until(
            lambda: any(isinstance(h, Noticed) and h.about is about for h in self.happenings),
            f"the notice {about}",
        )

    def _count(self, answer: Acknowledged | RefusedCommand) -> None:
        if isinstance(answer, Acknowledged):
            self.acknowledged += 1
        else:
            self.refused.append(answer.code)

    def _tap(self, frame: str | bytes) -> None:
        self.frames.append(frame if isinstance(frame, str) else frame.decode())

    def _happened(self, happening: Happening) -> None:
        match happening:
            case Acknowledged() | RefusedCommand() if happening.id is not None:
                self._answers[happening.id] = happening
                self._count(happening)
            case Disconnected():
                waiting = len(self.link.outbox.waiting)
                self.unacknowledged_when_lost = max(self.unacknowledged_when_lost, waiting)
            case Ended():
                self.ended = happening.why
            case _:
                pass
        self.happenings.append(happening)
        self._news.set()
