"""Working days (AG-5): Monday to Friday, without the closed days given.

The closed days come in as data: the server works them out once, and a laptop at the table
is handed them with the meeting.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from agenda.london import full_date

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are closed and what they are called, from ``first`` to ``last``, both included.

    Of days outside it knows nothing, and says so rather than take them for working days.
    """

    first: date
    last: date
    closed: Mapping[date, str]

    def why_closed(self, day: date) -> str:
        """What ``day`` is, where offices are shut; empty on a working day (AG-5).

        Raises ValueError for a day that this calendar does not reach.
        """
        if not self.first <= day <= self.last:
            reach = f"{full_date(self.first)} to {full_date(self.last)}"
            raise ValueError(
                f"Closed days are known from {reach}, which does not reach {full_date(day)}; "
                "take a date or a rule that stays within it."
            )
        return self.closed.get(day, "") or ("weekend" if day.weekday() >= SATURDAY else "")


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
