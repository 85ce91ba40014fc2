"""Who may have a part in processing a held case, and what came from elsewhere. Pure."""

from collections.abc import Mapping
from datetime import date

from agenda.likeness import Described
from agenda.months import is_within
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.protocol import History


def open_to(past: Past, by: Mapping[str, Described]) -> tuple[HeldCase, ...]:
    """What is held that everybody of ``by`` may process: who was out of a case is out of it and of
    its family for good; out of the case itself is besides whoever may be one of its people, unless
    they were found to be somebody else (CON-2, CON-3, CON-6).
    """
    closed = [case for case in past.held if by.keys() & case.closed_to]
    return tuple(
        case
        for case in past.held
        if not any(past.is_family(case, other) for other in closed)
        and not any(_may_be_in(past, case, person, who) for person, who in by.items())
    )


def _may_be_in(past: Past, case: HeldCase, person: str, who: Described) -> bool:
    if person in case.clear:
        return False
    return any(past.compare(who, party) is not None for party in case.parties)


def minutes_are_old(minutes_on: date, day: date, rules: History) -> bool:
    """Whether minutes that came with a transfer from elsewhere are to be asked anew (AG-7).

    ``day`` is that of the referral, or of the meeting.
    """
    return not is_within(day, rules.minutes_months, minutes_on)
