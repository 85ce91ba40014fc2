"""Looks whether the machine's clock has jumped, and has every meeting stop what it was timing; and
whether the day has come on which a meeting is closed to reading, or the time that a guest was told
has moved. What was due while no server ran is written when a meeting is taken up, before anybody
can connect (``OpenMeeting.start``).

Time goes on at the new place only when every meeting has the jump on its disk.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from meeting.decide.guest_times import decide_guest_times
from meeting.decide.jump import decide_jump, who_is_asked
from meeting.decide.reading import decide_reading
from meeting.state import Placed, State
from meeting.wire import About
from server.clock import Clock
from server.meetings import OpenMeeting
from server.writer import Observed

log = logging.getLogger(__name__)

EVERY_SECONDS: Final = 1.0


class Timekeeper:
    """Watches one clock for all the meetings that go by it."""

    def __init__(self, clock: Clock, meetings: Callable[[], Iterable[OpenMeeting]]) -> None:
        self._clock = clock
        self._meetings = meetings
        self._is_known = False

    async def run(self) -> None:
        """Looks, again and again."""
        while True:
            self.look()
            await asyncio.sleep(EVERY_SECONDS)

    def look(self) -> None:
        """What a meeting could not write down it is told again at the next look."""
        self._close_to_reading()
        self._tell_guests()
        jump = self._clock.jump
        if not jump:
            self._is_known = False
            return
        if not self._is_known:
            self._is_known = True
            log.warning("the clock of this machine jumped by %d s", round(jump.total_seconds()))
        meetings = tuple(self._meetings())
        left = {meeting.id for meeting in meetings}
        for meeting in meetings:
            stopping = _Stopping(meeting)
            noted = partial(self._noted, stopping, left)
            meeting.writer.observe(Observed(stopping.what, noted))

    def _close_to_reading(self) -> None:
        now = self._clock.now()
        for meeting in self._meetings():
            if decide_reading(meeting.writer.ledger.state, now):
                meeting.writer.observe(Observed(lambda state: decide_reading(state, now)))

    def _tell_guests(self) -> None:
        """When their own case is expected by now (ROLE-6)."""
        now = self._clock.now()
        for meeting in self._meetings():
            if decide_guest_times(meeting.writer.ledger.state, now):
                meeting.writer.observe(Observed(lambda state: decide_guest_times(state, now)))

    def _noted(self, stopping: "_Stopping", left: set[str]) -> None:
        stopping.tell()
        left.discard(stopping.meeting.id)
        if not left:
            self._clock.take_up()


class _Stopping:
    """One meeting's stop, and whether there was anything to stop."""

    def __init__(self, meeting: OpenMeeting) -> None:
        self.meeting = meeting
        self._stopped = False

    def what(self, state: State) -> tuple[Placed, ...]:
        placed = decide_jump(state)
        self._stopped = bool(placed)
        return placed

    def tell(self) -> None:
        if self._stopped:
            asked = who_is_asked(self.meeting.writer.ledger.state)
            self.meeting.hub.tell(About.CLOCK_JUMPED, asked)
