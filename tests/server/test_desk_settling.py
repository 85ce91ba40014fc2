"""What the past leaves open is settled at the desk, over a socket. AG-7, OUT-4, CON-3, RES-2."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from agenda.plan import ExpectedPerson, MeetingPlan
from server.accounts import Post
from server.audit import Act, What
from server.holding import hold_missed
from tests.server.heard import BEFORE, a_plan, approved, written
from tests.server.laptop import Doors, Laptop, open_doors
from tests.server.test_desk import ANWEN, DRAFT, asks, day_of, drafted, received, referral, shown

SETTLE: dict[str, Any] = {
    "kind": "settle_action", "meeting": DRAFT, "action": f"{BEFORE}/1/A1", "agency": "housing",
    "done": True,
}  # fmt: skip
SAME: dict[str, Any] = {
    "kind": "same_people", "meeting": DRAFT, "earlier": f"{BEFORE}/1", "later": f"{DRAFT}/1",
    "same": True,
}  # fmt: skip


@asynccontextmanager
async def heard_before(tmp_path: Path) -> AsyncIterator[Doors]:
    """A case was heard two months ago, and may have come again into the draft."""
    async with open_doors(tmp_path) as doors:
        before: MeetingPlan = a_plan(BEFORE, day_of(doors, -60), ANWEN)
        written(doors.store, before, approved(before))
        hold_missed(doors.store)
        drafted(doors, received(doors, referral(*ANWEN, "again")))
        yield doors


async def done(laptop: Laptop, act: dict[str, Any]) -> dict[str, Any]:
    answer = await asks(laptop, **act)
    assert answer["kind"] == "desk_shown", answer
    desk: dict[str, Any] = answer["desk"]
    return desk


async def test_an_action_is_settled_once_and_is_outstanding_no_more_out_4(tmp_path: Path) -> None:
    async with heard_before(tmp_path) as doors:
        coordinator = await doors.joined("minutes")
        (action,) = (await shown(coordinator))["outstanding"]
        assert (action["name"], action["agency_id"]) == (SETTLE["action"], "housing")
        why = {"done": False, "reason": action["reasons"][0], "note": "She has moved."}
        desk = await done(coordinator, SETTLE | why)
        assert desk["said"].startswith(f"{BEFORE}/1/A1  Housing  not done")
        assert not desk["sheet"]["outstanding"]
        assert (await asks(coordinator, **SETTLE))["code"] == "moved_on"
        acts = [row.fact for row in doors.store.audit.rows() if isinstance(row.fact, Act)]
        settled = [(a.person, a.meeting) for a in acts if a.what is What.ACTION_SETTLED]
        assert settled == [("minutes", BEFORE)]


async def test_not_done_needs_one_of_the_protocols_reasons_out_4(tmp_path: Path) -> None:
    async with heard_before(tmp_path) as doors:
        coordinator = await doors.joined("minutes")
        refused = await asks(coordinator, **SETTLE | {"done": False})
        assert refused["code"] == "desk_says"
        assert (await shown(coordinator))["outstanding"]


async def test_whether_two_cases_are_the_same_is_asked_until_it_is_answered_ag_7(
    tmp_path: Path,
) -> None:
    async with heard_before(tmp_path) as doors:
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        assert sheet["questions"] == [{"earlier": SAME["earlier"], "later": SAME["later"]}]
        assert "agenda same" not in str(sheet)
        assert (await asks(coordinator, **SAME | {"later": f"{DRAFT}/7"}))["code"] == "moved_on"
        desk = await done(coordinator, SAME)
        assert desk["said"] == f"{BEFORE}/1 and {DRAFT}/1 are about the same people."
        assert not desk["sheet"]["questions"]
        assert any(f"repeat of {BEFORE}/1" in line for line in desk["sheet"]["repeats"])
        assert (await asks(coordinator, **SAME | {"same": False}))["code"] == "moved_on"


async def test_who_may_be_a_party_settles_nothing_of_it_and_cannot_tell_con_3(
    tmp_path: Path,
) -> None:
    async with heard_before(tmp_path) as doors:
        cora = ExpectedPerson(id="cora", name=ANWEN[0], agency="police")
        doors.store.office.add(cora)
        doors.store.office.accounts.give_post("cora", Post.COORDINATOR)
        laptop = await (await doors.laptop()).hello(doors.token("cora"))
        await laptop.until("welcome")
        sheet = await shown(laptop)
        assert (sheet["outstanding"], sheet["questions"]) == ([], [])
        nothing_there = await asks(laptop, **SETTLE | {"action": f"{BEFORE}/9/A1"})
        for act in (SETTLE, SAME):
            refused = await asks(laptop, **act)
            said = (refused["code"], refused["message"])
            assert said == (nothing_there["code"], nothing_there["message"])
        assert ANWEN[1] not in str(laptop.frames)


async def test_nobody_but_a_coordinator_settles_anything_role_1(tmp_path: Path) -> None:
    async with heard_before(tmp_path) as doors:
        police = await doors.joined("police")
        for act in (SETTLE, SAME):
            assert (await asks(police, **act))["code"] == "not_your_role"
