"""Guessing is slowed: by what is guessed at, and by where the guesses come from.

Each try is counted before it is looked at, and taken back where it was right. It knows no clock.
Its memory is bounded: tries are counted in so many slots, and which of them is whose is a secret
of this process, so that nobody can fill them or choose whose to share.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

SLOTS: Final = 16_384
_KEY_BYTES: Final = 32
_MOST_DOUBLINGS: Final = 32


@dataclass(frozen=True, slots=True)
class Patience:
    """How many tries are free, and how long the wait after each later one is at most.

    The wait after the first that is not free is a second, and doubles. After ``forgets`` without
    a try everything is free again.
    """

    free: int
    longest: timedelta
    forgets: timedelta = timedelta(hours=24)


ACCOUNT: Final = Patience(free=5, longest=timedelta(minutes=15))
"""Tries on one account from laptops that never logged in to it."""
ADDRESS: Final = Patience(free=30, longest=timedelta(minutes=1), forgets=timedelta(hours=1))
"""Tries to log in from one address: a whole council may be behind it."""
LAPTOP: Final = Patience(free=5, longest=timedelta(minutes=5), forgets=timedelta(hours=1))
"""Tries on one account from a laptop that has logged in to it before, and from one session."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is guessed at, or where from. ``name`` may be anything that a stranger said."""

    patience: Patience
    name: str


@dataclass(frozen=True, slots=True)
class _Tries:
    count: int
    last: datetime


class Guessing:
    """The tries of late."""

    def __init__(self, slots: int = SLOTS) -> None:
        self._slots = slots
        self._secret = os.urandom(_KEY_BYTES)
        self._tries: dict[tuple[Patience, int], _Tries] = {}

    def try_once(self, targets: Iterable[Target], now: datetime) -> timedelta | None:
        """Counts a try at all of ``targets``; or says how long to wait, and counts none."""
        all_of_them = tuple(targets)
        waits = [self._wait(target, now) for target in all_of_them]
        longest = max(waits, default=timedelta(0))
        if longest > timedelta(0):
            return longest
        for target in all_of_them:
            slot, tries = self._slot(target), self._of(target, now)
            self._tries[slot] = _Tries(tries.count + 1, now)
        return None

    def was_right(self, targets: Iterable[Target], now: datetime) -> None:
        """The try was no guess: of an address it is taken back, all others begin anew."""
        for target in targets:
            count = self._of(target, now).count - 1
            if target.patience is ADDRESS and count > 0:
                self._tries[self._slot(target)] = _Tries(count, now)
            else:
                self._tries.pop(self._slot(target), None)

    def _wait(self, target: Target, now: datetime) -> timedelta:
        tries = self._of(target, now)
        beyond = tries.count - target.patience.free
        if beyond < 0:
            return timedelta(0)
        doubled = timedelta(seconds=2 ** min(beyond, _MOST_DOUBLINGS))
        return tries.last + min(doubled, target.patience.longest) - now

    def _of(self, target: Target, now: datetime) -> _Tries:
        found = self._tries.get(self._slot(target))
        forgotten = found is None or now - found.last >= target.patience.forgets
        return _Tries(0, now) if found is None or forgotten else found

    def _slot(self, target: Target) -> tuple[Patience, int]:
        digest = blake2b(target.name.encode(), digest_size=8, key=self._secret).digest()
        return target.patience, int.from_bytes(digest) % self._slots
