"""Who may have a part in processing a held case, and what came from elsewhere. Pure."""

from collections.abc import Iterable
from datetime import date

from agenda.likeness import Compare, Described
from agenda.months import is_within
from agenda.past.held import HeldCase
from agenda.protocol import History


def open_to(
    held: Iterable[HeldCase], person: str, described: Described, compare: Compare
) -> tuple[HeldCase, ...]:
    """Those of ``held`` that ``person`` may process: who was out of a case is out of it for good,
    and so is whoever may be one of its people, unless they were found to be somebody else
    (CON-3, CON-6).
    """
    return tuple(
        case
        for case in held
        if person not in case.closed_to
        and (
            person in case.clear or all(compare(described, party) is None for party in case.parties)
        )
    )


def minutes_are_old(minutes_on: date, day: date, rules: History) -> bool:
    """Whether minutes that came with a transfer from elsewhere are to be asked anew (AG-7).

    ``day`` is that of the referral, or of the meeting.
    """
    return not is_within(day, rules.minutes_months, minutes_on)
