"""A joining code: one person's one-time secret, with the pin of the server that it is good for.

A laptop is given an address and a code. The pin in the code is all that it trusts: no authority
vouches for a laptop in a council chamber.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

PREFIX: Final = "marac1-"
SECRET_BYTES: Final = 16
PIN_BYTES: Final = 32
_FORM: Final = re.compile(r"marac1-[A-Za-z0-9_-]{64}")


@dataclass(frozen=True, slots=True, repr=False)
class JoiningCode:
    """``secret``: 16 random bytes, good once. ``pin``: SHA-256 of the server's certificate."""

    secret: bytes
    pin: bytes

    @property
    def spoken(self) -> str:
        """The secret as it is sent to the server: base64 for addresses, without padding."""
        return urlsafe_b64encode(self.secret).decode().rstrip("=")

    def __str__(self) -> str:
        return PREFIX + urlsafe_b64encode(self.secret + self.pin).decode()


def parse_code(text: str) -> JoiningCode | None:
    """The code that ``text`` is, spaces and line breaks of pasting left out; None if it is none."""
    joined = "".join(text.split())
    if not _FORM.fullmatch(joined):
        return None
    raw = urlsafe_b64decode(joined.removeprefix(PREFIX))
    return JoiningCode(raw[:SECRET_BYTES], raw[SECRET_BYTES:])


def pin_of(certificate: bytes) -> bytes:
    """The pin of a certificate in DER form: 32 bytes."""
    return sha256(certificate).digest()
