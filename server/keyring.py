"""The keys of a store, and ``store.json``, in which they lie wrapped.

The store's key wraps all others. It is wrapped twice itself: by what the passphrase is turned into,
and by the recovery key. The file carries a seal made with the store's key, so that no byte of it
can change unnoticed, and the digests of the server's certificate and key.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as keyed_digest
from pathlib import Path
from typing import Any, Final, Self

from meeting.chain import canonical
from server.errors import StoreError
from server.files import write_private
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
from server.recovery import RecoveryKey

FILE: Final = "store.json"
VERSION: Final = 2
HIGHEST_COST: Final = Cost(memory_kib=4 * 1024 * 1024, passes=64, lanes=64)
"""More than this in the file is not a cost, but damage."""
_SEAL: Final = "seal"
_STORE_KEY: Final = "store key"
_BY_RECOVERY: Final = "store key for recovery"
_DAMAGED: Final = "store.json is damaged or of another version; put it back from a backup."

Opener = str | RecoveryKey
"""What opens a store: its passphrase, or its recovery key."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Random keys: the one that wraps meetings' keys, and those of the files beside them."""

    store: bytes = field(default_factory=new_key)
    office: bytes = field(default_factory=new_key)
    audit: bytes = field(default_factory=new_key)
    tls: bytes = field(default_factory=new_key)

    def with_new_store_key(self) -> Self:
        """The same, under another store key."""
        return replace(self, store=new_key())

    @property
    def wrapped(self) -> dict[str, str]:
        """Those of files, as the store's key wraps them."""
        return {name: wrap(self.store, getattr(self, name), name).hex() for name in _OF_FILES}


_OF_FILES: Final = ("office", "audit", "tls")


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """``store.json``, open. ``facts`` is what is in it apart from its seal."""

    keys: Keys
    facts: Mapping[str, Any]

    @classmethod
    def made(cls, keys: Keys, passphrase: str, recovery: RecoveryKey, cost: Cost) -> Self:
        """``keys``, to be opened with ``passphrase`` or with ``recovery``. Slow on purpose."""
        salt = new_salt()
        by_passphrase = wrap(key_from_passphrase(passphrase, salt, cost), keys.store, _STORE_KEY)
        return cls(
            keys,
            {
                "version": VERSION,
                "cost": asdict(cost),
                "salt": salt.hex(),
                "key": by_passphrase.hex(),
                "recovery": wrap(recovery.opener, keys.store, _BY_RECOVERY).hex(),
                "keys": keys.wrapped,
                "files": {},
            },
        )

    @classmethod
    def read(cls, folder: Path, opener: Opener) -> Self:
        """What is in ``folder``. Slow on purpose. Raises StoreError, OSError."""
        raw = (folder / FILE).read_bytes()
        try:
            facts = json.loads(raw)
            key = _opened(facts, opener)
            seal = bytes.fromhex(facts.pop(_SEAL))
            keys = Keys(key, *(unwrap(key, bytes.fromhex(facts["keys"][n]), n) for n in _OF_FILES))
            found = cls(keys, facts)
        except (ValueError, TypeError, LookupError, AttributeError, WrongKey):
            raise StoreError(_DAMAGED) from None
        # Byte for byte: a space that became a tab is damage of which nobody knows the reason.
        if not compare_digest(seal, found._seal) or raw != found._written:
            raise StoreError(_DAMAGED)
        return found

    @property
    def cost(self) -> Cost:
        """What guessing the passphrase costs."""
        return Cost(**self.facts["cost"])

    def write(self, folder: Path) -> None:
        """Puts it into ``folder``, whole or not at all."""
        write_private(folder / FILE, self._written)

    def knowing(self, files: Mapping[str, bytes]) -> Self:
        """The same, with the digests of ``files`` by name as they are now."""
        digests = {name: sha256(content).hexdigest() for name, content in files.items()}
        return replace(self, facts={**self.facts, "files": {**self.facts["files"], **digests}})

    def with_files_of(self, other: "Keyring") -> Self:
        """The same, with the digests of files that ``other`` knows."""
        return replace(self, facts={**self.facts, "files": other.facts["files"]})

    def has_changed(self, folder: Path) -> tuple[str, ...]:
        """The names of the files in ``folder`` that are not as they were when it learnt them."""
        return tuple(
            name
            for name, digest in sorted(self.facts["files"].items())
            if not (folder / name).is_file()
            or sha256((folder / name).read_bytes()).hexdigest() != digest
        )

    @property
    def _seal(self) -> bytes:
        return keyed_digest(key_for(_SEAL, self.keys.store), canonical(self.facts), "sha256")

    @property
    def _written(self) -> bytes:
        return json.dumps({**self.facts, _SEAL: self._seal.hex()}, indent=2).encode()


def _opened(facts: dict[str, Any], opener: Opener) -> bytes:
    """The store's key. Raises StoreError for the wrong opener, others for what is no such file."""
    cost = _sound(facts["version"], facts["cost"])
    if isinstance(opener, RecoveryKey):
        return _unwrapped(opener.opener, facts["recovery"], _BY_RECOVERY, "recovery key")
    by_passphrase = key_from_passphrase(opener, bytes.fromhex(facts["salt"]), cost)
    return _unwrapped(by_passphrase, facts["key"], _STORE_KEY, "passphrase")


def _unwrapped(opener: bytes, sealed: str, belongs_to: str, called: str) -> bytes:
    try:
        return unwrap(opener, bytes.fromhex(sealed), belongs_to)
    except WrongKey:
        raise StoreError(f"That is not the {called} of this store; try again.") from None


def _sound(version: object, cost: dict[str, int]) -> Cost:
    found = Cost(**cost)
    highest = asdict(HIGHEST_COST)
    if version != VERSION or not all(0 < n <= highest[what] for what, n in asdict(found).items()):
        raise ValueError("no cost that this version would have written")
    return found
