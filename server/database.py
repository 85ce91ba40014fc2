"""How an encrypted database is opened: one writing connection, a raw key, nothing left to defaults.

SQLCipher stands in for sqlite3 beneath sqlite-utils, so its errors are ``database.Error``.
"""

import os
import sys
from pathlib import Path
from typing import Final

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils takes pysqlite3 for sqlite3 where it finds it, and then catches the right errors.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database, Migrations  # noqa: E402 - must come after the alias above

from server.errors import StoreError  # noqa: E402 - as above

__all__ = ["KEY_BYTES", "OURS", "Database", "Error", "Migrations", "file_is_sound", "open_database"]

Error: Final[type[Exception]] = dbapi2.Error
KEY_BYTES: Final = 32
OURS: Final = 0x4D415243
"""The application id in the header of our databases: "MARC"."""
OLDEST_SQLITE: Final = (3, 51, 3)
"""Versions before it can corrupt a database in WAL mode at a checkpoint reset."""
OLDEST_CIPHER: Final = 4
_PRAGMAS: Final = (
    ("journal_mode", "wal"),
    ("synchronous", 2),  # FULL: what is acknowledged is on the disk
    ("foreign_keys", 1),
    ("cell_size_check", 1),
    ("temp_store", 2),  # MEMORY: nothing of ours in a folder for temporary files
    ("secure_delete", 1),  # what is deleted is not left in free pages
    ("journal_size_limit", 0),  # what the write-ahead log held is not left in the file
    ("trusted_schema", 0),
)


def open_database(path: Path, key: bytes, migrations: Migrations) -> Database:
    """The database at ``path``, made if it is not there, brought to today's tables.

    ``key`` is 32 random bytes. Raises StoreError for a file that is no database of this key,
    OSError or ``Error`` where the disk fails.
    """
    _make_private(path)
    connection = dbapi2.connect(str(path), check_same_thread=False)
    try:
        return _prepared(path, connection, key, migrations)
    except BaseException:
        connection.close()
        raise


def file_is_sound(database: Database) -> bool:
    """Whether every page is as it was written, and every table in order. Raises ``Error``."""
    pages = database.execute("PRAGMA cipher_integrity_check").fetchall()
    tables = database.execute("PRAGMA integrity_check").fetchall()
    return not pages and tables == [("ok",)]


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _prepared(
    path: Path, connection: dbapi2.Connection, key: bytes, migrations: Migrations
) -> Database:
    # Before the key: what SQLCipher says of a wrong one would otherwise land on the screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA cipher_log = off")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    _need_versions(connection)
    _need_ours(path, connection)
    for name, wanted in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != wanted:
            raise StoreError(f"{path.name} does not take the setting {name}; store it elsewhere.")
    database = Database(connection)
    migrations.apply(database)
    return database


def _need_versions(connection: dbapi2.Connection) -> None:
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone() or ("0",)
    sqlite: str = dbapi2.sqlite_version
    if int(str(cipher).split(".", maxsplit=1)[0]) < OLDEST_CIPHER:
        raise StoreError("SQLCipher is too old or missing; install sqlcipher3 0.6.4 or newer.")
    if tuple(int(part) for part in sqlite.split(".")) < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite} is too old; install sqlcipher3 0.6.4 or newer.")


def _need_ours(path: Path, connection: dbapi2.Connection) -> None:
    """A wrong key and a foreign file show at the first read, and look the same."""
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if isinstance(error, dbapi2.OperationalError):
            raise
        raise _foreign(path) from None
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner == OURS:
        return
    if tables or owner:
        raise _foreign(path)
    connection.execute(f"PRAGMA application_id = {OURS}")


def _foreign(path: Path) -> StoreError:
    return StoreError(
        f"{path.name} is not a database of this store; put the right file back from a backup."
    )
