"""The draft of a meeting: its cases change places, and nothing else does."""

import json
from datetime import UTC, datetime

import pytest

from agenda.draft import Draft, Received, Standing, called_off, moved, with_guest
from agenda.plan import Agency, ExpectedPerson, Party, PartyKind, Role
from agenda.referral import Referral
from agenda.referrals.importing import Import, after
from tests.given import A_PLAN

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def received(case: str, standing: Standing = Standing.LISTED) -> Received:
    victim = Party(id="victim", kind=PartyKind.VICTIM, name=f"Somebody {case}")
    referral = Referral(id=case, agency="housing", parties=(victim,))
    return Received(referral=referral, standing=standing, at=AT)


DRAFT = Draft(
    plan=A_PLAN.model_copy(update={"cases": ()}),
    referrals=(
        received("a"),
        received("waits", Standing.WAITING),
        received("b"),
        received("c"),
    ),
)


@pytest.mark.parametrize(
    ("case", "to", "order"),
    [
        ("a", "b", ["waits", "b", "a", "c"]),
        ("b", "a", ["b", "a", "waits", "c"]),
        ("c", "a", ["c", "a", "waits", "b"]),
        ("a", "c", ["waits", "b", "c", "a"]),
    ],
)
def test_a_case_takes_the_place_of_another_which_makes_room_ag_2(
    case: str, to: str, order: list[str]
) -> None:
    after = moved(DRAFT, case, to)
    assert [each.referral.id for each in after.referrals] == order
    assert set(after.referrals) == set(DRAFT.referrals)
    assert (after.plan, after.version) == (DRAFT.plan, DRAFT.version + 1)


@pytest.mark.parametrize(("case", "to"), [("a", "a"), ("a", "waits"), ("waits", "a"), ("a", "x")])
def test_only_two_that_are_on_the_list_change_places(case: str, to: str) -> None:
    with pytest.raises(ValueError, match="two referrals of the list"):
        moved(DRAFT, case, to)


REFUGE = Agency(id="refuge", name="Northvale Refuge")


def a_guest(person: str, case: str, agency: str = "refuge") -> ExpectedPerson:
    return ExpectedPerson(
        id=person, name=f"Gus {person}", agency=agency, role=Role.GUEST, for_case=case
    )


def test_an_agency_that_a_guest_brought_goes_with_the_last_of_its_guests_role_6() -> None:
    one = with_guest(DRAFT, a_guest("gus", "a"), REFUGE)
    two = after(with_guest(one, a_guest("gwen", "b"), REFUGE), Import())
    left = called_off(two, "a")
    assert REFUGE in left.plan.agencies
    assert called_off(left, "b").plan == DRAFT.plan
    assert called_off(left, "b").brought == frozenset()


def test_an_agency_of_the_meeting_or_of_a_referral_stays_when_its_guest_is_called_off() -> None:
    housing = next(one for one in DRAFT.plan.agencies if one.id == "housing")
    theirs = with_guest(DRAFT, a_guest("gus", "a", "housing"), housing)
    assert called_off(theirs, "a").plan == DRAFT.plan
    brought = with_guest(DRAFT, a_guest("gus", "a"), REFUGE)
    referred = received("d").referral.model_copy(update={"agency": "refuge"})
    more = (*brought.referrals, received("d").model_copy(update={"referral": referred}))
    kept = called_off(brought.model_copy(update={"referrals": more}), "a")
    assert Draft.model_validate(kept.model_dump()).plan.agencies[-1] == REFUGE


def test_a_draft_that_was_kept_before_says_nothing_of_who_was_brought() -> None:
    old = DRAFT.model_dump(mode="json", exclude={"brought"})
    assert Draft.model_validate_json(json.dumps(old)) == DRAFT
