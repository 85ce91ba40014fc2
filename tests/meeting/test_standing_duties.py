"""Standing duties: on every case heard, of agencies that signed the protocol, and of nobody's
making but the protocol's (ACT-7).
"""

from dataclasses import replace

import pytest

from agenda.plan import ExpectedPerson, MeetingPlan, Role
from agenda.protocol import Stage
from agenda.protocol.reading import read_protocol
from client.view.plan import action_rows
from client.view.seen import Seen
from meeting.access import may_read
from meeting.case.duties import duties_of, members
from meeting.case.outcome import Outcome
from meeting.papers import action_list
from meeting.room import Room
from tests.given import A_PLAN, A_PLAN_WITH_GUESTS, GUEST, Given, a_room, given
from tests.meeting.test_handing_over import handed

FLAG = "[[actions.duties]]\ntext = 'Flag the files.'\n"
ALL = ("police", "idva", "housing", "children", "probation", "health")


def by(rules: str, plan: MeetingPlan = A_PLAN) -> MeetingPlan:
    return plan.model_copy(update={"protocol": read_protocol(rules)})


def planning(rules: str, plan: MeetingPlan = A_PLAN, item: str = "1") -> Given:
    room = given(by(rules, plan)).everybody_signed().case_called(item)
    case = {"1": "oak", "2": "elm"}[item]
    return room.at_stage(Stage.PLANNING, case)


def closed(here: Given, outcome: Outcome) -> Given:
    case = "oak"
    at_end = here.at_stage(Stage.READ_BACK, case)
    return at_end.case_closed(case, outcome)


def replace_core(room: Room) -> Room:
    """By a protocol that names no core agency."""
    return replace(room, protocol=read_protocol(""))


def screen(here: Given, person: str = "police", case: str = "oak") -> str:
    state = here.state.only(may_read(here.state, here.reader(person)))
    rows = action_rows(Seen(state, person, here.now), here.case(case))
    return "\n".join(row.text for row in rows)


@pytest.mark.parametrize(
    ("rule", "whose"),
    [
        ("", ALL),
        ("binds = 'referrer'\n", ("police",)),
        ("binds = 'advocate'\n", ("idva",)),
        ("binds = 'named'\nagencies = ['health', 'school']\n", ("health",)),
        ("when = 'children'\n", ALL),
        ("when = 'no_children'\n", ()),
    ],
)
def test_act_7_whom_a_duty_binds_is_the_protocols(rule: str, whose: tuple[str, ...]) -> None:
    here = planning(FLAG + rule)
    owed = duties_of(here.room, here.case())
    assert {(one.agency, one.text) for one in owed} == {(who, "Flag the files.") for who in whose}


@pytest.mark.parametrize("pregnant", [True, False])
def test_act_7_a_pregnant_victim_counts_as_children_do(pregnant: bool) -> None:  # noqa: FBT001 - a column
    oak, elm, *others = A_PLAN.cases
    cases = (oak, elm.model_copy(update={"pregnant": pregnant}), *others)
    plan = A_PLAN.model_copy(update={"cases": cases})
    here = planning(FLAG + "when = 'children'\n", plan, "2")
    assert bool(duties_of(here.room, here.case("elm"))) is pregnant


def test_act_7_guests_observers_and_the_minutes_have_signed_nothing() -> None:
    room = given(A_PLAN_WITH_GUESTS).room
    assert members(room) == ALL
    brought = ExpectedPerson(id="dean", name="Dean Fox", agency="midwifery", role=Role.OBSERVER)
    people = (*(p for p in A_PLAN_WITH_GUESTS.people if p.id != "observer"), brought)
    plan = A_PLAN_WITH_GUESTS.model_copy(update={"people": people})
    assert members(given(plan).room) == ALL


def test_act_7_who_hands_the_minutes_over_binds_nobody_and_who_takes_them_is_still_bound() -> None:
    """ROLE-7: what they signed is what it was in the morning."""
    before, after = a_room(), handed(Role.MINUTE_TAKER, "probation")
    assert before.line("minutes").role is not after.line("minutes").role
    assert members(replace_core(before.room)) == members(replace_core(after.room))


def test_act_7_they_are_on_the_screen_of_the_case_and_in_no_guests() -> None:
    here = planning(FLAG)
    assert "Standing duties, by the protocol" in screen(here)
    assert "Police, IDVA service, Housing" in screen(here)
    assert "Flag the files." in screen(here)
    assert "Standing duties" not in screen(planning(""))
    with_guest = planning(FLAG, A_PLAN_WITH_GUESTS)
    assert "Standing duties" not in screen(with_guest, GUEST)


def test_act_7_they_are_in_the_papers_of_a_case_that_was_heard_and_of_no_other() -> None:
    here = planning(FLAG)
    for outcome, duties in (
        (Outcome.HEARD, 1),
        (Outcome.DEFERRED, 0),
        (Outcome.EMERGENCY, 0),
    ):
        over = closed(here, outcome)
        (case,) = action_list(over.state, over.reader("police")).cases
        assert len(case.duties) == duties
        assert ("Flag the files." in screen(over)) is bool(duties)
    (case,) = action_list(here.state, here.reader("police")).cases
    names = (
        "Police",
        "IDVA service",
        "Housing",
        "Children's services",
        "Probation",
        "Primary care",
    )
    assert case.duties == ((names, "Flag the files."),)
