"""How long nobody has touched the keys. It knows two clocks and nothing of screens."""

import time
from collections.abc import Callable


class Idle:
    """Seconds since the last key.

    The steady clock stands still while a lid is closed, and the wall clock can be set back: the
    longer of the two spans counts.
    """

    def __init__(
        self,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.steady = steady
        self._wall = wall
        self.touch()

    def touch(self) -> None:
        """A key was pressed."""
        self._since = (self.steady(), self._wall())

    def seconds(self) -> float:
        """Since the last key, or since the beginning."""
        steady, wall = self._since
        return max(self.steady() - steady, self._wall() - wall)
