"""Where the deadlines of a meeting contradict each other or its days, told to the coordinator.

Each is one sentence (AG-4, AG-9, OUT-1). Nothing is put right here: which of the two should give
way is for people to say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agenda.calendar import Calendar
from agenda.deadlines.of_meeting import (
    AFTERWARDS,
    BEFORE,
    PAPERS,
    Due,
    MeetingTimes,
    Rules,
    deadlines_of,
)
from agenda.deadlines.reckoning import Reckoned, reckon
from agenda.deadlines.rule import NextMeeting
from agenda.london import clock_time, full_date, in_london

WORDS: Final[Mapping[Due, str]] = {
    Due.REFERRALS: "Referrals close",
    Due.LATE_REFERRALS: "Urgent cases close",
    Due.AGENDA: "The agenda is due",
    Due.RESEARCH: "Research is due",
    Due.REPORTS: "Written reports are due",
    Due.GUESTS: "Guests are asked for at the latest",
    Due.ACTIONS: "The action list is due",
    Due.MINUTES: "The minutes are due",
    Due.CORRECTIONS: "Corrections of the minutes are due",
    Due.NEXT_MEETING: "The next meeting is due",
    Due.EMERGENCY: "The emergency meeting is due",
}
REMEDY: Final = "change one of the two rules, or the day of the meeting"


@dataclass(frozen=True, slots=True)
class _Days:
    """What is compared: the deadlines that could be reckoned, and the meeting's own times."""

    meeting: MeetingTimes
    calendar: Calendar
    rules: Rules
    due: Mapping[Due, Reckoned]

    def said(self, due: Due) -> str:
        """``Referrals close on Wed 11 Nov 2026 at 12:00``."""
        return f"{WORDS[due]} on {self.due[due]}"


def contradictions(rules: Rules, meeting: MeetingTimes, calendar: Calendar) -> tuple[str, ...]:
    """Every contradiction between ``rules`` and the days of ``meeting``, a sentence each."""
    reckoned = {
        each.due: each.reckoned
        for each in deadlines_of(rules, meeting, calendar)
        if each.reckoned is not None
    }
    days = _Days(meeting, calendar, rules, reckoned)
    return tuple(sentence for check in CHECKS for sentence in check(days))


def _agenda_before_referrals_close(days: _Days) -> Iterator[str]:
    if _both(days, Due.AGENDA, Due.REFERRALS) and _moment(days, Due.AGENDA) < _moment(
        days, Due.REFERRALS
    ):
        yield _pair(days, Due.AGENDA, "before referrals close on", Due.REFERRALS)


def _no_time_after_the_agenda(days: _Days) -> Iterator[str]:
    for due in (Due.RESEARCH, Due.REPORTS):
        if _both(days, due, Due.AGENDA) and _moment(days, due) <= _moment(days, Due.AGENDA):
            yield _pair(days, due, "not later than the agenda, on", Due.AGENDA)


def _preparation_after_the_meeting_begins(days: _Days) -> Iterator[str]:
    begins = days.meeting.begins_at
    for due in BEFORE:
        if due in days.due and _moment(days, due) > begins:
            yield (
                f"{days.said(due)}{_whole_day(days.due[due])}, but the meeting begins on "
                f"{_instant(begins)}; give a rule that ends before it."
            )


def _papers_before_the_meeting_ends(days: _Days) -> Iterator[str]:
    ends = days.meeting.ends_at
    for due in AFTERWARDS:
        if due in days.due and _moment(days, due) < ends:
            yield (
                f"{days.said(due)}, but the meeting ends on {_instant(ends)}; give a rule that "
                "counts from after it."
            )


def _papers_after_the_next_meeting_begins(days: _Days) -> Iterator[str]:
    following, begins = days.meeting.next_meeting, days.meeting.next_begins_at
    if following is None or begins is None or following <= days.meeting.day:
        return
    for due in PAPERS:
        if due in days.due and _moment(days, due) > begins:
            yield (
                f"{days.said(due)}{_whole_day(days.due[due])}, but the next meeting begins on "
                f"{_instant(begins)}; change the rule, or the day of the next meeting."
            )


def _next_agenda_not_after_this_meeting(days: _Days) -> Iterator[str]:
    meeting, rule = days.meeting, days.rules.get(Due.AGENDA)
    begins = meeting.next_begins_at
    if meeting.next_meeting is None or begins is None or meeting.called is not None or rule is None:
        return
    if meeting.next_meeting <= meeting.day or isinstance(rule.where, NextMeeting):
        return
    try:
        agenda = reckon(rule, begins, days.calendar)
    except ValueError:
        return  # The calendar does not reach so far, which its own deadlines will say.
    if agenda.day <= meeting.day:
        where = "on the day of" if agenda.day == meeting.day else "before"
        yield (
            f"The agenda of the next meeting, on {full_date(meeting.next_meeting)}, is due on "
            f"{agenda}, {where} this meeting; change the rule, or the day of the next meeting."
        )


def _passed_when_arranged(days: _Days) -> Iterator[str]:
    if (arranged := days.meeting.arranged) is None:
        return
    for due in BEFORE:
        if due in days.due and _moment(days, due) < arranged:
            yield (
                f"{days.said(due)}, which had passed when the meeting was arranged on "
                f"{_instant(arranged)}; agree on another day, or tell the agencies by when."
            )


def _next_meeting_on_another_day(days: _Days) -> Iterator[str]:
    following, due = days.meeting.next_meeting, days.due.get(Due.NEXT_MEETING)
    if following is None:
        return
    if following <= days.meeting.day:
        yield (
            f"The next meeting is arranged for {full_date(following)}, which is not after this "
            f"one on {full_date(days.meeting.day)}; arrange another day."
        )
    elif due is not None and due.day != following:
        yield (
            f"{WORDS[Due.NEXT_MEETING]} on {full_date(due.day)}, and arranged for "
            f"{full_date(following)}; say so to the agencies, or arrange it for that day."
        )


def _meeting_on_a_closed_day(days: _Days) -> Iterator[str]:
    if days.meeting.called is not None:  # An emergency is held when it has to be.
        return
    named = (("The meeting", days.meeting.day), ("The next meeting", days.meeting.next_meeting))
    for name, day in named:
        if day is None or not days.calendar.first <= day <= days.calendar.last:
            continue
        if why := days.calendar.why_closed(day):
            yield f"{name} is on {full_date(day)}, which is closed ({why}); arrange another day."


def _emergency_too_late(days: _Days) -> Iterator[str]:
    begins = days.meeting.begins_at
    if Due.EMERGENCY in days.due and _moment(days, Due.EMERGENCY) < begins:
        yield (
            f"{days.said(Due.EMERGENCY)}, but the meeting begins on {_instant(begins)}; hold it "
            "sooner."
        )


CHECKS: Final[Sequence[Callable[[_Days], Iterator[str]]]] = (
    _meeting_on_a_closed_day,
    _emergency_too_late,
    _agenda_before_referrals_close,
    _no_time_after_the_agenda,
    _preparation_after_the_meeting_begins,
    _passed_when_arranged,
    _papers_before_the_meeting_ends,
    _next_meeting_on_another_day,
    _papers_after_the_next_meeting_begins,
    _next_agenda_not_after_this_meeting,
)
"""In the order in which a coordinator meets them."""


def _both(days: _Days, one: Due, other: Due) -> bool:
    return one in days.due and other in days.due


def _moment(days: _Days, due: Due) -> datetime:
    return days.due[due].moment


def _pair(days: _Days, one: Due, words: str, other: Due) -> str:
    return f"{days.said(one)}, {words} {days.due[other]}; {REMEDY}."


def _whole_day(due: Reckoned) -> str:
    return ", until the end of the day" if due.at is None else ""


def _instant(instant: datetime) -> str:
    return f"{full_date(in_london(instant).date())} at {clock_time(instant)}"
