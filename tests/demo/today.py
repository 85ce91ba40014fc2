"""Which day it is in a person's process, by the name that its environment has."""

import os
from typing import Final

from tests.demo.day import NORTHVALE, Day
from tests.demo.long_day import long_day

DAY: Final = "MARAC_DEMO_DAY"
"""The variable with the name of the day."""


def day_named(name: str) -> Day:
    """The day of ``make run``, or a long one by its number of cases and of people: ``27x20``."""
    if name == NORTHVALE.name:
        return NORTHVALE
    cases, people = map(int, name.split("x"))
    return long_day(cases, people).day


TODAY: Final = day_named(os.environ.get(DAY, NORTHVALE.name))
