"""How the past is said on the command line. Names of people only where they are needed."""

from dataclasses import dataclass
from datetime import date

from agenda.likeness import ComparedParty
from agenda.london import full_date
from agenda.past.held import HeldCase, Settled


def said_people(held: HeldCase) -> str:
    """Everybody whom a case is about: to find their files, or to say whether they are the same."""
    return "; ".join(f"{party.kind} {_person(party)}" for party in held.parties)


def _person(party: ComparedParty) -> str:
    return f"{party.name}, born {full_date(party.born)}" if party.born else party.name


def said_due(due: date | None) -> str:
    """``by Tue 1 Dec 2026``."""
    return f"by {full_date(due)}" if due else "no date"


def said_settled(settled: Settled) -> str:
    """``not done, circumstances changed, again by Tue 1 Dec 2026: she moved away``."""
    again = f"again {said_due(settled.due_again)}" if settled.due_again else ""
    words = ", ".join(filter(None, (str(settled.progress), settled.reason.lower(), again)))
    return f"{words}: {settled.note}" if settled.note else words


@dataclass(frozen=True, slots=True)
class Question:
    """What is not certain, and of which two cases; in words, how to say what is."""

    lead: str
    earlier: str
    later: str

    def __str__(self) -> str:
        both = f"{self.earlier} {self.later}"
        return f"    {self.lead} {self.later}; say whether: agenda same {both} yes|no"


Said = str | Question
