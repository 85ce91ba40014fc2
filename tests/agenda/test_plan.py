"""The coordinator's plan: what does not fit together is said in a sentence. ROLE-1, ATT-1."""

from typing import Any

import pytest
from pydantic import ValidationError

from agenda.plan import MeetingPlan
from agenda.protocol import HEARING, Declaration, Protocol, Restriction, Stage
from tests.given import A_PLAN, given


def changed(what: str, index: int, **facts: object) -> dict[str, Any]:
    whole = A_PLAN.model_dump(mode="json")
    whole[what][index].update(facts)
    return whole


PARTY = {"id": "victim", "kind": "victim", "name": "Anwen Oakhill"}


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (changed("agencies", 1, id="police"), "agency 'police' is there twice"),
        (changed("people", 3, id="police"), "person 'police' is there twice"),
        (changed("cases", 1, id="oak"), "case 'oak' is there twice"),
        (changed("cases", 0, parties=[PARTY, PARTY]), "party 'victim' is there twice"),
        (
            changed("people", 2, agency="circus"),
            "Robin Marsh belongs to an agency that is not listed: 'circus'",
        ),
        (
            changed("people", 2, deputises_for="nobody"),
            "Robin Marsh deputises for somebody who is not listed",
        ),
        (
            changed("cases", 0, referred_by="circus"),
            "case 'oak' is referred by an agency that is not listed",
        ),
        (changed("cases", 0, parties=[]), "case 'oak' names no victim"),
        (changed("people", 0, role="representative"), "the plan needs exactly one chair"),
        (
            changed("people", 2, role="observer"),
            "at most 1 may observe by this protocol, and 2 are listed",
        ),
        (
            changed("people", 2, role="guest"),
            "Robin Marsh is a guest and needs for_case, the number of one of the",
        ),
        (
            changed("people", 2, role="guest", for_case="yew"),
            "Robin Marsh is a guest and needs for_case, the number of one of the",
        ),
        (
            changed("people", 2, for_case="oak"),
            "Robin Marsh has for_case and is no guest",
        ),
        (
            changed("people", 2, agreed_by_chair=True),
            "Robin Marsh has agreed_by_chair and is no observer",
        ),
        (changed("people", 2, role="minute_taker"), "the plan needs exactly one minute-taker"),
        (changed("people", 2, name="\u200b"), "Some words are needed here"),
        (changed("people", 2, id="Robin Marsh"), "String should match pattern"),
        (changed("people", 2, shoe_size=9), "Extra inputs are not permitted"),
    ],
)
def test_a_plan_that_does_not_fit_together_says_why(plan: dict[str, Any], sentence: str) -> None:
    """ROLE-1, ROLE-5, ROLE-6, ATT-1."""
    with pytest.raises(ValidationError) as caught:
        MeetingPlan.model_validate(plan)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("why", Restriction)
def test_a_restricted_case_stands_on_no_open_plan_res_2(why: Restriction) -> None:
    """RES-1: and the sentence says where it belongs."""
    with pytest.raises(ValidationError) as caught:
        MeetingPlan.model_validate(changed("cases", 1, restricted=why.value))
    said = str(caught.value)
    assert "case number 2 is restricted" in said
    assert f'a plan of its own with restricted = "{why}" and those who may attend' in said


@pytest.mark.parametrize("why", Restriction)
def test_a_restricted_case_stands_on_the_plan_of_a_sitting_res_1(why: Restriction) -> None:
    plan = changed("cases", 1, restricted=why.value) | {"restricted": why.value}
    assert MeetingPlan.model_validate(plan).cases[1].restricted is why


def test_an_area_can_hear_honour_based_abuse_openly_but_no_employee_res_1() -> None:
    """RES-1: D always restricts it; the protocol says so of each area."""
    openly = {"protocol": {"restricted": {"kinds": ["employee"]}}}
    MeetingPlan.model_validate(changed("cases", 1, restricted="honour") | openly)
    with pytest.raises(ValidationError, match="case number 2 is restricted"):
        MeetingPlan.model_validate(changed("cases", 1, restricted="employee") | openly)


def test_a_sitting_is_arranged_as_one_and_misses_no_agency_res_1_att_3() -> None:
    """RES-1, ATT-3: those named are to be there, and nobody else."""
    room = given(A_PLAN.model_copy(update={"restricted": Restriction.HONOUR})).room
    assert room.restricted is Restriction.HONOUR
    assert room.protocol.attendance.core_agencies == ()
    assert given(A_PLAN).room.restricted is None


def test_a_plan_is_read_as_it_was_written() -> None:
    assert MeetingPlan.model_validate_json(A_PLAN.model_dump_json()) == A_PLAN


def test_a_named_deputy_stands_on_the_register() -> None:
    """ATT-1."""
    plan = MeetingPlan.model_validate(changed("people", 2, deputises_for="housing"))
    assert plan.people[2].deputises_for == "housing"


def test_every_stage_of_a_hearing_has_its_share_of_the_time() -> None:
    """CASE-1, CASE-2: and together they fill the case."""
    protocol = Protocol()
    shares = [protocol.timing.seconds_for(stage) for stage in HEARING]
    assert all(shares)
    assert sum(shares) == protocol.timing.case_minutes * 60
    assert protocol.timing.seconds_for(Stage.CLOSED) == 0


def test_the_default_declaration_is_clean_as_it_stands() -> None:
    """SIGN-3: cleaning does not change what people sign."""
    declaration = Protocol().declaration
    assert Declaration(text=declaration.text) == declaration
    assert len(declaration.text.split("\n\n")) == 6
    assert len(declaration.digest) == 64
