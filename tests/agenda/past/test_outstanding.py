"""What agencies still have to do, who may process it, and what came from elsewhere."""

from datetime import date

import pytest
from pydantic import ValidationError

from agenda.likeness import ComparedParty, Described
from agenda.matching import likeness
from agenda.past.held import (
    HeldAction,
    HeldCase,
    Progress,
    Settled,
)
from agenda.past.known import Past
from agenda.past.outstanding import outstanding
from agenda.past.processing import minutes_are_old, open_to
from agenda.past.sameness import Told, nobody_told
from agenda.protocol.afterwards import History
from tests.agenda.past.cases import held, parties

HEARD = date(2026, 10, 27)
CIRCUMSTANCES_CHANGED = "Circumstances changed"
DONE = Settled(progress=Progress.DONE)


def action(
    label: str = "A1", *agencies: str, due: date | None = None, **settled: Settled
) -> HeldAction:
    return HeldAction(
        label=label, agencies=agencies or ("police",), text="Fit locks.", due=due, settled=settled
    )


def case(*actions: HeldAction, section: str = "", heard_on: date = HEARD) -> HeldCase:
    return held(heard_on, actions=actions, section=section)


def test_an_action_is_outstanding_until_its_agency_says_what_became_of_it_out_4() -> None:
    not_done = Settled(progress=Progress.NOT_DONE, reason=CIRCUMSTANCES_CHANGED)
    past = case(action("A1"), action("A2", police=DONE), action("A3", police=not_done))
    assert [one.name for one in outstanding([past])] == ["northvale-2026-10-27/1/A1"]


def test_each_agency_of_a_joint_action_answers_for_itself_out_4() -> None:
    past = case(action("A1", "police", "housing", police=DONE))
    assert [one.agency for one in outstanding([past])] == ["housing"]


def test_they_are_listed_by_section_and_agency_and_then_by_day_out_4() -> None:
    north = case(action("A1", "police", due=date(2026, 11, 3)), section="North")
    south = case(
        action("A1", "police"),
        action("A2", "police", due=date(2026, 11, 2)),
        action("A3", "housing"),
        section="South",
        heard_on=date(2026, 9, 29),
    )
    found = [(o.held.section, o.agency, o.action.label) for o in outstanding([south, north])]
    assert found == [
        ("North", "police", "A1"),
        ("South", "housing", "A3"),
        ("South", "police", "A2"),
        ("South", "police", "A1"),
    ]
    assert [o.held for o in outstanding([south, north], section="north")] == [north]
    assert [o.action.label for o in outstanding([south, north], agency="housing")] == ["A3"]


def test_late_is_what_its_day_has_passed_out_4() -> None:
    (one,) = outstanding([case(action(due=date(2026, 11, 3)))])
    (undated,) = outstanding([case(action())])
    assert not one.is_late(date(2026, 11, 3))
    assert one.is_late(date(2026, 11, 4))
    assert not undated.is_late(date(2027, 1, 1))


@pytest.mark.parametrize(
    "facts",
    [{"progress": "not done"}, {"progress": "done", "reason": CIRCUMSTANCES_CHANGED}],
)
def test_what_was_not_done_has_a_reason_and_nothing_else_has_one_out_4(
    facts: dict[str, str],
) -> None:
    with pytest.raises(ValidationError):
        Settled.model_validate(facts)


CLERK = {"clerk": Described(name="Anwen Oakhill")}
OTHER = {"other": Described(name="Cora Penn")}


def known(*cases: HeldCase, told: Told = nobody_told) -> Past:
    return Past(cases, likeness, told=told)


def test_who_may_be_one_of_its_people_has_no_part_in_a_held_case_con_3() -> None:
    past = held(HEARD)
    assert open_to(known(past), CLERK) == ()
    assert open_to(known(past), OTHER) == (past,)


def test_who_was_found_to_be_somebody_else_has_con_6() -> None:
    past = held(HEARD, clear=frozenset({"clerk"}))
    assert open_to(known(past), CLERK) == (past,)


def test_who_was_out_of_it_on_the_day_is_out_of_it_afterwards_con_3() -> None:
    past = held(HEARD, closed_to=frozenset({"other"}), clear=frozenset({"other"}))
    assert open_to(known(past), OTHER) == ()


BEFORE = date(2026, 9, 29)
CLOSED = held(HEARD, case="elm", closed_to=frozenset({"other"}))


@pytest.mark.parametrize(
    "people",
    [
        parties(),
        parties("Anwen Oakhill", "Somebody Else"),
        parties("Somebody Else", "Dale Oakhill"),
        parties("Anwen Oakhil", "Dale Oakhil"),
    ],
    ids=["the same", "another perpetrator", "another victim", "perhaps the same"],
)
def test_who_is_out_of_one_case_of_a_family_is_out_of_all_of_it_whichever_came_first_con_3(
    people: tuple[ComparedParty, ...],
) -> None:
    before, later = held(BEFORE, people=people), held(date(2026, 11, 24), people=people)
    strangers = held(BEFORE, people=parties("Somebody Else", "Nobody Known"), case="ash")
    past = known(before, strangers, CLOSED, later)
    assert open_to(past, OTHER) == (strangers,)
    assert open_to(past, {"third": Described(name="Rhian Vale")}) == past.held


@pytest.mark.parametrize("same", [True, False])
def test_whether_two_cases_are_of_one_family_is_as_somebody_has_answered_con_3_ag_7(
    *, same: bool
) -> None:
    people = parties("Somebody Else", "Nobody Known") if same else parties()
    before = held(BEFORE, people=people)
    answers = {(before.key, CLOSED.key): same}
    past = known(before, CLOSED, told=lambda *cases: answers.get(cases))
    assert open_to(past, OTHER) == (() if same else (before,))


def test_what_several_may_process_is_what_each_of_them_may_con_3() -> None:
    """The clerk is like somebody of October alone; the other is out of it, and so of September."""
    people = parties("Somebody Else", "Dale Oakhill")
    before = held(BEFORE, people=people)
    past = known(before, CLOSED)
    assert open_to(past, CLERK) == (before,)
    assert open_to(past, CLERK | OTHER) == ()
    assert open_to(past, {}) == past.held


def test_minutes_older_than_six_months_are_pointed_out_ag_7() -> None:
    rules = History()
    assert not minutes_are_old(date(2026, 3, 31), date(2026, 9, 30), rules)
    assert minutes_are_old(date(2026, 3, 31), date(2026, 10, 1), rules)
