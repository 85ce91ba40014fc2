"""Which cases of a draft come without consent, and on what grounds: the referral alone says it, and
the room has no place for it (AG-6).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from agenda.draft import Draft, listed
from agenda.fixed import Called
from agenda.referral import Consent

SAID: Final[Mapping[Consent, str]] = {
    Consent.REFUSED: "consent was refused",
    Consent.NOT_ASKED: "consent was not asked for",
}
LONGEST_GROUNDS: Final = 160
"""Of what is shown here; all of it is in the referral."""
NO_GROUNDS: Final = "no grounds are given for sharing without it"


def without_consent(draft: Draft, called: Called) -> Iterator[str]:
    """A sentence for each of those in ``called``, which whoever looks may read (CON-3)."""
    for one in listed(draft):
        said = SAID.get(one.consent) if one.consent is not None else None
        if one.id in called and said is not None:
            why = f"shared on these grounds: {_short(one.grounds)}" if one.grounds else NO_GROUNDS
            name = called[one.id]
            yield f"{name[:1].upper()}{name[1:]}: {said}; {why}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_GROUNDS else f"{words[:LONGEST_GROUNDS]}…"
