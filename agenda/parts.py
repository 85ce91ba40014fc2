"""The whole agenda of a day: the parts that the area has, in its order (AG-1)."""

from collections.abc import Iterator, Mapping
from typing import Final

from agenda.plan import MeetingPlan
from agenda.protocol import Day, DayPart
from agenda.running_order import PlannedItem, running_order

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


def whole_agenda(plan: MeetingPlan) -> Iterator[str | PlannedItem]:
    """Each part in words, and for the cases every line of the running order.

    Outstanding actions are no part of their own where each section has its own.
    """
    day = plan.protocol.day
    for part in day.parts:
        if part is DayPart.CASES:
            yield from running_order(plan)
        elif part is not DayPart.OUTSTANDING or not by_section(day):
            yield WORDS[part]


def by_section(day: Day) -> bool:
    """Whether every section has its outstanding actions read before its own cases."""
    return bool(day.sections) and all(section.outstanding for section in day.sections)


def parts_between(day: Day) -> tuple[DayPart, ...]:
    """The parts that the chair goes through between the cases, in the area's order: before the
    first, after the last, whenever no case is on.
    """
    gone_through = BETWEEN - ({DayPart.OUTSTANDING} if by_section(day) else frozenset())
    return tuple(part for part in day.parts if part in gone_through)
