"""The deadlines of one meeting, from the rules of its protocol (AG-4, AG-9, AG-10, OUT-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from agenda.calendar import ONE_DAY, Calendar
from agenda.deadlines.reckoning import Reckoned, reckon
from agenda.deadlines.rule import Rule
from agenda.london import from_london, in_london
from agenda.protocol.deadlines import Deadlines


class Due(StrEnum):
    """What a protocol sets a deadline for, in the order of the days around a meeting."""

    REFERRALS = "referral cut-off"
    LATE_REFERRALS = "urgent cases"
    AGENDA = "agenda out"
    RESEARCH = "research in"
    REPORTS = "written reports"
    GUESTS = "guests asked for"
    ACTIONS = "action list"
    MINUTES = "minutes"
    CORRECTIONS = "minutes checked"
    NEXT_MEETING = "next meeting"
    EMERGENCY = "emergency"


BEFORE: Final = (
    Due.REFERRALS,
    Due.LATE_REFERRALS,
    Due.AGENDA,
    Due.RESEARCH,
    Due.REPORTS,
    Due.GUESTS,
)
"""Counted from the meeting's beginning, and to be kept by then."""
PAPERS: Final = (Due.ACTIONS, Due.MINUTES)
AFTERWARDS: Final = (*PAPERS, Due.CORRECTIONS, Due.NEXT_MEETING)
"""Counted from the meeting's end; an emergency is counted from its call."""

Rules = Mapping[Due, Rule]
"""What a protocol says; what it says nothing of is left out."""


KEYS: Final[Mapping[Due, str]] = {
    Due.REFERRALS: "referrals",
    Due.LATE_REFERRALS: "late_referrals",
    Due.AGENDA: "agenda",
    Due.RESEARCH: "research",
    Due.REPORTS: "reports",
    Due.GUESTS: "guests",
    Due.ACTIONS: "action_list",
    Due.MINUTES: "minutes",
    Due.CORRECTIONS: "corrections",
    Due.EMERGENCY: "emergency",
}
"""Where a protocol has each; when the next meeting is due comes of how often there is one."""


def rules_of(agreed: Deadlines) -> Rules:
    """What the deadlines of a protocol say of a meeting."""
    said = {due: getattr(agreed, key) for due, key in KEYS.items()}
    return {due: rule for due, rule in said.items() if rule is not None}


@dataclass(frozen=True, slots=True)
class MeetingTimes:
    """When a meeting is. Times are London's, instants UTC.

    ``arranged`` is when its day was set, ``called`` when an emergency was asked for; None where
    that is not known, or it is none.
    """

    day: date
    starts: time
    ends: time
    next_meeting: date | None = None
    arranged: datetime | None = None
    called: datetime | None = None
    next_starts: time | None = None
    """When the next meeting begins; None: where it is not known, as this one does."""

    @property
    def begins_at(self) -> datetime:
        """The UTC instant of its beginning."""
        return from_london(self.day, self.starts)

    @property
    def next_begins_at(self) -> datetime | None:
        """The UTC instant at which the next meeting begins, where its day is known."""
        if self.next_meeting is None:
            return None
        return from_london(self.next_meeting, self.next_starts or self.starts)

    @property
    def ends_at(self) -> datetime:
        """The UTC instant of its end: on the day after, if the time is no later than the start."""
        days = timedelta() if self.ends > self.starts else ONE_DAY
        return from_london(self.day + days, self.ends)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline: its day with the steps, or else the sentence that says why there is none."""

    due: Due
    rule: Rule
    reckoned: Reckoned | None
    problem: str = ""


def deadlines_of(rules: Rules, meeting: MeetingTimes, calendar: Calendar) -> tuple[Deadline, ...]:
    """Every deadline that ``rules`` set for ``meeting``, in the order of ``Due``.

    An emergency has its own and those of its papers; it is no meeting of the calendar (AG-9).
    """
    return tuple(
        _deadline(due, rules[due], begun, meeting, calendar)
        for due in Due
        if due in rules and (begun := _counted_from(due, meeting)) is not None
    )


def _counted_from(due: Due, meeting: MeetingTimes) -> datetime | None:
    if due is Due.EMERGENCY:
        return meeting.called
    if meeting.called is not None and due not in PAPERS:
        return None
    return meeting.begins_at if due in BEFORE else meeting.ends_at


def _deadline(
    due: Due, rule: Rule, begun: datetime, meeting: MeetingTimes, calendar: Calendar
) -> Deadline:
    try:
        found = reckon(rule, begun, calendar, next_meeting=meeting.next_meeting)
    except ValueError as error:
        return Deadline(due, rule, None, str(error))
    return Deadline(due, rule, found)


def what_is_left(deadline: Reckoned, now: datetime) -> str:
    """How far off ``deadline`` is, at the instant ``now``, or how late it has become (OUT-1)."""
    if now > deadline.moment:
        return f"late by {_length(now - deadline.moment)}"
    days = (deadline.day - in_london(now).date()).days
    if days > 1:
        return f"in {days} days"
    by = "" if deadline.at is None else f" by {deadline.at:%H:%M}"
    return f"{'tomorrow' if days else 'today'}{by}"


def _length(late: timedelta) -> str:
    """``late`` in the largest unit that it fills, rounded down; less than a minute is one."""
    minutes = max(late // timedelta(minutes=1), 1)
    for unit, size in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        if count := minutes // size:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise AssertionError("a minute is one minute")
