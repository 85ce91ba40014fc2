"""Which column is which: headings are matched by what they mean, and never guessed at in silence.

A known wording, one that differs by slips of the pen, or one that the coordinator settled for this
area. Whatever else there is, is asked about.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import OSA

from agenda.referrals.fields import BY_KEY, FIELDS, NUMBERED, Key, heading_of
from agenda.referrals.table import Row, Table, UnreadableFile, column_name
from agenda.ways import Way

LOOKED_AT: Final = 20
"""Rows from the top among which that of the headings is looked for."""
FEWEST_KNOWN: Final = 3
"""A row with fewer headings that are known is none; with that of the victim, one less will do."""
LONGEST_HEADING: Final = 160
LONGEST_GUESSED: Final = 60
MOST_GUESSED: Final = 60
"""What a heading might be is guessed for no longer ones, and for no more of them than a form has:
whoever makes a file to keep this busy finds no more work to give it.
"""
SLIP_AT_LEAST: Final = 0.75
"""How alike two words are that differ by a slip; shorter ones than these have to be the same."""
SLIP_LETTERS: Final = 4
WORD_AT_LEAST: Final = 0.65
"""How alike two words have to be for a guess, which is asked about."""
DENIES: Final = frozenset({"no", "not", "never", "unsafe"})
GUESS_AT_LEAST: Final = 0.6
"""From here on a question names what a heading might be."""
FILLERS: Final = frozenset("the a an of please for your s y n in".split())  # noqa: SIM905 - as text it is read more easily


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is; ``number`` where there are several of a kind: Child 2."""

    index: int
    heading: str
    key: Key
    number: int = 0
    by_slip: bool = False
    """Its heading is no known wording, only near one: whoever imports is told."""


@dataclass(frozen=True, slots=True)
class Question:
    """A heading that nobody knows, and what it might be."""

    index: int
    heading: str
    guess: Key | None = None


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of the headings, what its columns are, and what has to be asked."""

    row: int
    columns: tuple[Column, ...]
    questions: tuple[Question, ...] = ()
    twice: tuple[tuple[Column, Column], ...] = ()
    """Columns that are both read as the same thing."""


Settled = Mapping[str, Key]
"""What the coordinator settled, by ``plain`` heading."""


def headings_of(table: Table, settled: Settled) -> Headings | None:
    """The headings of ``table``: the first of its rows in which most are known. None if none is."""
    row = max(table.rows[:LOOKED_AT], key=lambda row: known_in(row, settled), default=None)
    if row is None:
        return None
    best = _read(row, settled)
    known = {column.key for column in best.columns}
    if len(known) + (Key.VICTIM in known) < FEWEST_KNOWN:
        return None
    return _with_nameless(_with_guesses(best), table)


def known_in(row: Row, settled: Settled) -> int:
    """How many cells of ``row`` are headings that are known. Nothing is guessed for it."""
    columns = (_column(n, text, settled) for n, text in enumerate(row.cells) if text)
    return sum(column is not None and column.key is not Key.KEEP for column in columns)


def need_headings(table: Table, settled: Settled) -> Headings:
    """As ``headings_of``. Raises UnreadableFile if there are none."""
    if (headings := headings_of(table, settled)) is None:
        raise UnreadableFile(
            f"None of the first {LOOKED_AT} rows has headings such as {heading_of(Key.VICTIM)!r} "
            f"and {heading_of(Key.AGENCY)!r}.",
            Way.TAKE_THE_TEMPLATE,
        )
    return headings


def _read(row: Row, settled: Settled) -> Headings:
    columns, questions = [], []
    for index, text in enumerate(row.cells):
        if not text:
            continue
        found = _column(index, text, settled)
        if found is None:
            questions.append(Question(index, text))
        else:
            columns.append(found)
    return Headings(row.number, tuple(columns), tuple(questions), tuple(_twice(columns)))


def _with_guesses(headings: Headings) -> Headings:
    """What each of the first unknown headings might be, unless it is a text rather than one."""
    asked, others = headings.questions[:MOST_GUESSED], headings.questions[MOST_GUESSED:]
    guessed = (
        replace(each, guess=_guess(plain(each.heading)))
        if len(each.heading) <= LONGEST_GUESSED
        else each
        for each in asked
    )
    return replace(headings, questions=(*guessed, *others))


def _twice(columns: Iterable[Column]) -> Iterator[tuple[Column, Column]]:
    by_kind: defaultdict[tuple[Key, int], list[Column]] = defaultdict(list)
    for column in columns:
        if column.key is not Key.KEEP:
            by_kind[column.key, column.number].append(column)
    for same in by_kind.values():
        yield from ((same[0], other) for other in same[1:])


def _with_nameless(headings: Headings, table: Table) -> Headings:
    """Asks about columns that hold something and have no heading."""
    named = {c.index for c in headings.columns} | {q.index for q in headings.questions}
    used = {
        index
        for row in table.rows
        if row.number > headings.row
        for index, text in enumerate(row.cells)
        if text and index not in named
    }
    nameless = tuple(Question(index, "") for index in sorted(used))
    more = (*headings.questions, *nameless)
    return Headings(headings.row, headings.columns, more, headings.twice)


def _column(index: int, text: str, settled: Settled) -> Column | None:
    """What ``text`` is as a heading; None where that has to be asked."""
    text, whole = text[:LONGEST_HEADING], text
    words = plain(text)
    if (key := settled.get(words)) is not None:
        return Column(index, whole, key)
    for candidate in _readings(text):
        if candidate in _wordings():
            key = _wordings()[candidate]
            number = _number(text) if key in NUMBERED else 0
            return Column(index, whole, key, number)
    if (key := _by_slip(words)) is not None:
        number = _number(text) if key in NUMBERED else 0
        return Column(index, whole, key, number, by_slip=True)
    return None


def column_of(question: Question) -> str:
    """How the column is named to whoever is asked: by its heading, or by its letters."""
    return question.heading or column_name(question.index)


# Words


def _readings(text: str) -> Iterator[str]:
    """A heading as it stands, and without what is in brackets."""
    yield plain(text)
    yield plain(re.sub(r"\([^)]{2,}\)", " ", text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading in small plain letters, without numbers, punctuation and words that say nothing."""
    letters = anyascii(text[:LONGEST_HEADING]).casefold().replace("(s)", "s")
    letters = re.sub(r"'s\b|(?<=s)'", "", letters)
    words = re.findall(r"[a-z]+\+?", letters)
    return " ".join(word for word in words if word not in FILLERS)


def _number(text: str) -> int:
    """Which of several it is: the number after the first word, or at the end. 0 if none is said."""
    found = re.search(r"(?<=[A-Za-z ])\s*#?\s*(\d{1,2})\b", text.strip())
    return int(found[1]) if found else 0


@cache
def _wordings() -> Mapping[str, Key]:
    known = {}
    for field in FIELDS:
        for wording in (field.heading, *field.wordings):
            known[plain(wording)] = field.key
    return known


@lru_cache(maxsize=4096)
def _by_slip(words: str) -> Key | None:
    """The one field with a wording that differs in slips only."""
    scores: dict[Key, float] = {}
    mine = words.split()
    for wording, key in _beginning_with().get(_first_letters(mine), {}).items():
        score = _slips(mine, wording.split())
        if score:
            scores[key] = max(score, scores.get(key, 0.0))
    best = sorted(scores, key=lambda key: -scores[key])
    if not best or (len(best) > 1 and scores[best[0]] == scores[best[1]]):
        return None
    return best[0]


@cache
def _beginning_with() -> Mapping[str, Mapping[str, Key]]:
    """The wordings by the first letters of their words, which no slip changes."""
    known: defaultdict[str, dict[str, Key]] = defaultdict(dict)
    for wording, key in _wordings().items():
        known[_first_letters(wording.split())][wording] = key
    return known


def _first_letters(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _slips(one: list[str], other: list[str]) -> float:
    """How alike two headings are word by word; 0 unless each word is the same but for a slip."""
    if len(one) != len(other) or not one:
        return 0.0
    scores = [_word(*pair) for pair in zip(one, other, strict=True)]
    return sum(scores) / len(scores) if min(scores) else 0.0


def _word(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SLIP_LETTERS or one[0] != other[0]:
        return 0.0
    alike = OSA.normalized_similarity(one, other)
    return alike if alike >= SLIP_AT_LEAST else 0.0


@lru_cache(maxsize=4096)
def _guess(words: str) -> Key | None:
    """The field whose wording says the same in one word more or less: letters alone make ``client
    ref`` a date of birth.
    """
    if not words:
        return None
    scores = {w: _says_the_same(words.split(), w.split()) for w in _wordings()}
    best = max(scores, key=lambda wording: scores[wording])
    return _wordings()[best] if scores[best] >= GUESS_AT_LEAST else None


def _says_the_same(one: list[str], other: list[str]) -> float:
    """How much of the longer heading the shorter one says, in any order; 0 unless each of its words
    is like one of the other's. What one of them denies is never the same.
    """
    if DENIES.intersection(one) != DENIES.intersection(other):
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    alike = [max(_alike(word, each) for each in longer) for word in shorter]
    return sum(alike) / len(longer) if min(alike) >= WORD_AT_LEAST else 0.0


def _alike(one: str, other: str) -> float:
    return OSA.normalized_similarity(one, other) if one[0] == other[0] else 0.0


def key_called(text: str) -> Key | None:
    """The field that somebody names, by its key or by any of its headings."""
    with_lines = text.strip().casefold().replace(" ", "_").replace("-", "_")
    if with_lines in {*BY_KEY, Key.KEEP}:
        return Key(with_lines)
    return _wordings().get(plain(text))
