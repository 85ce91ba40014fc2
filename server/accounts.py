"""The accounts of the office: passwords, and who is logged in.

A session belongs to a person, whichever meetings of the store they are expected at. Of secrets
digests alone are kept. Blocking: call it off the event loop.
"""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from meeting.joining import SECRET_BYTES
from meeting.values import PersonId, instant_text
from server.database import Database, Migrations
from server.keys import digest_of

CODE_GOOD_FOR: Final = timedelta(days=14)
LOST_WITHIN: Final = timedelta(seconds=60)
"""How long after it was redeemed a secret is still good, while nobody has used its token: the line
may have been lost before the token arrived."""
SESSION_GOOD_FOR: Final = timedelta(hours=16)
"""The longest that one session lasts, in use or not."""
IDLE_FOR: Final = timedelta(hours=2)
"""How long a session lasts with no laptop connected."""
TOKEN_BYTES: Final = 32
SESSION_ID_BYTES: Final = 4

MIGRATIONS: Final = Migrations("accounts")


@MIGRATIONS()
def passwords_and_sessions(database: Database) -> None:
    """Sessions are people's, no longer a meeting's; what went before is over."""
    database.execute("DROP TABLE session")
    database.execute("DROP TABLE code")
    database.create_table(
        "password",
        {"person": str, "hash": str, "since": str},
        pk="person",
        not_null={"hash", "since"},
        foreign_keys=[("person", "person", "id")],
        strict=True,
    )
    database.create_table(
        "session",
        {"digest": str, "id": str, "person": str, "begun": str, "used": str, "greeted": int},
        pk="digest",
        not_null={"id", "person", "begun", "used", "greeted"},
        foreign_keys=[("person", "person", "id")],
        strict=True,
    )
    database.create_table(
        "code",
        {"digest": str, "person": str, "expires": str, "redeemed": str, "session": str},
        pk="digest",
        not_null={"person", "expires"},
        foreign_keys=[("person", "person", "id")],
        strict=True,
    )


@dataclass(frozen=True, slots=True, repr=False)
class Admitted:
    """Who was let in, and the token that they were given."""

    person: PersonId
    token: str


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's session: ``id`` is for people to name it, and opens nothing."""

    digest: str
    id: str
    person: PersonId
    begun: str
    used: str


class Accounts:
    """The office's tables of accounts. ``together`` is the office's own."""

    def __init__(self, together: Callable[[], AbstractContextManager[Database]]) -> None:
        self._together = together

    # Passwords

    def set_password(self, person: PersonId, kept: str, now: datetime) -> None:
        """From now on ``kept`` is what is kept of that person's password."""
        with self._together() as database:
            database.execute(_KEEP_HASH, (person, kept, instant_text(now)))

    def password(self, person: PersonId) -> str | None:
        """What is kept of that person's password; None where they have none."""
        with self._together() as database:
            found = database.execute(
                "SELECT hash FROM password WHERE person = ?", (person,)
            ).fetchone()
        return None if found is None else str(found[0])

    # Sessions

    def begin_session(self, person: PersonId, now: datetime) -> str:
        """A new session of ``person``; returns its token, which is kept nowhere."""
        token = new_token()
        with self._together() as database:
            _begin(database, token, person, now)
        return token

    def bearer(self, token: str, now: datetime) -> Session | None:
        """The session that ``token`` is of, while it is good. From now on it is in use."""
        with self._together() as database:
            found = database.execute(
                _USE, {"digest": digest_of(token.encode()), **_limits(now)}
            ).fetchone()
        return None if found is None else Session(*found)

    def keep_alive(self, digest: str, now: datetime) -> bool:
        """Says that a laptop is connected with a session; False where it is over."""
        with self._together() as database:
            facts = {"digest": digest, **_limits(now)}
            return database.execute(_USE, facts).fetchone() is not None

    # Joining

    def new_code(self, person: PersonId, now: datetime) -> bytes:
        """A fresh one-time secret with which ``person`` can come in, once."""
        secret = os.urandom(SECRET_BYTES)
        with self._together() as database:
            database.execute(
                "INSERT INTO code (digest, person, expires) VALUES (?, ?, ?)",
                (digest_of(secret), person, instant_text(now + CODE_GOOD_FOR)),
            )
        return secret

    def redeem(self, secret: bytes, now: datetime) -> Admitted | None:
        """A session's token in exchange for a secret; None if it is used, expired or unknown.

        It ends every other session of that person. Until its token is used, and for LOST_WITHIN
        at most, a secret can be redeemed again; the first token ends with that.
        """
        token = new_token()
        facts = {
            "secret": digest_of(secret),
            "token": digest_of(token.encode()),
            "now": instant_text(now),
            "lost": instant_text(now - LOST_WITHIN),
        }
        with self._together() as database:
            spent = database.execute(_SPEND, facts).fetchone()
            if spent is None:
                return None
            database.execute("DELETE FROM session WHERE person = ?", (spent[0],))
            _begin(database, token, spent[0], now)
        return Admitted(spent[0], token)


def new_token() -> str:
    """A random token of 256 bits, as it travels."""
    return urlsafe_b64encode(os.urandom(TOKEN_BYTES)).decode().rstrip("=")


def _begin(database: Database, token: str, person: PersonId, now: datetime) -> None:
    began = instant_text(now)
    row = (digest_of(token.encode()), secrets.token_hex(SESSION_ID_BYTES), person, began, began)
    database.execute(
        "INSERT INTO session (digest, id, person, begun, used, greeted) VALUES (?, ?, ?, ?, ?, 0)",
        row,
    )


def _limits(now: datetime) -> dict[str, str]:
    return {
        "now": instant_text(now),
        "idle": instant_text(now - IDLE_FOR),
        "oldest": instant_text(now - SESSION_GOOD_FOR),
    }


_KEEP_HASH: Final = """
    INSERT INTO password (person, hash, since) VALUES (?, ?, ?)
    ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, since = excluded.since
"""
_USE: Final = """
    UPDATE session SET used = max(used, :now), greeted = 1
    WHERE digest = :digest AND used > :idle AND begun > :oldest
    RETURNING digest, id, person, begun, used
"""
_SPEND: Final = """
    UPDATE code SET redeemed = ifnull(redeemed, :now), session = :token
    WHERE digest = :secret AND expires > :now AND (
        redeemed IS NULL OR redeemed > :lost AND EXISTS (
            SELECT 1 FROM session WHERE session.digest = code.session AND greeted = 0
        )
    )
    RETURNING person
"""
