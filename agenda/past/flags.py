"""How long a case stays flagged, and which flags have run out (AG-8). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agenda.months import months_after
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.sameness import Parties, Sure
from agenda.protocol import History


@dataclass(frozen=True, slots=True)
class Expiry:
    """A flag whose last day was ``until``. ``perhaps_again`` are the keys of cases that may be of
    the same people: before it is taken off, somebody has to say whether they are.
    """

    held: HeldCase
    until: date
    perhaps_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A case of a meeting that is still to be heard, under its key."""

    key: str
    parties: Parties


def flag_until(heard_on: date, rules: History) -> date:
    """The last day of the flag of a case that was heard then."""
    return months_after(heard_on, rules.flag_months)


def expired(
    past: Past, since: date, before: date, listed: Iterable[Listed] = ()
) -> tuple[Expiry, ...]:
    """The flags whose last day is from ``since`` on and before ``before``, the earliest first.

    With the days of two meetings, what expired from the one to the other: each flag once. A case
    that was heard again while flagged, or is ``listed`` to be, keeps its flag.
    """
    coming = tuple(listed)
    ending = (
        held
        for held in past.held
        if held.was_heard and since <= flag_until(held.heard_on, past.rules) < before
    )
    found = (_expiry(past, held, coming) for held in ending)
    kept = (expiry for expiry in found if expiry is not None)
    return tuple(sorted(kept, key=lambda expiry: (expiry.until, expiry.held.name)))


def in_month(year: int, month: int) -> tuple[date, date]:
    """``since`` and ``before`` of a whole month. Raises ValueError or OverflowError for none."""
    first = date(year, month, 1)
    return first, months_after(first, 1)


def _expiry(past: Past, held: HeldCase, listed: Iterable[Listed]) -> Expiry | None:
    until = flag_until(held.heard_on, past.rules)
    again = [Listed(one.key, one.parties) for one in past.held if _is_again(held, one, until)]
    sure = {one.key: past.same(held, one.key, one.parties) for one in (*again, *listed)}
    if Sure.CERTAIN in sure.values():
        return None
    return Expiry(held, until, tuple(key for key, how in sure.items() if how is Sure.LIKELY))


def _is_again(held: HeldCase, other: HeldCase, until: date) -> bool:
    """Heard later, and while the flag stood; of two of one day the later by name."""
    later = (held.heard_on, held.name) < (other.heard_on, other.name)
    return later and other.was_heard and other.heard_on <= until
