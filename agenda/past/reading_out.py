"""What a meeting is told of earlier ones: actions that are outstanding, before its cases or before
those of their section, and the cases whose flags have ended by its day (AG-1, AG-8, OUT-4). Pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from agenda.likeness import ComparedParty, compared_parties
from agenda.parts import parts_between
from agenda.past.flags import Listed, expired
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.outstanding import Outstanding, outstanding
from agenda.plan import MeetingPlan
from agenda.protocol import DayPart, Protocol
from agenda.running_order import item_of_outstanding, running_order

EVER: Final = date.min
ID_DIGITS: Final = 32
EARLIER_ID: Final = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}")
"""The form of the id of an earlier case, in which no case of today may be asked for: whoever was
compared with the one would count as compared with the other (CON-6).
"""


@dataclass(frozen=True, slots=True)
class Today:
    """A meeting, as far as it matters for what it is told: its ``cases`` by id, with their people,
    and the ids of the ``items`` of its running order.
    """

    meeting: str
    day: date
    protocol: Protocol
    cases: Mapping[str, tuple[ComparedParty, ...]]
    items: frozenset[str]

    @classmethod
    def of(cls, plan: MeetingPlan) -> "Today":
        """As it is planned."""
        cases = {case.id: compared_parties(case.parties) for case in plan.cases}
        items = frozenset(item.item for item in running_order(plan))
        return cls(plan.id, plan.day, plan.protocol, cases, items)

    def key(self, case: str) -> str:
        """What answers about ``case`` are kept under."""
        return f"{self.meeting}/{case}"


@dataclass(frozen=True, slots=True)
class ReadOut:
    """One earlier case, as far as it is read out.

    ``before`` is the item of the running order before whose section its actions are read, None
    where they have the part of the day; one without any is told of so that what went well in it can
    be said. ``flag_until``: its flag has ended, and for certain.
    ``akin`` are the cases of the day that may be about anybody who is in it. ``closed_to`` were out
    of it, or of another case of its family (CON-2).
    """

    held: HeldCase
    outstanding: tuple[Outstanding, ...]
    before: str | None
    flag_until: date | None
    akin: tuple[str, ...]
    closed_to: frozenset[str]

    @property
    def id(self) -> str:
        """Tells nothing, and is no case's of today: not even how many others there are."""
        return earlier_id(self.held)


def earlier_id(held: HeldCase) -> str:
    """What an earlier case goes by in a meeting that is told of it."""
    return sha256(held.key.encode()).hexdigest()[:ID_DIGITS]


def read_out(past: Past, today: Today) -> tuple[ReadOut, ...]:
    """What a meeting is told of the open meetings before it. A restricted sitting and an emergency
    are held for their cases alone, and nobody asks for them (RES-2, AG-9).
    """
    held = tuple(case for case in past.held if case.heard_on < today.day)
    ended, places = _ended(past, held, today), _Places.of(today)
    last = _last(held, today)
    return tuple(
        ReadOut(
            case,
            left,
            place.before,
            until,
            tuple(_akin(past, case, today)),
            past.closed_to(case),
        )
        for case in held
        for place in (places.place(case.section),)
        for left in (outstanding([case]) if place.is_one else (),)
        for until in (ended.get(case.key),)
        if left or until is not None or case.key in last
    )


def _last(held: Iterable[HeldCase], today: Today) -> frozenset[str]:
    """By key, what the meeting before heard, where it is told what went well since (AG-1)."""
    if DayPart.SUCCESSES not in parts_between(today.protocol.day):
        return frozenset()
    heard = [case for case in held if case.was_heard]
    since = max((case.heard_on for case in heard), default=EVER)
    return frozenset(case.key for case in heard if case.heard_on == since)


def _ended(past: Past, held: Iterable[HeldCase], today: Today) -> dict[str, date]:
    """By key, since the meeting before. What may have come again keeps its flag until somebody has
    said that it did not.
    """
    if DayPart.EXPIRING not in parts_between(today.protocol.day):
        return {}
    since = max((case.heard_on for case in held), default=EVER)
    listed = [Listed(today.key(case), parties) for case, parties in today.cases.items()]
    found = expired(past, since, today.day, listed)
    return {each.held.key: each.until for each in found if not each.perhaps_again}


@dataclass(frozen=True, slots=True)
class _Place:
    """``is_one``: actions are read there; ``before`` as in ``ReadOut``."""

    is_one: bool
    before: str | None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where actions of each section are read. What no section of today takes is read where those
    of all are, or else with the first.
    """

    items: Mapping[str, str]
    """By the name of a section, folded."""
    elsewhere: _Place

    @classmethod
    def of(cls, today: Today) -> "_Places":
        day = today.protocol.day
        named = ((rule.name.casefold(), item_of_outstanding(rule)) for rule in day.sections)
        items = {name: item for name, item in named if item in today.items}
        if DayPart.OUTSTANDING in parts_between(day):
            return cls(items, _Place(is_one=True, before=None))
        first = next(iter(items.values()), None)
        return cls(items, _Place(is_one=first is not None, before=first))

    def place(self, section: str) -> _Place:
        """Where those of ``section``, by name, are read."""
        item = self.items.get(section.casefold())
        return self.elsewhere if item is None else _Place(is_one=True, before=item)


def _akin(past: Past, held: HeldCase, today: Today) -> Iterator[str]:
    for case, parties in today.cases.items():
        if past.relation(held, today.key(case), parties) is not None:
            yield case
