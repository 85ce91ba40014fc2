"""What is counted from the end of a meeting that has no case yet. OUT-1, AG-4."""

from dataclasses import replace
from datetime import date

import pytest

from agenda.deadlines.of_meeting import Due, MeetingTimes, deadlines_of, rules_of
from agenda.plan import MeetingPlan
from agenda.protocol import Protocol
from agenda.running_order import running_order
from server.published.deadlines import calendar_for, times_of, times_of_order
from tests.given import A_PLAN, given

TUESDAY = date(2026, 12, 8)
RULES = {"action_list": "1 working day after", "minutes": "2 working days after"}
PROTOCOL = Protocol.model_validate({"deadlines": RULES})
PLAN = MeetingPlan(**{**dict(A_PLAN), "day": TUESDAY, "protocol": PROTOCOL})


def due(times: MeetingTimes) -> dict[Due, date]:
    found = deadlines_of(rules_of(PROTOCOL.deadlines), times, calendar_for(PROTOCOL, times))
    return {each.due: each.reckoned.day for each in found if each.reckoned is not None}


@pytest.mark.parametrize("kind", ["planned", "emergency"])
def test_a_draft_without_a_case_has_the_deadlines_that_it_has_with_them_out_1(
    kind: str,
) -> None:
    """They were a day late: what ended as it began was taken to end on the next day."""
    whole = PLAN.model_copy(update={"emergency": kind == "emergency"})
    without = whole.model_copy(update={"cases": ()})
    expected = due(times_of_order(whole, running_order(whole)))
    assert due(times_of_order(without, running_order(without))) == expected
    assert expected[Due.ACTIONS] == date(2026, 12, 9)


def test_nor_is_a_room_without_an_item_a_day_late_out_1() -> None:
    room = given(PLAN).room
    emptied = replace(room, items={})
    assert due(times_of(emptied, None)) == due(times_of(room, None))
