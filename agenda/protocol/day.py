"""The day: when it begins, its breaks, its sections and the order of its parts (AG-1 to AG-3)."""

from collections import Counter
from datetime import time
from enum import StrEnum
from typing import Final, Self

from pydantic import Field, model_validator

from agenda.protocol.base import IDENTIFIER, Frozen
from agenda.text import Name


class DayPart(StrEnum):
    """A part of the day's agenda (AG-1)."""

    OPENING = "opening"
    """Welcome, apologies and introductions."""
    DECLARATION = "declaration"
    """The confidentiality statement is read and signed."""
    SUCCESSES = "successes"
    OUTSTANDING = "outstanding"
    """Actions that are outstanding from earlier meetings; where sections have their own, theirs."""
    EXPIRING = "expiring"
    """Cases whose flags come off (AG-8)."""
    CASES = "cases"
    SUMMARY = "summary"
    """The chair sums up the actions."""
    NEXT_MEETING = "next_meeting"


class Takes(StrEnum):
    """Which cases a section of the day takes (AG-3)."""

    NAMED = "named"
    """Those that name it: a cluster, a borough."""
    CHILDREN = "children"
    """Those with children or a pregnant victim."""
    REST = "rest"
    """All that no other section takes."""


class BreakRule(Frozen):
    """A break of the day: at a time, after a case or after a section (AG-2)."""

    label: Name
    """What it is called: Coffee."""
    at: time | None = None
    """London time at which it is due; a case that would run into it comes after it."""
    after_case: int | None = Field(default=None, ge=1, le=60)
    """The number of the case that it follows, where it goes by that and not by the time."""
    after_section: str | None = Field(default=None, pattern=IDENTIFIER)
    """The id of the section that it follows, where it goes by that."""
    minutes: int = Field(default=15, ge=1, le=120)
    """How long it is, in minutes."""

    @model_validator(mode="after")
    def _is_once(self) -> Self:
        given = (self.at, self.after_case, self.after_section)
        if sum(each is not None for each in given) != 1:
            raise ValueError(
                f"the break {self.label} needs one of at, after_case and after_section"
            )
        return self


class SectionRule(Frozen):
    """A part of the cases that is heard together: a cluster, a borough, those with children."""

    id: str = Field(pattern=IDENTIFIER)
    """What a case or an agency of the plan names it by."""
    name: Name
    """What it is called on the agenda."""
    takes: Takes = Takes.NAMED
    """Which cases it takes."""
    starts: time | None = None
    """London time before which it does not begin, where it has one."""
    outstanding: bool = False
    """Whether its own outstanding actions are read before its first case."""
    outstanding_minutes: int = Field(default=5, ge=1, le=60)
    """How long that takes, in minutes."""
    releases: bool = False
    """Whether agencies that are needed for no later section go when it is over (ATT-5)."""


MOST_BREAKS: Final = 4
ALL_PARTS: Final = tuple(DayPart)


class Day(Frozen):
    """The timetable of a sitting."""

    starts: time = time(9, 0)
    """London time at which the meeting begins, where its plan does not say."""
    opening_minutes: int = Field(default=15, ge=0, le=120)
    """Time before case 1 for the opening and the declaration. 0: the first case is listed for the
    start of the day, and the agenda says that it will be late."""
    breaks: tuple[BreakRule, ...] = Field(default=(), max_length=MOST_BREAKS)
    """None to four."""
    sections: tuple[SectionRule, ...] = ()
    """In the order in which they are heard. Without any, cases are heard as the plan lists them."""
    parts: tuple[DayPart, ...] = ALL_PARTS
    """The parts of the agenda, in order. What is left out is not on it."""

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        twice = sorted(i for i, n in Counter(s.id for s in self.sections).items() if n > 1)
        if twice:
            raise ValueError(f"the section {twice[0]!r} is there twice")
        for takes in (Takes.CHILDREN, Takes.REST):
            if sum(section.takes is takes for section in self.sections) > 1:
                raise ValueError(f"only one section can take {takes.value!r}")
        for rule in self.breaks:
            if rule.after_section not in {None, *(section.id for section in self.sections)}:
                raise ValueError(
                    f"the break {rule.label} follows a section that is not there: "
                    f"{rule.after_section!r}"
                )
        if len(set(self.parts)) != len(self.parts):
            raise ValueError("a part of the day is there twice")
        if not {DayPart.DECLARATION, DayPart.CASES} <= set(self.parts):
            raise ValueError("no day is without the declaration and the cases")
        if self.parts.index(DayPart.DECLARATION) > self.parts.index(DayPart.CASES):
            raise ValueError("the declaration comes before the cases (SIGN-2)")
        return self
