"""Standing duties: what the protocol puts on every case heard, and on whom (ACT-7). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, assert_never

from agenda.protocol import ActionRules
from agenda.protocol.afterwards import Binds, DutyWhen, StandingDuty


@dataclass(frozen=True, slots=True)
class Heard:
    """What of a heard case decides whom its standing duties bind.

    ``members`` are the agencies that signed the protocol; ``advocate`` is the agency that speaks
    for the victim, None where nobody does.
    """

    members: Sequence[str]
    referrer: str
    advocate: str | None
    has_children: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """One standing duty of one agency in one case."""

    agency: str
    text: str


def owed(rules: ActionRules, heard: Heard) -> tuple[Owed, ...]:
    """Every standing duty of a case, in the protocol's order. No command can add one (ACT-7)."""
    return tuple(
        Owed(agency, duty.text)
        for duty in rules.duties
        if _stands(duty.when, heard)
        for agency in dict.fromkeys(_bound(duty, heard))
    )


def _stands(when: DutyWhen, heard: Heard) -> bool:
    match when:
        case DutyWhen.ALWAYS:
            return True
        case DutyWhen.CHILDREN:
            return heard.has_children
        case DutyWhen.NO_CHILDREN:
            return not heard.has_children
        case _:
            assert_never(when)


def _bound(duty: StandingDuty, heard: Heard) -> Iterator[str]:
    match duty.binds:
        case Binds.ALL:
            yield from heard.members
        case Binds.NAMED:
            yield from (agency for agency in duty.agencies if agency in heard.members)
        case Binds.REFERRER:
            yield heard.referrer
        case Binds.ADVOCATE:
            yield heard.advocate or heard.referrer
        case _:
            assert_never(duty.binds)


class Chasing(Protocol):
    """What a protocol says of actions that are late."""

    @property
    def chase_late(self) -> bool:
        """Whether agencies are reminded."""

    @property
    def tell_after(self) -> int:
        """After how many of one agency somebody above is told."""

    @property
    def tell_whom(self) -> str:
        """Who that is."""


def whom_to_tell(rules: Chasing, late: int) -> str | None:
    """Who is told that an agency has ``late`` actions that are late; None while nobody is (OUT-4).

    An area that chases nobody tells nobody (L).
    """
    return rules.tell_whom if rules.chase_late and late >= rules.tell_after else None
