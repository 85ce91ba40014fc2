"""Who is connected, and what each of them has been sent.

Access is judged here, once a commit, on the state after it, for each connection: withdrawals
first, then events, then newly readable streams whole.
"""

import asyncio
import logging
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from typing import Final

from websockets.frames import CloseCode

from meeting.access import Membership, Reader, may_read
from meeting.room import Phase, Room
from meeting.streams import Stream
from meeting.values import PersonId
from meeting.wire import (
    MOST_ON_THE_WAY,
    NOTICES,
    About,
    Ack,
    Hello,
    Notice,
    Offer,
    Welcome,
    Withdrawn,
)
from meeting.words import Refused
from server.ledger import Ledger
from server.outgoing import Frame, MessageFrame, Outgoing, RefusalFrame, Span, framed
from server.recording import NOT_ADMITTED, AuditedGate, Recording
from server.resume import resumed

log = logging.getLogger(__name__)

MOST_IN_FLIGHT: Final = MOST_ON_THE_WAY
"""Of one person, over all their connections. With so few, taking everybody's in the order of
arrival is fair.
"""
MOST_SEATS: Final = 3
"""Connections of one person; one more ends the oldest."""


def notice(about: About, *, greeting: bool = False) -> MessageFrame:
    """A notice, ready to be sent."""
    said = partial(_notice, about)
    return MessageFrame(said, greeting=greeting)


def _notice(about: About, now: datetime) -> Notice:
    return Notice(time=now, about=about, message=NOTICES[about])


class Seat:
    """One connection of one person: what it holds of each stream, and what waits to be sent.

    It is the asker of that connection's commands. ``in_flight`` is the person's, not its own: a
    place in it is taken for each command, and is free again when the writer is done with that.
    """

    def __init__(self, reader: Reader, outgoing: Outgoing, in_flight: asyncio.Semaphore) -> None:
        self.reader = reader
        self.outgoing = outgoing
        self.in_flight = in_flight
        self._unanswered = 0
        self._is_quiet = asyncio.Event()
        self.holds: dict[Stream, int] = {}
        self._strikes = 0
        self.is_turned_away = False
        """They have been told so."""
        self.offers: tuple[Offer, ...] = ()
        """The other meetings that this connection was last told of."""

    @property
    def is_full(self) -> bool:
        """Whether the next command has to wait for a place in flight."""
        return self.in_flight.locked()

    async def asks(self) -> None:
        """Waits for a place in flight, and takes it."""
        await self.in_flight.acquire()
        self._unanswered += 1
        self._is_quiet.clear()

    async def all_answered(self) -> None:
        """Returns when nothing that this connection asked for waits any longer."""
        if self._unanswered:
            await self._is_quiet.wait()

    def accepted(self, command: str) -> None:
        """As ``Asker.accepted``."""
        self._answer(MessageFrame(lambda now: Ack(time=now, id=command)))

    def refused(self, command: str, refusal: Refused, quotes: Stream | None = None) -> None:
        """As ``Asker.refused``."""
        self._answer(RefusalFrame(command, refusal, quotes), ahead=refusal.code == "read_only")

    def _answer(self, frame: Frame, *, ahead: bool = False) -> None:
        self.outgoing.put(frame, ahead=ahead)
        self._is_done()

    def ask_again(self) -> None:
        """As ``Asker.ask_again``: the connection ends, so that its outbox sends again."""
        self.outgoing.abandon(CloseCode.SERVICE_RESTART)
        self._is_done()

    def left_open(self) -> None:
        """As ``Asker.left_open``."""
        self._is_done()

    def _is_done(self) -> None:
        self.in_flight.release()
        self._unanswered -= 1
        if not self._unanswered:
            self._is_quiet.set()

    def bring_up_to_date(
        self, ledger: Ledger, readable: AbstractSet[Stream], *, catching_up: bool = False
    ) -> None:
        """Queues whatever of ``readable``, which they may read now, they have not been sent."""
        gone = self.holds.keys() - readable
        if gone:
            self.outgoing.withdraw(gone)
            self.holds = {s: number for s, number in self.holds.items() if s in readable}
        if ledger.strikes != self._strikes:
            self._strikes = ledger.strikes
            self.outgoing.strike(ledger.bodies)
        spans: list[Span] = []
        for stream in sorted(readable, key=lambda s: (s not in self.holds, s)):
            after, head = self.holds.get(stream, 0), ledger.head(stream).number
            if head > after:
                spans.append(Span(stream, after + 1, ledger.bodies(stream, after)))
            self.holds[stream] = head
        for frame in framed(spans):
            self.outgoing.put(frame, bounded=not catching_up)


class Hub:
    """Everybody who is connected to one meeting. It is the audience of the writer."""

    def __init__(
        self,
        ledger: Callable[[], Ledger],
        *,
        is_read_only: Callable[[], bool],
        recording: Recording,
        published: Callable[[], None] = lambda: None,
        watch: Callable[[AbstractSet[PersonId]], None] = lambda _: None,
    ) -> None:
        """``published`` is called after each commit, when everybody has what is theirs of it;
        ``watch`` is told who is connected, whenever that or the register may have changed.
        """
        self._ledger = ledger
        self._watch = watch
        self._recording = recording
        self._is_read_only = is_read_only
        self._published = published
        self._seats: dict[Seat, None] = {}
        self._in_flight: dict[PersonId, asyncio.Semaphore] = {}

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Everybody's connections, the oldest first."""
        return tuple(self._seats)

    @property
    def connected(self) -> frozenset[PersonId]:
        """Everybody who has a connection to this meeting."""
        return frozenset(seat.reader.person for seat in self._seats)

    def take_seat(self, reader: Reader, hello: Hello, outgoing: Outgoing) -> Seat | None:
        """Welcomes ``reader`` and queues what they still need; None if they are not admitted."""
        ledger = self._ledger()
        readable = may_read(ledger.state, reader)
        if not readable and not can_wait(ledger.state.room, reader):
            return None
        outgoing.gate = AuditedGate(self._recording, reader.person, outgoing.look_again)
        outgoing.put(MessageFrame(partial(_welcome, ledger, reader), greeting=True))
        plan = resumed(ledger, readable, hello)
        if plan.start_over:
            log.warning("%s holds another record of this meeting and starts over", reader.person)
            outgoing.put(notice(About.START_OVER, greeting=True))
        if plan.withdrawn:
            outgoing.put(MessageFrame(lambda now: Withdrawn(time=now, streams=plan.withdrawn)))
        seat = Seat(reader, outgoing, self._in_flight_of(reader.person))
        seat.holds.update(plan.holds)
        seat.bring_up_to_date(ledger, readable, catching_up=True)
        if self._is_read_only():
            outgoing.put(notice(About.READ_ONLY), ahead=True)
        self.send_away(reader.person, but=MOST_SEATS - 1)
        self._seats[seat] = None
        self.look()
        return seat

    def _in_flight_of(self, person: PersonId) -> asyncio.Semaphore:
        return self._in_flight.setdefault(person, asyncio.Semaphore(MOST_IN_FLIGHT))

    def leave(self, seat: Seat) -> None:
        """The connection is gone."""
        self._seats.pop(seat, None)
        self.look()

    def look(self) -> None:
        """Tells whoever watches who is connected now."""
        self._watch(self.connected)

    def send_away(self, person: PersonId, *, but: int = 0) -> None:
        """Ends the connections of ``person``, all ``but`` so many of the newest."""
        theirs = [seat for seat in self._seats if seat.reader.person == person]
        for seat in theirs[: max(0, len(theirs) - but)]:
            self.leave(seat)
            seat.outgoing.abandon(CloseCode.POLICY_VIOLATION)

    def publish(self) -> None:
        """As ``Audience.publish``. What goes wrong for one connection ends that one alone."""
        ledger = self._ledger()
        readable: dict[Reader, AbstractSet[Stream]] = {}
        for seat in tuple(self._seats):
            try:
                if seat.reader not in readable:
                    readable[seat.reader] = may_read(ledger.state, seat.reader)
                was_inside = bool(seat.holds)
                seat.bring_up_to_date(ledger, readable[seat.reader])
                self._at_the_door(ledger, seat, was_inside=was_inside)
            except Exception as error:  # noqa: BLE001 - the others must be told all the same
                log.error("nothing to send %s: %s", seat.reader.person, type(error).__name__)  # noqa: TRY400 - a trace could quote what people said
                seat.outgoing.abandon(CloseCode.INTERNAL_ERROR)
        self._published()
        self.look()

    def _at_the_door(self, ledger: Ledger, seat: Seat, *, was_inside: bool) -> None:
        """Who is turned away is told; who was inside and is no longer comes to the door anew."""
        if seat.holds:
            return
        waiting = ledger.state.room.door.get(seat.reader.person)
        if was_inside:
            seat.outgoing.finish(CloseCode.SERVICE_RESTART)
        elif waiting is not None and waiting.turned_away is not None and not seat.is_turned_away:
            seat.is_turned_away = True
            seat.outgoing.put(notice(About.TURNED_AWAY))

    def read_only(self) -> None:
        """As ``Audience.read_only``."""
        log.error("nothing can be saved; the meeting is read-only")
        for seat in self._seats:
            # What cannot be put on record waits (AuditedGate), and this must not wait with it.
            seat.outgoing.put(notice(About.READ_ONLY), ahead=True)

    def turned_away(self) -> None:
        """Somebody was not admitted, or is not on the register."""
        self._recording.refused(None, NOT_ADMITTED)

    def closing(self) -> None:
        """Tells everybody that the server is closing."""
        self._tell(About.CLOSING)

    def come_again(self) -> None:
        """As ``Audience.come_again``."""
        for seat in self._seats:
            seat.outgoing.finish(CloseCode.SERVICE_RESTART)

    def tell(self, about: About, people: AbstractSet[PersonId]) -> None:
        """Tells those of ``people`` who are connected."""
        for seat in self._seats:
            if seat.reader.person in people:
                seat.outgoing.put(notice(about))

    def _tell(self, about: About) -> None:
        for seat in self._seats:
            seat.outgoing.put(notice(about))


def can_wait(room: Room, reader: Reader) -> bool:
    """Whether somebody of the office may wait at the door: not on the register, or on it with a
    sign-in that is void, and the meeting still going on (ATT-6). A restricted sitting has its names
    from the start, and no door (RES-2); nor is there one before the day.
    """
    if room.restricted is not None:
        return False
    line = room.register.get(reader.person)
    outside = line is None or line.is_void
    going_on = room.phase not in {Phase.PREPARING, Phase.APPROVED}
    return outside and going_on and reader.membership is Membership.MEMBER


def _welcome(ledger: Ledger, reader: Reader, now: datetime) -> Welcome:
    room = ledger.state.room
    line = room.register.get(reader.person)
    inside = line is not None and not line.is_void
    return Welcome(
        time=now,
        person=reader.person,
        agency=reader.agency,
        name=line.name if line else reader.name,
        role=line.role if line and inside else None,
        coordinator=reader.coordinator,
        meeting=ledger.meeting,
        epoch=ledger.epoch,
        lease_seconds=room.protocol.laptops.lease_seconds,
    )
