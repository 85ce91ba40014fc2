"""Tells a meeting anew what is outstanding of earlier ones, and whose flags have ended: when a
server takes it up, when its room opens, with each phase of the day, and when a case comes onto it
(AG-1, AG-8, OUT-4).

What the office holds is read and compared off the event loop; what it comes to is decided in the
meeting's own writer. Who had nothing of a case before has nothing of it afterwards.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from agenda.matching import likeness
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.reading_out import ReadOut, Today, read_out
from agenda.protocol import History
from meeting.decide.earlier import tell_anew, today_of
from meeting.decide.past import beside_anew
from meeting.room import Phase
from meeting.state import Placed, State
from server.writer import Observed

log = logging.getLogger(__name__)

Moment = tuple[Phase, frozenset[str]]
"""The phase that a meeting is in, and its cases."""
NOBODY_READS: Final = frozenset({Phase.PREPARING, Phase.APPROVED})


class Retelling:
    """Watches one meeting that is served."""

    def __init__(
        self,
        past: Callable[[History], Past],
        state: Callable[[], State],
        observe: Callable[[Observed], None],
    ) -> None:
        """``past`` is blocking: all that is held, as rules of a protocol have it."""
        self._past = past
        self._state = state
        self._observe = observe
        self._has_begun = False
        self._told: Moment | None = None
        self._telling: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """The office holds all that it is to hold: from now on there is something to tell."""
        self._has_begun = True
        self.look()

    def look(self) -> None:
        """The meeting may have gone on; returns at once."""
        busy = self._telling is not None and not self._telling.done()
        if self._has_begun and not busy and self._is_due(self._moment()):
            self._telling = asyncio.create_task(self._tell())

    def _moment(self) -> Moment:
        room = self._state().room
        return room.phase, frozenset(item.case for item in room.items.values() if item.case)

    def _is_due(self, moment: Moment) -> bool:
        return moment[0] not in NOBODY_READS and moment != self._told

    async def _tell(self) -> None:
        """What fails is tried again when the meeting goes on."""
        today, moment = today_of(self._state()), self._moment()
        # Asked again: what was written just now is noted by the time of this.
        if today is None or not self._is_due(moment):
            return
        try:
            told, held = await asyncio.to_thread(self._read, today)
        except Exception as error:  # noqa: BLE001 - the meeting goes on with what it was told before
            log.error("what is outstanding could not be read: %s", type(error).__name__)  # noqa: TRY400 - as everywhere in the log
            return

        def what(state: State) -> tuple[Placed, ...]:
            # With other cases there are others who may be its people: it is compared once more.
            if today_of(state) != today:
                return ()
            return (*tell_anew(state, told, likeness), *beside_anew(state, held))

        def noted() -> None:
            if today_of(self._state()) == today:
                self._told = moment
            self.look()

        self._observe(Observed(what, noted))

    def _read(self, today: Today) -> tuple[tuple[ReadOut, ...], tuple[HeldCase, ...]]:
        past = self._past(today.protocol.history)
        return read_out(past, today), past.held

    async def ended(self) -> None:
        """Returns when nothing is being read."""
        if self._telling is not None:
            await asyncio.wait({self._telling})
