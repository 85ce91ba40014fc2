"""The front door: the accounts, asked off the event loop, and what slows down who guesses."""

import asyncio
import logging
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final, TypeVar, assert_never

from meeting.access import Reader
from meeting.desk import Desk, DeskAct
from meeting.managing import EndSessions, InviteAnew
from meeting.password import fault_of
from meeting.values import PersonId
from meeting.wire import Knock, LogIn, Redeem
from meeting.words import Refused
from server import totp
from server.accounts import Admitted, Session, agency_called
from server.clock import Clock
from server.guessing import ACCOUNT, ADDRESS, LAPTOP, Guessing, Target
from server.office import Office
from server.passwords import Busy, Hashing, Passwords

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
SECONDS: Final = 1.0
OWN_BITS: Final = 64
"""Of an IPv6 address, those that tell one subscriber from another."""
LOOK_EVERY_SECONDS: Final = 60.0
PROVED_FOR: Final = timedelta(minutes=5)
"""How long somebody who gave their password again counts as known to sit there (ROLE-7)."""
Leave = Callable[[], None]
"""Closes one connection at once."""
AtDesk = Callable[[str, PersonId, PersonId], str]
"""Runs one errand of ``server.people``, about somebody, by somebody."""
AskDesk = Callable[[DeskAct, PersonId], Desk]
"""Answers what a coordinator asks of the desk."""


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """The password is right or set, and a device is still needed: its secret, in two forms."""

    person: PersonId
    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token: as the office has them today, and which session it is."""

    reader: Reader
    session: Session


class FrontDoor:
    """Who may come in to the meetings of one store, and who is in."""

    def __init__(
        self,
        office: Office,
        clock: Clock,
        hashing: Hashing,
        at_desk: AtDesk,
        ask_desk: AskDesk,
    ) -> None:
        """``at_desk`` and ``ask_desk`` are called off the event loop."""
        self._at_desk = at_desk
        self._ask_desk = ask_desk
        self._one_at_desk = asyncio.Lock()
        self._office = office
        self._accounts = office.accounts
        self._clock = clock
        self._desk = ThreadPoolExecutor(1, thread_name_prefix="office")
        self._passwords = Passwords(hashing)
        self._guessing = Guessing()
        self._inside: dict[Leave, Session] = {}
        self._proved: dict[str, datetime] = {}
        """When the password of a session was last given in the middle of it, by its digest."""

    # Coming in

    async def redeem(self, redeem: Redeem) -> Admitted | Enrolment:
        """As ``Door.redeem``.

        Codes are not slowed: one has 128 bits, and a wrong one costs a look into an index. Slowed
        by address, a single laptop that guesses would hold up everybody who joins from there.
        """
        code, request = code_in(redeem.code), redeem.request
        now = self._clock.now()
        claim = await self._ask(lambda: self._accounts.claim(code, request, now))
        if claim is None:
            log.info("an invitation that is not good was given")
            raise Refused("invitation_not_good")
        person = claim.person
        if not claim.is_redeemed:
            fault = fault_of(redeem.password, (claim.name, claim.agency, person))
            if fault is not None:
                raise Refused(fault, "password")
            await self._redeem(redeem, code)
            self.send_away(person)
            log.info("%s has redeemed an invitation", person)
        account = await self._ask(lambda: self._accounts.account(person))
        if account.needs_device:
            return await self._enrolment(person)
        token = await self._ask(
            lambda: self._accounts.session_of_request(person, code, request, now)
        )
        if token is None:
            raise Refused("invitation_not_good")
        return Admitted(person, token)

    async def _redeem(self, redeem: Redeem, code: bytes) -> None:
        kept = await self._hashed(redeem.password)
        now = self._clock.now()
        spent = await self._ask(
            lambda: self._accounts.redeem(code, redeem.request, kept, redeem.device, now)
        )
        if spent is None:
            raise Refused("invitation_not_good")

    async def knock(self, knock: Knock) -> Admitted | Enrolment:
        """As ``Door.knock``; not slowed, as ``redeem`` is not."""
        code, request, now = code_in(knock.code), knock.request, self._clock.now()
        person = await self._ask(lambda: self._accounts.knocked(request, now))
        if person is None:
            if not await self._ask(lambda: self._accounts.is_open(code, now)):
                log.info("somebody knocked with an invitation that is not good")
                raise Refused("invitation_not_good")
            person = await self._knock(knock, code)
            log.info("%s is at the door", person)
        account = await self._ask(lambda: self._accounts.account(person))
        if account.needs_device:
            return await self._enrolment(person)
        token = await self._ask(lambda: self._accounts.session_of_knock(person, request, now))
        if token is None:
            raise Refused("invitation_not_good")
        return Admitted(person, token)

    async def _knock(self, knock: Knock, code: bytes) -> PersonId:
        agency = agency_called(knock.agency, await self._ask(self._accounts.agencies))
        if agency is None:
            raise Refused("agency_not_known", "agency")
        fault = fault_of(knock.password, (knock.name, knock.agency))
        if fault is not None:
            raise Refused(fault, "password")
        kept = await self._hashed(knock.password)
        who, now = (knock.name, agency), self._clock.now()
        person = await self._ask(
            lambda: self._accounts.knock(code, who, kept, by=(knock.request, knock.device), now=now)
        )
        if person is None:
            raise Refused("invitation_not_good")
        return person

    async def log_in(self, asked: LogIn, address: str) -> Admitted | Enrolment:
        """As ``Door.log_in``."""
        person, device = asked.person, asked.device
        is_known = await self._ask(lambda: self._accounts.knows_device(person, device))
        guessed_at = _guessed_at(person, device, address, is_known=is_known)
        self._try_once(guessed_at)
        account = await self._ask(lambda: self._accounts.account(person))
        same = await self._matches(asked.password, account.hash, guessed_at, is_known=is_known)
        now = self._clock.now()
        # Looked at whatever the password was, so that neither tells of the other by its time.
        spend = same and (account.has_device or account.needs_device)
        right = await self._ask(
            lambda: self._accounts.take_digits(person, asked.totp, now, spend=spend)
        )
        if not same or (account.has_device and not right):
            log.info("%s was not let in", person if account.hash else "somebody unknown")
            raise Refused("not_let_in")
        if account.needs_device and not right:
            if asked.totp is not None:
                raise Refused("digits_not_right", "totp")
            self._guessing.was_right(guessed_at, now)
            return await self._enrolment(person)
        self._guessing.was_right(guessed_at, now)
        token = await self._ask(
            lambda: self._accounts.begin_session(person, now, device, second_factor=right and spend)
        )
        log.info("%s has logged in", person)
        return Admitted(person, token)

    async def _hashed(self, password: str) -> str:
        try:
            return await self._passwords.hashed(password)
        except Busy:
            raise Refused("busy") from None

    async def _enrolment(self, person: PersonId) -> Enrolment:
        secret = await self._ask(lambda: self._accounts.enrol(person))
        return Enrolment(person, totp.as_typed(secret), totp.as_uri(secret, person))

    async def _matches(
        self, password: str, kept: str | None, guessed_at: tuple[Target, ...], *, is_known: bool
    ) -> bool:
        try:
            return await self._passwords.matches(password, kept, is_known=is_known)
        except Busy:
            self._guessing.was_right(guessed_at, self._clock.now())
            raise Refused("busy") from None

    async def bearer(self, token: str) -> Holder | None:
        """As ``Door.bearer``."""
        now = self._clock.now()
        return await self._ask(lambda: self._holder(self._accounts.bearer(token, now)))

    def _holder(self, session: Session | None) -> Holder | None:
        reader = None if session is None else self._office.reader(session.person)
        return None if session is None or reader is None else Holder(reader, session)

    # Being in, and going

    async def arrived(self, holder: Holder, leave: Leave) -> None:
        """As ``Door.arrived``. What changed while they came in counts as if they had been in."""
        self._inside[leave] = holder.session
        now, digest = self._clock.now(), holder.session.digest
        alive = await self._ask(lambda: self._accounts.keep_alive(digest, now))
        reader = await self._ask(lambda: self._office.reader(holder.session.person))
        is_in = leave in self._inside
        if is_in and (not alive or reader != holder.reader):
            self.left(leave)
            leave()

    def left(self, leave: Leave) -> None:
        """As ``Door.left``."""
        self._inside.pop(leave, None)

    def send_away(self, person: PersonId) -> None:
        """Closes every connection of ``person``, in every meeting."""
        self._close(lambda session: session.person == person)

    async def reader(self, person: PersonId) -> Reader | None:
        """As ``Door.reader``."""
        return await self._ask(lambda: self._office.reader(person))

    async def manage(self, act: EndSessions | InviteAnew, by: PersonId) -> str:
        """As ``Door.manage``."""
        person = act.person
        log.info("%s asks for %s of %s", by, act.kind, person)
        match act:
            case EndSessions():
                await self._ask(lambda: self._at_desk("log-out", person, by))
                return ""
            case InviteAnew():
                return await self._ask(lambda: self._at_desk("invite", person, by))
            case _:
                assert_never(act)

    async def ask_desk(self, act: DeskAct, by: PersonId) -> Desk:
        """As ``Door.ask_desk``. It takes its time, and must not hold up who comes in."""
        async with self._one_at_desk:
            return await asyncio.to_thread(self._ask_desk, act, by)

    async def log_out(self, session: Session) -> None:
        """As ``Door.log_out``."""
        await self._ask(lambda: self._accounts.end_session(session.digest))
        self._close(partial(_is_of, session.digest))
        log.info("%s has logged out", session.person)

    def _close(self, belongs: Callable[[Session], bool]) -> None:
        for leave in [leave for leave, session in self._inside.items() if belongs(session)]:
            self.left(leave)
            leave()

    async def look_after_sessions(self) -> None:
        """From time to time: who is connected is not idle, and whose time is up is sent away."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            await self.look_once()

    async def look_once(self) -> None:
        """As ``look_after_sessions``, once."""
        now = self._clock.now()
        for digest in {session.digest for session in self._inside.values()}:
            if not await self._ask(partial(self._accounts.keep_alive, digest, now)):
                self._close(partial(_is_of, digest))

    async def prove(self, session: Session, password: str) -> None:
        """As ``Door.prove``."""
        guessed_at = (Target(LAPTOP, f"session {session.digest}"),)
        self._try_once(guessed_at)
        account = await self._ask(lambda: self._accounts.account(session.person))
        same = await self._matches(password, account.hash, guessed_at, is_known=True)
        if not same:
            log.info("%s gave a wrong password at a locked screen", session.person)
            raise Refused("wrong_password")
        now = self._clock.now()
        self._guessing.was_right(guessed_at, now)
        self._proved = {of: at for of, at in self._proved.items() if _is_fresh(at, now)}
        if not account.has_device:
            # With a device the password alone is half of what a login takes.
            self._proved[session.digest] = now

    def is_proved(self, session: Session) -> bool:
        """As ``Door.is_proved``."""
        at = self._proved.get(session.digest)
        return bool(session.second_factor) or (at is not None and _is_fresh(at, self._clock.now()))

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


def _is_fresh(at: datetime, now: datetime) -> bool:
    return at <= now < at + PROVED_FOR


def _is_of(digest: str, session: Session) -> bool:
    return session.digest == digest


def code_in(text: str) -> bytes:
    """The code that was spoken; one that is none is as good as any that nobody knows."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64:
        return b""


def network_of(address: str) -> str:
    """What counts as one address: of IPv6, everything that one line is given."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, OWN_BITS), strict=False))
    return str(found)


def _guessed_at(
    person: PersonId, device: str, address: str, *, is_known: bool
) -> tuple[Target, ...]:
    """What a try to log in is counted at.

    A laptop that is known has a count of its own: strangers who guess do not shut out its owner.
    """
    if is_known:
        return (Target(LAPTOP, f"{person} {device}"),)
    return (Target(ACCOUNT, person), Target(ADDRESS, network_of(address)))


def in_words(seconds: float) -> str:
    """A wait, rounded up: ``1 second``, ``40 seconds``, ``3 minutes``."""
    whole = -int(-seconds // SECONDS)
    if whole <= 60:  # noqa: PLR2004 - seconds in a minute
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{-(-whole // 60)} minutes"
