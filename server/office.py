"""The office: who there is, which meetings there are, who may join one, and who is logged in.

Of secrets it keeps digests alone. Blocking: call it off the event loop.
"""

import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Final

from agenda.plan import ExpectedPerson
from meeting.access import Membership, Reader
from meeting.joining import SECRET_BYTES
from meeting.values import PersonId, instant_text
from server.database import Database, Migrations, open_database
from server.errors import StoreError
from server.keys import digest_of

CODE_GOOD_FOR: Final = timedelta(days=14)
LOST_WITHIN: Final = timedelta(seconds=60)
"""How long after it was redeemed a secret is still good, while nobody has used its token: the line
may have been lost before the token arrived."""
SESSION_GOOD_FOR: Final = timedelta(hours=16)
TOKEN_BYTES: Final = 32

MIGRATIONS: Final = Migrations("office")


@MIGRATIONS()
def first_tables(database: Database) -> None:
    """People, meetings, one-time codes and sessions."""
    database.create_table(
        "person",
        {"id": str, "name": str, "agency": str, "membership": str},
        pk="id",
        not_null={"name", "agency", "membership"},
        strict=True,
    )
    database.create_table(
        "meeting",
        {"id": str, "file": str, "key": bytes, "arranged": str},
        pk="id",
        not_null={"file", "key", "arranged"},
        strict=True,
    )
    for table, fact in (("code", "redeemed"), ("session", "begun")):
        database.create_table(
            table,
            {"digest": str, "person": str, "meeting": str, "expires": str, fact: str},
            pk="digest",
            not_null={"person", "meeting", "expires"},
            foreign_keys=[("person", "person", "id"), ("meeting", "meeting", "id")],
            strict=True,
        )


@MIGRATIONS()
def which_token_for_which_code(database: Database) -> None:
    """The session that a code led to, and when that was first used."""
    database.execute("ALTER TABLE code ADD COLUMN session TEXT")
    database.execute("ALTER TABLE session ADD COLUMN greeted TEXT")


@dataclass(frozen=True, slots=True, repr=False)
class Admitted:
    """Who redeemed a secret, and the token that they were given for it."""

    person: PersonId
    token: str


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting of this store: its file, and its key as the store's wraps it."""

    id: str
    file: str
    key: bytes


class Office:
    """The office's database, open."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Opens it, making it if it is not there. Raises StoreError for a foreign file."""
        self._database = open_database(path, key, MIGRATIONS)
        self._one_at_a_time = RLock()

    @contextmanager
    def together(self) -> Iterator[Database]:
        """What is done inside is done wholly or not at all, by one thread at a time."""
        with self._one_at_a_time, self._database.atomic() as database:
            yield database

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    # People

    def register(self, people: Iterable[ExpectedPerson]) -> None:
        """Enters those who are not known yet. Raises StoreError where an id is somebody else's.

        A plan changes nobody: whom they act for would change in every other meeting too (ACT-1).
        """
        with self.together() as database:
            for person in people:
                _need_same(database, person)
                database.execute(
                    "INSERT INTO person (id, name, agency, membership) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (id) DO NOTHING",
                    (person.id, person.name, person.agency, str(Membership.MEMBER)),
                )

    def reader(self, person: str) -> Reader | None:
        """``person`` with today's agency and standing; None if nobody is called that."""
        with self.together() as database:
            found = database.execute(
                "SELECT agency, membership FROM person WHERE id = ?", (person,)
            ).fetchone()
        return None if found is None else Reader(person, found[0], Membership(found[1]))

    def people(self) -> dict[str, str]:
        """Everybody's name by id."""
        with self.together() as database:
            return dict(database.execute("SELECT id, name FROM person ORDER BY id").fetchall())

    # Meetings

    def add_meeting(self, meeting: KnownMeeting, now: datetime) -> None:
        """Enters a meeting, which from then on exists."""
        with self.together() as database:
            database.execute(
                "INSERT INTO meeting (id, file, key, arranged) VALUES (?, ?, ?, ?)",
                (meeting.id, meeting.file, meeting.key, instant_text(now)),
            )

    def meetings(self) -> tuple[KnownMeeting, ...]:
        """Every meeting of this store, in the order in which they were arranged."""
        with self.together() as database:
            rows = database.execute("SELECT id, file, key FROM meeting ORDER BY arranged, id")
            return tuple(KnownMeeting(*row) for row in rows.fetchall())

    # Joining

    def new_code(self, person: str, meeting: str, now: datetime) -> bytes:
        """A fresh one-time secret with which ``person`` can join ``meeting``, once."""
        secret = os.urandom(SECRET_BYTES)
        with self.together() as database:
            database.execute(
                "INSERT INTO code (digest, person, meeting, expires) VALUES (?, ?, ?, ?)",
                (digest_of(secret), person, meeting, instant_text(now + CODE_GOOD_FOR)),
            )
        return secret

    def redeem(self, secret: bytes, meeting: str, now: datetime) -> Admitted | None:
        """A session's token in exchange for a secret; None if it is used, expired or unknown.

        It ends every other session of that person in that meeting. Until its token is used, and
        for LOST_WITHIN at most, a secret can be redeemed again; the first token ends with that.
        """
        token = urlsafe_b64encode(os.urandom(TOKEN_BYTES)).decode().rstrip("=")
        facts = {
            "secret": digest_of(secret),
            "token": digest_of(token.encode()),
            "meeting": meeting,
            "now": instant_text(now),
            "lost": instant_text(now - LOST_WITHIN),
            "expires": instant_text(now + SESSION_GOOD_FOR),
        }
        with self.together() as database:
            spent = database.execute(_SPEND, facts).fetchone()
            if spent is None:
                return None
            facts["person"] = spent[0]
            database.execute(_END_OTHERS, facts)
            database.execute(_BEGIN, facts)
        return Admitted(spent[0], token)

    def bearer(self, token: str, meeting: str, now: datetime) -> Reader | None:
        """Who holds ``token``, while it is good; None otherwise. From now on it is in use."""
        digest = digest_of(token.encode())
        with self.together() as database:
            found = database.execute(
                "SELECT person, greeted FROM session "
                "WHERE digest = ? AND meeting = ? AND expires > ?",
                (digest, meeting, instant_text(now)),
            ).fetchone()
            if found is None:
                return None
            if found[1] is None:
                database.execute(
                    "UPDATE session SET greeted = ? WHERE digest = ?", (instant_text(now), digest)
                )
        return self.reader(found[0])


def _need_same(database: Database, person: ExpectedPerson) -> None:
    known = database.execute("SELECT name, agency FROM person WHERE id = ?", (person.id,))
    found = known.fetchone()
    if found is not None and found != (person.name, person.agency):
        name, agency = found
        raise StoreError(
            f"In this store {person.id!r} is {name} of {agency!r}; give {person.name} another id."
        )


_SPEND: Final = """
    UPDATE code SET redeemed = ifnull(redeemed, :now), session = :token
    WHERE digest = :secret AND meeting = :meeting AND expires > :now AND (
        redeemed IS NULL OR redeemed > :lost AND EXISTS (
            SELECT 1 FROM session WHERE session.digest = code.session AND greeted IS NULL
        )
    )
    RETURNING person
"""
_END_OTHERS: Final = "DELETE FROM session WHERE person = :person AND meeting = :meeting"
_BEGIN: Final = """
    INSERT INTO session (digest, person, meeting, expires, begun)
    VALUES (:token, :person, :meeting, :expires, :now)
"""
