"""Passwords at the server: what is kept of one, and a bounded place where they are hashed.

Hashing is slow and takes 64 MiB on purpose. It never happens on the event loop, in two threads at
most, and what finds no place in the queue is told so at once.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, TypeVar

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from meeting.password import in_one_form
from server.keys import Cost, new_salt

HASH_BYTES: Final = 32
THREADS: Final = 2
MOST_WAITING: Final = 32
"""Passwords of laptops that nobody knows yet that may wait to be hashed."""
MOST_WAITING_KNOWN: Final = 128
"""The same, where a laptop has logged in before: strangers do not fill its place."""

Result = TypeVar("Result")


class Busy(Exception):
    """As many passwords wait already as may."""


@dataclass(frozen=True, slots=True)
class Hashing:
    """What hashing a password costs, and how much of it goes on at once."""

    cost: Cost = field(default_factory=lambda: Cost(memory_kib=64 * 1024, passes=3, lanes=1))
    threads: int = THREADS
    most_waiting: int = MOST_WAITING
    most_waiting_known: int = MOST_WAITING_KNOWN


class Passwords:
    """Hashes and compares, off the event loop."""

    def __init__(self, hashing: Hashing) -> None:
        self._hashing = hashing
        self._pool = ThreadPoolExecutor(hashing.threads, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobodys = hashed(os.urandom(HASH_BYTES).hex(), hashing.cost)

    async def hashed(self, password: str, *, is_known: bool = False) -> str:
        """What is kept of ``password``. Raises Busy."""
        cost = self._hashing.cost
        return await self._in_turn(lambda: hashed(password, cost), is_known=is_known)

    async def matches(self, password: str, kept: str | None, *, is_known: bool = False) -> bool:
        """Whether ``kept`` is of ``password``. Raises Busy.

        Where nothing is kept, the answer is no and takes the same time.
        """
        stands = kept or self._nobodys
        same = await self._in_turn(lambda: _is_of(password, stands), is_known=is_known)
        return same and kept is not None

    async def _in_turn(self, work: Callable[[], Result], *, is_known: bool) -> Result:
        hashing = self._hashing
        most = hashing.most_waiting_known if is_known else hashing.most_waiting
        if self._waiting >= most:
            raise Busy
        self._waiting += 1
        done = self._pool.submit(work)
        # Counted until the thread is done with it, also where whoever asked has gone.
        loop = asyncio.get_running_loop()
        done.add_done_callback(lambda _: loop.call_soon_threadsafe(self._one_less))
        return await asyncio.wrap_future(done)

    def _one_less(self) -> None:
        self._waiting -= 1

    def close(self) -> None:
        """No more passwords."""
        self._pool.shutdown(cancel_futures=True)


def hashed(password: str, cost: Cost) -> str:
    """What is kept of ``password``: Argon2id in PHC form, its cost and salt with it. Slow."""
    derivation = Argon2id(
        salt=new_salt(),
        length=HASH_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return derivation.derive_phc_encoded(_typed(password))


def _is_of(password: str, kept: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(_typed(password), kept)
    except InvalidKey:
        return False
    return True


def _typed(password: str) -> bytes:
    return in_one_form(password).encode()
