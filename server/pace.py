"""How fast one person may go on, all their connections together. Pure: it is told the time.

The bounds are far above what anybody types, and far below what a program could do to the table: a
command that is let through is on everybody's screen and in the record for ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from meeting.values import PersonId
from server.rate import Bucket, Rate


class Verdict(Enum):
    """What becomes of a message."""

    GOES_ON = auto()
    TOO_FAST = auto()
    """Refused, to be sent again after a while."""
    FLOOD = auto()
    """It was said too often that it is too fast: the connection ends."""


REPEATABLE: Final = frozenset(
    {
        "ask_to_speak",
        "attend",
        "change_action",
        "correct_information",
        "enter_stage",
        "extend_time",
        "leave",
        "lower_hand",
        "pause_clock",
        "resume_clock",
        "step_out",
    }
)
"""Kinds of command that can be given over and over, each undoing or redoing another."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A person's bounds."""

    commands: Rate = Rate(at_once=120, a_second=10)  # noqa: RUF009 - frozen
    repeatable: Rate = Rate(at_once=60, a_second=1)  # noqa: RUF009 - frozen
    """Of each of REPEATABLE."""
    bytes: Rate = Rate(at_once=512 * 1024, a_second=32 * 1024)  # noqa: RUF009 - frozen
    """Of everything that they send, once they are known."""
    entrances: Rate = Rate(at_once=40, a_second=0.5)  # noqa: RUF009 - frozen
    """How often they may be welcomed: each time they may have to be sent the whole meeting."""
    too_fast: Rate = Rate(at_once=100, a_second=1)  # noqa: RUF009 - frozen
    """How often they are told that it is too fast before their connection ends."""
    patience: float = 5.0
    """Seconds for which the first command that was too fast is waited for before any other is let
    through: what was sent behind it must not overtake it."""


class Walker:
    """One person, and what is left of their bounds."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        now = clock()
        self._pace = pace
        self._clock = clock
        self._commands = Bucket(pace.commands, now)
        self._kinds: dict[str, Bucket] = {}
        self._bytes = Bucket(pace.bytes, now)
        self._entrances = Bucket(pace.entrances, now)
        self._too_fast = Bucket(pace.too_fast, now)
        self._held_back: str | None = None
        """The command that was too fast, and is to come again before any other."""
        self._held_back_until = now

    def enters(self) -> bool:
        """Whether they may be welcomed once more."""
        return self._entrances.take(self._clock())

    def commands(self, message_id: str, kind: str, size: int) -> Verdict:
        """What becomes of a command of ``size`` bytes."""
        now = self._clock()
        buckets = [(self._commands, 1.0), (self._bytes, float(size))]
        if kind in REPEATABLE:
            of_kind = self._kinds.setdefault(kind, Bucket(self._pace.repeatable, now))
            buckets.append((of_kind, 1.0))
        is_its_turn = self._held_back in {None, message_id} or now >= self._held_back_until
        if is_its_turn and all(bucket.has(now, amount) for bucket, amount in buckets):
            for bucket, amount in buckets:
                bucket.take(now, amount)
            self._held_back = None
            return Verdict.GOES_ON
        if is_its_turn:
            self._held_back = message_id
            self._held_back_until = now + self._pace.patience
        return self._over(now)

    def says(self, size: int) -> Verdict:
        """What becomes of a message of ``size`` bytes that leads to nothing in the record."""
        now = self._clock()
        return Verdict.GOES_ON if self._bytes.take(now, size) else self._over(now)

    def _over(self, now: float) -> Verdict:
        return Verdict.TOO_FAST if self._too_fast.take(now) else Verdict.FLOOD


class Walkers:
    """Everybody who has been here since the server was started."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._people: dict[PersonId, Walker] = {}

    def of(self, person: PersonId) -> Walker:
        """What is left of the bounds of ``person``."""
        return self._people.setdefault(person, Walker(self._pace, self._clock))
