"""At the desk the guests of a case stand with it, for whoever may read that case. ROLE-6, CON-3."""

from pathlib import Path

from agenda.draft import with_guest
from agenda.plan import Agency, ExpectedPerson, Role
from meeting.commands import DeclareConflict
from tests.given import A_PLAN_WITH_GUESTS, Given, an_open_agenda
from tests.given import published as published_plan
from tests.server.test_desk import DRAFT, cases_of, shown
from tests.server.test_desk_placing import at_desk, drafting, milo

MIDWIFERY = Agency(id="midwifery", name="Midwifery")


def coming(person: str, name: str, case: str) -> ExpectedPerson:
    return ExpectedPerson(id=person, name=name, agency=MIDWIFERY.id, role=Role.GUEST, for_case=case)


async def test_role_6_a_guest_stands_with_their_case_of_a_draft_and_not_where_it_is_closed_con_3(
    tmp_path: Path,
) -> None:
    async with drafting(tmp_path, milo()) as (doors, coordinator):
        drafts = doors.store.office.drafts
        for guest in (coming("moss", "Mina Moss", "hart"), coming("canary", "A canary", "mine")):
            drafts.put(with_guest(drafts.draft(DRAFT), guest, MIDWIFERY))
        cases = cases_of(await shown(coordinator))
        guests = {case["case"]: case["guests"] for case in cases}
        assert guests == {"hart": ["Mina Moss"], "penrose": [], "mine": []}
        assert "A canary" not in str(coordinator.frames)


def guests_of(given: Given) -> dict[str | None, tuple[str, ...]]:
    """As the coordinator has them at the desk, by case."""
    return {item.case: item.guests for item in at_desk(given, given.now).order if item.case}


def test_role_6_a_guest_of_a_published_case_is_named_to_whoever_may_read_it_con_3_con_6() -> None:
    assert not any(guests_of(published_plan(A_PLAN_WITH_GUESTS)).values())
    given = an_open_agenda(A_PLAN_WITH_GUESTS)
    assert (guests_of(given)["oak"], guests_of(given)["elm"]) == (("Mina Hart",), ("Tess Rowan",))
    out = given.after("minutes", DeclareConflict(case="oak", reason="My cousin."))
    assert (guests_of(out)["oak"], guests_of(out)["elm"]) == ((), ("Tess Rowan",))
