"""The month or quarter of a return (OUT-6). Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from agenda.months import months_after

MONTHS_OF_A_QUARTER: Final = 3
_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_QUARTER: Final = re.compile(r"([0-9]{4})-Q([1-4])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """``name`` is as it is asked for, 2026-11 or 2026-Q4; ``months`` are their first days."""

    name: str
    months: tuple[date, ...]

    @classmethod
    def month(cls, said: str) -> Self:
        """``2026-11``. Raises ValueError for anything else."""
        if (found := _MONTH.fullmatch(said)) is None:
            raise ValueError("a month is written like 2026-11")
        return cls(said, (date(int(found[1]), int(found[2]), 1),))

    @classmethod
    def quarter(cls, said: str) -> Self:
        """``2026-Q4``, of the calendar's year. Raises ValueError for anything else."""
        if (found := _QUARTER.fullmatch(said)) is None:
            raise ValueError("a quarter is written like 2026-Q4")
        first = date(int(found[1]), (int(found[2]) - 1) * MONTHS_OF_A_QUARTER + 1, 1)
        months = (months_after(first, each) for each in range(MONTHS_OF_A_QUARTER))
        return cls(said.upper(), tuple(months))

    @property
    def first(self) -> date:
        """Its first day."""
        return self.months[0]

    @property
    def last(self) -> date:
        """Its last day."""
        return months_after(self.months[-1], 1) - timedelta(days=1)

    def is_in(self, day: date) -> bool:
        """Whether ``day`` is of it."""
        return self.first <= day <= self.last


def period_of(said: Mapping[str, str]) -> Period:
    """Of what was said as ``month`` or as ``quarter``. Raises ValueError unless it is one of them,
    written as it should be.
    """
    match said.get("month", ""), said.get("quarter", ""):
        case str(month), "" if month:
            return Period.month(month)
        case "", str(quarter) if quarter:
            return Period.quarter(quarter)
    raise ValueError("a return is of a month or of a quarter")
