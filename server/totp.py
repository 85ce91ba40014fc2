"""One-time passwords of six digits (RFC 6238): each is good once, and a step early or late."""

import os
from base64 import b32encode
from datetime import datetime
from hmac import compare_digest
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES: Final = 20
STEP_SECONDS: Final = 30
DIGITS: Final = 6
DRIFT: Final = 1
"""Steps by which the device's clock may be early or late."""
ISSUER: Final = "MARAC"
LONGEST_NAME: Final = 17
"""Of an address that is to stand on one line of eighty, and in a code that a small window has."""


def new_secret() -> bytes:
    """A random secret for one person's device."""
    return os.urandom(SECRET_BYTES)


def as_typed(secret: bytes) -> str:
    """The secret as it is typed into a device: base32."""
    return b32encode(secret).decode()


def as_uri(secret: bytes, person: str) -> str:
    """The secret as authenticator programs take it: with nothing in it that they suppose anyway
    (SHA-1, six digits, thirty seconds), so that it is one line.
    """
    return f"otpauth://totp/{ISSUER}:{person[:LONGEST_NAME]}?secret={as_typed(secret)}"


def digits(secret: bytes, now: datetime) -> str:
    """The six digits of this moment."""
    return _totp(secret).generate(int(now.timestamp())).decode()


def step_of(secret: bytes, said: str, now: datetime, *, after: int) -> int | None:
    """The step whose digits are ``said``: later than ``after`` and at most DRIFT from now.

    None if there is none. It takes as long whichever it is.
    """
    totp, current = _totp(secret), int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        same = compare_digest(totp.generate(step * STEP_SECONDS), said.encode())
        if same and step > after:
            found = step
    return found


def _totp(secret: bytes) -> TOTP:
    # SHA-1 is what programs and devices know; in HMAC nothing is known against it.
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - as above
