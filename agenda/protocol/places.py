"""On which line of a file a key stands: TOML's own reader does not say."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

Place = tuple[str | int, ...]
"""A key with the numbers of the tables in lists, from 0: ``("day", "breaks", 1, "label")``."""

HEADER: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\s-]+?)\s*\]\]?\s*(?:#.*)?$")
ASSIGNED: Final = re.compile(r"\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=")
QUOTES: Final = ('"""', "'''")


def places(text: str) -> Mapping[Place, int]:
    """Where each table and each key that begins a line stands; lines are counted from 1."""
    found: dict[Place, int] = {}
    table: Place = ()
    counts: dict[Place, int] = {}
    for number, line in _outside_of_texts(text):
        if match := HEADER.match(line):
            names = _names(match[2])
            table = _inside(names[:-1], counts) + names[-1:]
            if match[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
        elif match := ASSIGNED.match(line):
            found.setdefault((*table, *_names(match[1])), number)
    return found


def line_of(place: Place, found: Mapping[Place, int]) -> int | None:
    """The line of ``place``, or of the nearest table around it that begins a line."""
    while place:
        if place in found:
            return found[place]
        place = place[:-1]
    return None


def _names(dotted: str) -> Place:
    return tuple(part.strip() for part in dotted.split("."))


def _inside(names: Place, counts: Mapping[Place, int]) -> Place:
    """Under the last table of each list on the way."""
    place: Place = ()
    for name in names:
        place = (*place, name)
        if place in counts:
            place = (*place, counts[place])
    return place


def _outside_of_texts(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not within a text of several lines."""
    within = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not within:
            yield number, line
        for quotes in QUOTES:
            if within in {"", quotes} and line.count(quotes) % 2:
                within = "" if within else quotes
