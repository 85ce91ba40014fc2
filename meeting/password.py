"""What will do for a password. No rules of composition: long enough, and not the first guess.

Both ends ask it: the laptop before it sends one, the server because it believes no laptop.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

FEWEST_CHARACTERS: Final = 12
MOST_CHARACTERS: Final = 200
LEAST_OF_ITS_OWN: Final = 6
"""Letters and digits that have to be left when what anybody would guess is taken out."""
FEWEST_DIFFERENT: Final = 4
SHORTEST_WORD: Final = 3

GUESSED_FIRST: Final = (
    "correcthorsebatterystaple",
    "0123456789",
    "1234567890",
    "123456789",
    "12345678",
    "1234567",
    "123456",
    "12345",
    "1234",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwerty",
    "asdfgh",
    "abcdefgh",
    "abcdef",
    "abc123",
    "password",
    "passw0rd",
    "passwort",
    "passphrase",
    "welcome",
    "letmein",
    "changeme",
    "iloveyou",
    "trustno1",
    "administrator",
    "admin",
    "default",
    "secret",
    "football",
    "liverpool",
    "arsenal",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "spring",
    "summer",
    "autumn",
    "winter",
    "meeting",
    "council",
    "police",
    "safelives",
    "marac",
)
"""What is tried first, wherever it is tried; the longer of two that overlap stands before."""


def in_one_form(password: str) -> str:
    """``password`` in NFC: the same keys give the same password on every machine."""
    return unicodedata.normalize("NFC", password)


def fault_of(password: str, about: Iterable[str] = ()) -> str | None:
    """The code of the refusal that ``password`` deserves; None where it will do.

    ``about`` is what everybody knows of the person: name, agency, id.
    """
    typed = in_one_form(password)
    if len(typed) < FEWEST_CHARACTERS:
        return "password_too_short"
    if len(typed) > MOST_CHARACTERS:
        return "password_too_long"
    own = _without_guesses(typed, about)
    if len(own) < LEAST_OF_ITS_OWN or len(set(own)) < FEWEST_DIFFERENT:
        return "password_guessed_first"
    return None


def _without_guesses(typed: str, about: Iterable[str]) -> str:
    left = _letters(typed)
    names = {_letters(word) for text in about for word in (text, *re.split(r"\W+", text))}
    known = sorted((n for n in names if len(n) >= SHORTEST_WORD), key=len, reverse=True)
    for word in (*known, *GUESSED_FIRST):
        left = left.replace(word, "")
    return left


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
