"""Cases with a time of their own: whether it can be kept, and what stands in its way.

AG-3. Pure. Cases go by their number in the plan, or by what else they are called where somebody
reads it; no word of any is in what is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from agenda.london import clock_time, from_london
from agenda.plan import MeetingPlan, PlannedCase
from agenda.running_order import Kind, PlannedItem

Called = Mapping[str, str]
"""What cases are called in the middle of a sentence, by id. Those that are not among them are
processed by somebody else than who reads it, and nothing is said of them (CON-3).
"""
OF_OTHERS: Final = "A case that is processed by somebody else is in the way."


def by_number(plan: MeetingPlan) -> Called:
    """By their number in the plan, which is that of the list."""
    return {case.id: f"case number {number}" for number, case in enumerate(plan.cases, start=1)}


def late_fixed(
    plan: MeetingPlan, order: Sequence[PlannedItem], called: Called
) -> Iterator[tuple[str, str]]:
    """The id of each case that comes later than the time it is fixed for, and a sentence with why.

    ``order`` is the running order of ``plan``.
    """
    starts = {item.case: item.starts for item in order if item.case is not None}
    for case in plan.cases:
        if case.fixed_at is None or starts[case.id] <= from_london(plan.day, case.fixed_at):
            continue
        if case.id not in called:
            yield case.id, OF_OTHERS
            continue
        why = _in_the_way(plan, order, case, called)
        asks = f"{called[case.id].capitalize()} asks for {case.fixed_at:%H:%M}"
        yield case.id, f"{asks}, and comes at {clock_time(starts[case.id])}: {why}."


def waits(plan: MeetingPlan, order: Sequence[PlannedItem], called: Called) -> Iterator[str]:
    """Where the day stands still until the time that a case is fixed for."""
    before = _first(plan)
    fixed = called.keys() & {case.id for case in plan.cases if case.fixed_at is not None}
    for item in order:
        if item.case in fixed and item.starts > before:
            yield (
                f"Nothing is heard from {clock_time(before)} to {clock_time(item.starts)}, for "
                f"which {called[item.case or '']} is fixed."
            )
        before = item.ends


def _in_the_way(
    plan: MeetingPlan, order: Sequence[PlannedItem], case: PlannedCase, called: Called
) -> str:
    """What keeps a case from the time that it asks for."""
    begins = _at(plan, case)
    ends = begins + timedelta(minutes=plan.item_minutes)
    if begins < (first := _first(plan)):
        return f"no case begins before {clock_time(first)}"
    for item in order:
        if item.kind is Kind.BREAK and item.starts < ends and begins < item.ends:
            return f"{item.label} is from {clock_time(item.starts)} to {clock_time(item.ends)}"
    for other in plan.cases:
        if other.fixed_at is not None and other.id in called.keys() - {case.id}:
            theirs = _at(plan, other)
            if theirs < ends and begins < theirs + timedelta(minutes=plan.item_minutes):
                return f"{called[other.id]} is fixed for {clock_time(theirs)}"
    return f"what is heard before it lasts until {clock_time(_over(order, case))}"


def _over(order: Sequence[PlannedItem], case: PlannedCase) -> datetime:
    """When what comes before ``case`` is over, which is when it begins."""
    return next(item.starts for item in order if item.case == case.id)


def _first(plan: MeetingPlan) -> datetime:
    opening = timedelta(minutes=plan.protocol.day.opening_minutes)
    return from_london(plan.day, plan.starts) + opening


def _at(plan: MeetingPlan, case: PlannedCase) -> datetime:
    assert case.fixed_at is not None  # noqa: S101 - only asked of those that have one
    return from_london(plan.day, case.fixed_at)
