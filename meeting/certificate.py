"""What a laptop has to know of a server's certificate: its public key, and how long it is good.

A reader of DER for exactly the way to these two; whatever is not in its one strict form raises
ValueError. Who signed the certificate is not looked at: the pin of the key is all that counts.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

_SEQUENCE: Final = 0x30
_INTEGER: Final = 0x02
_VERSION: Final = 0xA0
_UTC_TIME: Final = 0x17
_GENERALIZED_TIME: Final = 0x18
_LONG_FORM: Final = 0x80
_MOST_LENGTH_BYTES: Final = 3
_CENTURY_TURNS: Final = 50


@dataclass(frozen=True, slots=True)
class Certificate:
    """``public_key``: the DER of its SubjectPublicKeyInfo. It is good between the two moments."""

    public_key: bytes
    begins: datetime
    ends: datetime

    @property
    def pin(self) -> bytes:
        """SHA-256 of the public key: 32 bytes. A renewed certificate of the same key keeps it."""
        return sha256(self.public_key).digest()

    def is_good(self, now: datetime) -> bool:
        """Whether ``now`` is between its moments."""
        return self.begins <= now <= self.ends


def read_certificate(der: bytes) -> Certificate:
    """The certificate in ``der``. Raises ValueError."""
    whole = _Reader(der)
    signed = _Reader(_Reader(whole.value(_SEQUENCE)).value(_SEQUENCE))
    whole.need_end()
    if signed.tag == _VERSION:
        signed.skip(_VERSION)
    signed.skip(_INTEGER)  # serial number
    signed.skip(_SEQUENCE)  # algorithm of the signature
    signed.skip(_SEQUENCE)  # issuer
    validity = _Reader(signed.value(_SEQUENCE))
    begins, ends = validity.time(), validity.time()
    validity.need_end()
    signed.skip(_SEQUENCE)  # subject
    return Certificate(signed.skip(_SEQUENCE), begins, ends)


class _Reader:
    """Values one after the other: tag, length, content."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def tag(self) -> int:
        """The tag of the next value; -1 at the end."""
        return self._data[self._at] if self._at < len(self._data) else -1

    def value(self, tag: int) -> bytes:
        """The content of the next value, which must have this tag."""
        start, end = self._bounds(tag)
        self._at = end
        return self._data[start:end]

    def skip(self, tag: int) -> bytes:
        """The next value whole, with tag and length."""
        begin = self._at
        self._at = self._bounds(tag)[1]
        return self._data[begin : self._at]

    def need_end(self) -> None:
        """Raises ValueError if something follows."""
        if self._at != len(self._data):
            raise ValueError("something follows where nothing should")

    def time(self) -> datetime:
        """The next value, a moment in UTC to the second."""
        short = self.tag == _UTC_TIME
        text = self.value(_UTC_TIME if short else _GENERALIZED_TIME).decode("ascii")
        if short:
            text = ("20" if int(text[:2]) < _CENTURY_TURNS else "19") + text
        return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)

    def _bounds(self, tag: int) -> tuple[int, int]:
        if self.tag != tag:
            raise ValueError("another kind of value")
        length, start = self._length(self._at + 1)
        if start + length > len(self._data):
            raise ValueError("cut off")
        return start, start + length

    def _length(self, at: int) -> tuple[int, int]:
        """The length that stands at ``at``, and where the content begins."""
        octets = self._data[at : at + 1 + _MOST_LENGTH_BYTES]
        if not octets:
            raise ValueError("cut off")
        if octets[0] < _LONG_FORM:
            return octets[0], at + 1
        count = octets[0] - _LONG_FORM
        length = int.from_bytes(octets[1 : 1 + count])
        shortest = _LONG_FORM if count == 1 else 1 << 8 * (count - 1)
        if not 0 < count <= _MOST_LENGTH_BYTES or length < shortest:
            raise ValueError("a length that is not in its shortest form")
        return length, at + 1 + count
