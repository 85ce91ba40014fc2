"""The audit: which connection was handed what, who was refused, and every privileged act.

One file for the whole store, outside all streams and for the operator alone. Ids and numbers only,
never what anybody said. Every row carries a keyed hash of all rows before it. What is written is
found again by ``sent_to``. Blocking: off the event loop it is written by ``server.recording``.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import digest as keyed_digest
from pathlib import Path
from threading import RLock
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from meeting.chain import Head, canonical
from meeting.values import Frozen, Identifier, Instant, PersonId
from server.database import Database, Error, Migrations, file_is_sound, open_database
from server.errors import StoreError
from server.keys import key_for

MIGRATIONS: Final = Migrations("audit")
NAME: Final = "audit"
"""What it is called where streams are named."""


@MIGRATIONS()
def first_table(database: Database) -> None:
    """The rows, each with the hash of the chain up to it."""
    database.create_table(
        "row",
        {"number": int, "body": bytes, "hash": str},
        pk="number",
        not_null={"body", "hash"},
        strict=True,
    )


StreamName = Annotated[str, Field(pattern=r"^[a-z]+(/[a-z0-9-]{1,64})*$", max_length=200)]
Handful = tuple[StreamName, int, int]
"""Events of one stream: its name, and the numbers of the first and the last."""


class Seated(Frozen):
    """A connection was welcomed, as this person's."""

    kind: Literal["seated"] = "seated"
    meeting: Identifier
    connection: Identifier
    person: PersonId


class Handed(Frozen):
    """These events went, or were about to go, to these connections.

    It is written before they are let go. Where they were taken back at the last moment, or the
    connection ended, ``NotHanded`` follows; what had begun to go out counts as gone.
    """

    kind: Literal["handed"] = "handed"
    meeting: Identifier
    connections: tuple[Identifier, ...]
    events: tuple[Handful, ...]


class NotHanded(Frozen):
    """These events, said to be handed to this connection, were not let go after all."""

    kind: Literal["not_handed"] = "not_handed"
    meeting: Identifier
    connection: Identifier
    events: tuple[Handful, ...]


class Gone(Frozen):
    """A connection has ended."""

    kind: Literal["gone"] = "gone"
    meeting: Identifier
    connection: Identifier


class RefusedAccess(Frozen):
    """Somebody asked for what is not theirs, or what there is not: the two look alike here too.

    ``unwritten`` counts those of the same person since the last row that were too many to write.
    """

    kind: Literal["refused"] = "refused"
    meeting: Identifier
    person: PersonId | None
    code: str = Field(pattern=r"^[a-z_]{1,40}$")
    unwritten: int = 0


class What(StrEnum):
    """What somebody did who holds the store's passphrase, or more rights than others."""

    ARRANGED = "arranged"
    INVITED = "invited"
    SERVING = "serving"
    SERVED = "served"
    PAPERS_MADE = "papers_made"
    SHEET_MADE = "sheet_made"
    AUDIT_READ = "audit_read"
    VERIFIED = "verified"
    FOUND_DAMAGED = "found_damaged"
    HEAD_DIFFERED = "head_differed"
    KEYS_CHANGED = "keys_changed"
    RECOVERED = "recovered"
    CERTIFICATE_CHANGED = "certificate_changed"
    PERSON_CHANGED = "person_changed"
    SESSION_ENDED = "session_ended"
    INVITATIONS_VOIDED = "invitations_voided"
    DOOR_OPENED = "door_opened"
    DOOR_SHUT = "door_shut"
    PAST_READ = "past_read"
    RETURN_MADE = "return_made"
    ACTION_SETTLED = "action_settled"
    SAME_PEOPLE = "same_people"
    DRAFT_MADE = "draft_made"
    REFERRALS_LOOKED_AT = "referrals_looked_at"
    REFERRALS_IMPORTED = "referrals_imported"
    DRAFT_REORDERED = "draft_reordered"
    CASES_CARRIED_OVER = "cases_carried_over"
    DRAFT_GUEST = "draft_guest"
    DRAFT_PUBLISHED = "draft_published"
    DRAFT_DISCARDED = "draft_discarded"
    DRAFT_SHOWN = "draft_shown"
    AGENDA_SHOWN = "agenda_shown"
    DESK_READ = "desk_read"
    SENT_LISTED = "sent_listed"
    READINESS_CHANGED = "readiness_changed"


class Act(Frozen):
    """A privileged act. ``number`` is a position of the journal or a version, where one belongs.

    ``by`` is who did it from the room; None for the operator at the command line.
    """

    kind: Literal["act"] = "act"
    what: What
    meeting: Identifier | None = None
    person: PersonId | None = None
    number: int | None = None
    by: PersonId | None = None


Fact = Seated | Handed | NotHanded | Gone | RefusedAccess | Act


class Row(Frozen):
    """A fact, and when."""

    at: Instant
    fact: Annotated[Fact, Field(discriminator="kind")]


_ROW: Final = TypeAdapter(Row)


class AuditFailed(Exception):
    """The disk said no. What was to be written is neither there nor not there."""


_APPEND: Final = "INSERT INTO row (number, body, hash) VALUES (?, ?, ?)"
_LAST: Final = "SELECT number, hash FROM row ORDER BY number DESC LIMIT 1"
_ALL: Final = "SELECT number, body, hash FROM row ORDER BY number"
_AT: Final = "SELECT hash FROM row WHERE number = ?"


class Audit:
    """The audit of one store, open. Any thread may ask; one is answered at a time."""

    def __init__(self, path: Path, key: bytes, now: Callable[[], datetime]) -> None:
        """Opens it, making it if it is not there. Raises StoreError for a foreign file."""
        self._path = path
        self._key = key
        self._chain = key_for("audit chain", key)
        self._now = now
        self._one_at_a_time = RLock()
        self._database = open_database(path, key, MIGRATIONS)

    def act(
        self,
        what: What,
        *,
        meeting: str | None = None,
        person: str | None = None,
        number: int | None = None,
        by: str | None = None,
    ) -> None:
        """Writes down a privileged act, before it is done. Raises StoreError if it cannot be."""
        try:
            self.append([Act(what=what, meeting=meeting, person=person, number=number, by=by)])
        except AuditFailed:
            raise StoreError(
                "The audit cannot be written, so this was not done: see that the disk is not full."
            ) from None

    def append(self, facts: Sequence[Fact]) -> None:
        """Writes them durably, in one commit. Raises AuditFailed."""
        at = self._now()
        with self._disk():
            head = self._head()
            rows = []
            for fact in facts:
                body = canonical(Row(at=at, fact=fact).model_dump(mode="json"))
                head = self._following(head, body)
                rows.append((head.number, body, head.hash))
            with self._database.atomic():
                self._database.conn.executemany(_APPEND, rows)

    def head(self) -> Head:
        """The last row's number, and the hash of the chain up to it. Raises AuditFailed."""
        with self._disk():
            return self._head()

    def hash_at(self, number: int) -> str | None:
        """The hash after row ``number``; None if there is none. Raises AuditFailed."""
        with self._disk():
            found = self._database.execute(_AT, (number,)).fetchone()
        return None if found is None else str(found[0])

    def rows(self) -> Iterator[Row]:
        """All of them, in order. Raises AuditFailed."""
        for _, body, _ in self._all():
            yield _parsed(body)

    def verify(self) -> tuple[str, ...]:
        """What is wrong with it, one sentence each; empty where nothing is."""
        damaged = (f"The file {self._path.name} is damaged.",)
        try:
            rows = self._all()
            with self._disk():
                sound = file_is_sound(self._database)
        except AuditFailed:
            return damaged
        return (*(() if sound else damaged), *self._problems(rows))

    def _problems(self, rows: Iterable[tuple[int, bytes, str]]) -> Iterator[str]:
        head = _START
        for number, body, digest in rows:
            head = self._following(head, body)
            if (number, digest) != (head.number, head.hash):
                yield f"The chain of the audit is broken at row {head.number}."
                return
            try:
                _parsed(body)
            except AuditFailed:
                yield f"Row {number} of the audit cannot be read."

    def reopen(self) -> None:
        """Lets go of everything in memory and starts again from the disk. Raises AuditFailed."""
        with self._disk():
            with suppress(Error):
                self._database.close()
            self._database = open_database(self._path, self._key, MIGRATIONS)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _following(self, head: Head, body: bytes) -> Head:
        chained = keyed_digest(self._chain, bytes.fromhex(head.hash) + body, "sha256")
        return Head(head.number + 1, chained.hex())

    def _head(self) -> Head:
        found = self._database.execute(_LAST).fetchone()
        return _START if found is None else Head(*found)

    def _all(self) -> list[tuple[int, bytes, str]]:
        with self._disk():
            return list(self._database.execute(_ALL).fetchall())

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            with self._one_at_a_time:
                yield
        except (Error, OSError, StoreError) as error:
            raise AuditFailed(type(error).__name__) from error


_START: Final = Head(0, "00" * 32)


def _parsed(body: bytes) -> Row:
    try:
        return _ROW.validate_python(json.loads(body))
    except (ValidationError, ValueError):
        raise AuditFailed("a row that is not in its form") from None


# What can be asked of it


@dataclass(frozen=True, slots=True)
class Sent:
    """Events of one stream that went to somebody, from ``first`` to ``last``, over one connection.

    ``at`` is when the last of them was let go.
    """

    stream: str
    first: int
    last: int
    at: datetime


def sent_to(rows: Iterable[Row], person: str, meeting: str) -> tuple[Sent, ...]:
    """What ``person`` was sent of ``meeting``, over all their connections (ATT-6).

    What was written down and then not let go is not among it. What had begun to leave is, whether
    or not it arrived.
    """
    return _sent(rows, meeting, lambda who: who == person).get(person, ())


def sent_at_most(rows: Iterable[Row], meeting: str) -> dict[str, int]:
    """The highest number of each stream that anybody was handed: the journal must reach it."""
    highest: dict[str, int] = {}
    for row in rows:
        if isinstance(row.fact, Handed) and row.fact.meeting == meeting:
            for stream, _, last in row.fact.events:
                highest[stream] = max(last, highest.get(stream, 0))
    return highest


def _sent(
    rows: Iterable[Row], meeting: str, wanted: Callable[[str], bool]
) -> dict[str, tuple[Sent, ...]]:
    whose: dict[str, str] = {}
    handed: dict[str, list[Sent]] = {}
    for row in rows:
        fact = row.fact
        if isinstance(fact, Act | RefusedAccess | Gone) or fact.meeting != meeting:
            continue
        if isinstance(fact, Seated):
            if wanted(fact.person):
                whose[fact.connection] = fact.person
            continue
        these = (fact.connection,) if isinstance(fact, NotHanded) else fact.connections
        for connection in these:
            if connection in whose:
                change = _taken_back if isinstance(fact, NotHanded) else _added
                change(handed.setdefault(connection, []), fact.events, row.at)
    by_person: dict[str, tuple[Sent, ...]] = {}
    for connection, sent in handed.items():
        by_person[whose[connection]] = (*by_person.get(whose[connection], ()), *sent)
    return by_person


def _added(sent: list[Sent], events: Iterable[Handful], at: datetime) -> None:
    for stream, first, last in events:
        for place, before in enumerate(sent):
            if before.stream == stream and before.last + 1 == first:
                sent[place] = Sent(stream, before.first, last, at)
                break
        else:
            sent.append(Sent(stream, first, last, at))


def _taken_back(sent: list[Sent], events: Iterable[Handful], _at: datetime) -> None:
    for stream, first, last in events:
        for place in reversed(range(len(sent))):
            before = sent[place]
            if before.stream == stream and before.last == last and before.first <= first:
                rest = Sent(stream, before.first, first - 1, before.at)
                sent[place : place + 1] = [rest] if rest.last >= rest.first else []
                break


def in_words(row: Row) -> str:
    """One row with its ids and numbers as they stand; ``server.audit_words`` has the sentence."""
    fact = row.fact
    facts = fact.model_dump(mode="json", exclude={"kind", "events"}, exclude_none=True)
    events = getattr(fact, "events", ())
    said = [f"{name}={_listed(value)}" for name, value in facts.items() if value != 0]
    spans = [f"{stream}:{first}-{last}" for stream, first, last in events]
    return " ".join([f"{row.at:%Y-%m-%d %H:%M:%S.%f}"[:-3] + "Z", fact.kind, *said, *spans])


def _listed(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def concerns(row: Row, meeting: str | None, person: str | None, theirs: set[str]) -> bool:
    """Whether a row is of this meeting and of this person, where one is named.

    ``theirs`` are the connections of that person so far; it grows.
    """
    fact = row.fact
    if meeting is not None and fact.meeting != meeting:
        return False
    if person is None:
        return True
    match fact:
        case Seated():
            if fact.person == person:
                theirs.add(fact.connection)
            return fact.person == person
        case Handed():
            return not theirs.isdisjoint(fact.connections)
        case NotHanded() | Gone():
            return fact.connection in theirs
        case RefusedAccess():
            return fact.person == person
        case Act():
            return person in {fact.person, fact.by}


def concerning(rows: Iterable[Row], meeting: str | None, person: str | None) -> Iterator[Row]:
    """The rows that concern this meeting and person; of others in a row nothing."""
    theirs: set[str] = set()
    for row in rows:
        if concerns(row, meeting, person, theirs):
            yield _only(row, theirs) if person is not None else row


def listed(rows: Iterable[Row], meeting: str | None, person: str | None) -> Iterator[str]:
    """The rows that concern this meeting and person, with their ids and numbers as they stand."""
    return map(in_words, concerning(rows, meeting, person))


def _only(row: Row, theirs: set[str]) -> Row:
    if not isinstance(row.fact, Handed):
        return row
    kept = tuple(c for c in row.fact.connections if c in theirs)
    return row.model_copy(update={"fact": row.fact.model_copy(update={"connections": kept})})
