"""Where a meeting's papers are asked for before its day, and what the answer is.

Raises StoreError for whatever a person can put right. Blocking.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from agenda.ways import Way
from server.errors import OperatorError, StoreError
from server.journal import JournalFailed
from server.ledger import Ledger
from server.office import KnownMeeting
from server.sealed import OTHER_VERSION
from server.store import Store

Facts = Mapping[str, str]
SERVE_IT: Final = "It is open once it is served: marac-server serve --meeting {meeting}"
HELD: Final = "The server holds it from now on: those expected log in, and M goes there."
NOT_HELD: Final = (
    "The server that runs could not open it: ask whoever looks after it to run marac-server "
    "verify, and to start the server again."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to print, the files to be written, by name, and invitations, by person; and the
    meeting or draft that it is about, where one was made.
    """

    said: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    invitations: Mapping[str, str] = field(default_factory=dict)
    meeting: str = ""

    def as_facts(self) -> dict[str, object]:
        """As it crosses to another command, sealed."""
        files = {name: b64encode(content).decode() for name, content in self.files.items()}
        return {
            "said": self.said,
            "files": files,
            "invitations": dict(self.invitations),
            "meeting": self.meeting,
        }


def answer_of(facts: Mapping[str, object]) -> Answer:
    """What ``as_facts`` made. Raises OperatorError for anything else."""
    files, invitations = facts.get("files"), facts.get("invitations")
    if not isinstance(files, dict) or not isinstance(invitations, dict):
        raise OperatorError(OTHER_VERSION)
    return Answer(
        str(facts.get("said", "")),
        {str(name): b64decode(str(body)) for name, body in files.items()},
        {str(person): str(text) for person, text in invitations.items()},
        str(facts.get("meeting", "")),
    )


@dataclass(frozen=True, slots=True)
class MeetingDesk:
    """A store, and the records of the meetings that a server of it holds."""

    store: Store
    served: Mapping[str, Ledger] = field(default_factory=dict)
    serve: Callable[[KnownMeeting], None] | None = None
    """Holds a meeting that was arranged now, where a server runs; raises StoreError."""

    def held_from_now(self, known: KnownMeeting) -> str:
        """A meeting that was arranged now is open at once, where a server runs. What there is to
        say of that, and to do.
        """
        if self.serve is None:
            return SERVE_IT.format(meeting=known.id)
        try:
            self.serve(known)
        except StoreError:
            return NOT_HELD
        return HELD

    def record(self, facts: Facts) -> tuple[KnownMeeting, Ledger]:
        """The meeting that is named, or the only one, and its record. Raises StoreError."""
        known = self.store.known(facts.get("meeting"))
        if known.id in self.served:
            return known, self.served[known.id]
        try:
            with closing(self.store.open_meeting(known)) as journal:
                return known, Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
        except JournalFailed:
            raise StoreError("That record is not whole;", Way.VERIFY) from None
