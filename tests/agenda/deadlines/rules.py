"""Arbitrary rules, starts and calendars, for tests of all of them."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from agenda.closed_days import calendar_of
from agenda.deadlines.rule import (
    MOST,
    OF_A_WEEKDAY,
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
from agenda.nations import NATIONS

CALENDARS: Final = {nation: calendar_of(nation, 1910, 2142) for nation in NATIONS}

starts = st.dates(date(2025, 1, 1), date(2027, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
calendars = st.sampled_from([*CALENDARS.values()])
sides = st.sampled_from(Side)


def lengths(units: st.SearchStrategy[Unit]) -> st.SearchStrategy[Length]:
    """Any count that may be written, of any of ``units``."""
    return units.flatmap(
        lambda unit: st.integers(1, MOST[unit]).map(lambda count: Length(count, unit))
    )


counted_days = st.builds(Counted, lengths(st.sampled_from([*{*Unit} - {Unit.HOURS}])), sides)
counted_hours = st.builds(Counted, lengths(st.just(Unit.HOURS)), sides)
weekdays = st.builds(
    OnWeekday,
    st.integers(0, 6),
    sides,
    st.none() | lengths(st.sampled_from(sorted(OF_A_WEEKDAY))),
)
by_the_day = counted_days | weekdays | st.builds(SameDay) | st.builds(NextMeeting)
rules = st.builds(Rule, by_the_day, st.none() | times, st.sampled_from(Move)) | st.builds(
    Rule, counted_hours, st.none(), st.sampled_from(Move)
)
