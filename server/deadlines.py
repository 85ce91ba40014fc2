"""``marac-server deadline``: the day that a rule comes to, and how; without a store (AG-4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from agenda.closed_days import calendar_of
from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.reckoning import Reckoned, reckon, years_reached
from agenda.deadlines.rule import NextMeeting, Rule
from agenda.nations import nation_named
from server.errors import OperatorError
from server.say import complain, say

YEARS: Final = range(1950, 2151)
"""In which bank holidays are looked up; a year outside is a slip of the finger."""
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK: Final = re.compile(r"[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as it was typed."""

    rule: str
    day: str
    nation: str
    closed: Sequence[str] = ()
    at: str | None = None
    next_meeting: str | None = None


def print_deadline(asked: Asked, *, explain: bool) -> None:
    """The deadline alone on the last line of standard output; a warning on standard error.

    With ``explain``, its steps come before it. Raises OperatorError for what cannot be reckoned.
    """
    try:
        rule, nation = parse_rule(asked.rule), nation_named(asked.nation)
        found = _reckoned(asked, rule, nation)
    except ValueError as error:
        raise OperatorError(str(error)) from None
    if explain:
        say(f'"{rule}", with the bank holidays of {asked.nation}:')
        for step in found.steps:
            say(f"  {step}")
    if found.warning:
        complain(found.warning)
    say(found.iso)


def _reckoned(asked: Asked, rule: Rule, nation: str) -> Reckoned:
    day = _date(asked.day)
    at = None if asked.at is None else _time(asked.at)
    next_meeting = None if asked.next_meeting is None else _date(asked.next_meeting)
    extra = [_date(each) for each in asked.closed]
    if rule.counts_hours and at is None:
        raise ValueError(f'"{rule}" counts from a time of day; give it with --at, as 09:30.')
    if isinstance(rule.where, NextMeeting) and next_meeting is None:
        raise ValueError("Say when the next meeting is with --next-meeting, as 2026-12-15.")
    years = {day.year, (next_meeting or day).year}
    reach = years_reached(rule)
    calendar = calendar_of(nation, min(years) - reach, max(years) + reach, extra)
    return reckon(rule, day, calendar, next_meeting=next_meeting, at=at)


def _date(said: str) -> date:
    try:
        if DATE.fullmatch(said) and (day := date.fromisoformat(said)).year in YEARS:
            return day
    except ValueError:
        pass
    raise ValueError(
        f"{said[:40]!r} is no date from {YEARS[0]} to {YEARS[-1]}; write year, month and day, "
        "as 2026-04-02."
    )


def _time(said: str) -> time:
    try:
        if CLOCK.fullmatch(said):
            return time.fromisoformat(said)
    except ValueError:
        pass
    raise ValueError(f"{said[:40]!r} is no time of day; write hours and minutes, as 09:30.")
