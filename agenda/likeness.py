"""What two descriptions of people have in common: the facts compared, and the reasons found.

Data alone, which every laptop can read; what finds the reasons is ``agenda.matching``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from agenda.plan import ExpectedPerson, Party, PartyKind
from agenda.protocol import IDENTIFIER, Frozen
from agenda.text import Name


class Alike(StrEnum):
    """A part of two descriptions that is alike, in words for whoever has to settle it (CON-6)."""

    SAME_NAME = "same name"
    CLOSE_NAME = "close spelling"
    SHORT_NAME = "short form"
    INITIAL = "initial"
    PART_OF_NAME = "part of the name"
    OTHER_NAME = "another name they go by"
    BORN = "date of birth"
    ADDRESS = "address"


class Described(Frozen):
    """Somebody as far as they are compared; what is not held is None or empty."""

    name: Name
    aliases: tuple[Name, ...] = ()
    born: date | None = None
    address: Name | None = None


class ComparedParty(Described):
    """A party of a case, as attendees are compared with it; ``id`` is the party's."""

    id: str = Field(pattern=IDENTIFIER)
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why an attendee is likely to be a party; ``percent`` says how alike the names are."""

    alike: tuple[Alike, ...]
    percent: int


Compare = Callable[[Described, Described], Likeness | None]
"""Compares an attendee with a party: ``agenda.matching.likeness``, which no laptop has."""


def born_alike(one: date | None, other: date | None) -> bool | None:
    """Whether two dates of birth are the same, or day and month changed places. None where one is
    not held, or where a single slip of the pen is all the difference.
    """
    if one is None or other is None:
        return None
    slips = (one.year != other.year) + (one.month != other.month) + (one.day != other.day)
    swapped = one.year == other.year and (one.month, one.day) == (other.day, other.month)
    if slips == 0 or swapped:
        return True
    return None if slips == 1 else False


def described(person: ExpectedPerson) -> Described:
    """Somebody expected, as they are compared."""
    return Described(name=person.name, born=person.born, address=person.address)


def compared_parties(parties: Iterable[Party]) -> tuple[ComparedParty, ...]:
    """The parties of a case, as attendees are compared with them."""
    return tuple(
        ComparedParty(
            id=party.id,
            kind=party.kind,
            name=party.name,
            aliases=party.aliases,
            born=party.born,
            address=party.address,
        )
        for party in parties
    )
