"""Reckons the day of a deadline, with the steps that lead there (AG-4, AG-5, OUT-1).

It reads no clock: the start, the closed days and the next meeting are given. Days and times are
London's; hours are counted as they pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never

from agenda.calendar import ONE_DAY, Calendar
from agenda.deadlines.rule import (
    Counted,
    Length,
    Move,
    NextMeeting,
    OnWeekday,
    Rule,
    SameDay,
    Side,
    Unit,
)
from agenda.london import from_london, full_date, in_london, short_date
from agenda.months import months_after

CLEAR = frozenset({Unit.CLEAR_DAYS, Unit.CLEAR_WORKING_DAYS})
WORKING = frozenset({Unit.WORKING_DAYS, Unit.CLEAR_WORKING_DAYS})
MONTHS_IN = {Unit.MONTHS: 1, Unit.YEARS: 12}
LONGEST_COUNT_IN_YEARS = 3
"""The largest count of working days, and the closed days that it may end on."""
SIGN = {Side.AFTER: 1, Side.BEFORE: -1}
DAYS_IN = {Unit.DAYS: 1, Unit.CLEAR_DAYS: 1, Unit.WEEKS: 7}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The day of a deadline and its London time, None where the whole day is left.

    ``steps`` say how it was reckoned, in order, the start first. ``warning`` is a sentence where
    the day is closed and the rule moves it nowhere; else it is empty.
    """

    day: date
    at: time | None
    steps: tuple[str, ...]
    warning: str = ""

    @property
    def iso(self) -> str:
        """``2026-04-07``, or ``2026-04-07T12:00`` where there is a time."""
        return f"{self.day}" if self.at is None else f"{self.day}T{self.at:%H:%M}"

    @property
    def moment(self) -> datetime:
        """The UTC instant at which it has passed: the end of the day where there is no time."""
        if self.at is None:
            return from_london(self.day + ONE_DAY, time())
        return from_london(self.day, self.at)

    def __str__(self) -> str:
        return full_date(self.day) + ("" if self.at is None else f" at {self.at:%H:%M}")


@dataclass(slots=True)
class _Walk:
    """Where a reckoning has got to, and how."""

    calendar: Calendar
    day: date
    steps: list[str]
    at: time | None = None

    def closed(self, day: date) -> str:
        return self.calendar.why_closed(day)

    def note(self, day: date, words: str) -> None:
        self.steps.append(f"{short_date(day)} {words}")


def reckon(
    rule: Rule,
    start: date | datetime,
    calendar: Calendar,
    *,
    next_meeting: date | None = None,
    at: time | None = None,
) -> Reckoned:
    """The deadline that ``rule`` sets, counted from ``start``.

    ``start`` is a day, or an aware instant; ``at`` is the London time of a start that is a day,
    and needed for hours alone. Raises ValueError, one sentence, where the next meeting or a time
    is missing, or where the calendar does not reach.
    """
    day, at = _beginning(start, at)
    first = full_date(day) if at is None else f"{full_date(day)} {at:%H:%M}"
    walk = _Walk(calendar, day, [f"from {first}"])
    try:
        _go(walk, rule, at, next_meeting)
        warning = _warning(walk)
    except OverflowError:
        raise ValueError(f'"{rule}" leads beyond all calendars from {full_date(day)}.') from None
    if rule.at is not None:
        walk.at = _real_time(walk, rule.at)
    return Reckoned(walk.day, walk.at, tuple(walk.steps), warning)


def years_reached(rule: Rule) -> int:
    """How many years on either side of its start a calendar has to know, for any start."""
    match rule.where:
        case Counted(Length(count, unit)) if unit in MONTHS_IN:
            return count * MONTHS_IN[unit] // 12 + 2
        case _:
            return LONGEST_COUNT_IN_YEARS


def _beginning(start: date | datetime, at: time | None) -> tuple[date, time | None]:
    if not isinstance(start, datetime):
        return start, at
    if start.tzinfo is None:
        raise ValueError("A moment to count from needs its time zone; give it in UTC.")
    local = in_london(start)
    return local.date(), local.time()


def _go(walk: _Walk, rule: Rule, at: time | None, next_meeting: date | None) -> None:
    match rule.where:
        case Counted() if rule.counts_hours:
            _elapse(walk, rule.where, at)
        case Counted(length, side):
            walk.day = _counted(walk, length, side)
        case OnWeekday():
            walk.day = _weekday(walk, rule.where)
        case SameDay():
            pass
        case NextMeeting():
            walk.day = _next_meeting(walk.day, next_meeting)
            walk.note(walk.day, "the next meeting")
        case _:
            assert_never(rule.where)
    _move(walk, rule.move)


def _next_meeting(day: date, next_meeting: date | None) -> date:
    if next_meeting is None:
        raise ValueError("The next meeting is not arranged; say on which day it is.")
    if next_meeting <= day:
        raise ValueError(
            f"The next meeting cannot be on {full_date(next_meeting)}: that is not after "
            f"{full_date(day)}; give a later day."
        )
    return next_meeting


def _elapse(walk: _Walk, where: Counted, at: time | None) -> None:
    if at is None:
        raise ValueError(f'"{where}" counts from a time of day; say which.')
    hours = where.length.count * SIGN[where.side]
    begun = from_london(walk.day, _real_time(walk, at))
    ended = in_london(begun + timedelta(hours=hours))
    if in_london(begun).utcoffset() != ended.utcoffset():
        walk.steps.append("the clocks change in between")
    walk.day, walk.at = ended.date(), ended.time()
    walk.note(walk.day, f"{walk.at:%H:%M}, {where}")


def _real_time(walk: _Walk, at: time) -> time:
    """``at`` as clocks show it on that day: an hour later where they skip it."""
    shown = in_london(from_london(walk.day, at)).time().replace(fold=at.fold)
    if shown != at:
        walk.note(walk.day, f"has no {at:%H:%M}, the clocks go forward: {shown:%H:%M}")
    elif from_london(walk.day, at.replace(fold=0)) != from_london(walk.day, at.replace(fold=1)):
        which = "second" if at.fold else "first"
        walk.note(walk.day, f"has {at:%H:%M} twice, the clocks go back: the {which} is meant")
    return shown


def _days(day: date, side: Side) -> Iterator[date]:
    """Every day on that side, the nearest first; without end."""
    step = ONE_DAY * SIGN[side]
    while True:
        day += step
        yield day


def _counted(walk: _Walk, length: Length, side: Side) -> date:
    if length.unit in WORKING:
        day = _working_days(walk, length, side)
        if length.unit not in CLEAR:
            return day
        day = _open_day(walk, day, side)
    elif length.unit in MONTHS_IN:
        return _months(walk, length, side)
    else:
        days = length.count * DAYS_IN[length.unit] + (length.unit in CLEAR)
        day = walk.day + timedelta(days=days * SIGN[side])
    walk.note(day, f"{length} {side}")
    return day


def _working_days(walk: _Walk, length: Length, side: Side) -> date:
    """The last of so many working days on that side; each day passed is a step."""
    counted = 0
    for day in _days(walk.day, side):
        if why := walk.closed(day):
            walk.note(day, f"{why}, skipped")
            continue
        counted += 1
        walk.note(day, f"{'clear ' if length.unit in CLEAR else ''}working day {counted}")
        if counted == length.count:
            return day
    raise AssertionError("days have no end")


def _open_day(walk: _Walk, day: date, side: Side) -> date:
    """The nearest working day on that side of ``day``; closed days passed are steps."""
    for found in _days(day, side):
        if not (why := walk.closed(found)):
            return found
        walk.note(found, f"{why}, skipped")
    raise AssertionError("days have no end")


def _months(walk: _Walk, length: Length, side: Side) -> date:
    day = months_after(walk.day, length.count * MONTHS_IN[length.unit] * SIGN[side])
    short = ", the last day of that month" if day.day < walk.day.day else ""
    walk.note(day, f"{day.year}, {length} {side}{short}")
    return day


def _weekday(walk: _Walk, where: OnWeekday) -> date:
    edge = walk.day if where.at_least is None else _edge(walk, where.at_least, where.side)
    day = next(day for day in _days(edge, where.side) if day.weekday() == where.weekday)
    walk.note(day, f"the {day:%A} {where.side}")
    return day


def _edge(walk: _Walk, length: Length, side: Side) -> date:
    """The last day that is still too near for a deadline at least ``length`` away."""
    back = -ONE_DAY * SIGN[side]
    if length.unit in WORKING:
        day = _working_days(walk, length, side)
        return day if length.unit in CLEAR else day + back
    return _counted(walk, length, side) + back


def _move(walk: _Walk, move: Move) -> None:
    if move is Move.STAYS or not (why := walk.closed(walk.day)):
        return
    walk.note(walk.day, f"{why}, moved")
    side = Side.AFTER if move is Move.NEXT else Side.BEFORE
    walk.day = _open_day(walk, walk.day, side)
    walk.note(walk.day, str(move))


def _warning(walk: _Walk) -> str:
    if not (why := walk.closed(walk.day)):
        return ""
    return (
        f'{full_date(walk.day)} is no working day ({why}); end the rule with ", or the next '
        'working day" or ", or the working day before" where it is to be moved.'
    )
