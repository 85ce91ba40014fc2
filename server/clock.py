"""The server's time: UTC, whole milliseconds, and it never goes back.

The only clock of the server; everything pure is handed its time.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from meeting.values import to_instant


def _utc() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time by ``read``, or the latest time it has told or been told of."""

    def __init__(self, read: Callable[[], datetime] = _utc) -> None:
        self._read = read
        self._latest: datetime | None = None

    def now(self) -> datetime:
        """The time now."""
        self.not_before(to_instant(self._read()))
        assert self._latest is not None  # noqa: S101 - for the type checker; set one line above
        return self._latest

    def not_before(self, moment: datetime) -> None:
        """From here on no time before ``moment`` is told: a journal on disk may be ahead."""
        if self._latest is None or moment > self._latest:
            self._latest = moment
