"""Guests are asked for some working days ahead. ROLE-6."""

from datetime import date

import pytest

from agenda.calendar import Calendar
from agenda.visitors import guests_asked_late
from tests.given import A_PLAN, A_PLAN_WITH_GUESTS

CALENDAR = Calendar(date(2026, 1, 1), date(2026, 12, 31), {date(2026, 11, 20): "closed"})


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 11, 16), False), (date(2026, 11, 17), True), (date(2026, 11, 24), True)],
)
def test_role_6_five_working_days_before_the_day_are_in_time(today: date, late: bool) -> None:  # noqa: FBT001 - a row of the table
    """ROLE-6: the Friday between is closed."""
    names = ("Mina Hart", "Tess Rowan") if late else ()
    assert guests_asked_late(A_PLAN_WITH_GUESTS, today, CALENDAR) == names
    assert guests_asked_late(A_PLAN, today, CALENDAR) == ()
