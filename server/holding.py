"""Takes the cases of a meeting into the office once its list is approved: while it is served, when
it is loaded again, and whenever somebody asks of a closed store. Twice changes nothing.
"""

import asyncio
import logging
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import closing
from typing import Final

from agenda.past.held import HeldRules
from agenda.past.reading_out import earlier_id
from meeting.held import answered_in_room, held_cases
from meeting.room import Phase
from meeting.state import State
from server.errors import StoreError
from server.held import HeldMeeting
from server.journal import JournalFailed
from server.ledger import Ledger
from server.office import KnownMeeting, Office
from server.store import Store

log = logging.getLogger(__name__)
NONE: Final[AbstractSet[str]] = frozenset()


def hold(office: Office, known: KnownMeeting, state: State) -> None:
    """Takes in what ``state``, of the meeting that is ``known``, has approved. Blocking."""
    version, room = approved(state), state.room
    if version:
        protocol = room.protocol
        rules = HeldRules(
            history=protocol.history,
            **protocol.actions.model_dump(include=set(HeldRules.model_fields)),
        )
        sitting = known.sitting is not None
        meeting = HeldMeeting(known.id, version, room.day, rules, sitting)
        # First: where the server ends in between, what is not held yet is taken in once more.
        _settle(office, state)
        office.held.hold(meeting, held_cases(state))


def _settle(office: Office, state: State) -> None:
    """Takes over what agencies said in the room of actions of earlier meetings (OUT-4). What was
    put down since at the desk stands; the same twice changes nothing.
    """
    answered = answered_in_room(state)
    held = {earlier_id(case): case for case in office.held.cases()} if answered else {}
    for each in answered:
        case = held.get(each.earlier)
        action = case.action(each.label) if case is not None else None
        if case is None or action is None or each.agency not in action.agencies:
            continue
        before = action.of(each.agency)
        if before.is_open and (before.on is None or before.on < state.room.day):
            office.held.settle(case, each.label, each.agency, each.settled, by=each.by, now=each.at)


def approved(state: State) -> int:
    """The version of the approved list; 0 before it is (ACT-11)."""
    return state.room.approved_version if state.room.phase is Phase.APPROVED else 0


def _closed(state: State) -> frozenset[tuple[str, str]]:
    """Who is out of which case: also of one that was heard, and since (CON-1, CON-2)."""
    return frozenset(
        (case.case, person)
        for case in state.cases()
        for person in filter(case.is_withheld_from, case.out_of_it)
    )


def hold_missed(store: Store, but: AbstractSet[str] = NONE) -> None:
    """Takes in every meeting of which nothing is held, and that may have been approved just before
    its server ended; ``but`` are those that are served. Blocking.
    """
    for known in store.office.meetings():
        if known.id in but or store.office.held.version(known.id):
            continue
        try:
            hold(store.office, known, replayed(store, known))
        except (JournalFailed, StoreError):
            log.error("a record of the store does not open: run marac-server verify")  # noqa: TRY400 - the error may name a sitting


def replayed(store: Store, known: KnownMeeting) -> State:
    """The state of a meeting that nobody serves. Raises JournalFailed or StoreError."""
    return read(store, known).state


def read(store: Store, known: KnownMeeting) -> Ledger:
    """Its record. Raises JournalFailed or StoreError."""
    with closing(store.open_meeting(known)) as journal:
        return Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())


class Holding:
    """Watches one meeting that is served."""

    def __init__(self, office: Office, known: KnownMeeting, state: Callable[[], State]) -> None:
        self._office = office
        self._known = known
        self._state = state
        self._held: tuple[int, frozenset[tuple[str, str]]] = (0, frozenset())
        self._holding: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Something may have been approved, or who is out of a case since; returns at once."""
        state = self._state()
        busy = self._holding is not None and not self._holding.done()
        if approved(state) and not busy and (approved(state), _closed(state)) != self._held:
            self._holding = asyncio.create_task(self._hold(state))

    async def _hold(self, state: State) -> None:
        """What fails is tried again when the meeting is loaded, or at the next look."""
        try:
            await asyncio.to_thread(hold, self._office, self._known, state)
        except Exception as error:  # noqa: BLE001 - the meeting itself is safe, and goes on
            log.error("cases could not be taken into the office: %s", type(error).__name__)  # noqa: TRY400 - as everywhere in the log
            return
        self._held = (approved(state), _closed(state))

    async def ended(self) -> None:
        """Returns when nothing is being taken in."""
        if self._holding is not None:
            await asyncio.wait({self._holding})
