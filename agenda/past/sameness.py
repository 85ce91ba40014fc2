"""Whether two cases are about the same people, by their names and dates of birth (AG-7).

Certain is only who has the same name and the same date of birth; what is like it is likely, and
somebody is asked. Pure.
"""

from collections.abc import Callable
from enum import IntEnum, StrEnum
from typing import Final

from agenda.likeness import Alike, Compare, ComparedParty, Described, born_alike
from agenda.past.held import of_kind
from agenda.plan import PartyKind

Parties = tuple[ComparedParty, ...]
WHOLE: Final = 100
"""Percent of a name that is the same to the letter."""
TO_THE_LETTER: Final = frozenset({Alike.SAME_NAME, Alike.BORN, Alike.ADDRESS})
"""What is alike of one and the same person, where it is certain."""


class Sure(IntEnum):
    """How sure it is that two are the same; what is made of two is as sure as the less sure."""

    NO = 0
    LIKELY = 1
    CERTAIN = 2


class Relation(StrEnum):
    """What an earlier case is to a new one (AG-7)."""

    SAME = "the same victim, and a perpetrator of the same"
    OTHER_PERPETRATOR = "the same victim with another perpetrator"
    OTHER_VICTIM = "another victim of the same perpetrator"


def same_person(one: Described, other: Described, compare: Compare) -> Sure:
    """Whether two descriptions are of one person. Who only lives at the same address is another."""
    if not _can_be_one(one, other):
        return Sure.NO
    found = compare(one, other)
    if found is None or set(found.alike) <= {Alike.ADDRESS}:
        return Sure.NO
    named = Alike.SAME_NAME in found.alike and found.percent == WHOLE
    born = one.born is not None and one.born == other.born
    return Sure.CERTAIN if named and born and set(found.alike) <= TO_THE_LETTER else Sure.LIKELY


def _can_be_one(one: Described, other: Described) -> bool:
    """Whether it is worth comparing names: not where dates of birth rule it out, which most of
    thousands of held cases do.
    """
    at_one_address = one.address is not None and other.address is not None
    return at_one_address or born_alike(one.born, other.born) is not False


def related(one: Parties, other: Parties, compare: Compare) -> tuple[Relation, Sure] | None:
    """What two cases have to do with each other, and how sure that is; None: nothing."""
    victim = _any_same(one, other, PartyKind.VICTIM, compare)
    perpetrator = _any_same(one, other, PartyKind.PERPETRATOR, compare)
    if victim and perpetrator:
        return Relation.SAME, min(victim, perpetrator)
    if victim:
        return Relation.OTHER_PERPETRATOR, victim
    return (Relation.OTHER_VICTIM, perpetrator) if perpetrator else None


def same_people(one: Parties, other: Parties, compare: Compare) -> Sure:
    """Whether two cases are the same victim's, with a perpetrator of the same."""
    victim = _any_same(one, other, PartyKind.VICTIM, compare)
    return min(victim, _any_same(one, other, PartyKind.PERPETRATOR, compare)) if victim else victim


def _any_same(one: Parties, other: Parties, kind: PartyKind, compare: Compare) -> Sure:
    """The surest of every pair: any one of the same perpetrators will do (AG-7)."""
    people = of_kind(other, kind)
    found = [same_person(mine, theirs, compare) for mine in of_kind(one, kind) for theirs in people]
    return max(found, default=Sure.NO)


Told = Callable[[str, str], bool | None]
"""Whether somebody has said that two cases, by key, are about the same people; None: not yet."""


def nobody_told(_: str, __: str) -> bool | None:
    """Nothing has been asked yet."""
    return None
