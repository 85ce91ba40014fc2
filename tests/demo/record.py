"""The server's own record of the day, read from its store once it has stopped."""

from contextlib import closing
from dataclasses import dataclass

from meeting.access import Reader
from meeting.state import State
from server.ledger import Ledger
from server.store import opened_store
from tests.demo.stage import Folder


@dataclass(frozen=True, slots=True)
class Record:
    """The state that the journal folds to, its number of events, and what the office
    says of each person."""

    state: State
    events: int
    readers: dict[str, Reader]


def read_record(folder: Folder) -> Record:
    """Opens the store, which no server may hold, and replays the journal."""
    with (
        opened_store(folder.store, folder.passphrase.read_text()) as store,
        closing(store.open_meeting(store.known())) as journal,
    ):
        held = journal.read_all()
        ledger = Ledger.replayed(journal.meeting, journal.epoch, held)
        found = map(store.office.reader, ledger.state.room.register)
        readers = {reader.person: reader for reader in found if reader is not None}
    return Record(ledger.state, len(held.entries), readers)
