"""Months counted from a day, as flags, repeats and old minutes are (AG-7, AG-8). Pure."""

from calendar import monthrange
from datetime import date

MONTHS_OF_A_YEAR = 12


def months_after(day: date, count: int) -> date:
    """The day of the same number ``count`` months later, or earlier where it is negative; the last
    of that month where it is shorter: twelve months after 29 February end on the 28th.

    Raises OverflowError where there is no such year.
    """
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + count, MONTHS_OF_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_within(day: date, months: int, since: date) -> bool:
    """Whether ``day`` is no later than ``months`` after ``since``: that day itself still is."""
    return day <= months_after(since, months)
