"""Who took the chair or the minutes over held it for that day: what is arranged with its register
has them as its plan had them (ROLE-7).
"""

from datetime import timedelta
from pathlib import Path

import pytest

from agenda.plan import MeetingPlan, Role
from meeting.commands import TakeOver
from meeting.room import DayPost
from server.accounts import Post
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.publish import made_meeting
from server.store import Store, opened_store
from tests.given import A_PLAN, Given
from tests.meeting.test_handing_over import ask, handed
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import written
from tests.server.laptop import open_doors
from tests.server.test_desk_arranging import SITTING, arranges, hands_in, today, wants
from tests.server.test_desk_importing import MINA, a_file
from tests.server.test_posts import with_a_case

CHAIR, MINUTES = Role.CHAIR, Role.MINUTE_TAKER


def handed_on(post: DayPost) -> Given:
    """Probation took it over, and housing from probation."""
    asks = "probation" if post is CHAIR else "chair"
    again = handed(post).after(asks, ask(post, "housing", "probation"))
    return again.after("housing", TakeOver(day_post=post))


def in_roles(plan: MeetingPlan) -> dict[Role, list[str]]:
    return {role: [p.id for p in plan.people if p.role is role] for role in (CHAIR, MINUTES)}


def draft_of(store: Store, **facts: str) -> MeetingPlan:
    asked = {"from": A_PLAN.id, "day": "2026-12-08", "at": "09:00", "id": "next"} | facts
    run(MeetingDesk(store), "again", asked)
    return store.office.drafts.draft("next").plan


@pytest.mark.parametrize("post", [CHAIR, MINUTES])
@pytest.mark.parametrize("emergency", ["", "yes"])
def test_role_7_the_next_meeting_has_chair_and_minutes_as_the_plan_had_them(
    post: DayPost, emergency: str, tmp_path: Path
) -> None:
    """However often it was handed on, and an emergency as well."""
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, A_PLAN, handed_on(post))
        before = store.office.accounts.posts()
        plan = draft_of(store, emergency=emergency)
        assert in_roles(plan) == {CHAIR: ["chair"], MINUTES: ["minutes"]}
        lent = {p.id: p.role for p in plan.people if p.id in {"probation", "housing"}}
        assert set(lent.values()) == {Role.REPRESENTATIVE}
        with_a_case(store, "next")
        made_meeting(MeetingDesk(store), store.office.drafts.draft("next"))
        assert store.office.accounts.posts() == before


async def test_role_7_so_has_what_is_arranged_at_the_desk_and_a_sitting_res_2(
    tmp_path: Path,
) -> None:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, A_PLAN, handed())
        store.office.accounts.give_post("minutes", Post.COORDINATOR)
    async with open_doors(tmp_path) as doors:
        coordinator = await doors.joined("minutes")
        await arranges(coordinator, today(doors) + timedelta(days=1))
        (draft,) = doors.store.office.drafts.ids()
        plan = doors.store.office.drafts.draft(draft).plan
        assert in_roles(plan) == {CHAIR: ["chair"], MINUTES: ["minutes"]}
        await hands_in(coordinator, a_file(MINA))
        without = ["minutes", "police", "probation"]
        refused = await wants(doors, coordinator, named=without)
        assert refused["message"].endswith("name the chair.")
        named = [*without, "chair"]
        await wants(doors, coordinator, named=named)
        await wants(doors, coordinator, named=named, agreed=True)
        room = MeetingDesk(doors.store).record({"meeting": SITTING})[1].state.room
        assert room.register["chair"].role is CHAIR
        assert room.register["probation"].role is Role.REPRESENTATIVE
        assert "probation" not in doors.store.office.accounts.posts()
