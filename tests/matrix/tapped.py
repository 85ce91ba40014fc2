"""A room with the server's own hub and ledger and no network: whatever is queued for somebody's
socket is taken down, byte by byte.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from agenda.matching import likeness
from agenda.plan import MeetingPlan
from meeting import decide as rules
from meeting.access import Membership, Reader
from meeting.chain import MODEL_VERSION
from meeting.commands import AnyCommand
from meeting.decide.arrange import arrange
from meeting.decide.guests import with_guests
from meeting.state import Placed, State
from meeting.wire import Hello
from meeting.words import Refused
from server import hub as hubs
from server.audit import Audit
from server.clock import Clock
from server.ledger import Ledger
from server.outgoing import Outgoing
from server.recording import Recording
from tests.given import CLOSED_DAYS, OPENING

TICK = timedelta(seconds=1)


class Tap:
    """One connection, as the server has it, and every byte that left on it."""

    def __init__(self, hub: hubs.Hub, reader: Reader) -> None:
        self.reader = reader
        self.outgoing = Outgoing()
        self.sent = b""
        self._now = OPENING
        hello = Hello(token="t" * 43, model=MODEL_VERSION)
        self.seat = hub.take_seat(reader, hello, self.outgoing)

    def send(self) -> bytes:
        """Lets everything that waits leave; returns it. Its times are masked."""
        left = b""
        while self.outgoing._frames:
            left += self.outgoing._frames.popleft().encoded(self._now)
        self.outgoing._size = 0
        self.sent += left
        return left


class TappedRoom:
    """The record of one meeting, and whoever is connected to it."""

    def __init__(self, plan: MeetingPlan, *, published: bool = False) -> None:
        self.ledger = Ledger(plan.id, "epoch-1")
        self.now: datetime = OPENING
        self.hub = hubs.Hub(
            lambda: self.ledger, is_read_only=lambda: False, recording=self._recording(plan.id)
        )
        self.taps: dict[str, Tap] = {}
        self.agencies = {person.id: person.agency for person in plan.people}
        self._asked = 0
        self.happen(arrange(plan, CLOSED_DAYS, likeness, published=published), "coordinator")

    def _recording(self, meeting: str) -> Recording:
        """The audit, which is not written down here: the gate is passed by."""
        nowhere = cast("Audit", None)
        return Recording(nowhere, meeting, Clock(lambda: self.now))

    @property
    def state(self) -> State:
        return self.ledger.state

    def reader(self, person: str, membership: Membership = Membership.MEMBER) -> Reader:
        return Reader(person, self.agencies.get(person, "housing"), membership)

    def connect(self, person: str, membership: Membership = Membership.MEMBER) -> Tap:
        """Somebody opens a laptop."""
        tap = self.taps[person] = Tap(self.hub, self.reader(person, membership))
        tap.send()
        return tap

    def happen(self, placed: Iterable[Placed], by: str) -> None:
        """Facts, in one commit of their own, and everybody is sent their part."""
        draft = self.ledger.draft()
        draft.add(placed, by, self.now)
        self.ledger.take_in(draft)
        self.now += TICK
        self.hub.publish()

    def facts(self, by: str, *placed: Placed) -> None:
        """As ``happen``, each with what guests are told of it."""
        for each in placed:
            self.happen(with_guests(self.state, (each,)), by)

    def give(self, person: str, command: AnyCommand) -> Refused | None:
        """Somebody asks, and is answered over their connection as the writer answers."""
        tap = self.taps[person]
        assert tap.seat is not None
        self._asked += 1
        try:
            placed = rules.decide(self.state, tap.reader, command, self.now)
        except Refused as refusal:
            tap.seat.refused(f"{self._asked:032x}", refusal)
            return refusal
        self.happen(placed, person)
        tap.seat.accepted(f"{self._asked:032x}")
        return None
