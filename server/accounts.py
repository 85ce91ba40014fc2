"""The accounts of the office: invitations, passwords, devices, and who is logged in.

A session belongs to a person, whichever meetings of the store they are expected at. Of secrets
digests alone are kept. Blocking: call it off the event loop.
"""

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hmac import digest as keyed_digest
from typing import Final

from meeting.joining import CODE_BYTES
from meeting.values import PersonId, instant_text
from server import totp
from server.database import Database, Migrations
from server.keys import digest_of, key_for, unwrap, wrap

INVITATION_GOOD_FOR: Final = timedelta(days=14)
ANSWERED_AGAIN_FOR: Final = timedelta(minutes=10)
"""How long after an invitation was redeemed the same request gets the same answer again, and how
long a request that never got further keeps others out."""
MOST_DEVICES: Final = 8
"""Laptops of one person that are remembered; the oldest goes."""
SESSION_GOOD_FOR: Final = timedelta(hours=16)
"""The longest that one session lasts, in use or not."""
IDLE_FOR: Final = timedelta(hours=2)
"""How long a session lasts with no laptop connected."""
TOKEN_BYTES: Final = 32
SESSION_ID_BYTES: Final = 4
ALWAYS: Final = datetime.max.replace(tzinfo=UTC)
DOOR_ID_BYTES: Final = 8

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


@MIGRATIONS()
def invitations_devices_and_posts(database: Database) -> None:
    """Invitations in place of codes, known laptops, devices for six digits, and posts."""
    database.execute("DROP TABLE code")
    for table, columns in _PERSONS.items():
        database.create_table(
            table,
            dict(columns),
            pk=next(iter(columns)),
            not_null={name for name in columns if name not in _MAY_BE_MISSING},
            foreign_keys=[("person", "person", "id")],
            strict=True,
        )
    database.create_table("setting", {"name": str, "value": str}, pk="name", strict=True)


_PERSONS: Final[Mapping[str, Mapping[str, type]]] = {
    "invitation": {
        "digest": str,
        "person": str,
        "expires": str,
        "request": str,
        "claimed": str,
        "redeemed": str,
        "session": int,
    },
    "device": {"digest": str, "person": str, "since": str},
    "authenticator": {"person": str, "sealed": bytes, "confirmed": int, "step": int},
    "post": {"person": str, "post": str},
}
_MAY_BE_MISSING: Final = frozenset({"request", "claimed", "redeemed", "session"})


@MIGRATIONS()
def doors_and_agencies(database: Database) -> None:
    """Door invitations, which several people use; and what agencies are called."""
    database.create_table(
        "door",
        {"digest": str, "expires": str, "uses": int},
        pk="digest",
        not_null={"expires", "uses"},
        strict=True,
    )
    database.create_table(
        "knock",
        {"digest": str, "person": str, "knocked": str, "session": int},
        pk="digest",
        not_null={"person", "knocked"},
        foreign_keys=[("person", "person", "id")],
        strict=True,
    )
    database.create_table(
        "agency", {"id": str, "name": str}, pk="id", not_null={"name"}, strict=True
    )


@MIGRATIONS()
def who_asked_for_an_invitation(database: Database) -> None:
    """Who got hold of an invitation in a room, and so of the account that came of it."""
    database.execute("ALTER TABLE invitation ADD COLUMN asked_by TEXT")
    database.execute("ALTER TABLE password ADD COLUMN asked_by TEXT")


@MIGRATIONS()
def how_a_session_began(database: Database) -> None:
    """Whether its owner gave six digits besides the password."""
    database.execute("ALTER TABLE session ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0")


class Post(StrEnum):
    """What somebody is outside meetings, or in one, that asks for more than a password."""

    COORDINATOR = "coordinator"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose an invitation is, and whether this request has redeemed it already."""

    person: PersonId
    name: str
    agency: str
    is_redeemed: bool


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """What has to be right for somebody to come in; all of nothing for a person unknown here."""

    hash: str | None = None
    needs_device: bool = False
    """Whether a password alone is not enough."""
    has_device: bool = False
    """Whether a device for six digits is confirmed."""


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
    second_factor: int = 0
    """One where it began with six digits of a device besides the password."""


class Accounts:
    """The office's tables of accounts. ``together`` is the office's own; ``key`` is the store's."""

    def __init__(
        self, together: Callable[[], AbstractContextManager[Database]], key: bytes
    ) -> None:
        self._together = together
        self._sealing = key_for("authenticators", key)
        self._answering = key_for("sessions", key)

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

    def begin_session(
        self,
        person: PersonId,
        now: datetime,
        device: str | None = None,
        *,
        second_factor: bool = False,
    ) -> str:
        """A new session of ``person``; returns its token, which is kept nowhere.

        From now on a laptop that gave its ``device`` is known.
        """
        token = as_token(os.urandom(TOKEN_BYTES))
        with self._together() as database:
            if device is not None:
                _remember(database, person, device, now)
            _begin(database, token, person, now, second_factor=second_factor)
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

    def end_session(self, digest: str) -> None:
        """The session is over; its token is dead."""
        with self._together() as database:
            database.execute("DELETE FROM session WHERE digest = ?", (digest,))

    def end_sessions(self, person: PersonId, begun_before: datetime = ALWAYS) -> int:
        """Every session of ``person``, or those that began before then, is over; returns how many
        there were.
        """
        with self._together() as database:
            ended = database.execute(
                "DELETE FROM session WHERE person = ? AND begun < ?",
                (person, instant_text(begun_before)),
            )
        return int(ended.rowcount)

    def sessions(self, now: datetime) -> tuple[Session, ...]:
        """All that are good, in the order in which they began."""
        with self._together() as database:
            found = database.execute(_GOOD, _limits(now)).fetchall()
        return tuple(Session(*row) for row in found)

    # Invitations

    def invite(self, person: PersonId, now: datetime, asked_by: PersonId | None = None) -> bytes:
        """A fresh one-time code with which ``person`` can come in; earlier ones are void.

        ``asked_by`` is who gets to see it in a room; None for the operator.
        """
        code = os.urandom(CODE_BYTES)
        with self._together() as database:
            database.execute("DELETE FROM invitation WHERE person = ?", (person,))
            database.execute(
                "INSERT INTO invitation (digest, person, expires, asked_by) VALUES (?, ?, ?, ?)",
                (digest_of(code), person, instant_text(now + INVITATION_GOOD_FOR), asked_by),
            )
        return code

    def void(self, person: PersonId) -> int:
        """Invitations of ``person`` that nobody has redeemed are void; returns how many."""
        with self._together() as database:
            gone = database.execute(
                "DELETE FROM invitation WHERE person = ? AND redeemed IS NULL", (person,)
            )
        return int(gone.rowcount)

    def is_invited(self, person: PersonId, now: datetime) -> bool:
        """Whether there is an invitation that ``person`` can still redeem."""
        with self._together() as database:
            found = database.execute(
                "SELECT 1 FROM invitation WHERE person = ? AND redeemed IS NULL AND expires > ?",
                (person, instant_text(now)),
            ).fetchone()
        return found is not None

    # The door

    def open_door(self, uses: int, until: datetime) -> bytes:
        """A code with which so many people without an account can knock; an earlier one is void."""
        code = os.urandom(CODE_BYTES)
        with self._together() as database:
            database.execute("DELETE FROM door")
            database.execute(
                "INSERT INTO door (digest, expires, uses) VALUES (?, ?, ?)",
                (digest_of(code), instant_text(until), uses),
            )
        return code

    def close_door(self) -> bool:
        """Nobody can knock any more; False where nobody could."""
        with self._together() as database:
            return int(database.execute("DELETE FROM door").rowcount) > 0

    def is_open(self, code: bytes, now: datetime) -> bool:
        """Whether somebody can still knock with ``code``."""
        with self._together() as database:
            found = database.execute(_IS_OPEN, (digest_of(code), instant_text(now))).fetchone()
        return found is not None

    def knocked(self, request: str, now: datetime) -> PersonId | None:
        """Who this request made an account for, not long ago; None for nobody."""
        late = instant_text(now - ANSWERED_AGAIN_FOR)
        with self._together() as database:
            found = database.execute(
                "SELECT person FROM knock WHERE digest = ? AND knocked > ?",
                (digest_of(request.encode()), late),
            ).fetchone()
        return None if found is None else str(found[0])

    def knock(
        self, code: bytes, who: tuple[str, str], kept: str, *, by: tuple[str, str], now: datetime
    ) -> PersonId | None:
        """A provisional account for somebody at the door: ``who`` is name and agency's id, ``by``
        request and laptop.

        None if nobody can knock with ``code`` any more. They are on nobody's register.
        """
        request, device = by
        person = f"door-{secrets.token_hex(DOOR_ID_BYTES)}"
        moment = instant_text(now)
        with self._together() as database:
            used = database.execute(_USE_DOOR, (digest_of(code), moment)).fetchone()
            if used is None:
                return None
            database.execute(
                "INSERT INTO person (id, name, agency, membership) VALUES (?, ?, ?, 'member')",
                (person, *who),
            )
            database.execute(_KEEP_HASH, (person, kept, moment))
            database.execute(
                "INSERT INTO knock (digest, person, knocked) VALUES (?, ?, ?)",
                (digest_of(request.encode()), person, moment),
            )
            _remember(database, person, device, now)
        return person

    def session_of_knock(self, person: PersonId, request: str, now: datetime) -> str | None:
        """As ``session_of_request``."""
        return self._session_once(("knock", request.encode()), person, b"door", request, now)

    def name_agencies(self, names: Mapping[str, str]) -> None:
        """What agencies are called, by id."""
        with self._together() as database:
            for agency, name in names.items():
                database.execute(_NAME_AGENCY, (agency, name))

    def agencies(self) -> dict[str, str]:
        """What every agency is called that anybody belongs to, or ever met, by id."""
        with self._together() as database:
            return {str(i): str(name) for i, name in database.execute(_AGENCIES).fetchall()}

    def claim(self, code: bytes, request: str, now: datetime) -> Claim | None:
        """Keeps an invitation for one request; None if it is unknown, used, expired or another's.

        Whoever goes no further keeps others out for ANSWERED_AGAIN_FOR at most.
        """
        facts = {
            "code": digest_of(code),
            "request": digest_of(request.encode()),
            "now": instant_text(now),
            "late": instant_text(now - ANSWERED_AGAIN_FOR),
        }
        with self._together() as database:
            claimed = database.execute(_CLAIM, facts).fetchone()
            if claimed is None:
                return None
            person, redeemed = claimed
            name, agency = database.execute(
                "SELECT name, agency FROM person WHERE id = ?", (person,)
            ).fetchone()
        return Claim(person, name, agency, redeemed is not None)

    def redeem(
        self, code: bytes, request: str, kept: str, device: str, now: datetime
    ) -> PersonId | None:
        """The claimed invitation is used: its person has this password, and begins anew.

        Earlier sessions, known laptops and devices for six digits of that person are no more.
        None if the claim is no longer this request's.
        """
        facts = {
            "code": digest_of(code),
            "request": digest_of(request.encode()),
            "now": instant_text(now),
        }
        with self._together() as database:
            spent = database.execute(_REDEEM, facts).fetchone()
            if spent is None:
                return None
            person, asked_by = spent
            for table in ("session", "device", "authenticator"):
                database.execute(f"DELETE FROM {table} WHERE person = ?", (person,))  # noqa: S608 - of the three above
            database.execute(_KEEP_HASH, (person, kept, instant_text(now)))
            database.execute(_KEEP_ASKED_BY, (asked_by, person))
            _remember(database, person, device, now)
        return str(person)

    def session_of_request(
        self, person: PersonId, code: bytes, request: str, now: datetime
    ) -> str | None:
        """The token that this request gets: at first a new session's, then the same again.

        None where that session is over.
        """
        return self._session_once(("invitation", code), person, code, request, now)

    def _session_once(
        self, row: tuple[str, bytes], person: PersonId, salt: bytes, request: str, now: datetime
    ) -> str | None:
        """Begins one session for a ``row``, of a table and a secret, and no second one."""
        table, secret = row
        token = as_token(keyed_digest(self._answering, salt + request.encode(), "sha256"))
        with self._together() as database:
            begins = database.execute(
                f"UPDATE {table} SET session = 1 "  # noqa: S608 - one of our two tables
                "WHERE digest = :row AND session IS NULL RETURNING 1",
                {"row": digest_of(secret)},
            ).fetchone()
            if begins is not None:
                _begin(database, token, person, now)
            there = database.execute(
                "SELECT 1 FROM session WHERE digest = ?", (digest_of(token.encode()),)
            ).fetchone()
        return None if there is None else token

    # Logging in

    def account(self, person: PersonId) -> Account:
        """What has to be right for ``person`` to come in, whether there is such a person or not."""
        with self._together() as database:
            found = database.execute(_ACCOUNT, {"person": person}).fetchone()
        if found is None:
            return Account()
        return Account(found[0], bool(found[1]), bool(found[2]))

    def knows_device(self, person: PersonId, device: str) -> bool:
        """Whether this laptop has logged in as ``person`` before."""
        with self._together() as database:
            found = database.execute(
                "SELECT 1 FROM device WHERE digest = ?", (_device_digest(person, device),)
            ).fetchone()
        return found is not None

    def needs_digits(self, person: PersonId) -> bool:
        """Whether a password is not enough for ``person``, by their post or for everybody."""
        with self._together() as database:
            return bool(database.execute(_NEEDS_DIGITS, {"person": person}).fetchone()[0])

    def enrol(self, person: PersonId) -> bytes:
        """The secret for a device of ``person`` that is not confirmed yet: one, however often
        it is asked for.
        """
        with self._together() as database:
            found = database.execute(
                "SELECT sealed FROM authenticator WHERE person = ?", (person,)
            ).fetchone()
            if found is not None:
                return unwrap(self._sealing, found[0], person)
            secret = totp.new_secret()
            database.execute(
                "INSERT INTO authenticator (person, sealed, confirmed, step) VALUES (?, ?, 0, 0)",
                (person, wrap(self._sealing, secret, person)),
            )
        return secret

    def take_digits(
        self, person: PersonId, said: str | None, now: datetime, *, spend: bool
    ) -> bool:
        """Whether ``said`` are digits of this moment that were not used before.

        With ``spend`` they are used from now on, and the device is confirmed.
        """
        with self._together() as database:
            found = database.execute(
                "SELECT sealed, step FROM authenticator WHERE person = ?", (person,)
            ).fetchone()
            sealed, last = found or (wrap(self._sealing, totp.new_secret(), person), 0)
            secret = unwrap(self._sealing, sealed, person)
            step = totp.step_of(secret, said or "", now, after=last)
            if step is None or found is None:
                return False
            if spend:
                database.execute(
                    "UPDATE authenticator SET step = ?, confirmed = 1 WHERE person = ?",
                    (step, person),
                )
        return True

    def renewed(self, person: PersonId) -> tuple[str, PersonId] | None:
        """When the account of ``person`` began as it is now, and who got hold of its invitation in
        a room; None where nobody did.
        """
        with self._together() as database:
            found = database.execute(
                "SELECT since, asked_by FROM password WHERE person = ? AND asked_by IS NOT NULL",
                (person,),
            ).fetchone()
        return None if found is None else (str(found[0]), str(found[1]))

    # Posts and settings

    def has_post(self, person: PersonId, post: Post) -> bool:
        """Whether ``person`` holds ``post``."""
        with self._together() as database:
            found = database.execute(
                "SELECT 1 FROM post WHERE person = ? AND post = ?", (person, post)
            ).fetchone()
        return found is not None

    def give_post(self, person: PersonId, post: Post) -> None:
        """From now on ``person`` holds ``post``. Who is coordinator stays it as chair."""
        with self._together() as database:
            database.execute(_GIVE_POST, (person, post))

    def take_post(self, person: PersonId) -> None:
        """``person`` holds no post any more."""
        with self._together() as database:
            database.execute("DELETE FROM post WHERE person = ?", (person,))

    def posts(self) -> dict[PersonId, str]:
        """Who holds which post."""
        with self._together() as database:
            return dict(database.execute("SELECT person, post FROM post").fetchall())

    def forget(self, person: PersonId) -> None:
        """Nothing lets ``person`` in any more: no session, invitation, password or device."""
        with self._together() as database:
            for table in (*_PERSONS, "session", "password"):
                database.execute(f"DELETE FROM {table} WHERE person = ?", (person,))  # noqa: S608 - our own tables

    def setting(self, name: str) -> str | None:
        """A setting of this store."""
        with self._together() as database:
            found = database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def set(self, name: str, value: str) -> None:
        """Keeps a setting of this store."""
        with self._together() as database:
            database.execute(_SET, (name, value))


def agency_called(said: str, known: Mapping[str, str]) -> str | None:
    """The id of the agency that somebody means, by its id or its name; None for none."""
    meant = " ".join(said.casefold().split())
    found = [i for i, name in known.items() if meant in {i, name.casefold()}]
    return found[0] if len(found) == 1 else None


def as_token(random: bytes) -> str:
    """256 bits as they travel."""
    return urlsafe_b64encode(random).decode().rstrip("=")


def _device_digest(person: PersonId, device: str) -> str:
    return digest_of(f"{person}\n{device}".encode())


def _remember(database: Database, person: PersonId, device: str, now: datetime) -> None:
    database.execute(
        "INSERT INTO device (digest, person, since) VALUES (?, ?, ?) "
        "ON CONFLICT (digest) DO UPDATE SET since = excluded.since",
        (_device_digest(person, device), person, instant_text(now)),
    )
    database.execute(_FORGET_OLDEST, {"person": person, "most": MOST_DEVICES})


def _begin(
    database: Database, token: str, person: PersonId, now: datetime, *, second_factor: bool = False
) -> None:
    began, digest = instant_text(now), digest_of(token.encode())
    row = (digest, secrets.token_hex(SESSION_ID_BYTES), person, began, began, int(second_factor))
    database.execute(_BEGIN, row)


def _limits(now: datetime) -> dict[str, str]:
    return {
        "now": instant_text(now),
        "idle": instant_text(now - IDLE_FOR),
        "oldest": instant_text(now - SESSION_GOOD_FOR),
    }


_BEGIN: Final = """
    INSERT INTO session (digest, id, person, begun, used, greeted, second_factor)
    VALUES (?, ?, ?, ?, ?, 0, ?)
"""
_KEEP_HASH: Final = """
    INSERT INTO password (person, hash, since) VALUES (?, ?, ?)
    ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, since = excluded.since
"""
_KEEP_ASKED_BY: Final = "UPDATE password SET asked_by = ? WHERE person = ?"
_USE: Final = """
    UPDATE session SET used = max(used, :now), greeted = 1
    WHERE digest = :digest AND used > :idle AND begun > :oldest
    RETURNING digest, id, person, begun, used, second_factor
"""
_CLAIM: Final = """
    UPDATE invitation
    SET claimed = CASE request WHEN :request THEN claimed ELSE :now END, request = :request
    WHERE digest = :code AND expires > :now AND (
        request IS NULL
        OR request = :request AND (redeemed IS NULL OR redeemed > :late)
        OR redeemed IS NULL AND claimed <= :late
    )
    RETURNING person, redeemed
"""
_REDEEM: Final = """
    UPDATE invitation SET redeemed = :now
    WHERE digest = :code AND request = :request AND redeemed IS NULL
    RETURNING person, asked_by
"""
_NEEDS_DIGITS: Final = """
    SELECT EXISTS (SELECT 1 FROM post WHERE person = :person)
        OR EXISTS (SELECT 1 FROM setting WHERE name = 'totp' AND value = 'all')
"""
_ACCOUNT: Final = """
    SELECT hash,
        EXISTS (SELECT 1 FROM post WHERE post.person = password.person)
            OR EXISTS (SELECT 1 FROM setting WHERE name = 'totp' AND value = 'all'),
        EXISTS (SELECT 1 FROM authenticator WHERE person = password.person AND confirmed)
    FROM password WHERE person = :person
"""
_GOOD: Final = """
    SELECT digest, id, person, begun, used, second_factor FROM session
    WHERE used > :idle AND begun > :oldest ORDER BY begun, id
"""
_IS_OPEN: Final = "SELECT 1 FROM door WHERE digest = ? AND expires > ? AND uses > 0"
_USE_DOOR: Final = """
    UPDATE door SET uses = uses - 1 WHERE digest = ? AND expires > ? AND uses > 0 RETURNING 1
"""
_NAME_AGENCY: Final = """
    INSERT INTO agency (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name
"""
_AGENCIES: Final = """
    SELECT id, name FROM agency
    UNION SELECT agency, agency FROM person WHERE agency NOT IN (SELECT id FROM agency)
    ORDER BY 1
"""
_FORGET_OLDEST: Final = """
    DELETE FROM device WHERE person = :person AND digest NOT IN (
        SELECT digest FROM device WHERE person = :person ORDER BY since DESC, digest LIMIT :most
    )
"""
_GIVE_POST: Final = """
    INSERT INTO post (person, post) VALUES (?, ?)
    ON CONFLICT (person) DO UPDATE SET post = max(post, excluded.post)
"""
_SET: Final = """
    INSERT INTO setting (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
