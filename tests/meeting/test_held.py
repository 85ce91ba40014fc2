"""What the office holds of a meeting that is over (AG-8, OUT-4), and nothing too much."""

from agenda.past.held import HeldAction, HeldRisk
from agenda.protocol import Day, SectionRule, Stage, Takes
from meeting.commands import ApproveActionList, DeclareConflict, SuggestAction
from meeting.held import held_cases
from meeting.room import Phase
from tests.given import DAY, Given, a_hearing, volunteer, wording
from tests.server.heard import BEFORE, DUE, a_plan, approved, heard

PEOPLE = ("Anwen Oakhill", "Dale Oakhill")
PLAN = a_plan(BEFORE, DAY, PEOPLE, ("Bettina Elmer", "Curtis Elmer"), referred_on=DAY)


def ended(given: Given) -> Given:
    return given.case_closed().in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


def test_nothing_is_held_before_the_list_is_approved_act_11() -> None:
    assert held_cases(heard(PLAN).state) == ()


def test_a_case_that_was_heard_is_held_with_its_people_risks_and_actions_ag_8() -> None:
    (case,) = held_cases(approved(PLAN).state)
    assert (case.name, case.case) == (f"{BEFORE}/1", PLAN.cases[0].id)
    assert (case.heard_on, case.referred_on, case.referred_by) == (DAY, DAY, "police")
    assert [party.name for party in case.parties] == list(PEOPLE)
    assert (case.was_heard, case.outcome, case.sitting) == (True, "heard", False)
    assert case.risks == (
        HeldRisk(label="R1", at_risk="victim", from_whom="perpetrator", text="Strangled twice."),
    )
    assert case.actions == (
        HeldAction(
            label="A1",
            agencies=("housing",),
            text="Change the locks.",
            for_whom="victim",
            risks=("R1",),
            due=DUE,
        ),
    )


def test_a_case_is_held_with_the_section_of_the_day_that_heard_it_ag_1() -> None:
    day = Day(sections=(SectionRule(id="north", name="North", takes=Takes.REST),))
    plan = PLAN.model_copy(update={"protocol": PLAN.protocol.model_copy(update={"day": day})})
    (case,) = held_cases(approved(plan).state)
    assert case.section == "North"


def test_a_case_that_was_put_off_is_held_for_its_actions_and_was_not_heard_ag_8() -> None:
    given = ended(a_hearing(Stage.PLANNING).after("housing", volunteer()))
    (case,) = held_cases(given.state)
    assert (case.was_heard, len(case.actions)) == (False, 1)


def test_what_nobody_made_their_own_is_no_action_that_anybody_owes_act_1() -> None:
    suggestion = SuggestAction(case="oak", action="s1", to="health", wording=wording())
    given = ended(a_hearing(Stage.PLANNING).after("housing", suggestion))
    assert held_cases(given.state)[0].actions == ()


def test_who_was_out_of_the_case_stays_out_of_it_con_3() -> None:
    declared = DeclareConflict(case="oak", reason="My cousin.")
    (case,) = held_cases(ended(a_hearing().after("probation", declared)).state)
    assert case.closed_to == {"probation"}
    assert "cousin" not in case.model_dump_json()
