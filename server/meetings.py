"""The meetings that one server holds: the one that it was started for, and sittings beside it.

Each has a journal, a writer and a hub of its own, and knows of no other. That there are several is
known here alone, and shows in two things alone: where somebody is seated, and what is offered to
them. Nobody else is sent a byte of either (RES-2).
"""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from websockets.frames import CloseCode

from meeting.access import Membership, Reader, is_unsure, may_read
from meeting.decide.renewals import decide_renewal
from meeting.room import Phase
from meeting.state import Placed, State
from meeting.values import PersonId
from meeting.wire import OFFERS, Hello, Offer, Offered, OfferOf
from server.audit import Act, What
from server.holding import Holding
from server.hub import Hub, Seat
from server.ledger import Ledger
from server.outgoing import MessageFrame, Outgoing
from server.presence import Presence
from server.recording import Recording
from server.writer import Observed, Writer

log = logging.getLogger(__name__)


class Opens(StrEnum):
    """When a meeting is there for those on its register."""

    WITH_THE_SERVER = "with_the_server"
    """The meeting that the server was started for."""
    AFTER_THE_OPEN_MEETING = "after_the_open_meeting"
    """A sitting, once the open meeting has really ended: its list of actions is approved."""
    AT_ONCE = "at_once"
    """An emergency (AG-9)."""


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
    _writing: asyncio.Task[None] | None = field(default=None, init=False)
    _keeping: asyncio.Task[None] | None = field(default=None, init=False)

    @property
    def is_prepared(self) -> bool:
        """Whether its day has not come, and nobody gathers (AG-4)."""
        return self.writer.ledger.state.room.phase is Phase.PREPARING

    @property
    def is_over(self) -> bool:
        """Whether its list is approved (ACT-11)."""
        return self.writer.ledger.state.room.phase is Phase.APPROVED

    def admits(self, reader: Reader) -> bool:
        """Whether ``reader`` may be seated, going by its register alone."""
        return bool(may_read(self.writer.ledger.state, reader))

    def is_unsure(self, reader: Reader) -> bool:
        """Whether nobody of it has said that it is ``reader``, since their account was renewed."""
        room = self.writer.ledger.state.room
        line = room.register.get(reader.person)
        return line is not None and is_unsure(room, line, reader)

    async def start(self) -> None:
        """Takes up its journal and begins to write. Raises JournalFailed."""
        await self.writer.load()
        self._writing = asyncio.create_task(self.writer.run(self.hub))
        self._keeping = asyncio.create_task(self.recording.run())
        self._note(What.SERVING)
        self.hub.look()
        self.holding.look()

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

    async def close(self) -> None:
        """The last of its connections has ended: nothing more is to be put on record."""
        if self._keeping is not None:
            self._note(What.SERVED)
        self.recording.close()
        if self._keeping is not None:
            await self._keeping


class Meetings:
    """Those that are open, the first of them being the one that the server was started for."""

    def __init__(self, first: OpenMeeting) -> None:
        self.first = first
        self._open = {first.id: first}

    def __iter__(self) -> Iterator[OpenMeeting]:
        """In the order in which they were opened."""
        return iter(tuple(self._open.values()))

    def __contains__(self, meeting: str) -> bool:
        """Whether a meeting of that id is open."""
        return meeting in self._open

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
        self._note_renewal(reader)
        found = self._place_for(reader, hello.meeting)
        if found is None and hello.meeting in {None, self.first.id}:
            if self.is_early(reader, hello):
                return None
            # Somebody unexpected waits at the door of the open meeting: no other has one (RES-2).
            found = self.first
        if found is None:
            return None
        seat = found.hub.take_seat(reader, hello, outgoing)
        if seat is None:
            return None
        self._offer_to(seat, found)
        return found, seat

    def _note_renewal(self, reader: Reader) -> None:
        """Everywhere that they are expected, so that they can be let in again everywhere, each
        meeting for itself: who opens a sitting to them is there, and not at the open meeting.
        """
        for meeting in self:
            if decide_renewal(meeting.writer.ledger.state, reader):
                meeting.writer.observe(Observed(partial(_renewal, reader)))

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
        awaits_the_door = self.first.is_prepared and is_member
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
        """The others, as one would go round them: those that are not over first."""
        every = list(self)
        here = every.index(at)
        return sorted((*every[here + 1 :], *every[:here]), key=lambda m: m.is_over)

    def _place_for(self, reader: Reader, named: str | None) -> OpenMeeting | None:
        theirs = (m for m in self if named in {None, m.id} and self._is_for(reader, m))
        return min(theirs, key=lambda m: (m.is_over, m is not self.first), default=None)

    def _is_for(self, reader: Reader, meeting: OpenMeeting) -> bool:
        waits = meeting.opens is Opens.AFTER_THE_OPEN_MEETING and not self.first.is_over
        # Who asked for that account may sit there, and is not to learn that there is a sitting.
        unsure = meeting is not self.first and meeting.is_unsure(reader)
        return meeting.admits(reader) and not waits and not unsure


def _renewal(reader: Reader, state: State) -> tuple[Placed, ...]:
    return decide_renewal(state, reader)


def _offer(meeting: OpenMeeting) -> Offer:
    is_open = meeting.opens is Opens.WITH_THE_SERVER
    kind = OfferOf.OPEN_MEETING if is_open else OfferOf.SITTING
    return Offer(meeting=meeting.id, message=OFFERS[kind])
