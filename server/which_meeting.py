"""Of which meeting papers are made, and of which a paper is, where nobody names one.

Only open meetings: a restricted sitting is found by its id alone (RES-2). Blocking.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from agenda.london import full_date
from server.audit import NAME as AUDIT
from server.checking import Printed, is_recorded, text_of
from server.database import Error
from server.errors import StoreError
from server.holding import read
from server.journal import JournalFailed
from server.ledger import Ledger
from server.office import KnownMeeting
from server.store import Store
from server.turn import whose_turn


def of_papers(store: Store, now: datetime) -> KnownMeeting:
    """The meeting whose turn it is, as ``serve`` has it; where nobody has signed at that yet, the
    last one that is over. Raises StoreError.
    """
    known = whose_turn(store, now)
    over = store.office.held.days()
    if not over or known.id in over or _anybody_signed(store, known):
        return known
    return store.known(max(over, key=lambda each: (over[each], each)))


def _anybody_signed(store: Store, known: KnownMeeting) -> bool:
    register = read(store, known).state.room.register
    return any(line.signature is not None for line in register.values())


def of_printed(
    store: Store, heads: Sequence[Printed], meeting: str | None
) -> Mapping[Path | None, str]:
    """The meeting that each paper is of, by its file, and that of the heads that were typed, by
    None: the one that was named, else the only one; of several, the one on whose record most of
    the heads are, or else the day of which the paper has at its head. Raises StoreError.
    """
    asked = sorted((head for head in heads if head.stream != AUDIT), key=_file)
    if not asked:
        return {}
    listed = [known for known in store.office.meetings() if known.sitting is None]
    if meeting is not None or len(listed) < 2:  # noqa: PLR2004 - there is nothing to choose
        named = store.known(meeting).id
        return {head.paper: named for head in asked}
    records = dict(_records(store, listed))
    return {
        of[0].paper: _of_which(records, of) or store.known(None).id
        for of in (list(group) for _, group in groupby(asked, key=_file))
    }


def _file(head: Printed) -> str:
    return "" if head.paper is None else str(head.paper)


def _records(store: Store, listed: Sequence[KnownMeeting]) -> Iterator[tuple[str, Ledger]]:
    """What can be read; what is wrong with the others is said of them."""
    for known in listed:
        with suppress(StoreError, JournalFailed, Error):
            yield known.id, read(store, known)


def _of_which(records: Mapping[str, Ledger], heads: Sequence[Printed]) -> str | None:
    there = {id_: sum(is_recorded(of, head) for head in heads) for id_, of in records.items()}
    if any(there.values()):
        return max(there, key=there.__getitem__)
    paper = heads[0].paper
    if paper is None:
        return None
    text = text_of(paper)
    rooms = {id_: record.state.room for id_, record in records.items()}
    named = [id_ for id_, room in rooms.items() if _is_headed(text, room.area, room.day)]
    return named[0] if len(named) == 1 else None


def _is_headed(text: str, area: str, day: date) -> bool:
    """As a spreadsheet's rows begin, or a document's first lines."""
    heads = (
        f'"{area}","{day.isoformat()}"',
        f"{area}, {day.isoformat()}",
        f"{area} MARAC, {full_date(day)}",
    )
    return any(head in text for head in heads)
