"""A journal on SQLCipher: a file and a key for each meeting."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from server.database import Database, Error, Migrations, file_is_sound, open_database
from server.errors import StoreError
from server.journal import Answer, Entry, Held, JournalFailed, PositionTaken
from server.verifying import problems_of

MIGRATIONS: Final = Migrations("journal")


@MIGRATIONS()
def first_tables(database: Database) -> None:
    """What the journal is of, its entries, and the answers to commands."""
    database.create_table(
        "about", {"meeting": str, "epoch": str, "openings": int}, pk="meeting", strict=True
    )
    database.create_table(
        "entry",
        {"position": int, "stream": str, "number": int, "body": bytes, "hash": str},
        pk="position",
        not_null={"stream", "number", "body", "hash"},
        strict=True,
    ).create_index(["stream", "number"], unique=True)
    database.create_table(
        "answer",
        {"command": str, "author": str, "digest": str, "first": int, "last": int},
        pk="command",
        not_null={"author", "digest", "first", "last"},
        strict=True,
    )


_APPEND_ENTRY: Final = (
    "INSERT INTO entry (position, stream, number, body, hash) VALUES (?, ?, ?, ?, ?)"
)
_APPEND_ANSWER: Final = (
    "INSERT INTO answer (command, author, digest, first, last) VALUES (?, ?, ?, ?, ?)"
)
_LAST: Final = "SELECT ifnull(max(position), 0) FROM entry"
_ENTRIES: Final = "SELECT position, stream, number, body, hash FROM entry ORDER BY position"
_ANSWERS: Final = "SELECT command, author, digest, first, last FROM answer ORDER BY first, last"


class SqlcipherJournal:
    """Keeps the promises of ``Journal`` in an encrypted file."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Opens the journal at ``path``. Raises StoreError if there is none of this key."""
        if not path.exists():
            raise StoreError(f"{path.name} is missing; put it back from a backup.")
        self._path = path
        self._key = key
        self._database = open_database(path, key, MIGRATIONS)
        found = self._database.execute("SELECT meeting, epoch FROM about").fetchone()
        if found is None:
            self.close()
            raise StoreError(f"{path.name} holds no meeting; put it back from a backup.")
        self.meeting, self.epoch = str(found[0]), str(found[1])

    @classmethod
    def create(cls, path: Path, key: bytes, meeting: str, epoch: str) -> "SqlcipherJournal":
        """A new journal, of which nothing is there yet."""
        database = open_database(path, key, MIGRATIONS)
        with database.atomic():
            database.execute("INSERT INTO about VALUES (?, ?, 0)", (meeting, epoch))
        database.close()
        return cls(path, key)

    def append(
        self, expected_position: int, entries: Sequence[Entry], answers: Sequence[Answer]
    ) -> None:
        """As ``Journal.append``."""
        with _disk(), self._database.atomic():
            (last,) = self._database.execute(_LAST).fetchone()
            if last != expected_position:
                raise PositionTaken
            connection = self._database.conn
            connection.executemany(
                _APPEND_ENTRY, [(e.position, e.stream, e.number, e.body, e.hash) for e in entries]
            )
            connection.executemany(
                _APPEND_ANSWER, [(a.command, a.author, a.digest, a.first, a.last) for a in answers]
            )

    def read_all(self) -> Held:
        """As ``Journal.read_all``."""
        with _disk():
            entries = self._database.execute(_ENTRIES).fetchall()
            answers = self._database.execute(_ANSWERS).fetchall()
        return Held(tuple(Entry(*row) for row in entries), tuple(Answer(*row) for row in answers))

    def verify(self) -> tuple[str, ...]:
        """As ``Journal.verify``: the file itself, then what stands in it."""
        damage = (f"The file {self._path.name} is damaged.",)
        try:
            held = self.read_all()
            file = () if self._file_is_sound() else damage
        except JournalFailed:
            return damage
        return (*file, *problems_of(self.meeting, held))

    def _file_is_sound(self) -> bool:
        with _disk():
            return file_is_sound(self._database)

    def reopen(self) -> None:
        """As ``Journal.reopen``."""
        with _disk():
            with contextlib.suppress(Error):
                self._database.close()
            self._database = open_database(self._path, self._key, MIGRATIONS)
            with self._database.atomic():
                self._database.execute("UPDATE about SET openings = openings + 1")

    def close(self) -> None:
        """As ``Journal.close``."""
        self._database.close()


@contextlib.contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except (Error, OSError, StoreError) as error:
        raise JournalFailed(type(error).__name__) from error
