"""A full day, invented by a fixed seed from small tables: nobody and nothing in it is real.

Cases with a child come first, as Luton's protocol has it, so that the plan's order is the day's.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from tests.demo.day import CONFLICT_REASON, Day, Hearing, Offer, Point
from tests.demo.judge import Seen
from tests.demo.tables import ACTIONS, FACTS, FIRST, LAST, PEOPLE, RISKS

SEED: Final = 20261201
CASES: Final = 27
"""As many as the last one begins at 16:30 (L, appendix 4)."""
POINTS, ACTIONS_A_CASE = 11, 4
"""In each case; the first ones have one more, so that 27 have 300 and 120."""
EXTRA_POINT, EXTRA_ACTION = 3, 12
WITH_A_CHILD: Final = 12
ALWAYS_HERE: Final = frozenset({"chair", "minutes", "police-rep", "idva-rep"})
LEAVES_BEFORE: Final = 25
"""The number of the case before which one is called away."""


@dataclass(frozen=True, slots=True)
class LongCase:
    """What the plan says of one case, besides what is said in it."""

    id: str
    referred_by: str
    victim: str
    perpetrator: str
    child: str | None


@dataclass(frozen=True, slots=True)
class LongDay:
    """The day as it will be lived, and what its plan is made of."""

    day: Day
    cases: tuple[LongCase, ...]
    people: tuple[tuple[str, str, str], ...]
    """Id, name and agency of each."""

    def away(self, case: str) -> frozenset[str]:
        """Who hears nothing of ``case``: who is out of it, and who has gone before it."""
        order, day = [case.id for case in self.cases], self.day
        has_gone = day.gone_before and order.index(case) >= order.index(day.gone_before)
        away = {day.conflicts.get(case, ""), day.leaves_early if has_gone else ""}
        return frozenset(away - {""})

    def plan(self, here: datetime) -> str:
        """The plan, in TOML, of a meeting on the London day of ``here``."""
        return "\n".join(_plan(self, here))


def long_day(cases: int = CASES, people: int = len(PEOPLE)) -> LongDay:
    """The same day for the same numbers, whoever makes it; four people or more."""
    dice = Random(SEED)  # noqa: S311 - it has to be the same each time
    here = PEOPLE[:people]
    agencies = {person: agency for person, _, agency in here}
    speaking = {p: a for p, a in agencies.items() if p.endswith("-rep")}
    may_go = [person for person in speaking if person not in ALWAYS_HERE]
    leaver = may_go[-1] if may_go else ""
    names = _names(dice, cases)
    listed: list[LongCase] = []
    book: dict[str, Hearing] = {}
    conflicts: dict[str, str] = {}
    for number, (victim, perpetrator, child) in enumerate(names, start=1):
        case = f"{dice.randrange(16**8):08x}"
        at_table = dict(speaking)
        if number >= LEAVES_BEFORE:
            at_table.pop(leaver, None)
        if number % 5 == 2 and may_go:
            conflicts[case] = may_go[number // 5 % len(may_go)]
            at_table.pop(conflicts[case], None)
        table = tuple(at_table.values())
        referrer = table[number % min(len(table), 5)]
        listed.append(LongCase(case, referrer, victim, perpetrator, child))
        book[case] = _hearing(dice, number, table, referrer, has_child=child is not None)
    return LongDay(
        Day(
            name=f"{cases}x{people}",
            book=book,
            people=frozenset(agencies),
            conflicts=conflicts,
            leaves_early=leaver,
            gone_before=listed[LEAVES_BEFORE - 1].id if cases >= LEAVES_BEFORE else "",
            steps_out="children-rep" if "children-rep" in agencies else "",
        ),
        tuple(listed),
        here,
    )


def table_of(long: LongDay) -> tuple[Seen, ...]:
    """Who must have received what, and nobody else: from the story, never from ``may_read``."""
    return tuple(_rows(long))


def _rows(long: LongDay) -> Iterator[Seen]:
    day = long.day
    for case in long.cases:
        # All who signed know whom the day is about; who has a conflict, until they declare it.
        yield Seen(case.victim, day.people)
        for words in words_of(day.book[case.id]):
            yield Seen(words, day.people - long.away(case.id))
    if day.conflicts:
        # CON-1: whoever declared it, the chair and the minute-taker.
        yield Seen(CONFLICT_REASON, frozenset({"chair", "minutes", *day.conflicts.values()}))


def words_of(hearing: Hearing) -> Iterator[str]:
    """Everything that is said in a case."""
    yield from (point.text for point in hearing.points)
    yield from (text for _, text in hearing.risks)
    yield from (offer.text for offer in hearing.offers)


def _names(dice: Random, cases: int) -> list[tuple[str, str, str | None]]:
    """Of each case: the victim, the perpetrator, and a child in the first ones."""
    pairs = [f"{first} {last}" for first in FIRST for last in LAST]
    dice.shuffle(pairs)
    picked = [pairs[2 * n : 2 * n + 2] for n in range(cases)]
    children = [f"{dice.choice(FIRST)} {victim.split()[1]}" for victim, _ in picked]
    return [
        (victim, perpetrator, children[n] if n < min(WITH_A_CHILD, cases - 1) else None)
        for n, (victim, perpetrator) in enumerate(picked)
    ]


def _hearing(
    dice: Random, number: int, table: tuple[str, ...], referrer: str, *, has_child: bool
) -> Hearing:
    """Its points, risks and offers, each worded as nothing else of the day is."""
    known = [(agency, fact) for agency in table for fact in FACTS[agency]]
    first = [(agency, fact) for agency, fact in known if agency in {referrer, "idva"}]
    rest = [each for each in known if each not in first]
    dice.shuffle(rest)
    count = POINTS + (number <= EXTRA_POINT)
    points = tuple(
        Point(agency, f"{fact.text} (file {number}, entry {entry}).", fact.subject, fact.category)
        for entry, (agency, fact) in enumerate((first + rest)[:count], start=1)
    )
    named = RISKS if has_child else [risk for risk in RISKS if risk[0] != "child-1"]
    risks = tuple(
        (at_risk, f"{text} (case {number}).")
        for at_risk, text in dice.sample(named, 2 + (number % 3 == 0))
    )
    return Hearing(points, risks, tuple(_offers(dice, number, table, risks)))


def _offers(
    dice: Random, number: int, table: tuple[str, ...], risks: tuple[tuple[str, str], ...]
) -> Iterator[Offer]:
    """Each risk is answered. Some are suggested first, some done together, one is unsafe first."""
    able = [(agency, act) for agency in table for act in ACTIONS.get(agency, ())]
    chosen = dice.sample(able, ACTIONS_A_CASE + (number <= EXTRA_ACTION))
    for place, (agency, act) in enumerate(chosen):
        risk = place % len(risks)
        others = [other for other in table if other != agency]
        yield Offer(
            agency,
            f"{act.text} (case {number}).",
            act.due,
            act.done_when,
            risk,
            risks[risk][0],
            invites=(dice.choice(others),) if place == 0 and number % 3 == 0 else (),
            suggested_by=dice.choice(others) if place == 1 and number % 4 == 0 else None,
            instead=f"{act.text}, without him (case {number})."
            if place == 2 and number % 9 == 0
            else None,
        )


def _plan(long: LongDay, here: datetime) -> Iterator[str]:
    yield 'id = "northvale-long-day"\narea = "Northvale"\nprotocol = "luton"'
    yield f"day = {here:%Y-%m-%d}"
    for agency in dict.fromkeys(agency for _, _, agency in long.people):
        name = agency.replace("-", " ").capitalize()
        yield from ("[[agencies]]", _is("id", agency), _is("name", name))
    for person, name, agency in long.people:
        yield from ("[[people]]", _is("id", person), _is("name", name), _is("agency", agency))
        yield from _ROLES.get(person, ())
    for number, case in enumerate(long.cases, start=1):
        yield from ("[[cases]]", _is("id", case.id), _is("referred_by", case.referred_by))
        yield _is("summary", f"Threats and assaults that grow worse; referral {number}.")
        yield _is("safe_contact", f"By text before noon, to the number of file {number}.")
        yield _is("unsafe_contact", "No post and no call in the evening.")
        for party, kind, called in (
            ("victim", "victim", case.victim),
            ("perpetrator", "perpetrator", case.perpetrator),
            ("child-1", "child", case.child),
        ):
            if called is not None:
                yield from ("[[cases.parties]]", _is("id", party), _is("kind", kind))
                yield _is("name", called)


_ROLES: Final = {
    "chair": ('role = "chair"',),
    "minutes": ('role = "minute_taker"', "coordinator = true"),
    "idva-rep": ("speaks_for_victim = true",),
    "observer": ('role = "observer"', "agreed_by_chair = true"),
}


def _is(key: str, words: str) -> str:
    return f"{key} = {json.dumps(words)}"
