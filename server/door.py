"""The front door: the accounts, asked off the event loop, and what slows down who guesses."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

from meeting.access import Reader
from meeting.words import Refused
from server.accounts import Admitted, Session
from server.clock import Clock
from server.guessing import LAPTOP, Guessing, Target
from server.office import Office
from server.passwords import Busy, Hashing, Passwords

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token: as the office has them today, and which session it is."""

    reader: Reader
    session: Session


class FrontDoor:
    """Who may come in to the meetings of one store."""

    def __init__(self, office: Office, clock: Clock, hashing: Hashing) -> None:
        self._office = office
        self._clock = clock
        self._desk = ThreadPoolExecutor(1, thread_name_prefix="office")
        self._passwords = Passwords(hashing)
        self._guessing = Guessing()

    async def redeem(self, secret: bytes) -> Admitted | None:
        """As ``Door.redeem``."""
        now = self._clock.now()
        return await self._ask(lambda: self._office.accounts.redeem(secret, now))

    async def bearer(self, token: str) -> Holder | None:
        """As ``Door.bearer``."""
        now = self._clock.now()
        session = await self._ask(lambda: self._office.accounts.bearer(token, now))
        if session is None:
            return None
        reader = await self._ask(lambda: self._office.reader(session.person))
        return None if reader is None else Holder(reader, session)

    async def prove(self, session: Session, password: str) -> None:
        """As ``Door.prove``."""
        guessed_at = (Target(LAPTOP, f"session {session.digest}"),)
        self._try_once(guessed_at)
        kept = await self._ask(lambda: self._office.accounts.password(session.person))
        try:
            same = await self._passwords.matches(password, kept, is_known=True)
        except Busy:
            self._guessing.was_right(guessed_at, self._clock.now())
            raise Refused("busy") from None
        if not same:
            log.info("%s gave a wrong password at a locked screen", session.person)
            raise Refused("wrong_password")
        self._guessing.was_right(guessed_at, self._clock.now())

    def _try_once(self, guessed_at: tuple[Target, ...]) -> None:
        wait = self._guessing.try_once(guessed_at, self._clock.now())
        if wait is not None:
            raise Refused("too_many_tries", wait=in_words(wait.total_seconds()))

    async def _ask(self, question: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._desk, question)

    def close(self) -> None:
        """No more questions."""
        self._passwords.close()
        self._desk.shutdown()


def in_words(seconds: float) -> str:
    """A wait, rounded up: ``1 second``, ``40 seconds``, ``3 minutes``."""
    whole = -int(-seconds // SECONDS)
    if whole <= 60:  # noqa: PLR2004 - seconds in a minute
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{-(-whole // 60)} minutes"
