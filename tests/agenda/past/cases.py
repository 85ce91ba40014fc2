"""Held cases for tests, each in one line: all people are invented."""

from datetime import date

from agenda.likeness import ComparedParty
from agenda.past.held import HeldAction, HeldCase
from agenda.past.repeats import NewCase
from agenda.plan import PartyKind

BORN = {"Anwen Oakhill": date(1991, 3, 7), "Dale Oakhill": date(1988, 11, 30)}
"""Who has a date of birth in tests."""
VICTIM, PERPETRATOR = "Anwen Oakhill", "Dale Oakhill"


def parties(victim: str = VICTIM, *perpetrators: str) -> tuple[ComparedParty, ...]:
    who = perpetrators or (PERPETRATOR,)
    return (
        one("victim", PartyKind.VICTIM, victim),
        *(one(f"p{n}", PartyKind.PERPETRATOR, name) for n, name in enumerate(who)),
    )


def one(party: str, kind: PartyKind, name: str) -> ComparedParty:
    return ComparedParty(id=party, kind=kind, name=name, born=BORN.get(name))


def held(
    heard_on: date,
    referred_on: date | None = None,
    *,
    people: tuple[ComparedParty, ...] | None = None,
    case: str = "oak",
    actions: tuple[HeldAction, ...] = (),
    section: str = "",
    was_heard: bool = True,
    closed_to: frozenset[str] = frozenset(),
    clear: frozenset[str] = frozenset(),
) -> HeldCase:
    """Heard then, at a meeting that is named after the day."""
    return HeldCase(
        meeting=f"northvale-{heard_on}",
        number="1",
        case=case,
        heard_on=heard_on,
        referred_on=referred_on,
        referred_by="police",
        section=section,
        parties=people or parties(),
        outcome="heard",
        was_heard=was_heard,
        actions=actions,
        closed_to=closed_to,
        clear=clear,
    )


def new(
    day: date,
    referred_on: date | None = None,
    incident_on: date | None = None,
    people: tuple[ComparedParty, ...] | None = None,
) -> NewCase:
    return NewCase(f"northvale-{day}", "new", day, people or parties(), referred_on, incident_on)
