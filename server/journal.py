"""What a journal promises, whatever keeps it. One contract suite holds every kind to it.

A journal is a row of entries at positions 1, 2, 3 … and the answers that were given to commands.
It knows nothing of what the entries say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: ``body`` as ``meeting.chain.write`` makes it, ``hash`` the chain up to it."""

    position: int
    stream: str
    number: int
    body: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A command that is done: its id, who gave it, the digest of its parsed form, and the
    positions of its first and last event. One that led to no event ends before it begins.
    """

    command: str
    author: str
    digest: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that a journal holds, in order of position."""

    entries: tuple[Entry, ...]
    answers: tuple[Answer, ...]


class PositionTaken(Exception):
    """Somebody else has written at this position."""


class JournalFailed(Exception):
    """The disk said no. What was being written is neither done nor undone."""


class Journal(Protocol):
    """Keeps the entries of one meeting. Blocking: call it off the event loop, one at a time."""

    @property
    def meeting(self) -> str:
        """The id of the meeting."""

    @property
    def epoch(self) -> str:
        """The id of this record of it: another after a restore from elsewhere."""

    def append(
        self, expected_position: int, entries: Sequence[Entry], answers: Sequence[Answer]
    ) -> None:
        """Writes all or nothing, durably, in one commit.

        Raises PositionTaken unless ``expected_position`` is the last one written, JournalFailed
        if it cannot be known whether it was written.
        """

    def read_all(self) -> Held:
        """Everything. Raises JournalFailed."""

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the record; empty where nothing is. Names ids and numbers only."""

    def reopen(self) -> None:
        """Lets go of everything in memory and starts again from the disk.

        Raises JournalFailed unless something could be written durably since: only then does what
        is read afterwards stand.
        """

    def close(self) -> None:
        """Lets go of the disk."""
