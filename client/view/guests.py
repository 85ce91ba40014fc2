"""Who comes to a case as its guest, and when they are expected by now: for who organises the day.

From the case, which they read (ROLE-6, CASE-2).
"""

from agenda.london import clock_time
from client.view.rows import Row, quiet, row, strong
from client.view.seen import Seen, organises
from meeting.case.hearing import Case
from meeting.case.table import guests_of
from meeting.forecast import forecast
from meeting.room import ItemState


def guest_rows(seen: Seen, case: Case) -> list[Row]:
    """A row for each guest, with the time of the case as the day runs, until it is called."""
    item = seen.room.item_of(case.case)
    guests = guests_of(seen.room, case)
    if item is None or item.state is not ItemState.LISTED or not guests or not organises(seen):
        return []
    day = forecast(seen.room, seen.now, seen.left)
    at = clock_time((day.expected if day else {}).get(item.item, item.starts))
    said = quiet(f"expected {at}")
    return [
        row(""),
        *(row(strong("Guest "), seen.person(guest.person), right=said) for guest in guests),
    ]
