"""The one writer of a meeting: takes commands in order, and says nothing before the disk has it.

All that has arrived is decided on the state as it will be and goes into one commit. Events,
acknowledgements and refusals alike go out after the commit that they were decided in. The writer
is stopped by a sentinel and never cancelled; who has gone away in the meantime does not disturb
it, for answers are put down and not waited for.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import partial
from hashlib import sha256
from typing import Final, Protocol, TypeVar

from agenda.matching import likeness
from meeting.access import Reader, may_read
from meeting.chain import canonical
from meeting.commands import AnyCommand, CaseCommand
from meeting.decide import decide
from meeting.state import Placed, State
from meeting.streams import Stream, case_stream
from meeting.values import THE_ROOM
from meeting.words import Refused
from server.clock import Clock
from server.journal import Answer, Journal, JournalFailed
from server.ledger import Draft, Ledger

log = logging.getLogger(__name__)
Result = TypeVar("Result")

MOST_TOGETHER: Final = 256
"""Commands in one commit; more would hold up everything else on the event loop."""
RETRY_SECONDS: Final = 2.0
"""How often a meeting that cannot be saved is tried again."""


class Asker(Protocol):
    """Whoever gave a command. None of this may raise or wait."""

    @property
    def reader(self) -> Reader:
        """Who it is, as the office has them."""

    def accepted(self, command: str) -> None:
        """The command is on the disk."""

    def refused(self, command: str, refusal: Refused, quotes: Stream | None = None) -> None:
        """The command is refused, and nothing has changed.

        The words may quote ``quotes``, which the asker can read at this moment.
        """

    def ask_again(self) -> None:
        """It is not known what became of the command: come back, and send it again."""

    def left_open(self) -> None:
        """The same, and nothing can be said of it before the disk is back: it waits no longer."""


class Audience(Protocol):
    """Everybody who is to be told."""

    def publish(self) -> None:
        """The ledger has grown."""

    def read_only(self) -> None:
        """Nothing can be saved at the moment."""

    def come_again(self) -> None:
        """Everything can be saved again: everybody is to come back and start afresh."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One command, under its sender's own id."""

    id: str
    command: AnyCommand
    asker: Asker
    proved: bool = False
    """As ``Reader.proved``, when it came."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the server itself has seen: ``what`` it comes to in the state as it will be.

    Nobody asked, and nobody waits for an answer. What cannot be written down is forgotten, and
    seen again.
    """

    what: Callable[[State], tuple[Placed, ...]]
    then: Callable[[], None] = lambda: None
    """Called when it is on the disk."""


class _Signal(Enum):
    STOP = "no more is to come"
    LOOK = "something else has changed"


async def _always() -> bool:
    return True


class Writer:
    """Decides, appends, publishes, answers: in this order, for one meeting."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        *,
        retry_seconds: float = RETRY_SECONDS,
        also_back: Callable[[], Awaitable[bool]] = _always,
    ) -> None:
        self.ledger = Ledger(journal.meeting, journal.epoch)
        self.read_only = False
        self._journal = journal
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._also_back = also_back
        self._is_held = False
        self._queue: asyncio.Queue[Asked | Observed | _Signal] = asyncio.Queue()
        self._in_doubt: set[str] = set()
        self._failed_last_time = False
        self._tried_at = 0.0
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="journal")

    async def load(self) -> None:
        """Takes up what the journal holds. Raises JournalFailed if the record is not whole."""
        self.ledger = await self._on_disk(lambda: _verified(self._journal))
        self._keep_time()

    async def write_first(self, what: Callable[[State, datetime], tuple[Placed, ...]]) -> None:
        """Writes down what is due by now, before ``run`` and before anybody is let in.

        Raises JournalFailed where it cannot be written.
        """
        now, draft = self._clock.now(), self.ledger.draft()
        draft.add(what(draft.state, now), THE_ROOM, now)
        if draft.written:
            await self._on_disk(lambda: _append(self._journal, draft))
            self.ledger.take_in(draft)

    def ask(self, asked: Asked) -> None:
        """Takes a command; its asker will be told."""
        self._queue.put_nowait(asked)

    def observe(self, observed: Observed) -> None:
        """Takes what the server has seen itself."""
        self._queue.put_nowait(observed)

    def stop(self) -> None:
        """What was asked until now is still done; then ``run`` returns."""
        self._queue.put_nowait(_Signal.STOP)

    def hold(self) -> None:
        """Nothing may be said or done before ``also_back`` says so: until then it is read-only."""
        self._is_held = True
        self._queue.put_nowait(_Signal.LOOK)

    async def run(self, audience: Audience) -> None:
        """Writes until it is stopped, then closes the journal."""
        try:
            going_on = True
            while going_on:
                batch, going_on = await self._arrived()
                if self._is_held and not self.read_only:
                    self.read_only = True
                    audience.read_only()
                if self.read_only:
                    await self._go_on_read_only(_asked(batch), audience)
                elif batch:
                    await self._write(batch, audience)
        finally:
            await self.close()

    async def close(self) -> None:
        """Lets go of the journal; ``run`` does so by itself."""
        try:
            await self._on_disk(self._journal.close)
        except Exception as error:  # noqa: BLE001 - it is closing all the same
            log.error("the journal does not close: %s", _kind(error))  # noqa: TRY400 - as below
        self._disk.shutdown()

    async def _arrived(self) -> tuple[list[Asked | Observed], bool]:
        """All that has arrived, waiting for the first; and whether there is more to come."""
        patience = self._retry_seconds if self.read_only else None
        try:
            first = await asyncio.wait_for(self._queue.get(), patience)
        except TimeoutError:
            return [], True
        batch: list[Asked | Observed] = []
        while first is not _Signal.STOP:
            if not isinstance(first, _Signal):
                batch.append(first)
            if self._queue.empty() or len(batch) == MOST_TOGETHER:
                return batch, True
            first = self._queue.get_nowait()
        return batch, False

    async def _write(self, batch: Sequence[Asked | Observed], audience: Audience) -> None:
        draft = self.ledger.draft()
        answers = [
            self._decide(draft, each) if isinstance(each, Asked) else self._note(draft, each)
            for each in batch
        ]
        if draft.written or draft.answers:
            try:
                await self._on_disk(lambda: _append(self._journal, draft))
            except Exception as error:  # noqa: BLE001 - whatever it was, the disk alone knows now
                log.error("commit failed after position %d: %s", draft.follows, _kind(error))  # noqa: TRY400 - as below
                await self._recover(_asked(batch), audience)
                return
            self._failed_last_time = False
            self.ledger.take_in(draft)
            audience.publish()
        for answer in answers:
            answer()

    def _decide(self, draft: Draft, asked: Asked) -> Callable[[], None]:
        """What to tell the asker once the commit is on the disk."""
        first = _first_answer(draft.answer(asked.id), asked)
        if first is not None:
            return first
        try:
            self._add(draft, asked)
        except Refused as refusal:
            quoted = _readable_case(draft.state, asked)
            return partial(self._refuse, asked, refusal, quoted)
        except Exception as error:  # noqa: BLE001 - our fault fails this command alone
            log.error("command %s (%s) failed: %s", asked.id, asked.command.kind, _where(error))  # noqa: TRY400 - a trace could quote what people said
            return partial(asked.asker.refused, asked.id, Refused("our_fault"))
        return partial(asked.asker.accepted, asked.id)

    def _note(self, draft: Draft, observed: Observed) -> Callable[[], None]:
        """Writes down what the server has seen; there is nobody to tell."""
        try:
            draft.add(observed.what(draft.state), THE_ROOM, self._clock.now())
        except Exception as error:  # noqa: BLE001 - our fault fails this note alone
            log.error("what was seen cannot be noted: %s", _where(error))  # noqa: TRY400 - as above
            return _nobody_waits
        return observed.then

    def _add(self, draft: Draft, asked: Asked) -> None:
        now = self._clock.now()
        reader = replace(asked.asker.reader, proved=asked.proved)
        placed = decide(draft.state, reader, asked.command, now, likeness)
        first, last = draft.add(placed, reader.person, now)
        digest = digest_of(asked.command)
        draft.answers[asked.id] = Answer(asked.id, reader.person, digest, first, last)

    def _refuse(self, asked: Asked, refusal: Refused, quotes: Stream | None) -> None:
        """Gives a refusal, unless its asker lost the case in the commit it waited for (CON-2)."""
        if quotes is not None and quotes not in may_read(self.ledger.state, asked.asker.reader):
            refusal, quotes = Refused("no_such_case"), None
        asked.asker.refused(asked.id, refusal, quotes)

    # When the disk fails

    async def _recover(self, batch: Sequence[Asked], audience: Audience) -> None:
        """After a failed commit: from the disk, only what is there is acknowledged.

        A second failure in a row is no accident: nothing more can be saved for now.
        """
        again, self._failed_last_time = self._failed_last_time, True
        if again or not await self._reloaded():
            self.read_only = True
            self._in_doubt.update(asked.id for asked in batch)
            audience.read_only()
            for asked in batch:
                asked.asker.left_open()
            return
        audience.publish()
        for asked in batch:
            answer = _first_answer(self.ledger.answer(asked.id), asked)
            (answer or asked.asker.ask_again)()

    async def _go_on_read_only(self, batch: Sequence[Asked], audience: Audience) -> None:
        """Refuses what is new. What is in doubt waits in silence, to be asked again later."""
        for asked in batch:
            answer = _first_answer(self.ledger.answer(asked.id), asked)
            if answer is not None:
                answer()
            elif asked.id in self._in_doubt:
                asked.asker.left_open()
            else:
                asked.asker.refused(asked.id, Refused("read_only"))
        now = asyncio.get_running_loop().time()
        if now - self._tried_at < self._retry_seconds or not await self._reloaded():
            return
        if not await self._also_back():
            return
        self.read_only = self._failed_last_time = self._is_held = False
        self._in_doubt.clear()
        log.warning("meeting %s can be saved again", self.ledger.meeting)
        audience.publish()
        audience.come_again()

    async def _reloaded(self) -> bool:
        """Whether the journal could be opened again, is whole, and goes on from what was sent."""
        self._tried_at = asyncio.get_running_loop().time()
        try:
            ledger = await self._on_disk(lambda: _reopened(self._journal))
        except Exception as error:  # noqa: BLE001 - any of it means: not to be relied on yet
            log.error("the journal does not come back: %s", _kind(error))  # noqa: TRY400 - as above
            return False
        if not ledger.goes_on_from(self.ledger):
            log.error("the journal has lost what was acknowledged before; it stays read-only")
            return False
        self.ledger = ledger
        self._keep_time()
        return True

    def _keep_time(self) -> None:
        if self.ledger.latest is not None:
            self._clock.not_before(self.ledger.latest)

    async def _on_disk(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._disk, work)


def _asked(batch: Sequence[Asked | Observed]) -> list[Asked]:
    return [each for each in batch if isinstance(each, Asked)]


def _nobody_waits() -> None:
    """The answer to what nobody asked."""


def _first_answer(found: Answer | None, asked: Asked) -> Callable[[], None] | None:
    """What a command gets that was answered before under this id; None if none was."""
    if found is None:
        return None
    given = (asked.asker.reader.person, digest_of(asked.command))
    if (found.author, found.digest) == given:
        return partial(asked.asker.accepted, asked.id)
    return partial(asked.asker.refused, asked.id, Refused("id_used_twice"))


def _readable_case(state: State, asked: Asked) -> Stream | None:
    """The case that a command is about, where its asker may read it."""
    if not isinstance(asked.command, CaseCommand):
        return None
    stream = case_stream(asked.command.case)
    return stream if stream in may_read(state, asked.asker.reader) else None


def digest_of(command: AnyCommand) -> str:
    """The digest of a command as it was understood, however it was written."""
    return sha256(canonical(command.model_dump(mode="json"))).hexdigest()


def _append(journal: Journal, draft: Draft) -> None:
    journal.append(draft.follows, draft.entries, tuple(draft.answers.values()))


def _reopened(journal: Journal) -> Ledger:
    journal.reopen()
    return _verified(journal)


def _verified(journal: Journal) -> Ledger:
    problems = journal.verify()
    if problems:
        raise JournalFailed(problems[0])
    return Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())


def _kind(error: Exception) -> str:
    return type(error).__name__


def _where(error: Exception) -> str:
    """The type and place of an error, and not its words: they could be a person's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"
