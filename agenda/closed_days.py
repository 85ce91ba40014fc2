"""The closed days of a nation (AG-5), from a maintained table of bank holidays.

Only the server imports this: the table is slow to load and large, and a laptop at the table
receives the result.
"""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

import holidays

from agenda.calendar import Calendar
from agenda.nations import NATIONS

OF_THE_AREA = "closed in this area"
"""What a closed day is called that the area itself has named."""


def closed_days(nation: str, first_year: int, last_year: int) -> frozenset[date]:
    """Bank holidays with their substitute days, both years included.

    Raises ValueError for a nation that is not one of ``NATIONS``: without a subdivision the
    table silently lacks days.
    """
    return frozenset(_bank_holidays(nation, first_year, last_year))


def calendar_of(
    nation: str, first_year: int, last_year: int, extra: Iterable[date] = ()
) -> Calendar:
    """The bank holidays of ``nation`` by name and the ``extra`` days that the area is closed.

    Both years are included. Raises ValueError as ``closed_days`` does.
    """
    closed = dict.fromkeys(extra, OF_THE_AREA) | _bank_holidays(nation, first_year, last_year)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    return Calendar(first, last, MappingProxyType(closed))


def _bank_holidays(nation: str, first_year: int, last_year: int) -> dict[date, str]:
    if nation not in NATIONS:
        raise ValueError(f"nation must be one of {', '.join(NATIONS)}, not {nation!r}")
    years = range(first_year, last_year + 1)
    table = holidays.country_holidays("GB", subdiv=nation, years=years)
    return {day: name.replace("observed", "substitute day") for day, name in table.items()}
