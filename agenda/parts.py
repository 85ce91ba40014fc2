"""The agenda of a day: the parts that the area has, in its order (AG-1)."""

from collections.abc import Mapping
from typing import Final

from agenda.protocol import Day, DayPart

WORDS: Final[Mapping[DayPart, str]] = {
    DayPart.OPENING: "Opening, apologies and introductions",
    DayPart.DECLARATION: "Confidentiality statement, read and signed",
    DayPart.SUCCESSES: "Successes",
    DayPart.OUTSTANDING: "Outstanding actions",
    DayPart.EXPIRING: "Cases that expire",
    DayPart.CASES: "Cases",
    DayPart.SUMMARY: "Summary of actions",
    DayPart.NEXT_MEETING: "Date of the next meeting",
}

BETWEEN: Final = frozenset({DayPart.SUCCESSES, DayPart.OUTSTANDING, DayPart.EXPIRING})
"""Parts that are neither a phase of the meeting nor its cases."""


def around_cases(day: Day) -> tuple[tuple[DayPart, ...], tuple[DayPart, ...]]:
    """The parts before the cases and those after them, in the area's order.

    Outstanding actions are no part of their own where each section has its own.
    """
    said = tuple(p for p in day.parts if p is not DayPart.OUTSTANDING or not by_section(day))
    at = said.index(DayPart.CASES)
    return said[:at], said[at + 1 :]


def by_section(day: Day) -> bool:
    """Whether every section has its outstanding actions read before its own cases."""
    return bool(day.sections) and all(section.outstanding for section in day.sections)


def parts_between(day: Day) -> tuple[DayPart, ...]:
    """The parts that the chair goes through between the cases, in the area's order: before the
    first, after the last, whenever no case is on.
    """
    gone_through = BETWEEN - ({DayPart.OUTSTANDING} if by_section(day) else frozenset())
    return tuple(part for part in day.parts if part in gone_through)
