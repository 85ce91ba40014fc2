"""The link: one connection to the server, kept up.

It says hello, folds what arrives into the mirror, sends commands and sends them again
after a reconnection, backs off with jitter, and drops case content when the lease runs out. It
knows nothing of screens: whoever listens is told what happens, in order.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform
from ssl import SSLError
from typing import Final, assert_never

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.frames import CloseCode

from client.awake import Clocks, Reading, before, clocks, since
from client.getting_in import Place
from client.happenings import (
    Acknowledged,
    Changed,
    Connected,
    DeskCame,
    DeskRefused,
    Disconnected,
    Ended,
    Happening,
    ManagedAccount,
    MeetingsOffered,
    Noticed,
    NotManaged,
    RefusedCommand,
    WithdrawnFrom,
)
from client.mirror import Mirror, OutOfStep, named, receive, without
from client.outbox import Outbox, new_id
from client.pinned import WrongServer, no_log, pinned_context
from meeting.commands import AnyCommand, DeclareConflict
from meeting.desk import DeskAct
from meeting.managing import Managing
from meeting.streams import OF_NO_CASE, Kind, Stream, case_stream
from meeting.values import CaseId, Frozen, Identifier
from meeting.wire import (
    LARGEST_FRAME,
    LARGEST_MESSAGE,
    MOST_HELD,
    MOST_ON_THE_WAY,
    About,
    Ack,
    AskDesk,
    DeskShown,
    Dropped,
    Enrol,
    Events,
    Hello,
    Joined,
    LogOut,
    Manage,
    Managed,
    Notice,
    Offer,
    Offered,
    Part,
    Prove,
    Proved,
    RefusedMessage,
    ToClient,
    Welcome,
    Withdrawn,
    encode,
    parse_to_client,
)
from meeting.words import REFUSALS, BadMessage

FATAL: Final = frozenset({About.NOT_ADMITTED, About.OTHER_VERSION})
"""Notices after which trying again is of no use."""
LOGGING_OUT_SECONDS: Final = 2.0
NOT_CONNECTED: Final = (
    "The server cannot be reached, so that was perhaps not done. Do it again when it is back."
)

MOST_UNREADABLE: Final = 5
"""After so many connections in a row that ended over something unreadable, another is of no use."""
UNREADABLE: Final = (
    "This laptop and the server cannot read what they send each other, and trying again did not "
    "help. Everything acknowledged is safe. Tell whoever runs the server."
)
UNREADABLE_CODES: Final = frozenset(
    {
        CloseCode.PROTOCOL_ERROR,
        CloseCode.UNSUPPORTED_DATA,
        CloseCode.INVALID_DATA,
        CloseCode.MESSAGE_TOO_BIG,
    }
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How the link tries again and how it notices a dead line; all in seconds."""

    first_wait: float = 0.25
    longest_wait: float = 5.0
    opening: float = 10.0
    ping_every: float = 2.5
    ping_answer: float = 5.0
    rest: float = 2.0
    look_every: float = 0.5

    @property
    def noticing(self) -> float:
        """How long a line can be dead before it is noticed."""
        return self.ping_every + self.ping_answer


@dataclass(frozen=True, slots=True, repr=False)
class Seat:
    """Where to sit down, and the token of the session in which to."""

    place: Place
    token: str
    asks_to_come_in: bool = False
    """Whoever sits down has said who they are at the door, and that is all that they came for."""


class StartOver(Exception):
    """What is held cannot be gone on with; connect again and ask for everything."""


class AskAgain(Exception):
    """The server takes us to hold what we do not; connect again and say what we hold."""


class Link:
    """One person's connection. ``run`` keeps it up; ``send`` and ``leave`` may be called any time.

    ``listen`` is called with each Happening, in order, on the event loop; ``tap``, if given, with
    each frame as it came from the server, before anything is made of it.
    """

    def __init__(
        self,
        seat: Seat,
        listen: Callable[[Happening], None],
        patience: Patience | None = None,
        tap: Callable[[str | bytes], None] | None = None,
        clocks: Clocks = clocks,
    ) -> None:
        self.mirror = Mirror()
        self.outbox = Outbox()
        self.welcome: Welcome | None = None
        self.is_connected = False
        self.reconnects = 0
        self.offers: tuple[Offer, ...] = ()
        """Where else this person can go now."""
        self._seat = seat
        self._listen = listen
        self._patience = patience or Patience()
        self._tap = tap
        self._connection: ClientConnection | None = None
        self._besides: deque[Dropped | Manage | AskDesk] = deque()
        """What is to be said on this connection besides commands; it is not said on another."""
        self._on_the_way: set[str] = set()
        """Commands that were sent on this connection and are not answered."""
        self._rests_until = 0.0
        """When commands may be sent again, after one came too fast."""
        self._to_send = asyncio.Event()
        self._unreadable = 0
        """Connections in a row that ended because one of the two could not read the other."""
        self._epoch: str | None = None
        self._meeting: Identifier | None = None
        """The meeting to go on with; None where the server is to choose."""
        self._goes_to: Identifier | None = None
        """Where to go as soon as what was declared here is answered."""
        self._is_moving = False
        self._server_time: tuple[datetime, Reading] | None = None
        self._clocks = clocks
        self._looked = clocks()
        """When the clocks were last looked at."""
        self._lease_from: Reading | None = None
        """From when on what is held is good for the lease; None while the server is there."""
        self._is_stale = False
        """The machine was asleep, and this connection is given up."""
        self._leaving = asyncio.Event()
        self._logs_out = False
        self._proofs: dict[str, asyncio.Future[bool]] = {}
        """Passwords that were sent and are not answered, by the id that they were sent under."""
        self._managing: dict[str, Managing] = {}
        """What was asked about accounts and is not answered."""
        self._asked_desk: set[str] = set()
        """What was asked of the desk and is not answered."""
        self._untaken: set[Stream] = set()
        """Streams that the server sent on this connection, and that a declaration keeps away."""

    @property
    def address(self) -> str:
        """Where the server is, as a person would write it."""
        return self._seat.place.address

    def now(self) -> datetime | None:
        """The server's time now, by its last frame and this machine's steady clock."""
        if self._server_time is None:
            return None
        at, then = self._server_time
        return at + timedelta(seconds=since(then, self._clocks()))

    def send(self, command: AnyCommand) -> str:
        """Sends ``command``, now or when the server is back; returns its id.

        With the declaration of a conflict the case is gone at once, whatever the server says and
        whether it can be reached (CON-2).
        """
        message = self.outbox.put(command)
        if isinstance(command, DeclareConflict):
            self._close_to_me(command.case)
        if len(encode(message)) > LARGEST_MESSAGE:
            # The server would refuse it unread, and it would be sent again for ever.
            self.outbox.answered(message.id)
            words = REFUSALS["too_large"]
            self._listen(RefusedCommand(message.id, command, "too_large", words, None))
        self._to_send.set()
        return message.id

    async def prove(self, password: str) -> bool:
        """Whether the server says that this is the password of whoever logged in here.

        No, too, where it was tried too often, where the server cannot be reached, and where the
        line is lost before the answer: nothing is kept to be sent again.
        """
        connection = self._connection
        if connection is None or not self.is_connected:
            return False
        message = Prove(id=new_id(), password=password)
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._proofs[message.id] = answer
        try:
            await connection.send(encode(message).decode())
            return await answer
        except WebSocketException:
            return False
        finally:
            self._proofs.pop(message.id, None)

    def go_to(self, meeting: Identifier) -> None:
        """Leaves this meeting for another that was offered, and keeps nothing of this one.

        As soon as the server has every conflict that was declared here: else nobody would know.
        """
        if self.outbox.declaring:
            self._goes_to = meeting
            return
        self._goes_to = None
        self._let_go()
        self._epoch = None
        self._meeting = meeting
        self._is_moving = True
        self.drop_connection()

    def manage(self, act: Managing) -> None:
        """Asks for something about an account; it is answered, or said to be lost with the line.

        Nothing of it is kept to be sent again: an invitation that nobody waits for is of no use.
        """
        if not self.is_connected:
            self._listen(NotManaged(NOT_CONNECTED))
            return
        message = Manage(id=new_id(), act=act)
        self._managing[message.id] = act
        self._besides.append(message)
        self._to_send.set()

    def ask_desk(self, act: DeskAct) -> None:
        """Asks something of the coordinator's desk; it is answered, or said to be lost."""
        if not self.is_connected:
            self._listen(DeskRefused("", NOT_CONNECTED))
            return
        message = AskDesk(id=new_id(), act=act)
        self._asked_desk.add(message.id)
        self._besides.append(message)
        self._to_send.set()

    async def log_out(self) -> None:
        """Ends the session at the server, if it can be reached at once, and ends ``run``."""
        connection = self._connection
        self._logs_out = True
        if connection is not None and self.is_connected:
            with suppress(WebSocketException, TimeoutError):
                async with asyncio.timeout(LOGGING_OUT_SECONDS):
                    await connection.send(encode(LogOut()).decode())
                    await connection.wait_closed()
        self.leave()

    def leave(self) -> None:
        """Ends ``run``, without waiting for anything."""
        self._leaving.set()

    def drop_connection(self) -> None:
        """Breaks the connection off as a failing network would; ``run`` connects again."""
        if self._connection is not None:
            self._connection.transport.abort()

    async def run(self) -> None:
        """Keeps the connection up until ``leave``, or until it is of no use to go on.

        May be called again after ``leave``: a laptop that is closed is opened again.
        """
        self._leaving.clear()
        leaving = asyncio.create_task(self._leaving.wait())
        trying = asyncio.create_task(self._keep_trying())
        looking = asyncio.create_task(self._keep_looking())
        try:
            await asyncio.wait({leaving, trying}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (leaving, trying, looking):
                task.cancel()
            await asyncio.gather(leaving, trying, looking, return_exceptions=True)
            self._lease_from = None
        if trying.done() and not trying.cancelled() and (error := trying.exception()):
            raise error

    async def _keep_trying(self) -> None:
        wait = self._patience.first_wait
        while True:
            try:
                await self._one_connection()
            except WrongServer as wrong:
                self._listen(Ended(wrong.sentence))
                return
            except StartOver:
                self._drop(self.mirror.streams)
                self._epoch = None
                self._unreadable += 1
            except _GivenUp as given_up:
                self._listen(Ended(str(given_up)))
                return
            except (AskAgain, OSError, SSLError, TimeoutError, WebSocketException) as error:
                # Whatever it was, the answer is the same: say so, and try again.
                self._unreadable = self._unreadable + 1 if _was_unreadable(error) else 0
            except BadMessage:
                self._unreadable += 1
            else:
                self._unreadable = 0
            if self._unreadable >= MOST_UNREADABLE:
                self._listen(Ended(UNREADABLE))
                return
            if self._logs_out:
                return
            if self.is_connected:
                wait = self._patience.first_wait
                self._start_lease()
            self.is_connected = False
            if self._is_moving:
                self._is_moving = False
                continue
            self._listen(Disconnected())
            # Twenty laptops must not all come back in the same instant.
            await asyncio.sleep(wait * uniform(0.5, 1.0))  # noqa: S311 - jitter is no secret
            wait = min(wait * 2, self._patience.longest_wait)

    async def _one_connection(self) -> None:
        patience = self._patience
        async with connect(
            f"wss://{self.address}/",
            ssl=pinned_context(self._seat.place.pin),
            # Compression leaks the lengths of secrets; a proxy has no business in between.
            compression=None,
            proxy=None,
            max_size=4 * LARGEST_FRAME,
            open_timeout=patience.opening,
            ping_interval=patience.ping_every,
            ping_timeout=patience.ping_answer,
            close_timeout=1,
            user_agent_header=None,
            logger=no_log(),
        ) as connection:
            self._connection = connection
            self._is_stale = False
            await self._introduce(connection)
            sending = asyncio.create_task(self._send_all(connection))
            try:
                async for frame in connection:
                    if self._tap is not None:
                        self._tap(frame)
                    self.look()
                    if self._is_stale:
                        raise AskAgain
                    self._take(parse_to_client(frame))
            finally:
                self._connection = None
                for message_id in tuple(self._proofs):
                    self._is_proved(message_id, answer=False)
                if self._managing:
                    self._managing.clear()
                    self._listen(NotManaged(NOT_CONNECTED))
                if self._asked_desk:
                    self._asked_desk.clear()
                    self._listen(DeskRefused("", NOT_CONNECTED))
                await _ended(sending)

    async def _introduce(self, connection: ClientConnection) -> None:
        self._untaken.clear()
        self._drop(frozenset(sorted(self.mirror.streams, key=_room_first)[MOST_HELD:]))
        goes_on = self._meeting == self.mirror.meeting
        hello = Hello(
            token=self._seat.token,
            meeting=self._meeting,
            epoch=self._epoch if goes_on else None,
            streams=self.mirror.held if goes_on else {},
        )
        await connection.send(encode(hello).decode())

    async def _send_all(self, connection: ClientConnection) -> None:
        while True:
            message = self._next_to_send()
            if message is None:
                self._to_send.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._rest()):
                        await self._to_send.wait()
                continue
            self.outbox.sending(message)
            await connection.send(encode(message).decode())

    def _next_to_send(self) -> Frozen | None:
        """What is to be sent now; of commands never more than the server would read."""
        if self._besides:
            return self._besides.popleft()
        is_full = len(self._on_the_way) >= MOST_ON_THE_WAY
        if not self.is_connected or is_full or self._rest() is not None:
            return None
        message = self.outbox.next_after(self._on_the_way)
        if message is not None:
            self._on_the_way.add(message.id)
        return message

    def _rest(self) -> float | None:
        """Seconds until commands may be sent again; None if they may."""
        rest = self._rests_until - asyncio.get_running_loop().time()
        return rest if rest > 0 else None

    def _answered(self, message_id: str) -> AnyCommand | None:
        self._on_the_way.discard(message_id)
        self._to_send.set()
        return self.outbox.answered(message_id)

    def _take(self, message: ToClient) -> None:
        """What one frame from the server means."""
        self._server_time = (message.time, self._clocks())
        match message:
            case Welcome():
                self._welcomed(message)
            case Events():
                self._folded(message)
            case Withdrawn():
                self._withdrawn(message)
            case Ack():
                self._acknowledged(message)
            case RefusedMessage():
                self._refused(message)
            case Managed():
                if (act := self._managing.pop(message.id, None)) is not None:
                    self._listen(ManagedAccount(act, message.text))
            case DeskShown():
                if message.id in self._asked_desk:
                    self._asked_desk.discard(message.id)
                    self._listen(DeskCame(message.desk))
            case Proved():
                self._is_proved(message.id, answer=True)
            case Notice():
                self._noticed(message)
            case Offered():
                self._offer(message.meetings)
            case Joined() | Enrol():
                raise BadMessage("what was not asked for")
            case _:
                assert_never(message)

    def _welcomed(self, welcome: Welcome) -> None:
        if self.mirror.meeting not in {"", welcome.meeting}:
            self._let_go()
        elif self._epoch not in {None, welcome.epoch}:
            self._drop(self.mirror.streams)
        self._epoch = welcome.epoch
        self._meeting = welcome.meeting
        self.mirror = Mirror(welcome.meeting, self.mirror.state, self.mirror.heads)
        self._lease_from = None
        self.reconnects += self.welcome is not None
        self.welcome = welcome
        self.is_connected = True
        self._besides.clear()
        self._on_the_way.clear()
        self._to_send.set()
        self._listen(Connected(welcome))

    def _folded(self, events: Events) -> None:
        mirror = self.mirror
        try:
            parts = [part for part in events.parts if self._takes(part)]
            for part in parts:
                mirror = receive(mirror, part)
        except OutOfStep as error:
            raise StartOver from error
        self.mirror = mirror
        if parts:
            self._listen(Changed(named(part.stream for part in parts)))

    def _takes(self, part: Part) -> bool:
        """Whether ``part`` is to be folded: nothing is of a case that this person is leaving."""
        for stream in named([part.stream]):
            if stream.case in self.outbox.declaring and not self._is_mine(stream):
                self._untaken.add(stream)
            elif part.first == 1:
                self._untaken.discard(stream)
            return stream not in self._untaken
        return True

    def _close_to_me(self, case: CaseId) -> None:
        streams = {s for s in self.mirror.streams if s.case == case and not self._is_mine(s)}
        self._untaken |= streams
        self._drop(frozenset({case_stream(case), *streams}), self.outbox.forget([case]))

    def _is_mine(self, stream: Stream) -> bool:
        """My own conflict: the one stream of a case that stays mine to read (CON-1)."""
        return self.welcome is not None and stream.person == self.welcome.person

    def _withdrawn(self, message: Withdrawn) -> None:
        streams = named(message.streams)
        self._untaken -= streams
        cases = (stream.case for stream in streams if stream.kind is Kind.CASE)
        matches = (stream for stream in streams if stream.kind is Kind.MATCH)
        settling = sum(self.outbox.forget_match(each.case, each.person) for each in matches)
        self._drop(streams, self.outbox.forget(cases) + settling)
        for stream in message.streams:
            self._besides.append(Dropped(stream=stream))
        self._to_send.set()

    def _acknowledged(self, message: Ack) -> None:
        command = self._answered(message.id)
        self._listen(Acknowledged(message.id, command))
        self._fetch_again(command)

    def _is_proved(self, message_id: str, *, answer: bool) -> None:
        proof = self._proofs.get(message_id)
        if proof is not None and not proof.done():
            proof.set_result(answer)

    def _refused(self, message: RefusedMessage) -> None:
        if message.id in self._proofs:
            self._is_proved(message.id, answer=False)
            return
        if message.id is not None and self._managing.pop(message.id, None) is not None:
            self._listen(NotManaged(message.message))
            return
        if message.id in self._asked_desk:
            self._asked_desk.discard(message.id)
            self._listen(DeskRefused(message.code, message.message))
            return
        if message.code == "too_fast" and message.id is not None:
            self._wait_a_moment(message.id)
            return
        command = self._answered(message.id) if message.id else None
        is_forgotten = message.id is not None and command is None
        words, field = ("", None) if is_forgotten else (message.message, message.field)
        self._listen(RefusedCommand(message.id, command, message.code, words, field))
        self._fetch_again(command)

    def _wait_a_moment(self, message_id: str) -> None:
        """Nothing is lost: what came too fast, and what was to follow it, is sent after a rest."""
        self._on_the_way.discard(message_id)
        loop = asyncio.get_running_loop()
        self._rests_until = loop.time() + self._patience.rest
        self._to_send.set()

    def _fetch_again(self, command: AnyCommand | None) -> None:
        """After the answer to a declaration: what was kept away and never withdrawn comes back."""
        if not isinstance(command, DeclareConflict):
            return
        if self._goes_to is not None and not self.outbox.declaring:
            self.go_to(self._goes_to)
            return
        if any(stream.case == command.case for stream in self._untaken):
            raise AskAgain

    def _let_go(self) -> None:
        """The meeting is left: nothing of it is held, and what waits for it goes nowhere else.

        A conflict that was declared and never got there is said to whoever declared it (CON-1).
        """
        left = self.outbox.empty()
        self._drop(self.mirror.streams, len(left))
        for message in left:
            if isinstance(message.command, DeclareConflict):
                words = REFUSALS["not_declared"]
                said = RefusedCommand(message.id, message.command, "not_declared", words, None)
                self._listen(said)
        self.mirror = Mirror()
        self._offer(())

    def _offer(self, offers: tuple[Offer, ...]) -> None:
        if offers != self.offers:
            self.offers = offers
            self._listen(MeetingsOffered(offers))

    def _noticed(self, notice: Notice) -> None:
        if notice.about is About.NOT_ADMITTED and self._meeting is not None:
            # This meeting is not there for us any longer; perhaps another is.
            self._meeting = None
            raise AskAgain
        if notice.about in FATAL:
            raise _GivenUp(notice.message)
        if notice.about is About.START_OVER:
            self._drop(self.mirror.streams)
        self._listen(Noticed(notice.about, notice.message))

    def _drop(
        self, streams: frozenset[Stream], forgotten: int = 0, *, lease_is_over: bool = False
    ) -> None:
        """Nothing of ``streams`` is held any longer, and whoever listens clears it away."""
        held = streams & self.mirror.streams
        self.mirror = without(self.mirror, streams)
        if held or forgotten:
            self._listen(WithdrawnFrom(streams, forgotten, lease_is_over))

    # What is held is good only for so long without the server

    def look(self) -> None:
        """Looks at the clocks: every moment, before any frame is taken, and before any painting.

        More time than a dead line takes to be noticed means that the machine was asleep. The old
        line is not trusted then: what comes over it may have waited for hours.
        """
        now = self._clocks()
        looked, self._looked = self._looked, now
        if self._connection is not None and since(looked, now) > self._patience.noticing:
            self._lease_from = self._lease_from or looked
            self._is_stale = True
            self.drop_connection()
        if self._lease_from is not None and since(self._lease_from, now) >= self._lease:
            self._lease_over()

    async def _keep_looking(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(self._patience.look_every)

    @property
    def _lease(self) -> float:
        return float(self.welcome.lease_seconds) if self.welcome else 0.0

    def _start_lease(self) -> None:
        """It runs from the last frame, as far back as it can have taken to notice the silence."""
        if self._lease_from is not None or self._server_time is None:
            return
        now, noticing = self._clocks(), self._patience.noticing
        last = self._server_time[1]
        self._lease_from = last if since(last, now) < noticing else before(now, noticing)
        self.look()

    def _lease_over(self) -> None:
        # Commands that wait are kept: they are the person's own words, and not yet on the disk.
        kept = {stream for stream in self.mirror.streams if stream.kind in OF_NO_CASE}
        self._drop(self.mirror.streams - kept, lease_is_over=True)


def _room_first(stream: Stream) -> tuple[bool, Stream]:
    return stream.kind not in OF_NO_CASE, stream


async def _ended(task: asyncio.Task[None]) -> None:
    """Cancels ``task`` and waits for its end; raises what else it failed of than a lost line.

    Whoever waits here may be cancelled too, at this very moment: that must not get lost, or a
    laptop that is closed as its line fails would go on connecting for ever.
    """
    task.cancel()
    await asyncio.wait({task})
    if task.cancelled():
        return
    error = task.exception()
    if error is not None and not isinstance(error, WebSocketException):
        raise error


def _was_unreadable(error: Exception) -> bool:
    """Whether either side closed the connection over what the other had sent."""
    if not isinstance(error, ConnectionClosed):
        return False
    said = (close.code for close in (error.sent, error.rcvd) if close is not None)
    return not UNREADABLE_CODES.isdisjoint(said)


class _GivenUp(Exception):
    """Trying again is of no use; the message says what to do."""
