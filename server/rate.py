"""How often something may be: so many at once, and then so many a second.

Pure: it is told the time.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """``at_once`` from rest, and ``a_second`` for as long as one likes."""

    at_once: float
    a_second: float


class Bucket:
    """What is left of a rate. ``now`` is in seconds of a clock that never goes back."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate = rate
        self._left = rate.at_once
        self._at = now

    def has(self, now: float, amount: float = 1.0) -> bool:
        """Whether ``amount`` is left; more than fits in at once is, when nothing was taken."""
        gained = max(0.0, now - self._at) * self._rate.a_second
        self._left = min(self._rate.at_once, self._left + gained)
        self._at = max(self._at, now)
        return self._left >= min(amount, self._rate.at_once)

    def take(self, now: float, amount: float = 1.0) -> bool:
        """Takes ``amount`` if it is left, and says whether it was."""
        is_left = self.has(now, amount)
        if is_left:
            self._left -= amount
        return is_left

    def is_full(self, now: float) -> bool:
        """Whether nothing was taken for so long that forgetting it changes nothing."""
        return self.has(now, self._rate.at_once)
