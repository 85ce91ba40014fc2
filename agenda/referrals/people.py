"""Several people in one cell: who they are, and when they were born where it says so.

Lines, semicolons and numbers part them; commas only where nothing else could be meant. Where a cell
could be read in two ways it is refused, since a child that is lost is in nobody's plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from agenda.referrals.dates import IN_TEXT, Unclear, born_on, is_not_said

NOBODY: Final = frozenset(
    (
        "no children", "none known", "no", "nobody", "0", "nil", "no other", "no dependants",
        "no dependents", "none identified", "no kids",
    )
)  # fmt: skip
LONGEST_NAME: Final = 120
MOST_PEOPLE: Final = 40
_NUMBERED: Final = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}[.):]\)?\s+(?=[^\d\s])")
_LEADING: Final = re.compile(r"^\s*(?:\(?\d{1,2}[.):]\)?\s+|[-*\u2022\u00b7]\s*)")
_BORN: Final = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|birth ?date)\s*[:=-]?\s*", re.IGNORECASE
)
_AGE: Final = re.compile(
    r"\b(?:aged?|age:)\s*\d{1,3}\b(?:\s*(?:years?|yrs?|months?|mths?|weeks?|wks?)(?:\s*old)?)?"
    r"|\b\d{1,3}\s*(?:years?|yrs?|y/?o|months?|mths?|weeks?|wks?)\b(?:\s*old)?",
    re.IGNORECASE,
)
_OTHER_NAME: Final = re.compile(
    r"[\s,(]+(?:a\.?k\.?a\.?|also known as|known as|alias|formerly|previously|n[ée]e)[:\s]+",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\S\s+and\s+\S|[&+]", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as a cell names them."""

    name: str
    born: date | None = None
    aliases: tuple[str, ...] = field(default=())


def people_in(text: str, today: date) -> tuple[Somebody, ...]:
    """Everybody named in a cell, in its order. Raises Unclear."""
    if is_nobody(text):
        return ()
    pieces = [piece for line in parts(text) for piece in _between_commas(line)]
    if len(pieces) > MOST_PEOPLE:
        raise Unclear(f"names more than {MOST_PEOPLE} people")
    return tuple(_somebody(piece, today) for piece in pieces)


def is_joined(name: str) -> bool:
    """Whether one name may be those of two people, with ``and``, ``&`` or ``+`` between them."""
    return _JOINED.search(name) is not None


def person_in(text: str, today: date) -> Somebody:
    """The one person whom a cell names, commas or not. Raises Unclear."""
    found = parts(text)
    if len(found) != 1:
        raise Unclear(f"names {len(found)} people; a referral is about one victim")
    return _somebody(found[0], today)


def is_nobody(text: str) -> bool:
    """Whether a cell says that there is nobody."""
    words = " ".join(text.casefold().split()).rstrip(".")
    return is_not_said(text) or words in NOBODY


def parts(text: str) -> tuple[str, ...]:
    """The lines of a cell; what stands between semicolons or behind numbers counts as a line."""
    found = []
    for line in re.split(r"[\n;|]", text):
        starts = [match.start() for match in _NUMBERED.finditer(line)]
        cuts = [0, *starts, len(line)] if len(starts) > 1 else [0, len(line)]
        found += [line[a:b] for a, b in pairwise(cuts)]
    return tuple(cleaned for part in found if (cleaned := _LEADING.sub("", part).strip(" \t,")))


def _between_commas(line: str) -> Iterator[str]:
    """``Bryn Oakhill 3/4/2019, Cai Oakhill`` are two; ``Oakhill, Bryn`` may be, and is refused."""
    people: list[str] = []
    for piece in _commas(line):
        if people and _is_about_the_last(piece):
            people[-1] = f"{people[-1]} {piece}"
        elif piece:
            people.append(piece)
    if len(people) > 1 and any(len(_name(piece).split()) < 2 for piece in people):  # noqa: PLR2004 - first and last
        raise Unclear(
            f"“{line[:60]}” could be one person or {len(people)}; write each on a line of their "
            "own, the first name first and without commas"
        )
    yield from people


def _commas(line: str) -> Iterator[str]:
    """What commas outside brackets part, and ``and`` between two whole names."""
    depth, start = 0, 0
    for at, char in enumerate(line):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth <= 0:
            yield line[start:at].strip()
            start = at + 1
    yield line[start:].strip()


def _is_about_the_last(piece: str) -> bool:
    """A date, an age or a bracket alone belongs to the name before it."""
    return not _name(_OTHER_NAME.sub(" ", f" {piece}") if _OTHER_NAME.match(f" {piece}") else piece)


def _name(piece: str) -> str:
    """``piece`` without dates, ages, brackets and what leads to them."""
    bare = _BRACKETS.sub(" ", piece)
    for pattern in (IN_TEXT, _BORN, _AGE):
        bare = pattern.sub(" ", bare)
    return " ".join(bare.split()).strip(" -\u2013\u2014:,./")


def _somebody(piece: str, today: date) -> Somebody:
    name, *others = _OTHER_NAME.split(piece.replace("(née", " née").replace("(nee", " nee"))
    aliases = tuple(filter(None, (_name(other).strip(" ()") for other in others)))
    name = _name(name)
    if not name:
        raise Unclear(f"“{piece[:60]}” names nobody")
    if any(char.isdigit() for char in name):
        raise Unclear(f"“{piece[:60]}” has a number in the name that is no date")
    if len(name) > LONGEST_NAME or any(len(alias) > LONGEST_NAME for alias in aliases):
        raise Unclear(f"“{name[:40]}…” is longer than a name can be")
    return Somebody(name, _only_date(piece, today), aliases)


def _only_date(piece: str, today: date) -> date | None:
    found = [match[0] for match in IN_TEXT.finditer(piece)]
    if len(found) > 1:
        raise Unclear(f"“{piece[:60]}” has several dates; write each person on a line of their own")
    return born_on(found[0], today) if found else None


def names_in(text: str) -> tuple[str, ...]:
    """Other names of one person: on lines, or with commas between them. Raises Unclear."""
    if is_nobody(text):
        return ()
    names = [name for part in parts(text) for name in map(_name, part.split(",")) if name]
    if any(len(name) > LONGEST_NAME for name in names):
        raise Unclear(f"“{text[:40]}…” is longer than a name can be")
    return tuple(names)
