"""A referral, and the case that a meeting makes of it. AG-6, RES-1."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from agenda.draft import Draft, Received, Standing, listed, plan_of, set_aside, waiting
from agenda.plan import Party, PartyKind, PlannedCase
from agenda.protocol import Criterion, Protocol, RestrictedRules, Restriction
from agenda.referral import SUMMARY, OriginalRow, Referral, planned_case
from tests.given import A_PLAN

AT = datetime(2026, 11, 9, 10, tzinfo=UTC)
VICTIM = Party(id="victim", kind=PartyKind.VICTIM, name="Anwen Oakhill", aliases=("Annie",))
PERPETRATOR = Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name="Dale Oakhill")
CHILD = Party(id="child", kind=PartyKind.CHILD, name="Bryn", born=date(2019, 4, 3))


def a_referral(**facts: Any) -> Referral:
    said = {"id": "0a1b", "agency": "police", "parties": (VICTIM, PERPETRATOR, CHILD), **facts}
    return Referral.model_validate(said)


def test_a_referral_becomes_a_case_of_a_meeting_ag_6() -> None:
    referral = a_referral(
        reason="Strangled twice since May.\nHe has a key.",
        criteria=[Criterion.ESCALATION],
        safe_contact="Mobile, before ten",
        safe_to_talk_to="her mother",
        unsafe_to_talk_to="her sister",
        afraid_of="Dale and his brother",
        post_is_safe=False,
        risk_to_staff="A dog",
        restricted="honour",
    )
    assert planned_case(referral) == PlannedCase(
        id="0a1b",
        referred_by="police",
        parties=(VICTIM, PERPETRATOR, CHILD),
        summary="Strangled twice since May. He has a key.",
        safe_contact="Mobile, before ten. Safe to talk to: her mother.",
        unsafe_contact=(
            "Not safe to talk to: her sister. Afraid of: Dale and his brother. Post is not safe."
        ),
        risk_to_staff="A dog",
        restricted=Restriction.HONOUR,
    )
    assert referral.victim == VICTIM
    assert referral.perpetrators == (PERPETRATOR,)
    assert referral.dependants == (CHILD,)


def test_what_was_not_said_is_not_made_up_ag_6() -> None:
    case = planned_case(a_referral())
    assert (case.summary, case.safe_contact, case.unsafe_contact, case.risk_to_staff) == ("",) * 4


def test_a_long_reason_is_cut_for_the_room_and_kept_whole_with_the_referral() -> None:
    referral = a_referral(reason="He waits at the school gate. " * 50)
    case = planned_case(referral)
    assert len(case.summary) <= SUMMARY
    assert case.summary.endswith(" …")
    assert referral.reason.startswith(case.summary.removesuffix(" …"))
    assert len(referral.reason) > SUMMARY


def test_what_was_handed_in_keeps_its_lines_and_loses_what_a_terminal_could_act_on() -> None:
    row = OriginalRow(number=2, cells=(("Children", "Bryn\x1b[2J 3/4/2019\r\n\r\n Cai\t2021 "),))
    assert row.cells == (("Children", "Bryn[2J 3/4/2019\nCai 2021"),)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"parties": (PERPETRATOR, VICTIM)}, "a referral has one victim, who comes first"),
        ({"parties": (PERPETRATOR,)}, "a referral has one victim, who comes first"),
        ({"parties": (VICTIM, PERPETRATOR, PERPETRATOR)}, "the ids of parties are used once"),
        (
            {"afraid_of": "x" * 400, "unsafe_to_talk_to": "y" * 400},
            "contact that is not safe comes to 835 characters",
        ),
        ({"reason": "x" * 8001}, "no more than 8000 characters"),
        ({"reason": 7}, "text is expected here"),
    ],
)
def test_what_does_not_fit_together_is_said(facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        a_referral(**facts)


def received(name: str, standing: Standing, **facts: Any) -> Received:
    return Received(referral=a_referral(id=name, **facts), standing=standing, at=AT, by="minutes")


A_DRAFT = Draft(
    plan=A_PLAN.model_copy(update={"cases": ()}),
    referrals=(
        received("b", Standing.LISTED),
        received("c", Standing.ASIDE, restricted="honour"),
        received("d", Standing.WAITING),
        received("a", Standing.LISTED),
    ),
)


def test_a_draft_becomes_a_plan_in_its_order_without_what_is_aside_or_waits_res_2_con_3() -> None:
    plan = plan_of(A_DRAFT)
    assert [case.id for case in plan.cases] == ["b", "a"]
    assert plan.model_copy(update={"cases": ()}) == A_DRAFT.plan
    assert [r.id for r in listed(A_DRAFT)] == ["b", "a"]
    assert [r.id for r in set_aside(A_DRAFT)] == ["c"]
    assert [r.id for r in waiting(A_DRAFT)] == ["d"]


def test_a_draft_is_read_again_as_it_was_written() -> None:
    assert Draft.model_validate_json(A_DRAFT.model_dump_json()) == A_DRAFT


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (received("a", Standing.LISTED), "the ids of cases are used once"),
        (received("e", Standing.LISTED, restricted="employee"), "is on no open list"),
        (received("e", Standing.LISTED, agency="circus"), "no agency 'circus' in this meeting"),
    ],
)
def test_a_draft_that_does_not_fit_together_is_no_draft(more: Received, sentence: str) -> None:
    whole = {"plan": A_DRAFT.plan, "referrals": (*A_DRAFT.referrals, more)}
    with pytest.raises(ValidationError, match=sentence):
        Draft.model_validate(whole)


def test_honour_is_on_the_open_list_where_the_protocol_says_so_res_1() -> None:
    openly = Protocol(restricted=RestrictedRules(kinds=(Restriction.EMPLOYEE,)))
    plan = A_PLAN.model_copy(update={"protocol": openly})
    open_list = (received("c", Standing.LISTED, restricted="honour"),)
    assert plan_of(Draft(plan=plan, referrals=open_list)).cases[-1].id == "c"


def test_the_age_of_minutes_from_another_marac_comes_along_to_the_room_ag_7() -> None:
    handed = a_referral().model_copy(update={"minutes_on": date(2026, 3, 31)})
    assert planned_case(handed).minutes_on == date(2026, 3, 31)
    assert planned_case(a_referral()).minutes_on is None
