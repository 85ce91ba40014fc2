"""Times of day as people and spreadsheets write them."""

import re
from datetime import time
from typing import Final

from agenda.referrals.dates import Unclear, is_not_said

_HALVES: Final = {"am": 0, "pm": 12}


def time_in(text: str) -> time | None:
    """A time of day: 11:30, 11.30, 2.15pm. Raises Unclear.

    A spreadsheet's own times come with the day on which its years begin.
    """
    if is_not_said(text):
        return None
    found = re.fullmatch(
        r"(?:(?:1899-12-3[01]|1900-01-0[01]|1904-01-01) )?"
        r"(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s*(am|pm)?(?:\s*hrs?)?",
        text.strip().casefold(),
    )
    unclear = Unclear(f"“{text[:40]}” is no time of day; write it as 11:30 or 2.15pm")
    if found is None or (found[2] is None and found[3] is None):
        raise unclear
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of half a day
            raise unclear
        hour = hour % 12 + _HALVES[half]
    try:
        return time(hour, minute)
    except ValueError:
        raise unclear from None
