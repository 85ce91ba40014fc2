"""How the past is said on the command line. Names of people only where they are needed."""

from agenda.likeness import ComparedParty
from agenda.london import full_date
from agenda.past.held import HeldAction, HeldCase, Settled


def said_people(held: HeldCase) -> str:
    """Everybody whom a case is about: to find their files, or to say whether they are the same."""
    return "; ".join(f"{party.kind} {_person(party)}" for party in held.parties)


def _person(party: ComparedParty) -> str:
    return f"{party.name}, born {full_date(party.born)}" if party.born else party.name


def said_due(action: HeldAction) -> str:
    """``by Tue 1 Dec 2026``."""
    return f"by {full_date(action.due)}" if action.due else "no date"


def said_settled(settled: Settled) -> str:
    """``not done, circumstances changed: she moved away``."""
    words = ", ".join(filter(None, (str(settled.progress), settled.reason.lower())))
    return f"{words}: {settled.note}" if settled.note else words


def asks(lead: str, earlier: str, later: str) -> str:
    """What is not certain, and how to say what is."""
    return f"    {lead} {later}; say whether: agenda same {earlier} {later} yes|no"
