"""What a return counts: cases, actions and attendance of meetings that were held (OUT-6).

Numbers alone come out: no case, no person and no action is in them. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from agenda.past.equality import Answer, Asked
from agenda.past.held import HeldAction, Progress
from agenda.past.sameness import Sure

Key = TypeVar("Key", bound=StrEnum)


class Came(StrEnum):
    """How an agency took part in one meeting, the best that any of its people did (ATT-1)."""

    THERE = "there"
    REPORT = "written report"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Kept(StrEnum):
    """What became of an agency's part of an action, against the day that it was first due."""

    ON_TIME = "on time"
    LATE = "done late"
    NOT_DONE = "not done"
    NOT_YET = "nothing said yet"


class Repeat(StrEnum):
    """Whether a case is a repeat (AG-7)."""

    YES = "yes"
    PERHAPS = "perhaps, nobody has said"
    NO = "no"


REPEATS: Mapping[Sure, Repeat] = {
    Sure.CERTAIN: Repeat.YES,
    Sure.LIKELY: Repeat.PERHAPS,
    Sure.NO: Repeat.NO,
}


@dataclass(frozen=True, slots=True)
class CountedCase:
    """One case that is over: who referred it, and what is counted of it. ``took`` is its time,
    breaks and pauses of the day left out. Of one that was put off its actions alone are counted.
    """

    referred_by: str
    was_heard: bool
    children: int
    repeat: Sure
    said: Mapping[Asked, Answer]
    took: timedelta | None = None
    actions: tuple[HeldAction, ...] = ()


@dataclass(frozen=True, slots=True)
class CountedMeeting:
    """One meeting whose list is approved. ``over`` is by how long its last item ended after its
    planned end, negative before it; None where no item has ended.
    """

    day: date
    cases: tuple[CountedCase, ...]
    came: Mapping[str, Came]
    over: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one period. Agencies go by their ids; each that was expected is in
    ``referrals`` and ``actions``, also with nothing.
    """

    cases: int = 0
    put_off: int = 0
    children: int = 0
    referrals: Mapping[str, int] = field(default_factory=dict)
    repeats: Mapping[Repeat, int] = field(default_factory=dict)
    said: Mapping[Asked, Mapping[Answer, int]] = field(default_factory=dict)
    actions: Mapping[str, Mapping[Kept, int]] = field(default_factory=dict)

    def offered(self, agency: str) -> int:
        """How many actions ``agency`` has, its parts of joint ones included."""
        return sum(self.actions.get(agency, {}).values())


@dataclass(frozen=True, slots=True)
class Times:
    """How the days went: how many minutes a case took, on the average, and by how many minutes each
    day ended late; None of one that nobody can say it of.
    """

    minutes_a_case: int | None
    over: tuple[tuple[date, int | None], ...]


def counts_of(meetings: Iterable[CountedMeeting]) -> Counts:
    """What there is to count in ``meetings``."""
    several = tuple(meetings)
    cases = tuple(case for meeting in several for case in meeting.cases)
    heard = tuple(case for case in cases if case.was_heard)
    referred = Counter(case.referred_by for case in heard)
    kept = [part for case in cases for action in case.actions for part in parts_of(action)]
    agencies = sorted({*(a for m in several for a in m.came), *referred, *(a for a, _ in kept)})
    how = Counter(kept)
    return Counts(
        cases=len(heard),
        put_off=len(cases) - len(heard),
        children=sum(case.children for case in heard),
        referrals={agency: referred[agency] for agency in agencies},
        repeats=_each(Repeat, (REPEATS[case.repeat] for case in heard)),
        said={asked: _each(Answer, (case.said[asked] for case in heard)) for asked in Asked},
        actions={agency: {each: how[agency, each] for each in Kept} for agency in agencies},
    )


def _each(keys: type[Key], found: Iterable[Key]) -> Mapping[Key, int]:
    counted = Counter(found)
    return {key: counted[key] for key in keys}


def parts_of(action: HeldAction) -> tuple[tuple[str, Kept], ...]:
    """Each agency's part of ``action``, and what became of it (ACT-4)."""
    return tuple((agency, _kept(action, agency)) for agency in action.agencies)


def _kept(action: HeldAction, agency: str) -> Kept:
    settled = action.of(agency)
    if settled.progress is Progress.NOT_DONE:
        return Kept.NOT_DONE
    if settled.progress is Progress.OUTSTANDING:
        return Kept.NOT_YET
    # Nobody can say that an action without a day was late.
    in_time = action.due is None or (settled.on is not None and settled.on <= action.due)
    return Kept.ON_TIME if in_time else Kept.LATE


def attendance_of(meetings: Iterable[CountedMeeting]) -> Mapping[str, Mapping[Came, int]]:
    """In how many meetings each agency was there, or how else it answered (ATT-1)."""
    came = Counter((agency, how) for each in meetings for agency, how in each.came.items())
    agencies = sorted({agency for agency, _ in came})
    return {agency: {how: came[agency, how] for how in Came} for agency in agencies}


def times_of(meetings: Iterable[CountedMeeting]) -> Times:
    """How long cases took, and how late the days ended (CASE-2)."""
    several = sorted(meetings, key=lambda meeting: meeting.day)
    took = [c.took for m in several for c in m.cases if c.was_heard and c.took is not None]
    average = _minutes(sum(took, timedelta()) / len(took)) if took else None
    return Times(
        average, tuple((m.day, None if m.over is None else _minutes(m.over)) for m in several)
    )


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)
