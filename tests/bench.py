"""How long what has to be quick takes, against a plain piece of the same work in the same run.

`make bench` prints it. It measures processor time, so that others at work make little odds.

Forty new cases are compared with a thousand held ones (AG-7); the floor is one plain comparison of
every pair of names, letter by letter, by the library alone.
"""

import sys
from datetime import date, timedelta
from itertools import product
from random import Random
from time import process_time
from typing import Final

from rapidfuzz.distance import OSA

from agenda.likeness import ComparedParty
from agenda.matching import likeness
from agenda.past.sameness import Parties, related
from agenda.plan import PartyKind

NEW: Final = 40
HELD: Final = 1000
MOST_RATIO: Final = 30.0
"""It was 51 before names were prepared once and passed over for their letters, and is 10 to 17."""
PIECES: Final = [
    "an",
    "ba",
    "cor",
    "del",
    "en",
    "fa",
    "gra",
    "hol",
    "jo",
    "ka",
    "lor",
    "mi",
    "na",
    "ol",
    "pe",
    "ro",
    "sa",
    "ti",
    "vi",
    "wen",
    "ya",
    "ton",
    "ham",
    "ley",
]


def _word(random: Random) -> str:
    return "".join(random.choices(PIECES, k=random.choice((2, 2, 3)))).capitalize()


def _party(random: Random, kind: PartyKind) -> ComparedParty:
    born = date(1960, 1, 1) + timedelta(days=random.randrange(20000))
    return ComparedParty(
        id=kind.value,
        kind=kind,
        name=f"{_word(random)} {_word(random)}",
        aliases=(_word(random),) if random.random() < 0.2 else (),
        born=born if random.random() < 0.8 else None,
        address=f"{random.randrange(200)} {_word(random)} Road",
    )


def _case(random: Random) -> Parties:
    return tuple(_party(random, kind) for kind in (PartyKind.VICTIM, PartyKind.PERPETRATOR))


def main() -> int:
    """Prints what was measured; 1 if it is too slow."""
    random = Random(7)  # noqa: S311 - the same cases each time, and no secret
    new, held = ([_case(random) for _ in range(many)] for many in (NEW, HELD))
    likeness(new[0][0], held[0][0])  # what is read only once a process
    began = process_time()
    for one, other in product(new, held):
        for mine, theirs in zip(one, other, strict=True):
            OSA.normalized_similarity(mine.name, theirs.name)
    floor = process_time() - began
    began = process_time()
    found = sum(related(one, other, likeness) is not None for one, other in product(new, held))
    took = process_time() - began
    ratio = took / floor
    sys.stdout.write(
        f"{NEW} new cases against {HELD:,} held ones: {took:.2f} s of processor time, {ratio:.0f} "
        f"times the floor of {floor:.3f} s (at most {MOST_RATIO:.0f}); {found} may be repeats\n"
    )
    return int(ratio > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
