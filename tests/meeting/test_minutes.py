"""The minutes, for one reader (OUT-2, OUT-3)."""

from datetime import date

from agenda.protocol import Stage
from meeting.commands import (
    DeclareConflict,
    ReportNothingKnown,
    StrikeEntry,
)
from meeting.minutes import minutes_for
from tests.given import A_PLAN, Given, a_hearing, given, share, volunteer


def heard() -> Given:
    return (
        a_hearing(Stage.ROUND)
        .after("police", share("Strangled twice since May.", dated=date(2026, 5, 3)))
        .after("housing", share("She asked to move.", information="i2"))
        .after("police", share("He is bailed.", information="i3"))
        .after("children", ReportNothingKnown(case="oak"))
    )


def test_what_was_said_stands_by_agency_with_what_it_is_and_when_case_3() -> None:
    after = heard()
    (case,) = minutes_for(after.state, after.reader("chair")).cases
    assert [(said.agency, [point.text for point in said.points]) for said in case.said] == [
        ("Police", ["Strangled twice since May.", "He is bailed."]),
        ("Housing", ["She asked to move."]),
    ]
    point = case.said[0].points[0]
    assert (point.about, point.category, point.nature) == ("victim", "risk factor", "fact")
    assert point.dated == date(2026, 5, 3)
    assert case.nothing_known == ("Children's services",)


def test_what_was_struck_is_nowhere_in_them_case_5() -> None:
    struck = heard().after("minutes", StrikeEntry(case="oak", entry="i2"))
    said = repr(minutes_for(struck.state, struck.reader("chair")))
    assert "She asked to move." not in said
    assert "He is bailed." in said


def test_who_is_out_of_a_case_has_nothing_of_it_in_their_minutes_con_2() -> None:
    """And who is not sees that they were out of it, never why."""
    after = heard().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert minutes_for(after.state, after.reader("housing")).cases == ()
    paper = minutes_for(after.state, after.reader("police"))
    assert paper.cases[0].out_of_it == ("Hugo Brook (Housing)",)
    assert "cousin" not in repr(paper)


def test_a_case_says_what_was_decided_and_volunteered() -> None:
    after = heard().at_stage(Stage.PLANNING).after("housing", volunteer()).case_closed()
    (case,) = minutes_for(after.state, after.reader("police")).cases
    assert [action.text for action in case.plan.actions or case.plan.to_settle] == [
        "Change the locks."
    ]
    assert case.chaired_by == "Insp Petra Oakes (Police)"
    assert case.gaps
    assert case.called is not None
    assert case.ended is not None


def test_core_agencies_that_did_not_come_stand_in_them_att_3() -> None:
    after = given(A_PLAN)
    missing = minutes_for(after.state, after.reader("chair")).missing_core
    assert "Housing" in missing
    assert "Housing" not in minutes_for(heard().state, heard().reader("chair")).missing_core
