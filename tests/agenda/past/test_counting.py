"""What a return counts, of meetings made by hand (OUT-6)."""

from datetime import date, timedelta

from agenda.past.counting import (
    Came,
    CountedCase,
    CountedMeeting,
    Kept,
    Repeat,
    attendance_of,
    counts_of,
    parts_of,
    times_of,
)
from agenda.past.equality import Answer, Asked, answers
from agenda.past.held import HeldAction, Progress, Settled
from agenda.past.sameness import Sure
from agenda.referral import Equality

NOVEMBER, DECEMBER = date(2026, 11, 24), date(2026, 12, 8)
DUE = date(2026, 12, 3)


def action(*agencies: str, due: date | None = DUE, **settled: Settled) -> HeldAction:
    return HeldAction(
        label="A1", agencies=agencies, text="Change the locks.", due=due, settled=settled
    )


def done(on: date | None) -> Settled:
    return Settled(progress=Progress.DONE, on=on)


def a_case(
    by: str = "police",
    *actions: HeldAction,
    heard: bool = True,
    children: int = 0,
    repeat: Sure = Sure.NO,
    took: int | None = None,
    **said: str,
) -> CountedCase:
    return CountedCase(
        referred_by=by,
        was_heard=heard,
        children=children,
        repeat=repeat,
        said=answers(Equality.model_validate(said)),
        took=None if took is None else timedelta(minutes=took),
        actions=actions,
    )


def a_meeting(
    *cases: CountedCase, day: date = NOVEMBER, over: int | None = 0, **came: Came
) -> CountedMeeting:
    late = None if over is None else timedelta(minutes=over)
    return CountedMeeting(day=day, cases=cases, came=came, over=late)


def test_out_6_cases_repeats_children_and_referrals_are_counted_over_all_meetings() -> None:
    counts = counts_of(
        (
            a_meeting(
                a_case("police", children=2, repeat=Sure.CERTAIN),
                a_case("idva", children=1, repeat=Sure.LIKELY),
                a_case("idva", heard=False, children=4, repeat=Sure.CERTAIN),
                health=Came.THERE,
            ),
            a_meeting(a_case("police"), day=DECEMBER),
        )
    )
    assert (counts.cases, counts.put_off, counts.children) == (3, 1, 3)
    assert counts.referrals == {"health": 0, "idva": 1, "police": 2}
    assert counts.repeats == {Repeat.YES: 1, Repeat.PERHAPS: 1, Repeat.NO: 1}


def test_out_6_what_a_referral_does_not_say_is_counted_as_not_said() -> None:
    counts = counts_of(
        (
            a_meeting(
                a_case(gender="Male", ethnicity="Asian", orientation="Y", disability="Deaf"),
                a_case(gender="F", ethnicity="White British", orientation="?"),
                a_case(gender="F", heard=False),
                a_case(),
            ),
        )
    )
    one_each = {Answer.YES: 1, Answer.NO: 1, Answer.NOT_SAID: 1, Answer.UNCLEAR: 0}
    assert counts.said == {
        Asked.MINORITY: one_each,
        Asked.LGBT: {Answer.YES: 1, Answer.NO: 0, Answer.NOT_SAID: 1, Answer.UNCLEAR: 1},
        Asked.DISABLED: {Answer.YES: 1, Answer.NO: 0, Answer.NOT_SAID: 2, Answer.UNCLEAR: 0},
        Asked.MALE: one_each,
    }


def test_out_6_each_agency_is_on_time_or_late_with_its_own_part_of_an_action() -> None:
    """ACT-4: of a joint action each does its part, and says so for itself."""
    joint = action(
        *("police", "idva", "housing", "health"),
        police=done(DUE),
        idva=done(DUE + timedelta(days=1)),
        housing=Settled(progress=Progress.NOT_DONE, reason="Circumstances changed"),
    )
    assert dict(parts_of(joint)) == {
        "police": Kept.ON_TIME,
        "idva": Kept.LATE,
        "housing": Kept.NOT_DONE,
        "health": Kept.NOT_YET,
    }
    counts = counts_of((a_meeting(a_case("police", joint, heard=False)),))
    assert {a: counts.offered(a) for a in counts.actions} == dict.fromkeys(joint.agencies, 1) | {
        "police": 1
    }


def test_out_6_what_has_no_day_is_never_late_and_what_nobody_dated_is_not_on_time() -> None:
    assert dict(parts_of(action("police", due=None, police=done(None))))["police"] is Kept.ON_TIME
    assert dict(parts_of(action("police", police=done(None))))["police"] is Kept.LATE


def test_out_6_a_new_day_for_an_action_does_not_make_it_one_that_was_on_time() -> None:
    again = Settled(progress=Progress.NOT_DONE, reason="Not done by us", due_again=DECEMBER)
    assert dict(parts_of(action("police", police=again)))["police"] is Kept.NOT_DONE
    assert dict(parts_of(action("police", police=done(DECEMBER))))["police"] is Kept.LATE


def test_out_6_attendance_is_counted_in_meetings() -> None:
    meetings = (
        a_meeting(police=Came.THERE, health=Came.REPORT),
        a_meeting(day=DECEMBER, police=Came.THERE, housing=Came.ABSENT),
    )
    came = attendance_of(meetings)
    assert came["police"] == {
        Came.THERE: 2,
        Came.REPORT: 0,
        Came.APOLOGIES: 0,
        Came.ABSENT: 0,
    }
    assert (came["health"][Came.REPORT], came["housing"][Came.ABSENT]) == (1, 1)


def test_out_6_minutes_a_case_are_of_those_that_were_heard_and_each_day_says_how_late_it_was() -> (
    None
):
    times = times_of(
        (
            a_meeting(a_case(took=20), day=DECEMBER, over=None),
            a_meeting(a_case(took=15), a_case(took=2, heard=False), a_case(), over=-5),
        )
    )
    assert times.minutes_a_case == 18
    assert times.over == ((NOVEMBER, -5), (DECEMBER, None))
    assert times_of(()).minutes_a_case is None
