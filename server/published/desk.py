"""Where a meeting's papers are asked for before its day, and what the answer is.

Raises StoreError for whatever a person can put right. Blocking.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

from server.errors import OperatorError, StoreError
from server.journal import JournalFailed
from server.ledger import Ledger
from server.office import KnownMeeting
from server.sealed import OTHER_VERSION
from server.store import Store

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to print, the files to be written, by name, and invitations, by person."""

    said: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    invitations: Mapping[str, str] = field(default_factory=dict)

    def as_facts(self) -> dict[str, object]:
        """As it crosses to another command, sealed."""
        files = {name: b64encode(content).decode() for name, content in self.files.items()}
        return {"said": self.said, "files": files, "invitations": dict(self.invitations)}


def answer_of(facts: Mapping[str, object]) -> Answer:
    """What ``as_facts`` made. Raises OperatorError for anything else."""
    files, invitations = facts.get("files"), facts.get("invitations")
    if not isinstance(files, dict) or not isinstance(invitations, dict):
        raise OperatorError(OTHER_VERSION)
    return Answer(
        str(facts.get("said", "")),
        {str(name): b64decode(str(body)) for name, body in files.items()},
        {str(person): str(text) for person, text in invitations.items()},
    )


@dataclass(frozen=True, slots=True)
class MeetingDesk:
    """A store, and the records of the meetings that a server of it holds."""

    store: Store
    served: Mapping[str, Ledger] = field(default_factory=dict)

    def record(self, facts: Facts) -> tuple[KnownMeeting, Ledger]:
        """The meeting that is named, or the only one, and its record. Raises StoreError."""
        known = self.store.known(facts.get("meeting"))
        if known.id in self.served:
            return known, self.served[known.id]
        try:
            with closing(self.store.open_meeting(known)) as journal:
                return known, Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
        except JournalFailed:
            raise StoreError("That record is not whole; run marac-server verify.") from None
