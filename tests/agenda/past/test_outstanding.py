"""What agencies still have to do, who may process it, and what came from elsewhere."""

from datetime import date

import pytest
from pydantic import ValidationError

from agenda.likeness import Described
from agenda.matching import likeness
from agenda.past.held import (
    HeldAction,
    HeldCase,
    Progress,
    Settled,
)
from agenda.past.outstanding import outstanding
from agenda.past.processing import minutes_are_old, open_to
from agenda.protocol.afterwards import History
from tests.agenda.past.cases import held

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


CLERK = Described(name="Anwen Oakhill")


def test_who_may_be_one_of_its_people_has_no_part_in_a_held_case_con_3() -> None:
    past = held(HEARD)
    assert open_to([past], "clerk", CLERK, likeness) == ()
    assert open_to([past], "other", Described(name="Cora Penn"), likeness) == (past,)


def test_who_was_found_to_be_somebody_else_has_con_6() -> None:
    past = held(HEARD, clear=frozenset({"clerk"}))
    assert open_to([past], "clerk", CLERK, likeness) == (past,)


def test_who_was_out_of_it_on_the_day_is_out_of_it_afterwards_con_3() -> None:
    past = held(HEARD, closed_to=frozenset({"other"}), clear=frozenset({"other"}))
    assert open_to([past], "other", Described(name="Cora Penn"), likeness) == ()


def test_minutes_older_than_six_months_are_pointed_out_ag_7() -> None:
    rules = History()
    assert not minutes_are_old(date(2026, 3, 31), date(2026, 9, 30), rules)
    assert minutes_are_old(date(2026, 3, 31), date(2026, 10, 1), rules)
