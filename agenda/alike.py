"""Names that look the same to whoever reads them, though they are written with other letters.

Unicode's own table of confusable characters has thousands of entries, and none is in the standard
library. This one covers what names in Latin letters are imitated with: the Cyrillic, Greek and
Armenian letters of the same shape, styled and full-width letters, letters with strokes and marks,
figures, capital I for small l, rn for m and vv for w; and case, spaces and punctuation make no
difference. Other scripts it compares letter for letter.
"""

# ruff: noqa: RUF001 - letters that are taken for others are what this is about

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)

_SHAPES: Final = {
    # Latin letters that do not come apart into a letter and a mark
    "a": "ɑ",
    "ae": "æÆ",
    "d": "đĐðÐɖ",
    "g": "ɡ",
    "h": "ħĦ",
    "i": "ıɩɪ",
    "j": "ȷ",
    "l": "łŁƚ1|",
    "o": "øØɵ0",
    "oe": "œŒ",
    "t": "ŧŦ",
}
_CYRILLIC: Final = {
    "a": "аА",
    "b": "вВьЬ",
    "c": "сС",
    "d": "ԁ",
    "e": "еЕ",
    "g": "ԍ",
    "h": "нНһҺ",
    "i": "іІ",
    "j": "јЈ",
    "k": "кКқҚ",
    "l": "ӏӀ",
    "m": "мМ",
    "n": "п",
    "o": "оО",
    "p": "рР",
    "q": "ԛ",
    "r": "гГ",
    "s": "ѕЅ",
    "t": "тТ",
    "u": "ц",
    "v": "ѵѴ",
    "w": "ԝԜшШ",
    "x": "хХҳҲ",
    "y": "уУүҮ",
}
_GREEK: Final = {
    "a": "αΑ",
    "b": "βΒ",
    "e": "εΕ",
    "h": "Η",
    "i": "ιΙ",
    "k": "κΚ",
    "m": "Μ",
    "n": "ηΝ",
    "o": "οΟσ",
    "p": "ρΡ",
    "t": "τΤ",
    "u": "υμ",
    "v": "ν",
    "w": "ω",
    "x": "χΧ",
    "y": "γΥ",
    "z": "Ζ",
}
_ARMENIAN: Final = {"h": "հ", "n": "ո", "o": "օՕ", "q": "զ", "s": "Տ", "u": "սՍ"}
_LATIN: Final = {
    char: latin
    for table in (_SHAPES, _CYRILLIC, _GREEK, _ARMENIAN)
    for latin, chars in table.items()
    for char in chars
}
_TOGETHER: Final = (("rn", "m"), ("vv", "w"), ("i", "l"))
"""What looks like something else once the letters stand side by side; capital I is small l."""


def skeleton(name: str) -> str:
    """What is left of ``name`` for the eye: the same for names that look alike."""
    apart = unicodedata.normalize("NFKD", name)
    letters = "".join(_LATIN.get(char, char) for char in apart if char.isalnum() or char == "|")
    folded = letters.casefold()
    for seen, taken_for in _TOGETHER:
        folded = folded.replace(seen, taken_for)
    return folded


def alike(named: Iterable[tuple[Key, str]]) -> tuple[tuple[Key, ...], ...]:
    """Those of ``named``, each a key and a name, whose names look alike, group by group."""
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key, name in named:
        groups[skeleton(name)].append(key)
    return tuple(tuple(keys) for keys in groups.values() if len(keys) > 1)
