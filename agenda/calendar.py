"""Working days (AG-5): Monday to Friday, without the closed days given.

The closed days come in as data: the server works them out once, and a laptop at the table
is handed them with the meeting.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, closed: AbstractSet[date]) -> bool:
    """Whether offices are open on ``day`` (AG-5)."""
    return day.weekday() < SATURDAY and day not in closed


def working_days_after(day: date, count: int, closed: AbstractSet[date]) -> date:
    """The ``count``-th working day after ``day``; ``day`` itself is never counted."""
    for _ in range(count):
        day += ONE_DAY
        while not is_working_day(day, closed):
            day += ONE_DAY
    return day
