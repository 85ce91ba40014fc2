"""What is due when, before and after a meeting (AG-4, AG-5, OUT-1)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from agenda.deadlines.rule import Counted, Length, NextMeeting, Rule, Side, Unit
from agenda.frequency import parse_frequency
from agenda.nations import nation_named
from agenda.protocol.base import Frozen
from agenda.text import Name


class Nation(StrEnum):
    """Whose bank holidays count (AG-5)."""

    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


def _named(said: object) -> object:
    return nation_named(said) if isinstance(said, str) else said


def _said_frequency(said: str) -> str:
    return parse_frequency(said).said


def _working_days(count: int, side: Side) -> Rule:
    return Rule(Counted(Length(count, Unit.WORKING_DAYS), side))


class Deadlines(Frozen):
    """Each counted from the day of the meeting, as people say it; left out where there is none."""

    referrals: Rule | None = None
    """Referrals close."""
    late_referrals: Rule | None = None
    """Until then an urgent case can still be added (AG-10)."""
    agenda: Rule | None = None
    """The agenda goes out."""
    research: Rule | None = None
    """Agencies have looked at their files."""
    reports: Rule | None = None
    """Written reports of agencies that cannot come are in."""
    guests: Rule = _working_days(5, Side.BEFORE)
    """Guests are asked for (ROLE-6)."""
    action_list: Rule | None = _working_days(2, Side.AFTER)
    """The approved action list goes out."""
    minutes: Rule | None = None
    """The minutes go out."""
    corrections: Rule | None = Rule(NextMeeting())
    """Agencies have checked the minutes (OUT-5)."""
    emergency: Rule | None = None
    """An emergency meeting is held, from the moment it is asked for (AG-9)."""
    professionals_meeting: Rule | None = None
    """The professionals' meeting at a second repeat is held, from the incident (AG-7)."""
    actions: Rule = _working_days(5, Side.AFTER)
    """Proposed date of an action for which none was said (ACT-3)."""


class Meetings(Frozen):
    """When meetings are, and on which days nobody works (AG-5)."""

    frequency: Annotated[Name, AfterValidator(_said_frequency)] | None = None
    """How often: "daily", "every 3 weeks on Tuesday", "second Tuesday of the month"."""
    nation: Annotated[Nation, BeforeValidator(_named)] = Nation.ENGLAND
    """Whose bank holidays count: England and Wales, Scotland or Northern Ireland."""
    closed: tuple[date, ...] = Field(default=(), max_length=200)
    """Further days on which the area's offices are closed."""
