"""The date that a protocol proposes for an action (ACT-3), in words that people type themselves."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final

from agenda.calendar import Calendar
from agenda.deadline import due_date
from agenda.deadlines.reckoning import reckon
from agenda.deadlines.rule import Rule

REACH: Final = timedelta(days=366)
"""How far from the meeting a proposed date may lie: closed days are known for about a year."""


def proposed(rule: Rule, meeting_day: date, closed: AbstractSet[date]) -> str:
    """``5 working days``, or the date itself where its rule is not said that shortly.

    Empty where there is no date yet: the next meeting, before it is known.
    """
    known = dict.fromkeys(closed, "office closed")
    calendar = Calendar(meeting_day, meeting_day + REACH, known)
    try:
        day = reckon(rule, meeting_day, calendar).day
    except ValueError:
        return ""
    said = str(rule).removesuffix(" after")
    return said if due_date(said, meeting_day, closed) == day else day.isoformat()
