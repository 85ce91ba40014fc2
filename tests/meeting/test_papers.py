"""The action list: ACT-11, OUT-2 in part, ACT-5."""

from agenda.protocol import Stage
from meeting.commands import (
    ApproveActionList,
    Attend,
    ConfirmAction,
    DeclareConflict,
    KeepAction,
    Leave,
    RecordRisk,
    SuggestAction,
    WithdrawAction,
)
from meeting.papers import ActionList, action_list
from meeting.room import Phase
from tests.given import DAY, EVERYBODY, Given, a_hearing, a_room, record_action, volunteer, wording
from tests.meeting.test_safety import stopped

OUT = DeclareConflict(case="oak", reason="My cousin.")


def paper(given: Given, who: str = "police") -> ActionList:
    return action_list(given.state, given.reader(who))


def offered() -> Given:
    full = wording(due=DAY, for_whom="child", done_when="Job sheet closed.", named="Hugo Brook")
    return a_hearing(Stage.PLANNING).after("housing", volunteer(wording=full))


def approved(given: Given) -> Given:
    return given.case_closed().in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


def test_a_list_is_a_draft_until_the_chair_has_approved_it() -> None:
    """ACT-11."""
    assert paper(offered()).is_draft
    after = paper(approved(offered()))
    assert (after.version, after.is_draft, after.approved_by) == (1, False, "Insp Petra Oakes")
    assert after.approved_at is not None


def test_a_paper_says_for_whom_it_was_made_and_how_it_is_marked() -> None:
    """OUT-2."""
    made = paper(offered(), "housing")
    assert (made.made_for, made.made_for_agency) == ("Hugo Brook", "Housing")
    assert (made.area, made.day, made.marking) == ("Northvale", DAY, "OFFICIAL-SENSITIVE")


def test_an_action_says_all_that_was_said_of_it() -> None:
    """ACT-2, ACT-11."""
    (action,) = paper(offered()).cases[0].actions
    assert (action.label, action.agencies, action.named) == ("A1", ("Housing",), "Hugo Brook")
    assert (action.for_whom, action.due, action.done_when) == (
        "child",
        DAY,
        "Job sheet closed.",
    )
    assert action.standing == "offered"


def test_an_action_says_whose_risk_it_answers_and_from_whom_without_a_name() -> None:
    """ACT-2: a number alone says nothing to who was not at the table."""
    risk = RecordRisk(case="oak", risk="r1", at_risk="child", from_whom="perpetrator", text="Hit.")
    named = a_hearing(Stage.RISKS).after("chair", risk).at_stage(Stage.PLANNING)
    plan = named.after("housing", volunteer(wording=wording(risks=("r1",))))
    assert paper(plan).cases[0].actions[0].risks == ("R1 (child, from perpetrator)",)


def test_nobodys_paper_holds_a_case_that_was_withheld_from_them() -> None:
    """OUT-2, CON-2: after approval too."""
    given = offered().after("police", OUT)
    assert paper(given).cases == ()
    assert paper(approved(given)).cases == ()
    assert len(paper(approved(given), "idva").cases) == 1
    assert "locks" not in repr(paper(approved(given)))


def test_what_is_no_agencys_action_yet_stands_apart() -> None:
    """ACT-5, ACT-1."""
    suggested = SuggestAction(case="oak", action="a3", to="idva", wording=wording("Ring her."))
    given = offered().after("minutes", record_action("health", "a2")).after("police", suggested)
    (case,) = paper(given).cases
    assert [action.label for action in case.actions] == ["A1"]
    assert [(a.label, a.agencies, a.standing) for a in case.to_settle] == [
        ("A2", ("Primary care",), "recorded, to be confirmed"),
        ("A3", ("IDVA service",), "suggested"),
    ]


def test_what_was_withdrawn_is_on_no_list() -> None:
    """ACT-11."""
    gone = WithdrawAction(case="oak", action="a1", version=1, reason="She has moved.")
    assert paper(offered().after("housing", gone)).cases[0].actions == ()


def test_an_unsafe_action_that_was_kept_carries_the_reason() -> None:
    """ACT-6."""
    assert paper(stopped()).cases[0].to_settle[0].note == "He would be there."
    again = stopped().after("housing", ConfirmAction(case="oak", action="a1", version=2))
    keep = KeepAction(case="oak", action="a1", version=2, reason="She asks for it.")
    assert paper(again.after("chair", keep)).cases[0].actions[0].note == "She asks for it."


def test_a_case_that_was_broken_off_keeps_what_was_offered_in_it() -> None:
    """CON-2: an action that nobody wrote down can cost a life."""
    (case,) = paper(offered().after("chair", OUT)).cases
    assert (case.outcome, len(case.actions)) == ("broken off", 1)


def test_no_name_of_a_party_is_on_any_paper() -> None:
    """OUT-2, NTK-1: papers travel."""
    made = repr([paper(approved(offered()), who) for who in EVERYBODY])
    names = [party.name for case in offered().state.cases() for party in case.parties]
    assert [name for name in names if name in made] == []


def test_a_case_that_was_never_called_is_named_as_not_heard_to_those_who_may_read_it() -> None:
    """CASE-6, CON-2."""
    given = offered().after("police", DeclareConflict(case="elm", reason="My cousin."))
    assert paper(given, "idva").not_heard == ("Case 2", "Case 3")
    assert paper(given).not_heard == ("Case 3",)
    assert paper(given.case_closed().case_called("3"), "idva").not_heard == ("Case 2",)


def test_a_case_says_how_it_ended() -> None:
    """CASE-6."""
    assert paper(offered()).cases[0].outcome == "still being heard"
    (closed,) = paper(offered().case_closed()).cases
    assert (closed.outcome, closed.reason) == (
        "deferred to the next meeting",
        "No time is left.",
    )


def test_who_has_no_laptop_is_given_a_paper_and_no_screen() -> None:
    """ROLE-8, OUT-2, CON-2: a screen in their name is not theirs; a paper is put in their hand."""
    given = approved(offered())
    assert not given.reads("health")
    assert [case.label for case in paper(given, "health").cases] == ["Case 1"]


def test_the_paper_of_who_came_late_or_went_holds_only_what_they_were_there_for() -> None:
    """ATT-2, OUT-2."""
    given = a_room().everybody_signed(but=("probation",)).case_called("1")
    left = given.after("idva", Leave()).case_closed().after("probation", Attend())
    late = left.signed("probation").case_called("2").after("housing", Leave())
    made = late.case_closed("elm").in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    labels = {
        who: [case.label for case in paper(made, who).cases]
        for who in ("police", "probation", "idva", "housing", "health")
    }
    assert labels["police"] == labels["health"] == ["Case 1", "Case 2"]
    assert labels["probation"] == ["Case 2"]
    assert labels["idva"] == ["Case 1"]
    assert labels["housing"] == ["Case 1", "Case 2"]


def test_who_is_on_no_register_gets_an_empty_paper() -> None:
    """OUT-2."""
    made = paper(offered(), "stranger")
    assert (made.cases, made.made_for, made.made_for_agency) == ((), "", "")
