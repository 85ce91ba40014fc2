"""What is to be known of guests before the day (ROLE-6)."""

from collections.abc import Set as AbstractSet
from datetime import date

from agenda.calendar import working_days_after
from agenda.plan import MeetingPlan, Role


def guests_asked_late(plan: MeetingPlan, today: date, closed: AbstractSet[date]) -> tuple[str, ...]:
    """The guests of ``plan``, by name, if ``today`` is too late to ask for them (ROLE-6)."""
    days = plan.protocol.attendance.guests_asked_days_ahead
    if working_days_after(today, days, closed) <= plan.day:
        return ()
    return tuple(person.name for person in plan.people if person.role is Role.GUEST)
