"""What people type: one type, cleaned once where it enters, and painted only as literal text.

Nothing that a terminal could act on and nothing that hides is left in it. What is left does not
depend on the Unicode version of the machine that asks, so that both ends of a wire agree.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Final

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

TEXT_ERRORS: Final = frozenset({"words_missing", "words_too_long"})
"""Error types that say a person's text was at fault, not a program's message."""

INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories that never reach a screen: control, bidi and other format characters,
private use, lone surrogates, line and paragraph separators."""

HIDDEN: Final = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),
)
"""Ranges of letters, marks and unassigned points that are never seen: fillers, joiners, selectors,
blanks and non-characters."""

RECORDED: Final = {"recorded": True}
"""The context in which what was cleaned once is read again, as it stands: what another version of
Unicode would make of it must not change a record."""

MOST_UNCLEANED: Final = 8
"""How many times as long as it may be in the end a text may arrive: cleaning takes time."""

MOST_COMBINING: Final = 4
"""Combining marks kept on one character; more would paint over the lines around it."""
MOST_COMPOSED: Final = 32
"""Combining marks on one character that are looked at, to find which of them are kept."""


def clean(text: str) -> str:
    """``text`` in NFC on one line, without anything that a terminal could act on or hide.

    Line breaks and tabs become spaces; runs of spaces become one. Cleaning twice changes nothing.
    """
    while (cleaner := _cleaned(text)) != text:
        text = cleaner
    return text


def _cleaned(text: str) -> str:
    """One round of cleaning: what one step leaves can give another step something to do."""
    spaced = "".join(" " if char in "\t\n\r\v\f\x85\u2028\u2029" else char for char in text)
    # Before composing, which takes time in the square of a stack's height.
    low = _without_stacks("".join(filter(is_visible, spaced)), MOST_COMPOSED, _is_ordered)
    composed = unicodedata.normalize("NFC", low)
    return " ".join(_without_stacks(composed, MOST_COMBINING, is_mark).split())


@lru_cache(maxsize=4096)
def is_visible(char: str) -> bool:
    """Whether ``char`` is seen, and seen for what it is."""
    if char.isascii():
        return char.isprintable()
    point = ord(char)
    if point & 0xFFFE == 0xFFFE or unicodedata.category(char) in INVISIBLE:  # noqa: PLR2004 - the non-characters that end each plane
        return False
    return not any(first <= point <= last for first, last in HIDDEN)


@lru_cache(maxsize=4096)
def is_mark(char: str) -> bool:
    """Whether ``char`` is painted over the one before it."""
    return unicodedata.category(char) in {"Mn", "Me"}


@lru_cache(maxsize=4096)
def _is_ordered(char: str) -> bool:
    """Whether composing may put ``char`` elsewhere among those around it."""
    return unicodedata.combining(char) > 0


def _without_stacks(text: str, most: int, counts: Callable[[str], bool]) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if counts(char) else 0
        if marks <= most:
            kept.append(char)
    return "".join(kept)


def _paragraphs(text: str) -> str:
    return "\n\n".join(filter(None, (clean(part) for part in text.split("\n\n"))))


def _cleaner(
    longest: int, *, may_be_empty: bool = False, paragraphs: bool = False
) -> BeforeValidator:
    def check(value: object, info: ValidationInfo) -> str:
        if isinstance(value, str) and info.context is RECORDED:
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("text_expected", "Text is expected here.")
        too_long = PydanticCustomError(
            "words_too_long", "No more than {longest} characters.", {"longest": longest}
        )
        if len(value) > longest * MOST_UNCLEANED:
            raise too_long
        text = _paragraphs(value) if paragraphs else clean(value)
        if not text and not may_be_empty:
            raise PydanticCustomError("words_missing", "Some words are needed here.")
        if len(text) > longest:
            raise too_long
        return text

    return BeforeValidator(check)


Name = Annotated[str, _cleaner(120)]
"""A name as people write it: 1 to 120 characters, cleaned."""
Words = Annotated[str, _cleaner(600)]
"""Something said at the table: 1 to 600 characters, cleaned. Short, for it is said aloud."""
OptionalWords = Annotated[str, _cleaner(600, may_be_empty=True)]
"""As ``Words``, or empty where nothing was said."""
Statement = Annotated[str, _cleaner(8000, paragraphs=True)]
"""A text read out: 1 to 8,000 characters, cleaned paragraph by paragraph."""
