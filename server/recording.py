"""Writes the audit of one meeting while it is served: no event leaves before it is on record.

Whatever waits goes into one commit, so that what sixty people are sent of one command is one row.
If it cannot be written, nothing leaves; the meeting is read-only until it can (``Writer.hold``).
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final

from meeting.values import PersonId
from server.audit import (
    Audit,
    AuditFailed,
    Fact,
    Gone,
    Handed,
    Handful,
    NotHanded,
    RefusedAccess,
    Seated,
    Sent,
    What,
    sent_to,
)
from server.clock import Clock
from server.outgoing import EventsFrame, Frame, RefusalFrame, Span

log = logging.getLogger(__name__)

ACCESS: Final = frozenset(
    {
        "no_such_case",
        "no_such_conflict",
        "no_such_match",
        "not_on_register",
        "not_present",
        "not_signed",
        "not_your_role",
        "other_agency",
    }
)
"""The refusals that say: this is not for you, or there is no such thing."""
NOT_ADMITTED: Final = "not_admitted"
MOST_REFUSALS: Final = 20
"""How many refusals of one person are written down in ``WINDOW``; the rest are counted."""
WINDOW: Final = timedelta(minutes=1)
CONNECTION_BYTES: Final = 8


class Recording:
    """The audit, as one meeting's connections use it. Everything but ``run`` returns at once."""

    def __init__(self, audit: Audit, meeting: str, clock: Clock) -> None:
        self.meeting = meeting
        self.is_failing = False
        self.when_failing: Callable[[], None] = lambda: None
        """Called once when something could not be written."""
        self._audit = audit
        self._refusals = _Rate(clock)
        self._waiting: list[tuple[Fact, Callable[[], None]]] = []
        self._there = asyncio.Event()
        self._one_reads = asyncio.Lock()
        self._is_closed = False
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="audit")

    def write(self, fact: Fact, written: Callable[[], None] = lambda: None) -> None:
        """Takes a fact, and calls ``written`` when it is on the disk."""
        self._waiting.append((fact, written))
        self._there.set()

    def refused(self, person: str | None, code: str) -> None:
        """Takes a refusal of access, or counts it where there are too many."""
        unwritten = self._refusals.admitted(person)
        if unwritten is not None:
            self.write(
                RefusedAccess(meeting=self.meeting, person=person, code=code, unwritten=unwritten)
            )

    async def sent_to(self, person: PersonId, by: PersonId) -> tuple[Sent, ...]:
        """What went out to ``person``, and was asked for by ``by``, which is on record first.

        Raises AuditFailed, or StoreError where it cannot be put on record.
        """
        async with self._one_reads:
            return await asyncio.to_thread(self._sent_to, person, by)

    def _sent_to(self, person: PersonId, by: PersonId) -> tuple[Sent, ...]:
        self._audit.act(What.SENT_LISTED, meeting=self.meeting, person=person, by=by)
        return sent_to(self._audit.rows(), person, self.meeting)

    async def run(self) -> None:
        """Writes whatever is there, until it is closed and nothing waits."""
        while self._waiting or not self._is_closed:
            if not self.is_failing and self._waiting:
                await self._write()
            else:
                if self._is_closed:
                    break
                self._there.clear()
                await self._there.wait()
        self._disk.shutdown()

    async def _write(self) -> None:
        batch, self._waiting = self._waiting, []
        facts = together([fact for fact, _ in batch])
        try:
            await self._on_disk(lambda: self._audit.append(facts))
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing may leave
            log.error("the audit cannot be written: %s", type(error).__name__)  # noqa: TRY400 - as everywhere in the log
            self._waiting = [*batch, *self._waiting]
            self.is_failing = True
            self.when_failing()
            return
        for _, written in batch:
            written()

    async def is_back(self) -> bool:
        """Whether it can be written again; tries it, if it could not.

        What was in doubt may stand in it twice then, and never not at all.
        """
        if self.is_failing:
            try:
                await self._on_disk(self._audit.reopen)
                facts = together([fact for fact, _ in self._waiting])
                batch, self._waiting = self._waiting, []
                try:
                    await self._on_disk(lambda: self._audit.append(facts))
                except BaseException:
                    self._waiting = [*batch, *self._waiting]
                    raise
            except AuditFailed:
                return False
            self.is_failing = False
            for _, written in batch:
                written()
            self._there.set()
        return True

    def close(self) -> None:
        """Nothing more is taken; ``run`` writes what waits, if it can, and returns."""
        self._is_closed = True
        self._there.set()

    async def _on_disk(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._disk, work)


class AuditedGate:
    """Lets the events of one person's connection leave once the audit has them (ATT-6)."""

    def __init__(self, recording: Recording, person: str, look_again: Callable[[], None]) -> None:
        self.connection = secrets.token_hex(CONNECTION_BYTES)
        self._recording = recording
        self._person = person
        self._look_again = look_again
        self._asked: EventsFrame | None = None
        self._is_written = False
        recording.write(
            Seated(meeting=recording.meeting, connection=self.connection, person=person)
        )

    def opens(self, frame: Frame) -> bool:
        """As ``Gate.opens``."""
        if isinstance(frame, RefusalFrame) and frame.refusal.code in ACCESS:
            self._recording.refused(self._person, frame.refusal.code)
        if not isinstance(frame, EventsFrame):
            return True
        if frame is not self._asked:
            self._take_back()
            self._ask(frame)
        if self._is_written:
            self._asked = None
        return self._is_written

    def _ask(self, frame: EventsFrame) -> None:
        self._asked, self._is_written = frame, False

        def written() -> None:
            if frame is self._asked:
                self._is_written = True
                self._look_again()

        handed = Handed(
            meeting=self._recording.meeting,
            connections=(self.connection,),
            events=_events(frame.spans),
        )
        self._recording.write(handed, written)

    def _take_back(self) -> None:
        """What was to be let go, and was taken out of the queue meanwhile (CON-2)."""
        if self._asked is not None:
            self._recording.write(
                NotHanded(
                    meeting=self._recording.meeting,
                    connection=self.connection,
                    events=_events(self._asked.spans),
                )
            )
            self._asked = None

    def ended(self) -> None:
        """As ``Gate.ended``."""
        self._take_back()
        self._recording.write(Gone(meeting=self._recording.meeting, connection=self.connection))


def _events(spans: Iterable[Span]) -> tuple[Handful, ...]:
    return tuple((str(span.stream), span.first, span.last) for span in spans)


def together(facts: Sequence[Fact]) -> list[Fact]:
    """The same facts in fewer rows: one for all who are handed the same.

    Who was seated stands before what they were handed, and the rest after it.
    """
    handed: dict[tuple[str, tuple[Handful, ...]], list[str]] = {}
    for fact in facts:
        if isinstance(fact, Handed):
            handed.setdefault((fact.meeting, fact.events), []).extend(fact.connections)
    return [
        *(fact for fact in facts if isinstance(fact, Seated)),
        *(
            Handed(meeting=meeting, connections=tuple(connections), events=events)
            for (meeting, events), connections in handed.items()
        ),
        *(fact for fact in facts if not isinstance(fact, Seated | Handed)),
    ]


class _Rate:
    """So many a window for each person, and a count of the others."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[str | None, tuple[datetime, int, int]] = {}

    def admitted(self, person: str | None) -> int | None:
        """How many were counted since the last one that was admitted; None if this one is not."""
        now = self._clock.now()
        since, written, counted = self._since.get(person, (now, 0, 0))
        if now - since >= WINDOW:
            since, written = now, 0
        if written >= MOST_REFUSALS:
            self._since[person] = (since, written, counted + 1)
            return None
        self._since[person] = (since, written + 1, 0)
        return counted
