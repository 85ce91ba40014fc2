"""What a deadline's rule is, and how it is written (AG-4, ACT-3, OUT-1).

A rule that could not be written cannot be made: ``str(rule)`` is its canonical wording, and
``agenda.deadlines.grammar.parse_rule`` reads that back as the same rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from agenda.deadline import LARGEST_COUNT, WEEKDAYS

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

NOON: Final = time(12)


class Unit(StrEnum):
    """What a rule counts."""

    HOURS = "hours"
    """Elapsed, whatever the clocks do meanwhile."""
    DAYS = "days"
    CLEAR_DAYS = "clear days"
    """Whole days in between: neither end is counted."""
    WORKING_DAYS = "working days"
    CLEAR_WORKING_DAYS = "clear working days"
    """Whole working days in between: neither end is counted."""
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


MOST: Final[Mapping[Unit, int]] = {
    **dict.fromkeys(Unit, LARGEST_COUNT),
    Unit.WEEKS: 100,
    Unit.MONTHS: 120,
    Unit.YEARS: 100,
}
"""The largest count that is taken for meant."""
OF_A_WEEKDAY: Final = frozenset(Unit) - {Unit.HOURS, Unit.MONTHS, Unit.YEARS}
"""How the least distance of a weekday can be counted."""


class Side(StrEnum):
    """On which side of the start a deadline lies."""

    BEFORE = "before"
    AFTER = "after"


class Move(StrEnum):
    """Where a deadline goes that falls on a closed day (AG-5)."""

    STAYS = ""
    NEXT = "the next working day"
    BEFORE = "the working day before"


@dataclass(frozen=True, slots=True)
class Length:
    """A count of a unit: "8 working days"."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST[self.unit]:
            raise ValueError(
                f"A rule counts 1 to {MOST[self.unit]} {self.unit}, and not {self.count}; "
                "write a number between them."
            )

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A length from the start: "8 working days before"."""

    length: Length
    side: Side

    def __str__(self) -> str:
        return f"{self.length} {self.side}"


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """A weekday (Monday is 0), the nearest to the start that is at least that far from it:
    "the Thursday before", "the Wednesday at least 8 clear working days before".
    """

    weekday: int
    side: Side
    at_least: Length | None = None

    def __post_init__(self) -> None:
        if self.at_least is not None and self.at_least.unit not in OF_A_WEEKDAY:
            raise ValueError(
                f"A weekday is not counted in {self.at_least.unit}; write days, clear days, "
                "working days, clear working days or weeks."
            )

    def __str__(self) -> str:
        far = "" if self.at_least is None else f" at least {self.at_least}"
        return f"the {WEEKDAYS[self.weekday].capitalize()}{far} {self.side}"


@dataclass(frozen=True, slots=True)
class SameDay:
    """The day that is counted from: "17:00 on the same day"."""

    def __str__(self) -> str:
        return "the same day"


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """Whenever the next meeting is."""

    def __str__(self) -> str:
        return "the next meeting"


Where = Counted | OnWeekday | SameDay | NextMeeting


@dataclass(frozen=True, slots=True)
class Rule:
    """One deadline as an area has agreed on it.

    ``at`` is London time, in whole minutes; without one the whole day is left. Raises ValueError,
    one sentence, for a rule that says its time twice. A pydantic model may have a field of this
    type: it is read from, and written as, its wording.
    """

    where: Where
    at: time | None = None
    move: Move = Move.STAYS

    def __post_init__(self) -> None:
        if self.at is not None and self.counts_hours:
            raise ValueError(
                f'"{self.where}" gives the time by itself; leave {said_time(self.at)} out, or '
                "count in days."
            )

    @property
    def counts_hours(self) -> bool:
        """Whether it is reckoned from a moment, and so gives one, rather than from a day."""
        return isinstance(self.where, Counted) and self.where.length.unit is Unit.HOURS

    def __str__(self) -> str:
        at = "" if self.at is None else f"{said_time(self.at)} on "
        return f"{at}{self.where}" + (f", or {self.move}" if self.move else "")

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema  # noqa: PLC0415 - only models need it

        from agenda.deadlines.grammar import parse_rule  # noqa: PLC0415 - it needs this module

        wording = core_schema.no_info_after_validator_function(
            parse_rule, core_schema.str_schema(strict=True)
        )
        return core_schema.json_or_python_schema(
            json_schema=wording,
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), wording], mode="left_to_right"
            ),
            serialization=core_schema.to_string_ser_schema(when_used="always"),
        )


def said_time(at: time) -> str:
    """``at`` as a rule has it: ``noon``, ``17:00``."""
    return "noon" if at == NOON else f"{at:%H:%M}"
