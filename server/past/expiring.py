"""The flags that end in a month, or that have ended by a meeting since the one before (AG-8)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from agenda.london import full_date
from agenda.past.flags import Expiry, Listed, expired, in_month
from server.errors import StoreError
from server.past.desk import Asker, Facts, PastDesk
from server.past.words import Question, Said, said_people

EVER: Final = date.min
"""Where there was no meeting before, everything that has ended is told of."""
Names = dict[str, str]
"""What cases go by, for those that may be shown; by key."""


def expiring(desk: PastDesk, facts: Facts) -> Iterator[Said]:
    """A line for each, with the people whose files are flagged. Raises StoreError."""
    asker = desk.asker(facts)
    names = {case.key: case.name for case in asker.held}
    if facts.get("meeting"):
        since, before, listed, more = _by_meeting(desk, facts["meeting"], asker)
        names |= more
    else:
        (since, before), listed = _month(facts.get("month", "")), ()
    ended = expired(asker.past, since, before, listed)
    shown = [expiry for expiry in ended if expiry.held.name in asker.mine]
    for expiry in shown:
        yield from _said(expiry, names)
    if not shown:
        yield "No flag ends then."


def _month(said: str) -> tuple[date, date]:
    try:
        year, month = (int(part) for part in said.split("-"))
        return in_month(year, month)
    except (ValueError, OverflowError):
        raise StoreError("Say --month YYYY-MM, or --meeting and the id of one.") from None


def _by_meeting(
    desk: PastDesk, meeting: str, asker: Asker
) -> tuple[date, date, tuple[Listed, ...], Names]:
    """Since when and before when; the cases of the day; and the names of those to be shown."""
    hearings = desk.hearings(meeting, asker.person)
    earlier = [held for held in desk.store.office.held.days().values() if held < hearings.day]
    listed = tuple(Listed(case.new.key, case.new.parties) for case in hearings.cases)
    names = {case.new.key: case.name for case in hearings.cases if case.may_process}
    return max(earlier, default=EVER), hearings.day, listed, names


def _said(expiry: Expiry, names: Names) -> Iterator[Said]:
    held = expiry.held
    yield f"{held.name}  flagged until {full_date(expiry.until)}  {said_people(held)}"
    for key in expiry.perhaps_again:
        if key in names:
            yield Question("perhaps it came again as", held.name, names[key])
