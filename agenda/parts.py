"""The whole agenda of a day: the parts that the area has, in its order (AG-1)."""

from collections.abc import Iterator, Mapping
from typing import Final

from agenda.plan import MeetingPlan
from agenda.protocol import DayPart
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


def whole_agenda(plan: MeetingPlan) -> Iterator[str | PlannedItem]:
    """Each part in words, and for the cases every line of the running order.

    Outstanding actions are no part of their own where each section has its own.
    """
    day = plan.protocol.day
    by_section = bool(day.sections) and all(section.outstanding for section in day.sections)
    for part in day.parts:
        if part is DayPart.CASES:
            yield from running_order(plan)
        elif part is not DayPart.OUTSTANDING or not by_section:
            yield WORDS[part]
