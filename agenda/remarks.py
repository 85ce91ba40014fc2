"""What the coordinator is told of a plan that can be held as it is, and may not be meant so."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from agenda.fixed import Called, by_number, late_fixed, waits
from agenda.london import clock_time, full_date, in_london
from agenda.plan import MeetingPlan, Role
from agenda.protocol.reading import nearest
from agenda.protocol.roles import Chairing, Roles
from agenda.running_order import PlannedItem, running_order


def remarks(plan: MeetingPlan, called: Called | None = None) -> tuple[str, ...]:
    """Sentences, the most important first; none of them names a party.

    Cases are ``called`` by their number in the plan unless it is said how. What is not among those
    is no reader's business (CON-3).
    """
    names = by_number(plan) if called is None else called
    return (*_too_many(plan), *_late(plan, names), *_chair(plan), *_core(plan))


def _too_many(plan: MeetingPlan) -> Iterator[str]:
    """AG-2: a sitting has room for so many cases."""
    capacity = plan.protocol.timing.capacity
    if capacity and len(plan.cases) > capacity:
        yield (
            f"{len(plan.cases)} cases are listed, and the protocol has room for {capacity}: move "
            "some to another meeting, or arrange another sitting."
        )


def _late(plan: MeetingPlan, called: Called) -> Iterator[str]:
    """AG-2, AG-3: what comes later than its time."""
    if plan.protocol.day.opening_minutes == 0 and plan.cases:
        yield (
            "The protocol sets no time aside for the opening: the day starts late by as long as "
            "the welcome and the declaration take."
        )
    order = running_order(plan)
    yield from _past_midnight(plan, order)
    yield from (said for case, said in late_fixed(plan, order, called) if case in called)
    yield from waits(plan, order, called)


def _past_midnight(plan: MeetingPlan, order: Sequence[PlannedItem]) -> Iterator[str]:
    """AG-2: more than the day has room for, or a start at an hour that nobody meant."""
    end = max((item.ends for item in order), default=None)
    if end is not None and in_london(end - timedelta(minutes=1)).date() > plan.day:
        yield (
            f"The running order goes past midnight: its last item ends on "
            f"{full_date(in_london(end).date())} at {clock_time(end)}. Let the day start earlier, "
            "or move cases to another meeting."
        )


def next_to_chair(roles: Roles, last: str | None) -> tuple[str, ...]:
    """The agencies one of which takes the chair, after ``last`` did; none where nothing is said."""
    if not roles.chairs or roles.chairing is Chairing.SHARED:
        return roles.chairs
    if roles.chairing is Chairing.ONE or last not in roles.chairs:
        return roles.chairs[:1]
    return (roles.chairs[(roles.chairs.index(last) + 1) % len(roles.chairs)],)


def _chair(plan: MeetingPlan) -> Iterator[str]:
    """ATT-5: whose turn it is."""
    turn = next_to_chair(plan.protocol.roles, plan.last_chaired_by)
    if plan.protocol.roles.chairing is Chairing.ROTATION and plan.last_chaired_by is None:
        turn = plan.protocol.roles.chairs
    names = {agency.id: agency.name for agency in plan.agencies}
    for person in plan.people:
        if person.role is Role.CHAIR and turn and person.agency not in turn:
            whose = " or ".join(names.get(agency, agency) for agency in turn)
            yield f"By the protocol {whose} takes the chair, and {person.name} is not from there."


def _core(plan: MeetingPlan) -> Iterator[str]:
    """ATT-3: a core agency that nobody is expected of, or that the plan does not know at all."""
    if plan.restricted is not None:
        return
    core, known = plan.protocol.attendance.core_agencies, {agency.id for agency in plan.agencies}
    if unknown := [one for one in core if one not in known]:
        yield (
            f"Core agencies of the protocol that the plan does not have: "
            f"{', '.join(_perhaps(one, known - {*core}) for one in unknown)}. Look whether both "
            "write the same id."
        )
    here = {person.agency for person in plan.people}
    if missing := [one for one in core if one in known - here]:
        yield f"Nobody is expected of core agencies: {', '.join(missing)}."


def _perhaps(one: str, known: Iterable[str]) -> str:
    """``polcie (perhaps police)``."""
    near = nearest(one, sorted(known))
    return one if near is None else f"{one} (perhaps {near})"
