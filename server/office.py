"""The office: who there is, and which meetings there are. Its accounts are in ``server.accounts``,
the cases that were heard in ``server.held``.

Blocking: call it off the event loop.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Final

from agenda.plan import ExpectedPerson, Role
from meeting.access import Membership, Reader, Renewed
from meeting.values import instant_text
from server import accounts, drafts, held, readiness
from server.database import Database, Error, Migrations, file_is_sound, open_database
from server.errors import StoreError

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


@MIGRATIONS()
def keys_that_are_to_come(database: Database) -> None:
    """While the store's key is changed: a meeting's key as the next one wraps it."""
    database.execute("ALTER TABLE meeting ADD COLUMN next_key BLOB")


@MIGRATIONS()
def restricted_sittings(database: Database) -> None:
    """Which meetings are restricted sittings, and after which open one (none: an emergency)."""
    database.create_table(
        "sitting",
        {"meeting": str, "after": str},
        pk="meeting",
        foreign_keys=[("meeting", "meeting", "id"), ("after", "meeting", "id")],
        strict=True,
    )


@dataclass(frozen=True, slots=True)
class Sitting:
    """A restricted sitting is held ``after`` that open meeting, or as an emergency (RES-2)."""

    after: str | None = None


@dataclass(frozen=True, slots=True)
class KnownMeeting:
    """A meeting of this store: its file, and its key as the store's wraps it."""

    id: str
    file: str
    key: bytes
    sitting: Sitting | None = None


class Office:
    """The office's database, open."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Opens it, making it if it is not there. Raises StoreError for a foreign file."""
        self._database = open_database(path, key, MIGRATIONS)
        accounts.MIGRATIONS.apply(self._database)
        drafts.MIGRATIONS.apply(self._database)
        held.MIGRATIONS.apply(self._database)
        readiness.MIGRATIONS.apply(self._database)
        self._one_at_a_time = RLock()
        self.accounts = accounts.Accounts(self.together, key)
        self.held = held.HeldCases(self.together)
        self.drafts = drafts.Drafts(self.together)
        self.readiness = readiness.ReadinessRecord(self.together)

    @contextmanager
    def together(self) -> Iterator[Database]:
        """What is done inside is done wholly or not at all, by one thread at a time."""
        with self._one_at_a_time, self._database.atomic() as database:
            yield database

    def is_sound(self) -> bool:
        """Whether every page of its file is as it was written."""
        with self._one_at_a_time:
            try:
                return file_is_sound(self._database)
            except Error:
                return False

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    # People

    def register(self, people: Iterable[ExpectedPerson], *, gives_posts: bool = False) -> None:
        """Enters those who are not known yet. Raises StoreError where an id is somebody else's.

        A plan changes nobody: whom they act for would change in every other meeting too (ACT-1).
        Who is chair in it is asked for six digits from then on. Who is coordinator in it holds that
        post from then on if they are new, or where the operator wrote it and so ``gives_posts``:
        what the office took away comes back by nothing else (ROLE-1).
        """
        with self.together() as database:
            for person in people:
                _need_same(database, person)
                entered = database.execute(
                    "INSERT INTO person (id, name, agency, membership) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (id) DO NOTHING",
                    (person.id, person.name, person.agency, str(Membership.MEMBER)),
                )
                is_new = entered.rowcount > 0
                if person.role is Role.CHAIR:
                    self.accounts.give_post(person.id, accounts.Post.CHAIR)
                if person.coordinator and (is_new or gives_posts):
                    self.accounts.give_post(person.id, accounts.Post.COORDINATOR)

    def give_posts(self, people: Iterable[ExpectedPerson]) -> None:
        """Who is coordinator among ``people``, as the operator writes a plan down, holds that post
        from now on; who is not known yet will when they are entered.
        """
        with self.together() as database:
            for person in people:
                if person.coordinator and _known(database, person) == (person.name, person.agency):
                    self.accounts.give_post(person.id, accounts.Post.COORDINATOR)

    def reader(self, person: str) -> Reader | None:
        """``person`` with today's agency and standing; None if nobody is called that."""
        with self.together() as database:
            found = database.execute(
                "SELECT agency, membership, name, id IN (SELECT person FROM knock) "
                "FROM person WHERE id = ?",
                (person,),
            ).fetchone()
        if found is None:
            return None
        coordinates = self.accounts.has_post(person, accounts.Post.COORDINATOR)
        renewed = self.accounts.renewed(person)
        return Reader(
            person,
            found[0],
            Membership(found[1]),
            name=found[2],
            coordinator=coordinates,
            self_stated=bool(found[3]),
            renewed=renewed and Renewed(datetime.fromisoformat(renewed[0]), renewed[1]),
        )

    def membership(self, person: str) -> Membership | None:
        """Today's standing of ``person``; None if nobody is called that."""
        reader = self.reader(person)
        return None if reader is None else reader.membership

    def people(self) -> dict[str, str]:
        """Everybody's name by id."""
        with self.together() as database:
            return dict(database.execute("SELECT id, name FROM person ORDER BY id").fetchall())

    def add(self, person: ExpectedPerson) -> None:
        """Enters one person. Raises StoreError if the id is taken."""
        if person.id in self.people():
            raise StoreError(f"There is a {person.id!r} already; give {person.name} another id.")
        self.register([person])

    def change(self, person: str, **facts: str) -> None:
        """Another name, agency or membership of a person who is there."""
        with self.together() as database:
            for column in ("name", "agency", "membership"):
                if column in facts:
                    database.execute(
                        f"UPDATE person SET {column} = ? WHERE id = ?",  # noqa: S608 - one of three of ours
                        (facts[column], person),
                    )

    def standing(self) -> tuple[tuple[str, str, str, str], ...]:
        """Everybody: id, name, agency, membership."""
        with self.together() as database:
            found = database.execute("SELECT id, name, agency, membership FROM person ORDER BY id")
            return tuple((str(i), str(n), str(a), str(m)) for i, n, a, m in found.fetchall())

    # Meetings

    def add_meeting(self, meeting: KnownMeeting, now: datetime) -> None:
        """Enters a meeting, which from then on exists."""
        with self.together() as database:
            database.execute(
                "INSERT INTO meeting (id, file, key, arranged) VALUES (?, ?, ?, ?)",
                (meeting.id, meeting.file, meeting.key, instant_text(now)),
            )
            if meeting.sitting is not None:
                database.execute(
                    "INSERT INTO sitting (meeting, after) VALUES (?, ?)",
                    (meeting.id, meeting.sitting.after),
                )

    def meetings(self) -> tuple[KnownMeeting, ...]:
        """Every meeting of this store, sittings too, in the order in which they were arranged."""
        with self.together() as database:
            rows = database.execute(
                "SELECT id, file, key, sitting.meeting IS NOT NULL, after FROM meeting "
                "LEFT JOIN sitting ON sitting.meeting = meeting.id ORDER BY arranged, id"
            ).fetchall()
        return tuple(
            KnownMeeting(meeting, file, key, Sitting(after) if is_sitting else None)
            for meeting, file, key, is_sitting, after in rows
        )

    def prepare_keys(self, wrapped: Mapping[str, bytes]) -> None:
        """Keeps, beside the keys that are good, those of the same meetings under the next key."""
        with self.together() as database:
            for meeting, key in wrapped.items():
                database.execute("UPDATE meeting SET next_key = ? WHERE id = ?", (key, meeting))

    def settle_keys(self, opens: Callable[[str, bytes], bool]) -> None:
        """Puts each prepared key that ``opens`` in the place of the old one; forgets the others."""
        with self.together() as database:
            prepared = database.execute(
                "SELECT id, next_key FROM meeting WHERE next_key IS NOT NULL"
            ).fetchall()
            for meeting, key in prepared:
                if opens(meeting, key):
                    database.execute("UPDATE meeting SET key = ? WHERE id = ?", (key, meeting))
            if prepared:
                database.execute("UPDATE meeting SET next_key = NULL")


def _known(database: Database, person: ExpectedPerson) -> tuple[str, str] | None:
    """The name and the agency under that id; None where it is nobody's yet."""
    known = database.execute("SELECT name, agency FROM person WHERE id = ?", (person.id,))
    found = known.fetchone()
    return None if found is None else (str(found[0]), str(found[1]))


def _need_same(database: Database, person: ExpectedPerson) -> None:
    found = _known(database, person)
    if found is not None and found != (person.name, person.agency):
        name, agency = found
        raise StoreError(
            f"In this store {person.id!r} is {name} of {agency!r}; give {person.name} another id."
        )
