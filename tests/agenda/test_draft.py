"""The draft of a meeting: its cases change places, and nothing else does."""

from datetime import UTC, datetime

import pytest

from agenda.draft import Draft, Received, Standing, moved
from agenda.plan import Party, PartyKind
from agenda.referral import Referral
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
