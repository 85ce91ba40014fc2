"""An invitation: where the server is, by which key it is known, and one person's one-time code.

It is a text to paste or a file. The pin in it is all that a laptop trusts: no authority vouches
for the machine that serves in a council chamber.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

PREFIX: Final = "marac2-"
DOOR_PREFIX: Final = "maracdoor2-"
CODE_BYTES: Final = 16
PIN_BYTES: Final = 32
_CHECK_BYTES: Final = 4
_LONGEST_ADDRESS: Final = 300
_LONGEST_TEXT: Final = 8192
_NOT_OF_IT: Final = re.compile(r"[\s|\u2500-\u259f]+")
"""Breaks of lines, and the frames that a terminal draws: copied along, they are no part of it."""
_FORM: Final = re.compile(r"(marac2|maracdoor2)-([A-Za-z0-9_-]{60,600})(?:\.|$)")


@dataclass(frozen=True, slots=True, repr=False)
class Invitation:
    """``code``: 16 random bytes, good once. ``pin``: SHA-256 of the server's public key.

    ``address``: ``host:port``, or empty where it has to be told otherwise. ``is_door``: not one
    person's, but for whoever is there and has no account.
    """

    code: bytes
    pin: bytes
    address: str = ""
    is_door: bool = False

    @property
    def spoken(self) -> str:
        """The code as it is sent to the server: base64 for addresses, without padding."""
        return urlsafe_b64encode(self.code).decode().rstrip("=")

    def __str__(self) -> str:
        body = self.code + self.pin + self.address.encode()
        prefix = DOOR_PREFIX if self.is_door else PREFIX
        return f"{prefix}{urlsafe_b64encode(body + _check(body)).decode().rstrip('=')}."


def parse_invitation(text: str) -> Invitation | None:
    """The invitation in ``text``, whatever stands around it and however its lines were broken.

    None if there is none, or not all of it.
    """
    found = _FORM.search(_NOT_OF_IT.sub("", text[:_LONGEST_TEXT]))
    if found is None:
        return None
    written, is_door = found[2], f"{found[1]}-" == DOOR_PREFIX
    try:
        raw = urlsafe_b64decode(written + "=" * (-len(written) % 4))
        body, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
        code, pin = body[:CODE_BYTES], body[CODE_BYTES : CODE_BYTES + PIN_BYTES]
        address = body[CODE_BYTES + PIN_BYTES :].decode()
    except ValueError:
        return None
    whole = len(pin) == PIN_BYTES and len(address) <= _LONGEST_ADDRESS
    return Invitation(code, pin, address, is_door) if whole and check == _check(body) else None


def _check(body: bytes) -> bytes:
    """Tells a text that was cut or mistyped from a whole one; it is no secret."""
    return sha256(b"marac-live invitation\n" + body).digest()[:_CHECK_BYTES]
