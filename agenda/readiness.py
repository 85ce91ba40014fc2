"""What is still to be done before somebody new comes to the table (ATT-4). Pure.

A gap is said to chair and coordinator, and keeps nobody out.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from agenda.protocol.attendance import AttendanceRules, Readiness

WORDS: Final[Mapping[Readiness, str]] = {
    Readiness.OPERATING_PROTOCOL: "operating protocol signed by the agency",
    Readiness.INFORMATION_SHARING: "information sharing agreement signed by the agency",
    Readiness.INDUCTION: "induction",
    Readiness.SECURE_EMAIL: "secure e-mail",
    Readiness.SUITABILITY: "suitability check",
    Readiness.NOMINATION: "the agency's word that they may be nominated",
}
"""As they follow ``not yet:``."""
OF_AGENCIES: Final = frozenset({Readiness.OPERATING_PROTOCOL, Readiness.INFORMATION_SHARING})
"""What an agency does once, for all of its people; the rest is each person's."""
FROM_THEIR_AGENCY: Final = frozenset({Readiness.SUITABILITY, Readiness.NOMINATION})
"""What is good for as long as somebody belongs to the agency that looked into it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is done, by person and by agency, as the office has it."""

    people: Mapping[str, AbstractSet[Readiness]] = field(default_factory=dict)
    agencies: Mapping[str, AbstractSet[Readiness]] = field(default_factory=dict)

    def done(self, person: str, agency: str) -> frozenset[Readiness]:
        """What is done for a person of that agency."""
        own = self.people.get(person, frozenset()) - OF_AGENCIES
        return frozenset(own | self.agencies.get(agency, frozenset()) & OF_AGENCIES)


def gaps(rules: AttendanceRules, done: AbstractSet[Readiness]) -> tuple[Readiness, ...]:
    """What the protocol asks for and is not ``done``, in the protocol's order."""
    return tuple(check for check in rules.readiness if check not in done)


def lacking(
    rules: AttendanceRules, people: Iterable[tuple[str, str]], ready: Ready
) -> dict[str, tuple[Readiness, ...]]:
    """What is lacking of each of ``people``, who are given by id and agency; of some nothing."""
    return {person: gaps(rules, ready.done(person, agency)) for person, agency in people}


def not_yet(lacking: tuple[Readiness, ...]) -> str:
    """``not yet: induction, secure e-mail``."""
    return f"not yet: {', '.join(WORDS[check] for check in lacking)}"
