"""A writer without a network: journals that can be held up or fail, and people who only listen."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from agenda.matching import likeness
from agenda.plan import MeetingPlan
from meeting.access import Reader
from meeting.commands import AnyCommand
from meeting.decide.arrange import arrange
from meeting.streams import Stream
from meeting.words import Refused
from server.clock import Clock
from server.journal import Answer, Entry, Held, Journal, JournalFailed
from server.ledger import Ledger
from server.memory_journal import MemoryJournal
from server.writer import Asked, Writer
from tests.given import A_PLAN, CLOSED_DAYS, OPENING

LONGEST_WAIT = 20.0


def an_arranged_journal(plan: MeetingPlan = A_PLAN) -> MemoryJournal:
    journal = MemoryJournal(plan.id, "epoch-1")
    draft = Ledger(journal.meeting, journal.epoch).draft()
    draft.add(arrange(plan, CLOSED_DAYS, likeness), by="coordinator", at=OPENING)
    journal.append(0, draft.entries, ())
    return journal


class Around:
    """A journal around another one, which it lets do everything."""

    def __init__(self, inner: Journal) -> None:
        self.inner = inner
        self.commits: list[tuple[str, ...]] = []
        """The command ids of each commit."""

    @property
    def meeting(self) -> str:
        return self.inner.meeting

    @property
    def epoch(self) -> str:
        return self.inner.epoch

    def append(self, expected: int, entries: Sequence[Entry], answers: Sequence[Answer]) -> None:
        self.inner.append(expected, entries, answers)
        self.commits.append(tuple(answer.command for answer in answers))

    def read_all(self) -> Held:
        return self.inner.read_all()

    def verify(self) -> tuple[str, ...]:
        return self.inner.verify()

    def reopen(self) -> None:
        self.inner.reopen()

    def close(self) -> None:
        self.inner.close()


class HeldUp(Around):
    """The disk takes as long as the test wants: ``go_on`` lets commits through from then on.

    What nobody asked for, the server's own notes as it starts, goes through at once.
    """

    def __init__(self, inner: Journal) -> None:
        super().__init__(inner)
        self._entered = threading.Event()
        self._free = threading.Event()

    def append(self, expected: int, entries: Sequence[Entry], answers: Sequence[Answer]) -> None:
        if answers:
            self._entered.set()
            assert self._free.wait(LONGEST_WAIT)
        super().append(expected, entries, answers)

    async def in_commit(self) -> None:
        """Waits until a commit has begun."""
        assert await asyncio.to_thread(self._entered.wait, LONGEST_WAIT)

    def go_on(self) -> None:
        self._free.set()

    def hold(self) -> None:
        """From now on commits wait again."""
        self._entered.clear()
        self._free.clear()


class Failing(Around):
    """The disk fails as often as ``failures`` says, before or after having written.

    ``broken`` makes opening it again fail too.
    """

    def __init__(self, inner: Journal, *, failures: int = 1, written: bool = False) -> None:
        super().__init__(inner)
        self.failures = failures
        self.broken = False
        self._written = written

    def append(self, expected: int, entries: Sequence[Entry], answers: Sequence[Answer]) -> None:
        if self.failures:
            self.failures -= 1
            if self._written:
                super().append(expected, entries, answers)
            raise JournalFailed("disk I/O error")
        super().append(expected, entries, answers)

    def reopen(self) -> None:
        if self.broken:
            raise JournalFailed("no space left on device")
        super().reopen()


class Happened:
    """What was said, by whom and in which order; waits on conditions."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._news = asyncio.Event()

    def say(self, words: str) -> None:
        self.said.append(words)
        self._news.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(LONGEST_WAIT):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def until_said(self, *words: str) -> None:
        await self.until(lambda: all(word in self.said for word in words))


@dataclass
class Listener:
    """An asker who writes down what they are told."""

    reader: Reader
    happened: Happened
    refusals: list[tuple[Refused, Stream | None]] = field(default_factory=list)

    def accepted(self, command: str) -> None:
        self.happened.say(f"ack {command}")

    def refused(self, command: str, refusal: Refused, quotes: Stream | None = None) -> None:
        self.refusals.append((refusal, quotes))
        self.happened.say(f"{refusal.code} {command}")

    def ask_again(self) -> None:
        self.happened.say(f"{self.reader.person} is to ask again")

    def left_open(self) -> None:
        self.happened.say(f"{self.reader.person} is left open")


@dataclass
class Everybody:
    """An audience that writes down what it is told."""

    happened: Happened

    def publish(self) -> None:
        self.happened.say("publish")

    def read_only(self) -> None:
        self.happened.say("read-only")

    def come_again(self) -> None:
        self.happened.say("come again")


class Desk:
    """A writer at work, and a way to ask it."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.happened = Happened()
        self.listeners: dict[str, Listener] = {}

    @property
    def said(self) -> list[str]:
        return self.happened.said

    def ask(self, person: str, command: AnyCommand, command_id: str) -> None:
        agency = next(p.agency for p in A_PLAN.people if p.id == person)
        listener = Listener(Reader(person, agency), self.happened)
        self.listeners[person] = listener
        self.writer.ask(Asked(command_id, command, listener))


@asynccontextmanager
async def a_desk(
    journal: Journal | None = None, *, clock: Clock | None = None, retry_seconds: float = 0.01
) -> AsyncIterator[Desk]:
    journal, clock = journal or an_arranged_journal(), clock or Clock()
    writer = Writer(journal, clock, retry_seconds=retry_seconds)
    await writer.load()
    desk = Desk(writer)
    running = asyncio.create_task(writer.run(Everybody(desk.happened)))
    try:
        yield desk
    finally:
        writer.stop()
        await running
