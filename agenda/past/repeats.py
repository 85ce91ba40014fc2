"""Whether a new case is a repeat of one that was heard, and of which (AG-7).

The same victim and any one of the same perpetrators within the protocol's months; anything else
is a new case, and what it has to do with earlier ones is said beside it. Pure.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from agenda.months import is_within
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.sameness import Parties, Relation, Sure
from agenda.protocol.afterwards import History, RepeatFrom, RepeatTo

REPEATS_OF_NOTE: Final = 2
"""At the second repeat a professionals' meeting is offered to be volunteered (AG-7)."""


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case that is to be heard, on the ``day`` of its meeting."""

    meeting: str
    case: str
    day: date
    parties: Parties
    referred_on: date | None = None
    incident_on: date | None = None

    @property
    def key(self) -> str:
        """As ``HeldCase.key``."""
        return f"{self.meeting}/{self.case}"


class What(StrEnum):
    """What an earlier case makes of a new one."""

    REPEAT = "repeat"
    LATER = "new case: the same people, and too long ago for a repeat"
    OTHER_PERPETRATOR = "new case: the same victim, another perpetrator"
    OTHER_VICTIM = "new case: another victim of the same perpetrator"


APART: Final = {
    Relation.OTHER_PERPETRATOR: What.OTHER_PERPETRATOR,
    Relation.OTHER_VICTIM: What.OTHER_VICTIM,
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier hearing that has to do with a new case. What is not certain is to be asked."""

    held: HeldCase
    what: What
    sure: Sure
    in_second: bool = False
    """Its referral is recent enough to count towards a second repeat."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that the past says of a new case, the latest hearing first."""

    new: NewCase
    earlier: tuple[Earlier, ...]

    @property
    def repeat(self) -> Sure:
        """Whether it is a repeat."""
        return max((e.sure for e in self.earlier if e.what is What.REPEAT), default=Sure.NO)

    @property
    def second_repeat(self) -> Sure:
        """Whether it is the second within the months since the first referral, or a later one."""
        counted = [e.sure for e in self.earlier if e.what is What.REPEAT and e.in_second]
        surest = sorted(counted, reverse=True)[:REPEATS_OF_NOTE]
        return min(surest) if len(surest) == REPEATS_OF_NOTE else Sure.NO


def found(past: Past, new: NewCase) -> Found:
    """What ``past`` says of ``new``: hearings of other meetings until its day."""
    earlier = (
        one
        for held in past.held
        if held.was_heard and held.meeting != new.meeting and held.heard_on <= new.day
        if (one := _earlier(past, held, new)) is not None
    )
    latest = sorted(earlier, key=lambda one: (one.held.heard_on, one.held.name), reverse=True)
    return Found(new, tuple(latest))


def _earlier(past: Past, held: HeldCase, new: NewCase) -> Earlier | None:
    relation = past.relation(held, new.key, new.parties)
    if relation is None:
        return None
    (what, sure), rules = relation, past.rules
    if what is not Relation.SAME:
        return Earlier(held, APART[what], sure)
    day = counted_to(new, rules)
    if not is_within(day, rules.repeat_months, counted_from(held, rules)):
        return Earlier(held, What.LATER, sure)
    if held.referred_on is None and rules.repeat_from is RepeatFrom.LAST_REFERRAL:
        sure = Sure.LIKELY  # its hearing is near enough; whether the referral was is not held
    in_second = is_within(day, rules.repeat_months, held.referred_on or held.heard_on)
    return Earlier(held, What.REPEAT, sure, in_second)


def counted_from(held: HeldCase, rules: History) -> date:
    """The day from which the months of a repeat are counted: of the referral, or of the hearing,
    which is also taken where the day of the referral is not held (AG-7).
    """
    if rules.repeat_from is RepeatFrom.LAST_REFERRAL:
        return held.referred_on or held.heard_on
    return held.heard_on


def counted_to(new: NewCase, rules: History) -> date:
    """The day to which they are counted: of the new incident, or of the new referral, else the
    other one of the two that is known, else the meeting's.
    """
    known = [new.incident_on, new.referred_on]
    if rules.repeat_to is RepeatTo.REFERRAL:
        known.reverse()
    return next((day for day in known if day is not None), new.day)
