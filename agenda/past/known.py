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

    def same(self, held: HeldCase, key: str, parties: Parties) -> Sure:
        """As ``relation``, of whether they are about the same people, and nothing else."""
        told = self.told(held.key, key)
        if told is not None:
            return Sure.CERTAIN if told else Sure.NO
        return same_people(parties, held.parties, self.compare)
