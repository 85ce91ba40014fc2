"""Which of several open meetings comes first: the one that a server is started for where nobody
names one, whose door is open, and where somebody sits who names none.

A server that fails in the middle of a meeting is started again by the machine, with the words of
the morning: whatever was arranged meanwhile, those at the table have to find their meeting there.
"""

import logging
from datetime import date, datetime
from typing import Final

from agenda.london import in_london
from meeting.room import Phase, Room
from server.errors import StoreError
from server.holding import replayed
from server.journal import JournalFailed
from server.office import KnownMeeting
from server.store import Store

log = logging.getLogger(__name__)

BEGUN: Final = frozenset({Phase.DECLARATION, Phase.HEARING, Phase.SUMMARY})

Turn = tuple[int, bool, float]


def is_begun(room: Room) -> bool:
    """Whether it was begun, and its list is not approved: somebody has to end it (ACT-11)."""
    return room.phase in BEGUN


def turn(room: Room, today: date) -> Turn:
    """The smaller, the sooner it is that one's turn.

    What is to be held or is held today; what was begun on a day before and is not over; what is
    over today; what is to come, the next first; what was never begun; what is over, the last first.
    Of one day, what has begun goes before what has not.
    """
    is_over, is_today = room.phase is Phase.APPROVED, room.day == today
    if is_today:
        place = 2 if is_over else 0
    elif is_begun(room):
        place = 1
    elif room.day > today and not is_over:
        place = 3
    else:
        place = 5 if is_over else 4
    seconds = room.begins.timestamp()
    return place, not is_begun(room), -seconds if room.day < today else seconds


def whose_turn(store: Store, now: datetime) -> KnownMeeting:
    """The open meeting of ``store`` that is to be served where nobody names one. Blocking.

    A record that does not open keeps no other one shut. Raises StoreError if there is none.
    """
    listed = [known for known in store.office.meetings() if known.sitting is None]
    if len(listed) < 2:  # noqa: PLR2004 - there is nothing to choose
        return store.known()
    today = in_london(now).date()
    held = {known.id: store.office.held.day(known.id) for known in listed}
    # What was over before today comes last, and there may be years of it: it is not read for this.
    living = [known for known in listed if (held[known.id] or today) >= today]
    turns = {known.id: place for known in living if (place := _turn_of(store, known, today))}
    if turns:
        return min((k for k in living if k.id in turns), key=lambda known: turns[known.id])
    return max(listed, key=lambda known: held[known.id] or date.min)


def _turn_of(store: Store, known: KnownMeeting, today: date) -> Turn | None:
    try:
        return turn(replayed(store, known).room, today)
    except (StoreError, JournalFailed):
        log.error("a record of the store does not open: run marac-server verify")  # noqa: TRY400 - the error may name a sitting
        return None
