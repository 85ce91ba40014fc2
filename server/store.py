"""The store: a folder with the office and every meeting, opened by one passphrase, by one process.

The passphrase, or the recovery key, opens a random store key; that opens the keys of the office and
of whatever else is one file; the office keeps each meeting's own key, wrapped by the store's. File
names say nothing of what is in them.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from agenda.draft import listed
from meeting.password import fault_of
from meeting.words import Refused
from server.audit import Audit, What
from server.clock import Clock
from server.database import Error
from server.errors import StoreError
from server.files import make_private_folder
from server.journal import Journal, JournalFailed
from server.keyring import FILE, Keyring, Keys, Opener
from server.keys import Cost, WrongKey, key_for, new_key, unwrap, wrap
from server.office import KnownMeeting, Office, Sitting
from server.recovery import RecoveryKey
from server.sqlcipher_journal import SqlcipherJournal
from server.tls import Identity, identity
from server.wal import Condition, condition_of

log = logging.getLogger(__name__)

MEETINGS: Final = "meetings"
CONTROL: Final = "control"
CERTIFICATE: Final = "certificate"
"""The setting that names the organisation's own certificate and its key."""
OFFICE: Final = "office.db"
AUDIT: Final = "audit.db"


@dataclass(repr=False)
class Store:
    """A store that is open, and closed to every other process.

    ``recovery_key`` is there only while the store is new: it is kept nowhere.
    """

    folder: Path
    office: Office
    audit: Audit
    clock: Clock
    _ring: Keyring
    recovery_key: RecoveryKey | None = None
    torn: tuple[str, ...] = ()
    """Files whose last write was not finished."""

    @property
    def _key(self) -> bytes:
        return self._ring.keys.store

    @property
    def identity(self) -> Identity:
        """The server's TLS key and certificate: the organisation's, or made if there is neither."""
        own = self.office.accounts.setting(CERTIFICATE)
        if own is not None:
            certificate, key = json.loads(own)
            return Identity(Path(certificate), Path(key), "", is_own=True)
        found = identity(self.folder, self._ring.keys.tls, self.clock.now())
        if found.is_new or not self._ring.facts["files"]:
            self.remember(found.certificate, found.key)
        return found

    def use_certificate(self, certificate: Path | None, key: Path | None) -> None:
        """From now on the server shows the organisation's own certificate.

        Raises StoreError if the two cannot be used.
        """
        if certificate is None or key is None:
            raise StoreError("A certificate of your own needs both: --certificate and --key.")
        self.audit.act(What.CERTIFICATE_CHANGED)
        files = (certificate.resolve(), key.resolve())
        Identity(*files, "", is_own=True).context(self.clock.now())
        self.office.accounts.set(CERTIFICATE, json.dumps([str(file) for file in files]))

    def remember(self, *files: Path) -> None:
        """Takes ``files`` of the store's folder to be as they should, for ``changed_files``."""
        self._ring = self._ring.knowing({path.name: path.read_bytes() for path in files})
        self._ring.write(self.folder)

    def changed_files(self) -> tuple[str, ...]:
        """The names of files that are not as they were when they were last remembered."""
        return self._ring.has_changed(self.folder)

    @property
    def control_key(self) -> bytes:
        """The key with which other commands show the running server that they may ask."""
        return key_for(CONTROL, self._key)

    def change_keys(self, passphrase: str | None, opener: Opener) -> RecoveryKey:
        """Another store key, under another passphrase, and the recovery key that is good now.

        Without a ``passphrase`` the ``opener`` stays the one. Up to the moment at which the keyring
        is replaced the old keys open everything, and from that moment the new ones do. Raises
        StoreError for a passphrase that is guessed too easily.
        """
        if passphrase is not None:
            _need_strong(passphrase)
        words = passphrase if passphrase is not None else opener
        if not isinstance(words, str):
            raise StoreError("After a recovery the store needs a new passphrase.")
        recovery, old = RecoveryKey.fresh(), self._ring
        new = Keyring.made(old.keys.with_new_store_key(), words, recovery, old.cost)
        new = new.with_files_of(old)
        self.office.prepare_keys(
            {m.id: wrap(new.keys.store, self._key_of(m), m.id) for m in self.office.meetings()}
        )
        new.write(self.folder)
        self._ring = new
        _settle_keys(self.office, new.keys.store)
        return recovery

    def _key_of(self, known: KnownMeeting) -> bytes:
        try:
            return unwrap(self._key, known.key, known.id)
        except WrongKey:
            raise StoreError(
                f"The key of the meeting {known.id!r} does not open; put office.db back "
                "from a backup."
            ) from None

    def add_meeting(
        self, meeting: str, fill: Callable[[Journal], None], sitting: Sitting | None = None
    ) -> KnownMeeting:
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
        known = KnownMeeting(meeting, file, wrap(self._key, key, meeting), sitting)
        self.office.add_meeting(known, self.clock.now())
        return known

    def known(self, meeting: str | None = None) -> KnownMeeting:
        """The meeting of that id, or the only open one. Raises StoreError if there is none such.

        A sitting is found by its id alone, and listed nowhere (RES-2).
        """
        known = self.office.meetings()
        listed = [m for m in known if m.sitting is None]
        found = listed if meeting is None else [m for m in known if m.id == meeting]
        if len(found) == 1:
            return found[0]
        if not listed:
            raise StoreError(self._no_meeting_yet())
        names = ", ".join(m.id for m in listed)
        if meeting is None:
            raise StoreError(f"Say which meeting with --meeting; the store holds: {names}.")
        raise StoreError(
            f"There is no meeting {meeting!r}; the store holds: {names}. Restricted sittings are "
            "listed by: marac-server sittings"
        )

    def _no_meeting_yet(self) -> str:
        """What there is to do before there is a meeting to serve, and a desk to be at."""
        if not (drafts := self.office.drafts.ids()):
            return "The store holds no meeting yet; arrange one with: arrange PLAN.toml"
        drafted = self.office.drafts.draft(drafts[0])
        is_empty = not drafted.plan.cases and not listed(drafted)
        step = "import FILE" if is_empty else "publish"
        then = "" if is_empty else " --invitations FOLDER"
        return (
            f"The store holds no meeting yet, only drafts: {', '.join(drafts)}. The next step is: "
            f"agenda {step} --meeting {drafts[0]}{then}"
        )

    def unknown_files(self) -> tuple[str, ...]:
        """The files of meetings that the office does not know."""
        known = {meeting.file for meeting in self.office.meetings()}
        there = {path.name for path in (self.folder / MEETINGS).glob("*.db")}
        return tuple(sorted(there - known))

    def open_meeting(self, known: KnownMeeting) -> SqlcipherJournal:
        """The journal of a meeting. Raises StoreError if its file or key is not the right one."""
        path = self.folder / MEETINGS / known.file
        self.torn += _torn(path)
        journal = SqlcipherJournal(path, self._key_of(known))
        if journal.meeting != known.id:
            journal.close()
            raise StoreError(f"{known.file} is of another meeting; put it back from a backup.")
        return journal


@contextmanager
def opened_store(
    folder: Path,
    opener: Opener,
    *,
    create: bool = False,
    cost: Cost = Cost(),  # noqa: B008 - frozen, so that sharing it is safe
    clock: Clock | None = None,
) -> Iterator[Store]:
    """The store in ``folder``, held until the end; made if it is not there and ``create`` says so.

    ``opener`` is the passphrase, or the recovery key of a store that is there. ``cost`` is for a
    store that is made; one that is there brings its own. Raises StoreError.
    """
    if not create and not (folder / FILE).is_file():
        raise StoreError(f"There is no store in {folder}; make one with: arrange PLAN.toml")
    with ExitStack() as held:
        with _disk(folder):
            make_private_folder(folder)
            make_private_folder(folder / MEETINGS)
            held.enter_context(_locked(folder))
            ring, recovery = _keyring(folder, opener, cost)
            torn = (*_torn(folder / OFFICE), *_torn(folder / AUDIT))
            office = held.enter_context(closing(Office(folder / OFFICE, ring.keys.office)))
            told = clock or Clock(steady=time.monotonic)
            audit = held.enter_context(closing(Audit(folder / AUDIT, ring.keys.audit, told.now)))
            _settle_keys(office, ring.keys.store)
        try:
            yield Store(folder, office, audit, told, ring, recovery, torn)
        except (Error, JournalFailed) as error:
            raise StoreError(
                f"The store in {folder} could not be written: see that the disk is not full, and "
                "run marac-server verify."
            ) from error


def control_key(folder: Path, passphrase: str) -> bytes:
    """As ``Store.control_key``, of a store that a running server may hold. Raises StoreError."""
    with _disk(folder):
        return key_for(CONTROL, Keyring.read(folder, passphrase).keys.store)


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


def _keyring(folder: Path, opener: Opener, cost: Cost) -> tuple[Keyring, RecoveryKey | None]:
    """The keyring that is there; or a new one, and the recovery key that belongs to it."""
    missing = [name for name in (FILE, OFFICE, AUDIT) if not (folder / name).exists()]
    if missing and len(missing) < 3:  # noqa: PLR2004 - all of them: there is no store yet
        raise StoreError(f"{missing[0]} is missing from the store; put it back from a backup.")
    if not missing:
        return Keyring.read(folder, opener), None
    if not isinstance(opener, str):
        raise StoreError(f"There is no store in {folder} to recover.")
    _need_strong(opener)
    recovery = RecoveryKey.fresh()
    ring = Keyring.made(Keys(), opener, recovery, cost)
    ring.write(folder)
    return ring, recovery


def _torn(database: Path) -> tuple[str, ...]:
    """The name of a database whose last write is not whole. Raises StoreError for worse."""
    condition = condition_of(database)
    if condition is Condition.DAMAGED:
        raise StoreError(
            f"{database.name}-wal is damaged, and what was acknowledged would be lost. Keep the "
            "files as they are and restore a backup."
        )
    if condition is Condition.TORN:
        log.warning("the last write to %s was not finished", database.name)
        return (database.name,)
    return ()


def _need_strong(passphrase: str) -> None:
    fault = fault_of(passphrase)
    if fault is not None:
        raise StoreError(f"For the store's passphrase: {Refused(fault).message}")


def _settle_keys(office: Office, store_key: bytes) -> None:
    """Ends a change of keys that was under way: what opens with the store's key is what counts."""

    def opens(meeting: str, wrapped: bytes) -> bool:
        try:
            unwrap(store_key, wrapped, meeting)
        except WrongKey:
            return False
        return True

    office.settle_keys(opens)
