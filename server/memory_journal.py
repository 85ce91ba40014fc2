"""A journal in memory: for tests and demonstrations, gone when the program ends."""

from collections.abc import Sequence

from server.journal import Answer, Entry, Held, PositionTaken
from server.verifying import problems_of


class MemoryJournal:
    """Keeps the promises of ``Journal``, but for outliving the program."""

    def __init__(self, meeting: str, epoch: str) -> None:
        self.meeting = meeting
        self.epoch = epoch
        self._held = Held((), ())

    def append(
        self, expected_position: int, entries: Sequence[Entry], answers: Sequence[Answer]
    ) -> None:
        """As ``Journal.append``."""
        held = self._held
        if expected_position != len(held.entries):
            raise PositionTaken
        self._held = Held((*held.entries, *entries), (*held.answers, *answers))

    def read_all(self) -> Held:
        """As ``Journal.read_all``."""
        return self._held

    def verify(self) -> tuple[str, ...]:
        """As ``Journal.verify``."""
        return problems_of(self.meeting, self._held)

    def reopen(self) -> None:
        """As ``Journal.reopen``."""

    def close(self) -> None:
        """As ``Journal.close``."""
