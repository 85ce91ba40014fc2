"""The running order: cases and breaks with the times that the protocol gives them (AG-1, AG-2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agenda.london import from_london
from agenda.plan import MeetingPlan


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One line of the running order. ``case`` is None for a break; ``starts`` is UTC."""

    item: str
    case: str | None
    label: str
    starts: datetime
    minutes: int


def running_order(plan: MeetingPlan) -> tuple[PlannedItem, ...]:
    """Cases in the plan's order; a break stands before the first case that would run into it.

    A day that starts after a break was due does without it: nobody has worked yet.
    """
    protocol = plan.protocol
    now = from_london(plan.day, plan.starts) + timedelta(minutes=protocol.day.opening_minutes)
    timed = ((from_london(plan.day, rule.at), rule) for rule in protocol.day.breaks if rule.at)
    breaks = sorted((each for each in timed if each[0] > now), key=lambda each: each[0])
    planned = len(breaks)
    items: list[PlannedItem] = []
    for number, case in enumerate(plan.cases, start=1):
        while breaks and now + timedelta(minutes=protocol.timing.case_minutes) > breaks[0][0]:
            due, rule = breaks.pop(0)
            now = max(now, due)
            name = f"break-{planned - len(breaks)}"
            items.append(PlannedItem(name, None, rule.label, now, rule.minutes))
            now += timedelta(minutes=rule.minutes)
        label = f"Case {number}"
        items.append(PlannedItem(str(number), case.id, label, now, protocol.timing.case_minutes))
        now += timedelta(minutes=protocol.timing.case_minutes)
    return tuple(items)
