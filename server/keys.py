"""Keys: random ones, wrapped by the store's, and the store's by what a person types.

Changing the passphrase changes one wrapping and rewrites no database.
"""

import os
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What guessing a passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


class WrongKey(Exception):
    """What was wrapped does not open with this key."""


def new_key() -> bytes:
    """A random key."""
    return os.urandom(KEY_BYTES)


def new_salt() -> bytes:
    """A random salt."""
    return os.urandom(SALT_BYTES)


def key_from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that ``passphrase`` stands for. Slow on purpose: never on the event loop."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    derivation = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return derivation.derive(typed)


def key_for(purpose: str, key: bytes) -> bytes:
    """A key for one purpose, from which ``key`` cannot be told."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"marac-live/{purpose}".encode()).derive(key)


def wrap(key: bytes, secret: bytes, belongs_to: str) -> bytes:
    """``secret``, readable with ``key`` alone and only as what it belongs to."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, belongs_to.encode())


def unwrap(key: bytes, wrapped: bytes, belongs_to: str) -> bytes:
    """What ``wrap`` was given. Raises WrongKey."""
    nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, belongs_to.encode())
    except (InvalidTag, ValueError):
        raise WrongKey from None


def digest_of(secret: bytes) -> str:
    """What is stored in place of a random secret."""
    return sha256(secret).hexdigest()
