"""The meetings that one server holds: the one that it was started for, those that come after it,
and sittings beside them.

Each has a journal, a writer and a hub of its own, and knows of no other. That there are several is
known here alone, and shows in two things alone: where somebody is seated, and what is offered to
them. Nobody else is sent a byte of either (RES-2).
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Final

from websockets.frames import CloseCode

from agenda.london import clock_time, short_date
from agenda.readiness import Ready
from meeting.access import Membership, Reader, is_unsure, may_read
from meeting.decide.coordinators import decide_coordinator
from meeting.decide.readiness import decide_readiness
from meeting.decide.reading import decide_reading
from meeting.decide.renewals import decide_renewal
from meeting.room import Line, Phase, Waiting
from meeting.state import Placed, State
from meeting.values import PersonId
from meeting.wire import OFFERS, Hello, Offer, Offered, OfferOf
from server.audit import Act, What
from server.errors import StoreError
from server.holding import Holding
from server.hub import Hub, Seat
from server.journal import JournalFailed
from server.ledger import Ledger
from server.outgoing import MessageFrame, Outgoing
from server.presence import Presence
from server.recording import Recording
from server.retelling import Retelling
from server.turn import Turn, turn
from server.writer import Observed, Writer

log = logging.getLogger(__name__)


class Opens(StrEnum):
    """When a meeting is there for those on its register."""

    WITH_THE_SERVER = "with_the_server"
    """The meeting that the server was started for."""
    BESIDE = "beside"
    """Another open meeting, that is prepared or held meanwhile (AG-4, AG-9)."""
    AFTER_THE_OPEN_MEETING = "after_the_open_meeting"
    """A sitting, once its open meeting has really ended: that list of actions is approved."""
    AT_ONCE = "at_once"
    """A sitting that is an emergency (AG-9)."""


OPEN: Final = frozenset({Opens.WITH_THE_SERVER, Opens.BESIDE})
"""What is no sitting: its register is no secret to those on it, and it has a door."""

News = Callable[[State, Reader], tuple[Placed, ...]]
"""What of somebody, as the office has them now, is news to a meeting."""
NOT_WRITTEN: Final = (
    "The record of {meeting} cannot be written, so it is not open: see that the disk has room and "
    "that the store may be written, then start the server again."
)


@dataclass(eq=False)
class OpenMeeting:
    """One meeting that is held by this server."""

    id: str
    opens: Opens
    writer: Writer
    hub: Hub
    presence: Presence
    recording: Recording
    holding: Holding
    retelling: Retelling
    after: str | None = None
    """Of a sitting: the open meeting that has to have ended."""
    _writing: asyncio.Task[None] | None = field(default=None, init=False)
    _keeping: asyncio.Task[None] | None = field(default=None, init=False)

    @property
    def is_sitting(self) -> bool:
        """Whether it is restricted, and nobody else hears of it (RES-2)."""
        return self.opens not in OPEN

    @property
    def is_prepared(self) -> bool:
        """Whether its day has not come, and nobody gathers (AG-4)."""
        return self.writer.ledger.state.room.phase is Phase.PREPARING

    @property
    def is_over(self) -> bool:
        """Whether its list is approved (ACT-11)."""
        return self.writer.ledger.state.room.phase is Phase.APPROVED

    @property
    def day(self) -> date:
        """When it is held."""
        return self.writer.ledger.state.room.day

    def admits(self, reader: Reader) -> bool:
        """Whether ``reader`` may be seated, going by its register alone."""
        return bool(may_read(self.writer.ledger.state, reader))

    def is_unsure(self, reader: Reader) -> bool:
        """Whether nobody of it has said that it is ``reader``, since their account was renewed."""
        room = self.writer.ledger.state.room
        line = room.register.get(reader.person)
        return line is not None and is_unsure(room, line, reader)

    @property
    def coordinators(self) -> tuple[PersonId, ...]:
        """Those whom its register has as such, or who wait at its door as such."""
        room = self.writer.ledger.state.room
        known: tuple[Line | Waiting, ...] = (*room.register.values(), *room.door.values())
        return tuple(each.person for each in known if each.coordinator)

    def note_standing(self, reader: Reader) -> None:
        """Puts on its register what is news of an account, or that it is no coordinator's any more,
        as the office has it now.
        """
        for news in (decide_renewal, decide_coordinator):
            if news(self.writer.ledger.state, reader):
                self.writer.observe(Observed(partial(_noted, news, reader)))

    async def start(self) -> None:
        """Takes up its journal, closes what is due to be closed to reading (OUT-2), and begins to
        write. Raises JournalFailed if its record is not whole, StoreError if it cannot be written.
        """
        await self.writer.load()
        await self._write_first(decide_reading)
        self._writing = asyncio.create_task(self.writer.run(self.hub))
        self._keeping = asyncio.create_task(self.recording.run())
        self._note(What.SERVING)
        self.hub.look()
        self.holding.look()

    async def _write_first(self, what: Callable[[State, datetime], tuple[Placed, ...]]) -> None:
        try:
            await self.writer.write_first(what)
        except JournalFailed:
            raise StoreError(NOT_WRITTEN.format(meeting=self.id)) from None

    def _note(self, what: What) -> None:
        position = self.writer.ledger.position
        self.recording.write(Act(what=what, meeting=self.id, number=position))

    async def ended(self) -> None:
        """Returns when its writer has stopped; raises what stopped it, if it was not asked to."""
        if self._writing is not None:
            await asyncio.shield(self._writing)

    async def stop(self) -> None:
        """What was asked until now is done; then its journal is closed."""
        self.presence.stop()
        if self._writing is None:
            await self.writer.close()
            return
        self.writer.stop()
        await asyncio.wait({self._writing})
        await self.holding.ended()
        await self.retelling.ended()

    async def close(self) -> None:
        """The last of its connections has ended: nothing more is to be put on record."""
        if self._keeping is not None:
            self._note(What.SERVED)
        self.recording.close()
        if self._keeping is not None:
            await self._keeping


class Meetings:
    """Those that are open, the first of them being the one that the server was started for."""

    def __init__(self, first: OpenMeeting, today: Callable[[], date]) -> None:
        self.first = first
        self._today = today
        self._open = {first.id: first}
        self._ready: Ready | None = None

    def __iter__(self) -> Iterator[OpenMeeting]:
        """In the order in which they were opened."""
        return iter(tuple(self._open.values()))

    def __contains__(self, meeting: str) -> bool:
        """Whether a meeting of that id is open."""
        return meeting in self._open

    @property
    def at_the_door(self) -> OpenMeeting:
        """The open meeting at whose door somebody unexpected waits: of those that are not over, one
        of today, else one that gathers or is held before one that is prepared; of several such, the
        one whose turn it is.
        """
        open_ones = (m for m in self if not m.is_sitting and not m.is_over)
        return min(open_ones, key=self._door, default=self.first)

    def _door(self, meeting: OpenMeeting) -> tuple[bool, bool, Turn]:
        return (meeting.day != self._today(), meeting.is_prepared, self._turn(meeting))

    def _turn(self, meeting: OpenMeeting) -> Turn:
        return turn(meeting.writer.ledger.state.room, self._today())

    def look(self) -> None:
        """Who is connected has changed. Who has gone to a sitting has not lost their connection,
        for all that any open meeting is to know: to be told of three at once would tell of the
        sitting (RES-2).
        """
        connected = self.connected
        for meeting in self:
            if not meeting.is_sitting:
                meeting.presence.look(connected)

    @property
    def states(self) -> dict[str, State]:
        """What is known of each at this moment, by its id."""
        return {meeting.id: meeting.writer.ledger.state for meeting in self}

    @property
    def ledgers(self) -> dict[str, Ledger]:
        """The record of each, by its id."""
        return {meeting.id: meeting.writer.ledger for meeting in self}

    @property
    def connected(self) -> frozenset[PersonId]:
        """Everybody who has a connection to any of them."""
        return frozenset[PersonId]().union(*(meeting.hub.connected for meeting in self))

    def add(self, meeting: OpenMeeting) -> None:
        """One more is held from now on, and offered to whom it concerns."""
        self._open[meeting.id] = meeting
        self.note_readiness()
        self.offer()

    def remove(self, meeting: OpenMeeting) -> None:
        """It is held no longer: who sits in it comes again, and is seated elsewhere."""
        del self._open[meeting.id]
        meeting.hub.come_again()
        self.offer()

    def take_seat(
        self, reader: Reader, hello: Hello, outgoing: Outgoing
    ) -> tuple[OpenMeeting, Seat] | None:
        """Seats ``reader`` in the meeting that ``hello`` names, or else in the one held for them.

        None if there is none such, or they are not on its register: to them that is the same. None,
        too, for who is early for a sitting.
        """
        self.note_standing(reader)
        found = self._place_for(reader, hello.meeting)
        if found is None and hello.meeting in {None, self.at_the_door.id}:
            if self.is_early(reader, hello):
                return None
            # Somebody unexpected waits at the door of an open meeting: no other has one (RES-2).
            found = self.at_the_door
        if found is None:
            return None
        seat = found.hub.take_seat(reader, hello, outgoing)
        if seat is None:
            return None
        self._offer_to(seat, found)
        return found, seat

    def note_standing(self, reader: Reader) -> None:
        """Everywhere that they are expected, so that they can be let in again everywhere, each
        meeting for itself: who opens a sitting to them is there, and not at the open meeting.
        """
        for meeting in self:
            meeting.note_standing(reader)

    def know_readiness(self, ready: Ready) -> None:
        """What the office knows of it from now on (ATT-4)."""
        self._ready = ready
        self.note_readiness()

    def note_readiness(self) -> None:
        """What is news to a meeting: also of who has come onto its register since."""
        ready = self._ready
        if ready is None:
            return
        for meeting in self:
            if decide_readiness(meeting.writer.ledger.state, ready):
                meeting.writer.observe(Observed(partial(_readiness, ready)))

    def is_early(self, reader: Reader, hello: Hello) -> bool:
        """Whether all that there is for ``reader`` does not begin yet: a sitting, or the door of a
        meeting that is being prepared.

        They do not wait at the door of the open meeting: whoever keeps it would be told their name.
        Whoever sits at a laptop with a renewed account does: nobody knows who that is, and waiting
        in silence would say that there is a sitting to wait for (RES-2).
        """
        if hello.meeting is not None or self._place_for(reader, None) is not None:
            return False
        is_member = reader.membership is Membership.MEMBER
        awaits_the_door = self.at_the_door.is_prepared and is_member
        return awaits_the_door or any(self._expects(reader, m) for m in self)

    def _expects(self, reader: Reader, meeting: OpenMeeting) -> bool:
        return meeting.admits(reader) and not meeting.is_unsure(reader)

    def send_away(self, person: PersonId) -> None:
        """Ends every connection of ``person``."""
        for meeting in self:
            meeting.hub.send_away(person)

    def offer(self) -> None:
        """Tells everybody what is newly open to them; others are sent nothing."""
        if len(self._open) == 1:
            return
        for meeting in self:
            for seat in meeting.hub.seats:
                self._offer_to(seat, meeting)

    def _offer_to(self, seat: Seat, at: OpenMeeting) -> None:
        """What goes wrong here ends one connection, and no meeting."""
        try:
            offers = tuple(_offer(m) for m in self._after(at) if self._is_for(seat.reader, m))
            if offers != seat.offers:
                seat.offers = offers
                seat.outgoing.put(MessageFrame(lambda now: Offered(time=now, meetings=offers)))
        except Exception as error:  # noqa: BLE001 - our fault, and the peer is to come again
            log.error("nothing to offer: %s", type(error).__name__)  # noqa: TRY400 - a trace could quote what people said
            seat.outgoing.abandon(CloseCode.INTERNAL_ERROR)

    def _after(self, at: OpenMeeting) -> list[OpenMeeting]:
        """The others, as one would go round them: those that are not over first, and what is only
        prepared after what is held. While ``at`` is held, nobody is told of later days.
        """
        every = list(self)
        here = every.index(at)
        others = (m for m in (*every[here + 1 :], *every[:here]) if not self._is_later(m, at))
        return sorted(others, key=lambda m: (m.is_over, m.is_prepared))

    def _is_later(self, meeting: OpenMeeting, at: OpenMeeting) -> bool:
        """Whether it is prepared for a day to come, and ``at`` is being held."""
        is_held = not at.is_prepared and not at.is_over
        return is_held and meeting.is_prepared and meeting.day > max(at.day, self._today())

    def _place_for(self, reader: Reader, named: str | None) -> OpenMeeting | None:
        theirs = (m for m in self if named in {None, m.id} and self._is_for(reader, m))
        return min(theirs, key=self._rank, default=None)

    def _rank(self, meeting: OpenMeeting) -> tuple[bool, int, Turn]:
        """Where somebody sits who names no meeting: in an open one that is held now, then in the
        one that the server was started for, then in a sitting; last in what is prepared besides.
        What is over comes after all of these. Of several such, the one whose turn it is.
        """
        if not meeting.is_sitting and not meeting.is_prepared:
            place = 0
        elif meeting is self.first:
            place = 1
        else:
            place = 2 if meeting.is_sitting else 3
        return (meeting.is_over, place, self._turn(meeting))

    def _is_for(self, reader: Reader, meeting: OpenMeeting) -> bool:
        before = self._open.get(meeting.after or "")
        waits = before is not None and not before.is_over
        # Who asked for that account may sit there, and is not to learn that there is a sitting.
        unsure = meeting.is_sitting and meeting.is_unsure(reader)
        return meeting.admits(reader) and not waits and not unsure


def _noted(news: News, reader: Reader, state: State) -> tuple[Placed, ...]:
    return news(state, reader)


def _readiness(ready: Ready, state: State) -> tuple[Placed, ...]:
    return decide_readiness(state, ready)


OFFERED_AS: Final = {
    Opens.WITH_THE_SERVER: OfferOf.OPEN_MEETING,
    Opens.BESIDE: OfferOf.ANOTHER,
    Opens.AFTER_THE_OPEN_MEETING: OfferOf.SITTING,
    Opens.AT_ONCE: OfferOf.SITTING,
}


def _offer(meeting: OpenMeeting) -> Offer:
    """With its day and time: somebody can be named for several."""
    room, kind = meeting.writer.ledger.state.room, OFFERED_AS[meeting.opens]
    if kind is OfferOf.SITTING and meeting.is_over:
        kind = OfferOf.SITTING_OVER
    words = OFFERS[kind].format(day=short_date(room.day), time=clock_time(room.begins))
    return Offer(meeting=meeting.id, message=words)
