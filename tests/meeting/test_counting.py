"""What is counted of one meeting, by what happened in it (OUT-6)."""

from datetime import timedelta

from agenda.matching import likeness
from agenda.past.counting import Came, CountedMeeting, counts_of
from agenda.past.equality import Answer, Asked
from agenda.past.known import Past
from agenda.past.sameness import Sure
from agenda.protocol import Stage
from agenda.referral import Equality
from meeting.case.outcome import Outcome
from meeting.commands import ApproveActionList, CallItem, EndBreak
from meeting.counting import counted
from meeting.held import held_cases
from meeting.room import Phase
from tests.agenda.past.cases import held
from tests.given import DAY, Given, a_hearing, volunteer


def over(given: Given) -> Given:
    return given.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


def heard() -> Given:
    planned = a_hearing(Stage.PLANNING).after("housing", volunteer())
    read = planned.at_stage(Stage.READ_BACK).later(minutes=22)
    return over(read.case_closed("oak", Outcome.HEARD))


def of(given: Given, past: Past, **said: Equality) -> CountedMeeting:
    return counted(given.state, held_cases(given.state), past, said)


NOTHING = Past((), likeness)


def test_out_6_a_case_is_counted_with_its_children_its_referrer_and_its_equality_data() -> None:
    meeting = of(heard(), NOTHING, oak=Equality(gender="Male"))
    (case,) = meeting.cases
    assert (case.referred_by, case.children, case.was_heard) == ("police", 1, True)
    assert case.said[Asked.MALE] is Answer.YES
    assert case.said[Asked.DISABLED] is Answer.NOT_SAID
    assert [action.agencies for action in case.actions] == [("housing",)]


def test_out_6_minutes_are_those_of_the_case_and_the_day_ends_with_its_last_item() -> None:
    given = heard()
    meeting = of(given, NOTHING)
    items = given.state.room.items
    assert meeting.cases[0].took == items["1"].ended - items["1"].called  # type: ignore[operator] # it was called and ended
    assert meeting.cases[0].took >= timedelta(minutes=22)
    planned = max(item.starts + timedelta(minutes=item.minutes) for item in items.values())
    assert meeting.over == items["1"].ended - planned  # type: ignore[operator] # as above


def test_out_6_a_break_in_the_middle_of_a_case_is_no_part_of_its_minutes_case_2() -> None:
    planned = a_hearing(Stage.PLANNING).after("housing", volunteer()).at_stage(Stage.READ_BACK)
    on_break = planned.later(minutes=8).after("chair", CallItem(item="break-1"))
    back = on_break.later(minutes=30).after("chair", EndBreak(item="break-1"))
    (case,) = of(over(back.case_closed("oak", Outcome.HEARD)), NOTHING).cases
    assert case.took is not None
    assert timedelta(minutes=8) <= case.took < timedelta(minutes=15)


def test_out_6_a_repeat_is_one_by_what_was_heard_before_ag_7() -> None:
    assert of(heard(), NOTHING).cases[0].repeat is Sure.NO
    before = held(DAY - timedelta(days=60), DAY - timedelta(days=70))
    assert of(heard(), Past((before,), likeness)).cases[0].repeat is not Sure.NO


def test_out_6_what_is_put_off_is_no_case_of_the_return_and_its_actions_are_counted() -> None:
    planned = a_hearing(Stage.PLANNING).after("housing", volunteer())
    counts = counts_of((of(over(planned.case_closed()), NOTHING),))
    assert (counts.cases, counts.put_off, counts.children) == (0, 1, 0)
    assert counts.offered("housing") == 1


def test_out_6_each_agency_that_was_expected_came_or_did_not_att_1() -> None:
    meeting = of(heard(), NOTHING)
    assert set(meeting.came.values()) <= set(Came)
    assert meeting.came["police"] is Came.THERE
    assert meeting.came["health"] is Came.THERE


def test_out_6_a_core_agency_that_sent_nobody_is_counted_as_absent_att_3() -> None:
    given = heard()
    core = given.state.room.protocol.attendance.core_agencies
    assert set(core) <= of(given, NOTHING).came.keys()
