"""What is to be known of guests before the day (ROLE-6)."""

from datetime import date

from agenda.calendar import Calendar
from agenda.deadlines.reckoning import reckon
from agenda.plan import MeetingPlan, Role


def guests_asked_late(plan: MeetingPlan, today: date, calendar: Calendar) -> tuple[str, ...]:
    """The guests of ``plan``, by name, if ``today`` is too late to ask for them (ROLE-6)."""
    due = reckon(plan.protocol.deadlines.guests, plan.day, calendar, at=plan.starts)
    if today <= due.day:
        return ()
    return tuple(person.name for person in plan.people if person.role is Role.GUEST)
