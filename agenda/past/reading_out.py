"""What a meeting is told of earlier ones: actions that are outstanding, before its cases or before
those of their section, and the cases whose flags have ended by its day (AG-1, AG-8, OUT-4). Pure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from agenda.likeness import compared_parties
from agenda.parts import parts_between
from agenda.past.flags import Listed, expired
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.outstanding import Outstanding, outstanding
from agenda.plan import MeetingPlan
from agenda.protocol import DayPart
from agenda.running_order import Kind, running_order

EVER: Final = date.min
ID_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class ReadOut:
    """One earlier case, as far as it is read out.

    ``before`` is the item of the running order before whose section its actions are read, None
    where they have the part of the day. ``flag_until``: its flag has ended, and for certain.
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
        return sha256(self.held.key.encode()).hexdigest()[:ID_DIGITS]


def read_out(past: Past, plan: MeetingPlan) -> tuple[ReadOut, ...]:
    """What ``plan``'s meeting is told of the open meetings before it. A restricted sitting and an
    emergency are held for their cases alone, and are told nothing (RES-2, AG-9).
    """
    if plan.restricted is not None or plan.emergency:
        return ()
    held = tuple(case for case in past.held if case.heard_on < plan.day)
    ended, places = _ended(past, held, plan), _Places.of(plan)
    return tuple(
        ReadOut(
            case,
            left,
            place.before,
            until,
            tuple(_akin(past, case, plan)),
            past.closed_to(case),
        )
        for case in held
        for place in (places.place(case.section),)
        for left in (outstanding([case]) if place.is_one else (),)
        for until in (ended.get(case.key),)
        if left or until is not None
    )


def _ended(past: Past, held: Iterable[HeldCase], plan: MeetingPlan) -> dict[str, date]:
    """By key, since the meeting before. What may have come again keeps its flag until somebody has
    said that it did not.
    """
    if DayPart.EXPIRING not in parts_between(plan.protocol.day):
        return {}
    since = max((case.heard_on for case in held), default=EVER)
    listed = [Listed(f"{plan.id}/{c.id}", compared_parties(c.parties)) for c in plan.cases]
    found = expired(past, since, plan.day, listed)
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
    def of(cls, plan: MeetingPlan) -> "_Places":
        names = {rule.id: rule.name.casefold() for rule in plan.protocol.day.sections}
        listed = [item for item in running_order(plan) if item.kind is Kind.OUTSTANDING]
        items = {names[item.section]: item.item for item in listed if item.section is not None}
        if DayPart.OUTSTANDING in parts_between(plan.protocol.day):
            return cls(items, _Place(is_one=True, before=None))
        first = next(iter(items.values()), None)
        return cls(items, _Place(is_one=first is not None, before=first))

    def place(self, section: str) -> _Place:
        """Where those of ``section``, by name, are read."""
        item = self.items.get(section.casefold())
        return self.elsewhere if item is None else _Place(is_one=True, before=item)


def _akin(past: Past, held: HeldCase, plan: MeetingPlan) -> Iterator[str]:
    for case in plan.cases:
        parties = compared_parties(case.parties)
        if past.relation(held, f"{plan.id}/{case.id}", parties) is not None:
            yield case.id
