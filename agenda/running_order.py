"""The running order: cases, breaks and sections, with the times that the protocol gives them.

AG-1, AG-2, AG-3. Pure: the plan says the day, and every time comes from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import chain

from agenda.london import from_london
from agenda.plan import MeetingPlan, PlannedCase
from agenda.protocol import BreakRule, SectionRule, Takes


class Kind(StrEnum):
    """What a line of the running order is."""

    CASE = "case"
    BREAK = "break"
    OUTSTANDING = "outstanding"
    """The outstanding actions of a section, before its first case."""


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One line. ``case`` is None for what is no case; ``starts`` is UTC; ``section`` an id."""

    item: str
    case: str | None
    label: str
    starts: datetime
    minutes: int
    kind: Kind = Kind.CASE
    section: str | None = None

    @property
    def ends(self) -> datetime:
        """UTC."""
        return self.starts + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the day with its cases, in the order in which they are heard."""

    rule: SectionRule | None
    cases: tuple[PlannedCase, ...]


def running_order(plan: MeetingPlan) -> tuple[PlannedItem, ...]:
    """Cases section by section, numbered as they are heard.

    A break that is due at a time stands before the first case that would run into it; a day that
    starts after that does without it: nobody has worked yet. Breaks after which nothing comes are
    none. A case with a time of its own is heard then, or as soon as the one before is over.
    """
    order = _Order.begin(plan)
    for section in sections(plan):
        if section.cases:
            order.add_section(section)
    return tuple(order.items)


def sections(plan: MeetingPlan) -> tuple[Section, ...]:
    """The cases of ``plan`` by section, each case in one; a day without sections is one."""
    rules = plan.protocol.day.sections
    if not rules:
        return (Section(None, plan.cases),)
    belongs = {case.id: section_of(case, rules) for case in plan.cases}
    return tuple(
        Section(rule, tuple(case for case in plan.cases if belongs[case.id] == rule.id))
        for rule in rules
    )


def section_of(case: PlannedCase, rules: Sequence[SectionRule]) -> str:
    """The id of the section that hears ``case``: the one that it names, the one for children, the
    one for the rest; where none of them takes it, the last.
    """
    named = (rule.id for rule in rules if case.section == rule.id)
    children = (rule.id for rule in rules if rule.takes is Takes.CHILDREN and case.has_children)
    rest = (rule.id for rule in rules if rule.takes is Takes.REST)
    return next(chain(named, children, rest), rules[-1].id)


def item_of_outstanding(rule: SectionRule) -> str:
    """The id of the item at which the outstanding actions of a section are read."""
    return f"outstanding-{rule.id}"


@dataclass
class _Order:
    """The running order so far, and the time that it has got to."""

    plan: MeetingPlan
    now: datetime
    timed: list[tuple[datetime, BreakRule]]
    items: list[PlannedItem] = field(default_factory=list)
    following: list[BreakRule] = field(default_factory=list)
    """Breaks that come before whatever comes next."""
    cases: int = 0
    breaks: int = 0

    @classmethod
    def begin(cls, plan: MeetingPlan) -> "_Order":
        day = plan.protocol.day
        now = from_london(plan.day, plan.starts) + timedelta(minutes=day.opening_minutes)
        due = ((from_london(plan.day, rule.at), rule) for rule in day.breaks if rule.at)
        timed = sorted((each for each in due if each[0] > now), key=lambda each: each[0])
        return cls(plan, now, timed)

    def add_section(self, section: Section) -> None:
        """Its outstanding actions, its cases, and the break that follows it."""
        rule = section.rule
        if rule is not None and rule.starts is not None:
            self._take_following()
            self.now = max(self.now, self._at(rule.starts))
        if rule is not None and rule.outstanding:
            label = f"Outstanding actions: {rule.name}"
            minutes = rule.outstanding_minutes
            start = self._start(minutes)
            item = item_of_outstanding(rule)
            self._add(PlannedItem(item, None, label, start, minutes, Kind.OUTSTANDING, rule.id))
        for case in self._as_heard(section.cases):
            self._add_case(case, rule)
        if rule is not None:
            self.following += self._breaks(lambda each: each.after_section == rule.id)

    def _as_heard(self, cases: Sequence[PlannedCase]) -> Iterator[PlannedCase]:
        """Those with a time of their own when it has come, the others in their order."""
        fixed = sorted((c for c in cases if c.fixed_at), key=lambda c: c.fixed_at or time.min)
        free = [case for case in cases if case.fixed_at is None]
        while fixed or free:
            due = fixed and self._would_run_into(self._at(fixed[0].fixed_at or time.min))
            yield fixed.pop(0) if due or not free else free.pop(0)

    def _would_run_into(self, due: datetime) -> bool:
        """Whether the next case, after the breaks before it, would not be over by then."""
        minutes = timedelta(minutes=self.plan.item_minutes)
        now = self.now + timedelta(minutes=sum(rule.minutes for rule in self.following))
        for at, rule in self.timed:
            if now + minutes <= at:
                break
            now = max(now, at) + timedelta(minutes=rule.minutes)
        return now + minutes > due

    def _add_case(self, case: PlannedCase, rule: SectionRule | None) -> None:
        minutes, within = self.plan.item_minutes, rule.id if rule else None
        start = self._start(minutes, self._at(case.fixed_at) if case.fixed_at else None)
        self.cases = number = self.cases + 1
        label = f"Case {number}"
        self._add(PlannedItem(str(number), case.id, label, start, minutes, Kind.CASE, within))
        self.following += self._breaks(lambda each: each.after_case == number)

    def _start(self, minutes: int, not_before: datetime | None = None) -> datetime:
        """When something of that length begins, after the breaks that come before it."""
        self._take_following()
        while self.timed and self._ends(minutes, not_before) > self.timed[0][0]:
            due, rule = self.timed.pop(0)
            self.now = max(self.now, due)
            self._take_break(rule)
        return max(self.now, not_before or self.now)

    def _ends(self, minutes: int, not_before: datetime | None) -> datetime:
        return max(self.now, not_before or self.now) + timedelta(minutes=minutes)

    def _add(self, item: PlannedItem) -> None:
        self.items.append(item)
        self.now = item.ends

    def _take_following(self) -> None:
        while self.following:
            self._take_break(self.following.pop(0))

    def _take_break(self, rule: BreakRule) -> None:
        self.breaks += 1
        name, minutes = f"break-{self.breaks}", rule.minutes
        self._add(PlannedItem(name, None, rule.label, self.now, minutes, Kind.BREAK))

    def _breaks(self, fits: Callable[[BreakRule], bool]) -> list[BreakRule]:
        return [rule for rule in self.plan.protocol.day.breaks if fits(rule)]

    def _at(self, at: time) -> datetime:
        return from_london(self.plan.day, at)
