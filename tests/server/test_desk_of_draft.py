"""At the desk: what the meeting before left, and who comes for one case. CASE-6, ROLE-6, CON-3."""

from pathlib import Path

from agenda.draft import Draft
from meeting.case.outcome import Outcome
from meeting.commands import ApproveActionList
from meeting.room import Phase
from server.audit import Act, What
from server.store import opened_store
from tests.given import A_PLAN, given
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import written
from tests.server.laptop import open_doors
from tests.server.test_desk import DRAFT, asks, cases_of, drafted, received, referral, shown


async def test_a_key_carries_over_what_the_meeting_before_left_and_it_is_left_no_more_case_6(
    tmp_path: Path,
) -> None:
    ended = given(A_PLAN).everybody_signed().case_called("1").case_closed("oak", Outcome.DEFERRED)
    over = ended.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, A_PLAN, over)
    async with open_doors(tmp_path) as doors:
        oak = received(doors, referral("Mina Hart", "Carl Hart", "oak"))
        doors.store.office.drafts.add(
            Draft(plan=A_PLAN.model_copy(update={"cases": ()}), referrals=(oak,))
        )
        drafted(doors)
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        assert "Case 1" in sheet["left"]
        answer = await asks(coordinator, kind="carry_over", meeting=DRAFT, version=1)
        assert answer["desk"]["said"].startswith(f"Carried over from {A_PLAN.id}: Case 1.")
        assert [item["said"] for item in cases_of(answer["desk"]["sheet"])] == [
            "Mina Hart; Carl Hart, 1 child"
        ]
        assert "Case 1" not in answer["desk"]["sheet"]["left"]
        again = await asks(coordinator, kind="carry_over", meeting=DRAFT, version=1)
        assert again["code"] == "moved_on"


async def test_a_guest_is_named_for_one_case_of_a_draft_and_let_go_again_role_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        people = A_PLAN.people[0].model_copy(
            update={"id": "midwife", "name": "Mina Moss", "agency": "health"}
        )
        doors.store.office.register([people])
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        assert ["midwife", "Mina Moss, Primary care"] in sheet["may_come"]
        act = {"meeting": DRAFT, "case": "hart", "person": "midwife"}
        answer = await asks(coordinator, kind="name_guest", version=1, **act)
        (case,) = cases_of(answer["desk"]["sheet"])
        assert case["guests"] == ["Mina Moss"]
        facts = [row.fact for row in doors.store.audit.rows()]
        assert Act(what=What.DRAFT_GUEST, meeting=DRAFT, number=2, by="minutes") in facts
        act["person"] = None  # type: ignore[assignment] # as JSON has nobody
        answer = await asks(coordinator, kind="name_guest", version=2, **act)
        (case,) = cases_of(answer["desk"]["sheet"])
        assert case["guests"] == []


async def test_of_a_case_that_is_closed_to_whoever_looks_no_guest_is_shown_or_named_con_3(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Milo Penn", "Rae Lund", "mine")))
        coordinator = await doors.joined("minutes")
        (case,) = cases_of(await shown(coordinator))
        assert case["closed"]
        assert case["guests"] == []
        named = await asks(
            coordinator, kind="name_guest", version=1, meeting=DRAFT, case="mine", person="police"
        )
        missing = await asks(
            coordinator,
            kind="name_guest",
            version=1,
            meeting=DRAFT,
            case="nothing",
            person="police",
        )
        assert named["code"] == missing["code"] == "no_such_case"
