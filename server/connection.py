"""One connection: its reader and its sender. It parses, and hands on; it decides nothing.

Nonsense is answered and forgiven ``NONSENSE_ALLOWED`` times; everything else that a peer can do
wrong costs it that one message.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any, Final, NoReturn, Protocol, TypeVar, assert_never

from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from meeting.access import Reader
from meeting.chain import MODEL_VERSION
from meeting.decide.managing import need_desk, need_may_manage
from meeting.desk import Desk, DeskAct
from meeting.managing import EndSessions, InviteAnew, ListSent
from meeting.values import PersonId
from meeting.wire import (
    LARGEST_MESSAGE,
    NONSENSE_ALLOWED,
    About,
    AskDesk,
    CommandMessage,
    DeskShown,
    Dropped,
    Enrol,
    FromServer,
    Hello,
    Joined,
    Knock,
    LogIn,
    LogOut,
    Manage,
    Managed,
    NotInItsForm,
    Prove,
    Proved,
    Redeem,
    ToServer,
    UnacceptableWords,
    parse_introduction,
    parse_to_server,
)
from meeting.words import BadMessage, Refused
from server.accounts import Admitted, Session
from server.audit import AuditFailed
from server.clock import Clock
from server.door import Enrolment, Holder, Leave
from server.errors import StoreError
from server.hub import Seat, notice
from server.meetings import Meetings, OpenMeeting
from server.outgoing import MOST_WAITING, MessageFrame, Outgoing, RefusalFrame
from server.pace import Verdict, Walker, Walkers
from server.room_socket import RoomSocket
from server.sent_words import told
from server.writer import Asked

log = logging.getLogger(__name__)
Message = TypeVar("Message")

LOGIN_SECONDS: Final = 20.0
"""How long a connection may take to say who it is."""
MOST_TRIES: Final = 50
"""How often one connection may try to log in; who has forgotten so much can connect again."""


class Door(Protocol):
    """Who may come in. Asked off the event loop."""

    async def redeem(self, redeem: Redeem) -> Admitted | Enrolment:
        """A session for an invitation, or what is still needed for one. Raises Refused."""

    async def knock(self, knock: Knock) -> Admitted | Enrolment:
        """As ``redeem``, for somebody without an account."""

    async def log_in(self, asked: LogIn, address: str) -> Admitted | Enrolment:
        """A session for somebody with an account, or what is still needed. Raises Refused."""

    async def bearer(self, token: str) -> Holder | None:
        """Who holds the token; None if it is not good."""

    async def prove(self, session: Session, password: str) -> None:
        """Whoever sits there gives the password of whose session it is. Raises Refused."""

    def is_proved(self, session: Session) -> bool:
        """Whether more than a password once today says who sits there: six digits at the login, or
        the password again just now.
        """

    async def arrived(self, holder: Holder, leave: Leave) -> None:
        """A connection has come in for ``holder``; ``leave`` closes it at once."""

    def left(self, leave: Leave) -> None:
        """That connection is gone."""

    async def reader(self, person: PersonId) -> Reader | None:
        """Whom the office has of that id."""

    async def manage(self, act: EndSessions | InviteAnew, by: PersonId) -> str:
        """Does it; returns what there is to hand over, if anything."""

    async def ask_desk(self, act: DeskAct, by: PersonId) -> Desk:
        """What a coordinator is shown at the desk. Raises Refused."""

    async def log_out(self, session: Session) -> None:
        """The session is over, and everything that came in with it closes."""


class _Ends(Exception):
    """Says that the connection is to end, and with which close code."""

    def __init__(self, code: CloseCode) -> None:
        self.code = code


class Connection:
    """One laptop, from its first message to its last."""

    def __init__(
        self,
        socket: RoomSocket,
        *,
        door: Door,
        meetings: Meetings,
        clock: Clock,
        walkers: Walkers,
        most_waiting: int = MOST_WAITING,
        login_seconds: float = LOGIN_SECONDS,
    ) -> None:
        self.outgoing = Outgoing(self.abort, most_waiting)
        self._socket = socket
        self._door = door
        self._meetings = meetings
        self._clock = clock
        self._walkers = walkers
        self._size = 0
        """Of the last message, in bytes."""
        self._login_seconds = login_seconds
        self._nonsense = 0
        self._patience = asyncio.timeout(None)
        self._tries = 0
        self._session: Session | None = None
        self._seated: tuple[OpenMeeting, Seat] | None = None

    def abort(self) -> None:
        """Ends it at once, without a word; the peer comes back and resumes."""
        self._socket.transport.abort()

    def send_away(self) -> None:
        """Ends it at once: nothing that waits is sent, and nothing more that comes is done."""
        if self._seated is not None:
            meeting, seat = self._seated
            meeting.hub.leave(seat)
        self.outgoing.abandon(CloseCode.POLICY_VIOLATION)

    async def run(self) -> None:
        """Serves the connection until it ends."""
        sender = asyncio.create_task(self._send())
        gone = asyncio.create_task(self._abandon_when_gone())
        try:
            async with asyncio.timeout(self._login_seconds) as self._patience:
                seated = await self._log_in()
            self._socket.known()
            await self._listen(*seated)
        except _Ends as end:
            self.outgoing.finish(end.code)
        except (ConnectionClosed, TimeoutError):
            self.outgoing.finish(CloseCode.POLICY_VIOLATION)
        finally:
            self._door.left(self.send_away)
            if self._seated is not None:
                meeting, seat = self._seated
                meeting.hub.leave(seat)
            self.outgoing.finish(CloseCode.INTERNAL_ERROR)
            await sender
            gone.cancel()
            self.outgoing.gate.ended()

    async def _abandon_when_gone(self) -> None:
        """Nothing is left to send when the peer has gone, not even what waits for the audit."""
        await self._socket.wait_closed()
        self.outgoing.abandon(CloseCode.GOING_AWAY)

    async def _send(self) -> None:
        try:
            while (frame := await self.outgoing.next()) is not None:
                await self._socket.send(frame.encoded(self._clock.now()), text=True)
            await self._socket.close(self.outgoing.close_code)
        except ConnectionClosed:
            self.outgoing.abandon(CloseCode.GOING_AWAY)
        except Exception as error:  # noqa: BLE001 - our fault, and the peer is to come again
            log.error("a frame could not be sent: %s", type(error).__name__)  # noqa: TRY400 - a trace could quote what people said
            self.outgoing.abandon(CloseCode.INTERNAL_ERROR)
            self.abort()

    # What comes in

    async def _log_in(self) -> tuple[OpenMeeting, Seat]:
        while True:
            message = await self._next_message(parse_introduction)
            match message:
                case Redeem() | Knock() | LogIn():
                    await self._introduced(message)
                case Hello():
                    return await self._hello(message)
                case _:
                    assert_never(message)

    async def _introduced(self, message: Redeem | Knock | LogIn) -> None:
        """What hashing takes is not counted as theirs: only for who says nothing is time short."""
        self._tries += 1
        if self._tries > MOST_TRIES:
            raise _Ends(CloseCode.POLICY_VIOLATION)
        self._patience.reschedule(None)
        await self._answer(message)
        loop = asyncio.get_running_loop()
        self._patience.reschedule(loop.time() + self._login_seconds)

    async def _answer(self, message: Redeem | Knock | LogIn) -> None:
        try:
            if isinstance(message, Redeem):
                answer = await self._door.redeem(message)
            elif isinstance(message, Knock):
                answer = await self._door.knock(message)
            else:
                address = str(self._socket.remote_address[0])
                answer = await self._door.log_in(message, address)
        except Refused as refusal:
            self.outgoing.put(RefusalFrame(None, refusal))
        else:
            self.outgoing.put(MessageFrame(partial(_let_in, answer)))

    async def _hello(self, hello: Hello) -> tuple[OpenMeeting, Seat]:
        if hello.model != MODEL_VERSION:
            self._turn_away(About.OTHER_VERSION)
        holder = await self._door.bearer(hello.token)
        if holder is None:
            self._turn_away(About.NOT_ADMITTED)
        self._session = holder.session
        if not self._walkers.of(holder.reader.person).enters():
            raise _Ends(CloseCode.TRY_AGAIN_LATER)
        seated = self._meetings.take_seat(holder.reader, hello, self.outgoing)
        if seated is None:
            is_early = self._meetings.is_early(holder.reader, hello)
            self._turn_away(About.NOT_YET if is_early else About.NOT_ADMITTED)
        self._seated = seated
        await self._door.arrived(holder, self.send_away)
        return seated

    async def _listen(self, meeting: OpenMeeting, seat: Seat) -> None:
        walker = self._walkers.of(seat.reader.person)
        while not self.outgoing.is_finished:
            try:
                message = await self._next_message(parse_to_server)
            except UnacceptableWords as words:
                if await self._in_time(seat, words.id, walker.commands(words.id, "", self._size)):
                    refusal = Refused(words.code, words.field, **words.facts)
                    self.outgoing.put(RefusalFrame(words.id, refusal))
            else:
                await self._listened(meeting, seat, walker, message)

    async def _listened(
        self, meeting: OpenMeeting, seat: Seat, walker: Walker, message: ToServer
    ) -> None:
        match message:
            case CommandMessage():
                verdict = walker.commands(message.id, message.command.kind, self._size)
                if await self._in_time(seat, message.id, verdict):
                    await (self._or_over(seat.asks()) if seat.is_full else seat.asks())
                    self._ask(meeting, seat, message)
            case Dropped():
                if walker.says(self._size) is Verdict.FLOOD:
                    raise _Ends(CloseCode.POLICY_VIOLATION)
            case Prove():
                if await self._in_time(seat, message.id, walker.says(self._size)):
                    await self._prove(message)
            case Manage():
                if await self._in_time(seat, message.id, walker.says(self._size)):
                    await self._manage(meeting, seat, message)
            case AskDesk():
                if await self._in_time(seat, message.id, walker.says(self._size)):
                    await self._show_desk(meeting, seat, message)
            case LogOut():
                await self._log_out()
            case _:
                self._take_nonsense()

    async def _in_time(self, seat: Seat, message_id: str, verdict: Verdict) -> bool:
        """Whether a message is not too fast. One that is, is refused after all before it."""
        if verdict is Verdict.FLOOD:
            raise _Ends(CloseCode.POLICY_VIOLATION)
        if verdict is Verdict.TOO_FAST:
            await self._or_over(seat.all_answered())
            self.outgoing.put(RefusalFrame(message_id, Refused("too_fast")))
        return verdict is Verdict.GOES_ON

    async def _prove(self, prove: Prove) -> None:
        """At a locked screen: one at a time, since nothing else is read meanwhile."""
        if self._session is None:
            raise _Ends(CloseCode.POLICY_VIOLATION)
        try:
            await self._door.prove(self._session, prove.password)
        except Refused as refusal:
            self.outgoing.put(RefusalFrame(prove.id, refusal))
        else:
            self.outgoing.put(MessageFrame(lambda now: Proved(time=now, id=prove.id)))

    async def _manage(self, meeting: OpenMeeting, seat: Seat, manage: Manage) -> None:
        act = manage.act
        try:
            target = await self._door.reader(act.person)
            need_may_manage(meeting.writer.ledger.state, seat.reader, act, target)
            if isinstance(act, ListSent):
                await self._list_sent(meeting, seat, manage.id, target)
                return
            text = await self._door.manage(act, seat.reader.person)
        except Refused as refusal:
            self.outgoing.put(RefusalFrame(manage.id, refusal))
        else:
            self.outgoing.put(MessageFrame(lambda now: Managed(time=now, id=manage.id, text=text)))

    async def _list_sent(
        self, meeting: OpenMeeting, seat: Seat, message_id: str, target: Reader | None
    ) -> None:
        """What of it they may hear is looked at when the answer leaves, and not before."""
        if target is None:
            raise Refused("no_such_person", "person")
        try:
            sent = await meeting.recording.sent_to(target.person, seat.reader.person)
        except (AuditFailed, StoreError):
            raise Refused("our_fault") from None

        def listed(now: datetime) -> Managed:
            text = told(meeting.writer.ledger.state, seat.reader, target, sent)
            return Managed(time=now, id=message_id, text=text)

        self.outgoing.put(MessageFrame(listed))

    async def _show_desk(self, meeting: OpenMeeting, seat: Seat, asked: AskDesk) -> None:
        """To a coordinator alone, as the office has them today, before and after it was read."""
        try:
            await self._need_desk(meeting, seat)
            desk = await self._door.ask_desk(asked.act, seat.reader.person)
            await self._need_desk(meeting, seat)
        except Refused as refusal:
            self.outgoing.put(RefusalFrame(asked.id, refusal))
        except Exception as error:  # noqa: BLE001 - our fault costs the peer this message alone
            log.error("the desk could not be shown: %s", type(error).__name__)  # noqa: TRY400 - a trace could quote it
            self.outgoing.put(RefusalFrame(asked.id, Refused("our_fault")))
        else:
            size = len(desk.model_dump_json())
            shown = partial(DeskShown, id=asked.id, desk=desk)
            self.outgoing.put(MessageFrame(lambda now: shown(time=now), size=size))

    async def _need_desk(self, meeting: OpenMeeting, seat: Seat) -> None:
        reader = await self._door.reader(seat.reader.person)
        if reader is None:
            raise Refused("not_your_role", roles="coordinator")
        need_desk(meeting.writer.ledger.state.room, reader)

    async def _log_out(self) -> None:
        if self._session is not None:
            await self._door.log_out(self._session)
        raise _Ends(CloseCode.NORMAL_CLOSURE)

    def _ask(self, meeting: OpenMeeting, seat: Seat, message: CommandMessage) -> None:
        """Hands a command on, unless its sender was sent away while it came: it is nobody's."""
        if self.outgoing.is_finished:
            seat.left_open()
            raise _Ends(self.outgoing.close_code)
        proved = self._session is not None and self._door.is_proved(self._session)
        meeting.writer.ask(Asked(message.id, message.command, seat, proved=proved))

    async def _or_over(self, waiting: Coroutine[Any, Any, None]) -> None:
        """Waits for what is ``waiting``, or until the connection has ended: then that is said."""
        task = asyncio.create_task(waiting)
        over = asyncio.create_task(self._socket.wait_closed())
        await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        still_waits = task.cancel()
        if still_waits:
            raise _Ends(CloseCode.GOING_AWAY)

    async def _next_message(self, parse: Callable[[str], Message]) -> Message:
        while True:
            raw = await self._socket.recv()
            self._size = len(raw)
            try:
                return parse(_text(raw))
            except UnacceptableWords:
                raise
            except NotInItsForm as bad:
                self._take_nonsense(bad.id)
            except BadMessage:
                self._take_nonsense()
            except Exception as error:  # noqa: BLE001 - our fault costs the peer this message alone
                log.error("a message could not be read: %s", type(error).__name__)  # noqa: TRY400 - a trace could quote it
                self.outgoing.put(RefusalFrame(None, Refused("our_fault")))

    # What is wrong

    def _take_nonsense(self, message_id: str | None = None) -> None:
        self._nonsense += 1
        self.outgoing.put(RefusalFrame(message_id, Refused("not_understood")))
        if self._nonsense > NONSENSE_ALLOWED:
            raise _Ends(CloseCode.POLICY_VIOLATION)

    def _turn_away(self, about: About) -> NoReturn:
        if about is About.NOT_ADMITTED:
            self._meetings.first.hub.turned_away()
        self.outgoing.put(notice(about))
        raise _Ends(CloseCode.POLICY_VIOLATION)


def _text(raw: str | bytes) -> str:
    if isinstance(raw, bytes):
        raise BadMessage("a message that is not text")
    if len(raw.encode()) > LARGEST_MESSAGE:
        raise BadMessage("a message that is too large")
    return raw


def _let_in(answer: Admitted | Enrolment, now: datetime) -> FromServer:
    if isinstance(answer, Admitted):
        return Joined(time=now, person=answer.person, token=answer.token)
    return Enrol(time=now, person=answer.person, secret=answer.secret, uri=answer.uri)
