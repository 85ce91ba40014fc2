"""The store: a folder with the office and every meeting, opened by one passphrase, by one process.

The passphrase opens a random store key; the store key opens the office; the office keeps each
meeting's own key, wrapped. File names say nothing of what is in them.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from server.clock import Clock
from server.database import Error
from server.errors import StoreError
from server.files import make_private_folder, write_private
from server.journal import Journal, JournalFailed
from server.keys import (
    Cost,
    WrongKey,
    key_for,
    key_from_passphrase,
    new_key,
    new_salt,
    unwrap,
    wrap,
)
from server.office import KnownMeeting, Office
from server.sqlcipher_journal import SqlcipherJournal
from server.tls import Identity, identity

VERSION: Final = 1
STORE_KEY: Final = "store key"
MEETINGS: Final = "meetings"
CONTROL: Final = "control"
HIGHEST_COST: Final = Cost(memory_kib=4 * 1024 * 1024, passes=64, lanes=64)
"""More than this in ``store.json`` is not a cost, but damage."""


@dataclass(frozen=True, repr=False)
class Store:
    """A store that is open, and closed to every other process."""

    folder: Path
    office: Office
    clock: Clock
    _key: bytes

    @property
    def identity(self) -> Identity:
        """The server's TLS key and certificate."""
        return identity(self.folder, self._key, self.clock.now())

    @property
    def control_key(self) -> bytes:
        """The key with which other commands show the running server that they may ask."""
        return key_for(CONTROL, self._key)

    def add_meeting(self, meeting: str, fill: Callable[[Journal], None]) -> None:
        """A new meeting, which exists once ``fill`` has written its first events.

        Raises StoreError if there is one of that id.
        """
        if any(known.id == meeting for known in self.office.meetings()):
            raise StoreError(
                f"The meeting {meeting!r} is arranged already; give the new one an id of its own."
            )
        file, key = f"{secrets.token_hex(16)}.db", new_key()
        path = self.folder / MEETINGS / file
        try:
            epoch = secrets.token_hex(16)
            with closing(SqlcipherJournal.create(path, key, meeting, epoch)) as journal:
                fill(journal)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        known = KnownMeeting(meeting, file, wrap(self._key, key, meeting))
        self.office.add_meeting(known, self.clock.now())

    def known(self, meeting: str | None = None) -> KnownMeeting:
        """The meeting of that id, or the only one. Raises StoreError if there is none such."""
        known = self.office.meetings()
        found = [m for m in known if meeting in (m.id, None)]
        if len(found) == 1:
            return found[0]
        if not known:
            raise StoreError("The store holds no meeting yet; arrange one with: arrange PLAN.toml")
        listed = ", ".join(m.id for m in known)
        raise StoreError(f"Say which meeting with --meeting; the store holds: {listed}.")

    def unknown_files(self) -> tuple[str, ...]:
        """The files of meetings that the office does not know."""
        known = {meeting.file for meeting in self.office.meetings()}
        there = {path.name for path in (self.folder / MEETINGS).glob("*.db")}
        return tuple(sorted(there - known))

    def open_meeting(self, known: KnownMeeting) -> SqlcipherJournal:
        """The journal of a meeting. Raises StoreError if its file or key is not the right one."""
        try:
            key = unwrap(self._key, known.key, known.id)
        except WrongKey:
            raise StoreError(
                f"The key of the meeting {known.id!r} does not open; put office.db back "
                "from a backup."
            ) from None
        journal = SqlcipherJournal(self.folder / MEETINGS / known.file, key)
        if journal.meeting != known.id:
            journal.close()
            raise StoreError(f"{known.file} is of another meeting; put it back from a backup.")
        return journal


@contextmanager
def opened_store(
    folder: Path,
    passphrase: str,
    *,
    create: bool = False,
    cost: Cost = Cost(),  # noqa: B008 - frozen, so that sharing it is safe
    clock: Clock | None = None,
) -> Iterator[Store]:
    """The store in ``folder``, held until the end; made if it is not there and ``create`` says so.

    ``cost`` is for a store that is made; one that is there brings its own. Raises StoreError.
    """
    if not create and not (folder / "store.json").is_file():
        raise StoreError(f"There is no store in {folder}; make one with: arrange PLAN.toml")
    with ExitStack() as held:
        with _disk(folder):
            make_private_folder(folder)
            make_private_folder(folder / MEETINGS)
            held.enter_context(_locked(folder))
            key = _store_key(folder, passphrase, cost)
            office = held.enter_context(closing(Office(folder / "office.db", key)))
        try:
            yield Store(folder, office, clock or Clock(), key)
        except (Error, JournalFailed) as error:
            raise StoreError(
                f"The store in {folder} could not be written: see that the disk is not full, and "
                "run marac-server verify."
            ) from error


def control_key(folder: Path, passphrase: str) -> bytes:
    """As ``Store.control_key``, of a store that a running server may hold. Raises StoreError."""
    with _disk(folder):
        return key_for(CONTROL, _unsealed(folder / "store.json", passphrase))


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, Error) as error:
        why = getattr(error, "strerror", None) or "the disk failed"
        raise StoreError(f"The store in {folder} cannot be read or written: {why}.") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / "lock", mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"The store in {folder} is in use by a running server; stop that one first."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _store_key(folder: Path, passphrase: str, cost: Cost) -> bytes:
    path, has_office = folder / "store.json", (folder / "office.db").exists()
    if path.is_file() != has_office:
        missing = "store.json" if has_office else "office.db"
        raise StoreError(f"{missing} is missing from the store; put it back from a backup.")
    if has_office:
        return _unsealed(path, passphrase)
    key, salt = new_key(), new_salt()
    sealed = wrap(key_from_passphrase(passphrase, salt, cost), key, STORE_KEY)
    facts = {
        "version": VERSION,
        "cost": asdict(cost),
        "salt": b64encode(salt).decode(),
        "key": b64encode(sealed).decode(),
    }
    write_private(path, json.dumps(facts, indent=2).encode())
    return key


def _unsealed(path: Path, passphrase: str) -> bytes:
    try:
        facts: dict[str, Any] = json.loads(path.read_bytes())
        salt, sealed = b64decode(facts["salt"]), b64decode(facts["key"])
        opener = key_from_passphrase(passphrase, salt, _sound(facts["version"], facts["cost"]))
    except (ValueError, TypeError, LookupError):
        raise StoreError(
            "store.json is damaged or of another version; put it back from a backup."
        ) from None
    try:
        return unwrap(opener, sealed, STORE_KEY)
    except WrongKey:
        raise StoreError("That is not the passphrase of this store; try again.") from None


def _sound(version: object, cost: dict[str, int]) -> Cost:
    found = Cost(**cost)
    highest = asdict(HIGHEST_COST)
    if version != VERSION or not all(0 < n <= highest[what] for what, n in asdict(found).items()):
        raise ValueError("no cost that this version would have written")
    return found
