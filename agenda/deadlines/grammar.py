"""Reads the rule of a deadline as people say it (AG-4); docs/deadlines.md has the grammar.

What cannot be read is a ValueError of one sentence that names the nearest wording; a rule is
never guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from difflib import SequenceMatcher
from typing import Final

from agenda.deadline import WEEKDAYS
from agenda.deadlines.rule import (
    NOON,
    Counted,
    Length,
    Move,
    NextMeeting,
    OnWeekday,
    Rule,
    SameDay,
    Side,
    Unit,
    Where,
)
from agenda.text import clean

LONGEST: Final = 120
"""Letters of a rule; what is longer is no rule."""
SHOWN: Final = 60
"""Letters of what was written that a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say a deadline; ``example`` is canonical, but for the number in it."""

    pattern: str
    example: str
    meaning: str


FORMS: Final[Sequence[Form]] = (
    Form(
        "N working days before | after",
        "2 working days after",
        "The Nth working day on that side; the start is not counted.",
    ),
    Form(
        "N clear working days before | after",
        "2 clear working days before",
        "N whole working days lie in between; neither end is counted.",
    ),
    Form("N days before | after", "14 days before", "Calendar days; the start is not counted."),
    Form("N clear days before | after", "7 clear days before", "N whole days lie in between."),
    Form("N weeks before | after", "2 weeks after", "The same weekday, N weeks away."),
    Form(
        "N months before | after",
        "12 months after",
        "The same day of the month, or the last that the month has.",
    ),
    Form("N years before | after", "10 years after", "As 12 times as many months."),
    Form(
        "N hours before | after",
        "72 hours after",
        "Hours that pass, from the start's own time, also when the clocks change.",
    ),
    Form(
        "the WEEKDAY before | after",
        "the Thursday before",
        "The nearest such day on that side; never the start itself.",
    ),
    Form(
        "the WEEKDAY at least N UNIT before | after",
        "the Wednesday at least 8 clear working days before",
        "The nearest such day that is that far away or farther. UNIT is days, clear days, "
        "working days, clear working days or weeks.",
    ),
    Form("the same day", "the same day", "The start itself: it is for a time on that day."),
    Form("the next meeting", "the next meeting", "The day for which it is arranged."),
)

_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
WORDS: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_SMALL.split(), start=1)},
    "fifteen": 15,
    "twenty": 20,
    "a": 1,
    "an": 1,
}
"""Numbers that may be written as words."""
SINGLE: Final = {"day": Unit.DAYS, "working day": Unit.WORKING_DAYS, "week": Unit.WEEKS}
MOVES: Final[Mapping[str, Move]] = {
    "the next working day": Move.NEXT,
    "next working day": Move.NEXT,
    "the working day after": Move.NEXT,
    "the working day before": Move.BEFORE,
    "the previous working day": Move.BEFORE,
}
SYNONYMS: Final[Sequence[tuple[re.Pattern[str], str]]] = (
    (re.compile(r" (?:the|this) (?:marac )?meeting$"), ""),
    (re.compile(r"(?<=.) (?:prior to|prior|earlier)$"), " before"),
    (re.compile(r"(?<=.) later$"), " after"),
    (re.compile(r"^within (.+?)(?: of| after)?$"), r"\1 after"),
)
"""Other ways to say before and after, and what goes without saying."""

_SIDE = "(before|after)"
_LENGTH = (
    rf"([0-9]{{1,6}}|{'|'.join(WORDS)}) "
    r"(hours?|days?|clear days?|working days?|clear working days?|weeks?|months?|years?)"
)
COUNTED: Final = re.compile(rf"{_LENGTH} {_SIDE}")
SINGLED: Final = re.compile(rf"the ({'|'.join(SINGLE)}) {_SIDE}")
NEXT: Final = re.compile(rf"(?:the )?next ({'|'.join(SINGLE)})")
WEEKDAY: Final = re.compile(rf"(?:the )?({'|'.join(WEEKDAYS)})(?: at least {_LENGTH})? {_SIDE}")
SAME_DAY: Final = re.compile(r"the (?:same day|day|day of)")
NEXT_MEETING: Final = re.compile(r"the next (?:marac )?meeting")
MOVED: Final = re.compile(rf"(.+?),? or ({'|'.join(MOVES)})")
TIMED: Final = re.compile(
    r"(?:by |at )?(?:(12 noon|noon|midday|midnight)"
    r"|([0-9]{1,2})[:.]([0-9]{2}) ?(?:h|hrs)?(?: ?([ap])\.?m\.?)?"
    r"|([0-9]{1,2}) ?([ap])\.?m\.?),?(?: on)? (.+)"
)
NUMBER: Final = re.compile(rf"\b([0-9]{{1,6}}|{'|'.join(WORDS)})\b")
NAMED_DAY: Final = re.compile(rf"({'|'.join(WEEKDAYS)})")
SIDE: Final = re.compile(rf"{_SIDE}$")
OTHER_SIDE: Final = {"before": "after", "after": "before"}


def parse_rule(said: str) -> Rule:
    """The rule that ``said`` words; ``str`` of it is its canonical wording.

    Raises ValueError, one sentence that names the nearest wording.
    """
    if len(said) > LONGEST:
        raise ValueError(
            f"A rule for a deadline has at most {LONGEST} letters; "
            f'write it like "{FORMS[0].example}".'
        )
    words = clean(said).casefold().removesuffix(".")
    body, move = _moved(words)
    body, at = _timed(body)
    for pattern, instead in SYNONYMS:
        body = pattern.sub(instead, body)
    where = _where(body)
    if where is None:
        raise ValueError(_nearest(clean(said), body, at, move))
    return Rule(where, at, move)


def _moved(words: str) -> tuple[str, Move]:
    if match := MOVED.fullmatch(words):
        return match[1], MOVES[match[2]]
    return words, Move.STAYS


def _timed(words: str) -> tuple[str, time | None]:
    if not (match := TIMED.fullmatch(words)):
        return words, None
    named, hours, minutes, half, hour, its_half, body = match.groups()
    if named == "midnight":
        raise ValueError(
            "Midnight is the end of one day and the start of another; "
            "write 23:59 on the one or 00:01 on the other."
        )
    if named:
        return body, NOON
    return body, _clock(hours or hour, minutes or "00", half or its_half)


def _clock(hours: str, minutes: str, half: str | None) -> time:
    """The time of a clock of 24 hours, or of 12 with its ``half`` of the day, "a" or "p"."""
    hour = int(hours)
    if half is None or 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a clock's face
        if half is not None:
            hour = hour % 12 + (12 if half == "p" else 0)
        try:
            return time(hour, int(minutes))
        except ValueError:
            pass
    suffix = "" if half is None else f" {half}m"
    raise ValueError(f'{hours}:{minutes}{suffix} is no time of day; write one like "17:00".')


def _where(body: str) -> Where | None:
    if match := COUNTED.fullmatch(body):
        return Counted(_length(match[1], match[2]), Side(match[3]))
    if match := WEEKDAY.fullmatch(body):
        at_least = _length(match[2], match[3]) if match[2] else None
        return OnWeekday(WEEKDAYS.index(match[1]), Side(match[4]), at_least)
    if match := SINGLED.fullmatch(body):
        return Counted(Length(1, SINGLE[match[1]]), Side(match[2]))
    if match := NEXT.fullmatch(body):
        return Counted(Length(1, SINGLE[match[1]]), Side.AFTER)
    if SAME_DAY.fullmatch(body):
        return SameDay()
    return NextMeeting() if NEXT_MEETING.fullmatch(body) else None


def _length(count: str, unit: str) -> Length:
    return Length(WORDS.get(count) or int(count), Unit(unit.removesuffix("s") + "s"))


def _nearest(said: str, body: str, at: time | None, move: Move) -> str:
    """The sentence for what cannot be read: the wording most like it, with its number and day; both
    where nothing is missing but whether it is before or after.
    """
    sides = [_where(f"{body} {side}") for side in Side]
    if body and all(sides):
        shorter = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
        before, after = (_whole(where, at, move) for where in sides if where is not None)
        return (
            f'"{shorter}" is no rule for a deadline, since it does not say on which side it is; '
            f'write "{before}" or "{after}".'
        )
    near = max(_examples(body), key=lambda example: SequenceMatcher(None, example, body).ratio())
    where = _where(near)
    assert where is not None, "every example is a rule"  # noqa: S101 - and a test reads them all
    shown = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
    return f'"{shown}" is no rule for a deadline; the nearest is "{_whole(where, at, move)}".'


def _examples(body: str) -> Iterator[str]:
    """The forms' examples in small letters, filled with what stands in ``body``."""
    number, weekday = NUMBER.search(body), NAMED_DAY.search(body)
    for form in FORMS:
        example = form.example.lower()
        if weekday is not None:
            example = NAMED_DAY.sub(weekday[1], example)
        if number is not None and _can_be_read(counted := NUMBER.sub(number[1], example, count=1)):
            example = counted
        yield example
        yield SIDE.sub(lambda side: OTHER_SIDE[side[1]], example)


def _can_be_read(body: str) -> bool:
    try:
        return _where(body) is not None
    except ValueError:
        return False


def _whole(where: Where, at: time | None, move: Move) -> Rule:
    try:
        return Rule(where, at, move)
    except ValueError:
        return Rule(where, move=move)
