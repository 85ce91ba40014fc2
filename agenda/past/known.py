"""The past as somebody knows it: the cases that they may look at, and how those are judged."""

from dataclasses import dataclass
from typing import Final

from agenda.likeness import Compare
from agenda.past.held import HeldCase
from agenda.past.sameness import Parties, Relation, Sure, Told, nobody_told, related, same_people
from agenda.protocol import History

GENERIC: Final = History()


@dataclass(frozen=True, slots=True)
class Past:
    """``rules`` are the area's; ``told`` is what people have answered."""

    held: tuple[HeldCase, ...]
    compare: Compare
    rules: History = GENERIC
    told: Told = nobody_told

    def relation(self, held: HeldCase, key: str, parties: Parties) -> tuple[Relation, Sure] | None:
        """What ``held`` and the case of that key have to do with each other. What somebody has
        answered is certain, and comes before any likeness.
        """
        match self.told(held.key, key):
            case True:
                return Relation.SAME, Sure.CERTAIN
            case False:
                return None
            case None:
                return related(parties, held.parties, self.compare)

    def is_family(self, one: HeldCase, other: HeldCase) -> bool:
        """Whether two held cases are one, or have anything to do with each other."""
        if one.key == other.key:
            return True
        earlier, later = sorted((one, other), key=lambda case: (case.heard_on, case.name))
        return self.relation(earlier, later.key, later.parties) is not None

    def closed_to(self, held: HeldCase) -> frozenset[str]:
        """Who was out of it, or of another case of its family: they have no part in it (CON-2)."""
        family = (case for case in self.held if case.closed_to and self.is_family(case, held))
        return held.closed_to.union(*(case.closed_to for case in family))

    def same(self, held: HeldCase, key: str, parties: Parties) -> Sure:
        """As ``relation``, of whether they are about the same people, and nothing else."""
        told = self.told(held.key, key)
        if told is not None:
            return Sure.CERTAIN if told else Sure.NO
        return same_people(parties, held.parties, self.compare)
