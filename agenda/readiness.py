"""What is still to be done before somebody new comes to the table (ATT-4). Pure.

A gap is said to the coordinator, and keeps nobody out.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from agenda.protocol.attendance import AttendanceRules, Readiness

WORDS: Final[Mapping[Readiness, str]] = {
    Readiness.OPERATING_PROTOCOL: "the agency has not signed the operating protocol",
    Readiness.INFORMATION_SHARING: "the agency has not signed the agreement on sharing information",
    Readiness.INDUCTION: "no induction yet",
    Readiness.SECURE_EMAIL: "no secure e-mail address is known",
    Readiness.SUITABILITY: "suitability was not looked into",
}


def gaps(rules: AttendanceRules, done: AbstractSet[Readiness]) -> tuple[str, ...]:
    """What the protocol asks for and is not ``done``, in words, in the protocol's order."""
    return tuple(WORDS[check] for check in rules.readiness if check not in done)
