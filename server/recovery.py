"""The recovery key: opens a store whose passphrase is lost. Random, shown once, kept on paper.

Eight groups of five characters, the fifth of each checking the other four, and a last group that
checks them all: a slip of the pen is told, and in which group it is.
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from server.errors import OperatorError
from server.keys import key_for

SECRET_BYTES: Final = 20
"""160 bits: nobody guesses them, so that nothing need make guessing slow."""
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are taken for others."""
_BITS: Final = 5
_GROUPS: Final = 8
_DATA: Final = 4
_GROUP: Final = 5
_ALIKE: Final = str.maketrans("ILO", "110")
_PURPOSE: Final = "recovery"


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKey:
    """The secret; ``str`` is what is written down."""

    secret: bytes

    @classmethod
    def fresh(cls) -> "RecoveryKey":
        """A random one."""
        return cls(os.urandom(SECRET_BYTES))

    @property
    def opener(self) -> bytes:
        """The key that it stands for."""
        return key_for(_PURPOSE, self.secret)

    def __str__(self) -> str:
        letters = _letters(int.from_bytes(self.secret), _GROUPS * _DATA)
        data = [letters[at : at + _DATA] for at in range(0, len(letters), _DATA)]
        return "-".join([*_checked(data), _check_of_all(data)])


def parse_recovery_key(written: str) -> RecoveryKey:
    """The key that was written down, in capitals or not, with whatever between the groups.

    Raises OperatorError, naming the first group that cannot be right.
    """
    upper = unicodedata.normalize("NFKC", written).upper().translate(_ALIKE)
    plain = re.sub(r"[^0-9A-Z]", "", upper)
    if len(plain) != _GROUP * (_GROUPS + 1):
        raise OperatorError(
            f"A recovery key has {_GROUPS + 1} groups of {_GROUP} characters; {len(plain)} "
            "characters were given. Copy it again from the paper."
        )
    groups = [plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP)]
    data = [group[:_DATA] for group in groups[:_GROUPS]]
    expected = [*_checked(data), _check_of_all(data)]
    for number, (found, wanted) in enumerate(zip(groups, expected, strict=True), start=1):
        if found != wanted:
            raise OperatorError(
                f"Group {number} of the recovery key, {found}, is not as it was printed; compare "
                "it with the paper, character by character."
            )
    value = 0
    for letter in "".join(data):
        value = value << _BITS | _LETTERS.index(letter)
    return RecoveryKey(value.to_bytes(SECRET_BYTES))


def _checked(data: Sequence[str]) -> list[str]:
    """Each group with its check, which is of its place too: groups cannot change places."""
    return [group + _check(f"{at} {group}", 1) for at, group in enumerate(data)]


def _check_of_all(data: Sequence[str]) -> str:
    return _check("".join(data), _GROUP)


def _check(of: str, length: int) -> str:
    return _letters(int.from_bytes(sha256(f"marac-live/{of}".encode()).digest()), length)


def _letters(value: int, length: int) -> str:
    """The lowest bits of ``value``, as so many letters."""
    return "".join(_LETTERS[value >> _BITS * at & 31] for at in reversed(range(length)))
