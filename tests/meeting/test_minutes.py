"""The minutes, for one reader (OUT-2, OUT-3)."""

from dataclasses import replace
from datetime import date

from agenda.london import clock_time
from agenda.protocol import Stage
from meeting.case.actions import Verdict, Wording
from meeting.case.checks import Aim
from meeting.commands import (
    AnswerAim,
    CallItem,
    DeclareConflict,
    DeclineSuggestion,
    EndBreak,
    JudgeAction,
    NameWhoTells,
    ReopenCase,
    ReportNothingKnown,
    SkipBreak,
    StrikeEntry,
    SuggestAction,
)
from meeting.labels import said_care
from meeting.minutes import minutes_for
from meeting.papers import own_actions
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


def test_breaks_that_were_taken_stand_with_their_times_and_in_the_case_that_they_stood_in() -> None:
    """AG-11, CASE-2: and which was skipped; who is out of that case has them all the same."""
    out = heard().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    on_break = out.later(minutes=5).after("chair", CallItem(item="break-1"))
    over = on_break.later(minutes=10).after("chair", EndBreak(item="break-1"))
    paper = minutes_for(over.state, over.reader("chair"))
    (taken,) = paper.breaks
    assert (taken.label, taken.ended) == ("Coffee", over.room.items["break-1"].ended)
    assert paper.cases[0].breaks == paper.breaks
    assert minutes_for(over.state, over.reader("housing")).breaks == paper.breaks
    skipped = heard().after("chair", SkipBreak(item="break-1", version=1))
    assert [each.began for each in minutes_for(skipped.state, skipped.reader("chair")).breaks] == [
        None
    ]


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
    ((began, until),) = case.heard
    assert until is not None
    assert began < until


def test_core_agencies_that_did_not_come_stand_in_them_att_3() -> None:
    after = given(A_PLAN)
    missing = minutes_for(after.state, after.reader("chair")).missing_core
    assert "Housing" in missing
    assert "Housing" not in minutes_for(heard().state, heard().reader("chair")).missing_core


def test_what_was_decided_besides_stands_in_them_a_sentence_each() -> None:
    """ACT-1, ACT-6, ACT-8, ACT-10: who tells the victim, aims, verdicts, what was declined."""
    move = Wording(text="Move her.")
    after = (
        heard()
        .at_stage(Stage.PLANNING)
        .after("housing", volunteer())
        .after("police", SuggestAction(case="oak", action="s1", to="housing", wording=move))
        .after("housing", DeclineSuggestion(case="oak", action="s1", reason="She has said no."))
        .after("idva", NameWhoTells(case="oak", agency="idva"))
        .after("chair", AnswerAim(case="oak", aim=Aim.STAFF, answered_by=(), reason="No visits."))
        .after("idva", JudgeAction(case="oak", action="a1", version=1, verdict=Verdict.SAFE))
    )
    (case,) = minutes_for(after.state, after.reader("chair")).cases
    said = " / ".join(case.besides)
    for words in (
        "IDVA service tells the victim",
        "Nothing protects staff: No visits.",
        "Said to be safe: A1",
        "Housing declined A2 “Move her.”: She has said no.",
    ):
        assert words in said


def test_what_was_struck_is_said_without_a_word_of_it_case_5() -> None:
    struck = heard().after("minutes", StrikeEntry(case="oak", entry="i2"))
    (case,) = minutes_for(struck.state, struck.reader("chair")).cases
    assert "Information typed into the wrong case was struck by Milo Penn" in case.besides


def test_a_case_that_was_reopened_has_both_its_times_and_why_it_was_closed_first() -> None:
    closed = heard().at_stage(Stage.PLANNING).after("housing", volunteer()).case_closed()
    first = closed.case().closing
    assert first is not None
    again = closed.after(
        "chair", ReopenCase(case="oak", closed=first.at, reason="The school rang.")
    ).case_closed()
    (case,) = minutes_for(again.state, again.reader("police")).cases
    (one, other) = case.heard
    assert one[1] == first.at
    assert one[1] < other[0]
    assert other[1] is not None
    assert f"Closed at {clock_time(first.at)}: {first.reason}" in case.besides


def test_no_safe_contact_is_said_on_an_agencys_own_list_case_9() -> None:
    """And what there is, for whoever acts."""
    after = heard().at_stage(Stage.PLANNING).after("housing", volunteer())
    own = own_actions(after.state, after.reader("housing"))
    assert own is not None
    assert own.cases[0].care == ("Safe contact: By telephone before ten.", "Not safe: No letters.")
    nothing = replace(after.case(), safe_contact="", unsafe_contact="", risk_to_staff="")
    assert said_care(nothing) == ("Safe contact: none is known",)
