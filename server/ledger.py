"""What a journal holds, in memory: the state, and of each stream its events as encoded once.

A ledger grows by drafts. A draft is decided on and written down; only when it is on the disk
does the ledger take it in, so that a failed commit leaves no trace here.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from meeting.case.information import EntryStruck
from meeting.chain import Head, following, read, start, write, write_struck
from meeting.state import Placed, Recorded, State, fold
from meeting.streams import Stream, parse_stream
from meeting.striking import without_words
from meeting.values import PersonId
from server.journal import Answer, Entry, Held, JournalFailed


@dataclass(slots=True)
class _Strand:
    """One stream's events, and the hash of the chain after each; ``hashes[0]`` is its start."""

    hashes: list[str]
    bodies: list[bytes] = field(default_factory=list)


class Ledger:
    """The record of one meeting, as far as it is on the disk."""

    def __init__(self, meeting: str, epoch: str) -> None:
        self.meeting = meeting
        self.epoch = epoch
        self.state = State()
        self.position = 0
        self.latest: datetime | None = None
        self.strikes = 0
        """How often something was struck: what waits to be sent may hold it still (CASE-5)."""
        self._strands: dict[Stream, _Strand] = {}
        self._answers: dict[str, Answer] = {}

    def head(self, stream: Stream) -> Head:
        """Where ``stream`` stands."""
        strand = self._strands.get(stream)
        if strand is None:
            return start(self.meeting, stream)
        return Head(len(strand.bodies), strand.hashes[-1])

    @property
    def streams(self) -> tuple[Stream, ...]:
        """Every stream in which something has happened."""
        return tuple(self._strands)

    def hash_at(self, stream: Stream, number: int) -> str | None:
        """The hash after event ``number`` of ``stream``; None if it has none of that number."""
        strand = self._strands.get(stream)
        if strand is None or not 0 <= number <= len(strand.bodies):
            return None
        return strand.hashes[number]

    def bodies(self, stream: Stream, after: int) -> tuple[bytes, ...]:
        """The events of ``stream`` that come after number ``after``."""
        strand = self._strands.get(stream)
        return () if strand is None else tuple(strand.bodies[after:])

    def answer(self, command: str) -> Answer | None:
        """The answer that a command of this id was given; None if there was none."""
        return self._answers.get(command)

    def draft(self) -> "Draft":
        """The next piece of the record, with nothing in it yet."""
        return Draft(self)

    def take_in(self, draft: "Draft") -> None:
        """Makes ``draft``, which is on the disk now, part of the record."""
        for entry, stream, at in draft.written:
            self._add(entry, stream, at)
        for stream, struck in draft.struck:
            self._strike(stream, struck)
        self.state = draft.state
        self._answers.update(draft.answers)

    def _add(self, entry: Entry, stream: Stream, at: datetime) -> None:
        strand = self._strands.get(stream)
        if strand is None:
            strand = self._strands[stream] = _Strand([start(self.meeting, stream).hash])
        strand.bodies.append(entry.body)
        strand.hashes.append(entry.hash)
        self.position = entry.position
        self.latest = at

    def _strike(self, stream: Stream, struck: EntryStruck) -> None:
        """From now on nobody is sent the words: not of the case, nor as they were prepared for it.
        The disk keeps them.
        """
        self.strikes += 1
        for other, strand in self._strands.items():
            if other.case != stream.case:
                continue
            for at, body in enumerate(strand.bodies):
                if struck.entry.encode() not in body:
                    continue
                recorded = read(json.loads(body))
                left = without_words(recorded.event, struck.entry)
                if left is not None:
                    said = recorded.model_copy(update={"event": left})
                    strand.bodies[at] = write_struck(said, strand.hashes[at + 1])

    def goes_on_from(self, earlier: "Ledger") -> bool:
        """Whether everything that ``earlier`` held is here too, unchanged."""
        return all(
            self.hash_at(stream, len(strand.bodies)) == strand.hashes[-1]
            for stream, strand in earlier._strands.items()  # noqa: SLF001 - another of this class
        )

    @classmethod
    def replayed(cls, meeting: str, epoch: str, held: Held) -> "Ledger":
        """The ledger of what a journal holds. Raises JournalFailed for what cannot be read."""
        ledger = cls(meeting, epoch)
        for entry in held.entries:
            stream = parse_stream(entry.stream)
            if stream is None:
                raise JournalFailed(f"an unknown stream at position {entry.position}")
            recorded = read(json.loads(entry.body))
            ledger._add(entry, stream, recorded.at)
            ledger.state = fold(ledger.state, stream, recorded)
            if isinstance(recorded.event, EntryStruck):
                ledger._strike(stream, recorded.event)
        ledger._answers = {answer.command: answer for answer in held.answers}
        return ledger


class Draft:
    """What is decided and not yet on the disk; grows on top of a ledger that it does not touch."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._heads: dict[Stream, Head] = {}
        self.follows = ledger.position
        self.state = ledger.state
        self.written: list[tuple[Entry, Stream, datetime]] = []
        self.answers: dict[str, Answer] = {}
        self.struck: list[tuple[Stream, EntryStruck]] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is to be written."""
        return tuple(entry for entry, _, _ in self.written)

    def answer(self, command: str) -> Answer | None:
        """The answer of a command of this id, here or in the ledger."""
        return self.answers.get(command) or self._ledger.answer(command)

    def add(self, placed: Iterable[Placed], by: PersonId, at: datetime) -> tuple[int, int]:
        """Writes down events; the positions of the first and the last of them.

        Either all are written down or, where one raises, none.
        """
        grown = _Growth(self.state, dict(self._heads), [])
        struck = []
        for each in placed:
            head = grown.heads.get(each.stream) or self._ledger.head(each.stream)
            recorded = Recorded(at=at, by=each.by or by, event=each.event)
            body = write(recorded)
            grown.heads[each.stream] = head = following(head, body)
            position = self.follows + len(self.written) + len(grown.written) + 1
            entry = Entry(position, str(each.stream), head.number, body, head.hash)
            grown.written.append((entry, each.stream, recorded.at))
            grown = replace(grown, state=fold(grown.state, each.stream, recorded))
            if isinstance(recorded.event, EntryStruck):
                struck.append((each.stream, recorded.event))
        first = self.follows + len(self.written) + 1
        self.state, self._heads = grown.state, grown.heads
        self.written.extend(grown.written)
        self.struck += struck
        return first, first + len(grown.written) - 1


@dataclass(frozen=True, slots=True)
class _Growth:
    state: State
    heads: dict[Stream, Head]
    written: list[tuple[Entry, Stream, datetime]]
