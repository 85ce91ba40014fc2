"""The server's time: UTC, whole milliseconds, and it never goes back.

The only clock of the server; everything pure is handed its time. Where the machine's clock is
changed by more than a moment, or the machine slept, time goes on here as if nothing had happened
until that was taken up: what was going on can be stopped at the moment at which it happened.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from meeting.values import to_instant

APART: Final = timedelta(seconds=5)
"""How far the machine's clock may be from where the steady one says that it should be."""


def _utc() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time by ``read``, or the latest time it has told or been told of.

    ``steady`` counts seconds and is never changed; without it, no jump is ever seen.
    """

    def __init__(
        self,
        read: Callable[[], datetime] = _utc,
        steady: Callable[[], float] | None = None,
    ) -> None:
        self._read = read
        self._steady = steady
        self._latest: datetime | None = None
        self._agreed: tuple[datetime, float] | None = None
        """When the two were last at one: the time that was told, and the steady seconds."""
        self._ahead = timedelta()
        """How far time is ahead of the machine's clock, which was put back."""
        self._jump = timedelta()

    def now(self) -> datetime:
        """The time now."""
        self.not_before(to_instant(self._told()))
        assert self._latest is not None  # noqa: S101 - for the type checker; set one line above
        return self._latest

    def not_before(self, moment: datetime) -> None:
        """From here on no time before ``moment`` is told: a journal on disk may be ahead."""
        if self._latest is None or moment > self._latest:
            self._latest = moment

    @property
    def jump(self) -> timedelta:
        """How far the machine's clock has jumped, if that was not taken up yet; otherwise 0."""
        self._told()
        return self._jump

    def take_up(self) -> None:
        """Time goes on from where the machine's clock is, or from here where that was put back."""
        if self._jump < timedelta():
            self._ahead -= self._jump
        self._agreed = None

    def _told(self) -> datetime:
        wall = self._read() + self._ahead
        if self._steady is None:
            return wall
        steady = self._steady()
        at, since = self._agreed or (wall, steady)
        expected = at + timedelta(seconds=steady - since)
        if abs(wall - expected) > APART:
            self._jump = wall - expected
            return expected
        self._jump = timedelta()
        self._agreed = (wall, steady)
        return wall
