"""AG-7: at a second repeat a professionals' meeting is offered to be volunteered, with a lead
professional; it is put on nobody (ACT-1), and the close asks until somebody does or it is said why
nobody does (ACT-10). Who does not read the past of the case is told nothing of it (CON-3).
"""

from functools import cache

import pytest

from agenda.protocol import Stage
from client.acts.waiting import waiting_rows
from client.view.earlier import earlier_rows
from client.view.seen import Seen
from meeting.access import may_read
from meeting.case.actions import ActionVolunteered, Wording
from meeting.case.outcome import Outcome
from meeting.commands import (
    ExplainNoProfessionalsMeeting,
    VolunteerProfessionalsMeeting,
    WithdrawAction,
)
from meeting.past import (
    NoProfessionalsMeeting,
    ProfessionalsMeetingVolunteered,
    waits_for_professionals,
)
from meeting.streams import past_stream
from tests.given import DAY, Given
from tests.meeting.test_past import a_repeat, an_earlier

HOLD = VolunteerProfessionalsMeeting(
    case="oak", action="p1", text="Hold a professionals' meeting.", lead="Piers Holt", due=DAY
)
NONE = ExplainNoProfessionalsMeeting(case="oak", reason="There was one in September.")


@cache
def second(stage: Stage = Stage.PLANNING, *, closed_to: str = "nobody") -> Given:
    """Case 1 is a second repeat, and on; of its past ``closed_to`` reads nothing."""
    again = an_earlier(
        meeting="northvale-september",
        heard_on=DAY.replace(month=9),
        closed_to=frozenset({closed_to}),
    )
    held = a_repeat(an_earlier(), again).everybody_signed().case_called("1")
    return held.at_stage(stage)


def waits(given: Given) -> bool:
    past = given.state.past("oak")
    assert past is not None
    return waits_for_professionals(past, given.case())


def test_ag_7_an_agency_volunteers_it_as_an_action_of_its_own_with_who_leads() -> None:
    """ACT-1: that it was for the second repeat stands in the past of the case alone."""
    wording = Wording(text=HOLD.text, due=DAY, named="Piers Holt")
    second().when("probation", HOLD).then(
        ActionVolunteered(action="p1", agency="probation", invited=(), wording=wording),
        ProfessionalsMeetingVolunteered(action="p1", agency="probation"),
    )
    assert waits(second())
    assert not waits(second().after("probation", HOLD))


@pytest.mark.parametrize("who", ["chair", "minutes", "observer"])
def test_act_1_nobody_volunteers_it_for_another(who: str) -> None:
    second().when(who, HOLD).refused("not_your_role")


def test_ag_7_a_case_that_is_no_second_repeat_has_none_to_volunteer() -> None:
    first = a_repeat(an_earlier()).everybody_signed().case_called("1").at_stage(Stage.PLANNING)
    first.when("probation", HOLD).refused("no_second_repeat")
    first.when("chair", NONE).refused("no_second_repeat")


def test_act_10_the_close_asks_until_somebody_volunteers_or_it_is_said_why_nobody_does() -> None:
    given = second(Stage.READ_BACK)
    over = given.closing("oak", Outcome.HEARD, "The rest is for later.")
    given.when("chair", over).refused("professionals_meeting_open")
    explained = given.after("minutes", NONE)
    explained.when("minutes", NONE).refused("already_there")
    explained.when("chair", explained.closing("oak", Outcome.HEARD, "Later.")).allowed()
    held = given.after("probation", HOLD)
    held.when("chair", held.closing("oak", Outcome.HEARD, "Later.")).allowed()
    held.when("chair", NONE).refused("already_there")
    second().when("chair", second().closing("oak", Outcome.DEFERRED, "No time.")).allowed()


def test_ag_7_what_was_withdrawn_since_holds_no_meeting() -> None:
    gone = WithdrawAction(case="oak", action="p1", version=1, reason="No room is free.")
    assert waits(second().after("probation", HOLD).after("probation", gone))


def test_ag_7_why_nobody_does_is_said_by_chair_or_minute_taker() -> None:
    for who in ("chair", "minutes"):
        second().when(who, NONE).then(NoProfessionalsMeeting(reason=NONE.reason))
    second().when("probation", NONE).refused("not_your_role")


def test_con_3_who_was_out_of_it_then_is_told_of_no_second_repeat() -> None:
    """They read today's case, and nothing else of it is another for them."""
    given = second(closed_to="housing")
    given.when("housing", HOLD).refused("no_second_repeat")
    explained = given.after("chair", NONE)
    assert past_stream("oak") not in may_read(explained.state, explained.reader("housing"))
    for who, told in (("probation", True), ("housing", False)):
        state = given.state.only(may_read(given.state, given.reader(who)))
        seen = Seen(state, who, given.now)
        rows = (*waiting_rows(seen), *earlier_rows(seen, given.case()))
        assert any("professionals' meeting" in row.text for row in rows) is told


def test_con_3_a_chair_who_was_out_of_it_then_closes_as_any_other_case() -> None:
    given = second(Stage.READ_BACK, closed_to="chair")
    over = given.closing("oak", Outcome.HEARD, "The rest is for later.")
    given.when("chair", over).allowed()
