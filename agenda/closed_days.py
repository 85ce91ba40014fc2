"""The closed days of a nation (AG-5), from a maintained table of bank holidays.

Only the server imports this: the table is slow to load and large, and a laptop at the table
receives the result.
"""

from datetime import date

import holidays

NATIONS = ("ENG", "WLS", "SCT", "NIR")


def closed_days(nation: str, first_year: int, last_year: int) -> frozenset[date]:
    """Bank holidays with their substitute days, both years included.

    Raises ValueError for a nation that is not one of ``NATIONS``: without a subdivision the
    table silently lacks days.
    """
    if nation not in NATIONS:
        raise ValueError(f"nation must be one of {', '.join(NATIONS)}, not {nation!r}")
    years = range(first_year, last_year + 1)
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=years))
