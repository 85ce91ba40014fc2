"""A post that the office took away stays away, whatever is arranged with an older register or was
drafted before: it comes back by the office, or by a plan that the operator writes (ROLE-1).
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from agenda.draft import Draft
from meeting.commands import ApproveActionList, ConfirmNames
from meeting.room import Phase
from server.agenda_desk import AgendaDesk, new
from server.arranging import add_meeting
from server.people import Desk
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.store import Store, opened_store
from tests.given import A_PLAN, EVERYBODY, given
from tests.meeting.matched import with_coordinators
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import written
from tests.server.laptop import Doors, open_doors
from tests.server.test_desk import asks
from tests.server.test_desk_arranging import NAMED, SITTING, arranges, hands_in, today, wants
from tests.server.test_desk_importing import MINA, a_file
from tests.server.test_publish import MINA as LISTED

BEFORE = with_coordinators("minutes", "housing").model_copy(update={"cases": A_PLAN.cases[:1]})
AGAIN = {"from": BEFORE.id, "day": "2026-12-08", "id": "next"}
TAKEN = {"post": "none"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as opened:
        yield opened


def coordinates(store: Store, person: str = "housing") -> bool:
    reader = store.office.reader(person)
    assert reader is not None
    return reader.coordinator


def on_the_register(store: Store, meeting: str) -> set[str]:
    """Whom the register of that meeting has as coordinators."""
    room = MeetingDesk(store).record({"meeting": meeting})[1].state.room
    return {line.person for line in room.register.values() if line.coordinator}


def with_a_case(store: Store, draft: str) -> None:
    drafts = store.office.drafts
    drafts.put(Draft(plan=drafts.draft(draft).plan, referrals=(LISTED,), version=2))


def published(store: Store) -> str:
    """What is said as the draft ``next`` is published."""
    with_a_case(store, "next")
    return run(MeetingDesk(store), "publish", {"meeting": "next"}).said


def held(store: Store) -> None:
    """The meeting before, in which housing was coordinator as well, is over and approved."""
    here = given(BEFORE).arrived(*EVERYBODY).in_phase(Phase.DECLARATION).signed(*EVERYBODY)
    begun = here.after("housing", ConfirmNames()).in_phase(Phase.HEARING)
    summed_up = begun.case_called().case_closed().in_phase(Phase.SUMMARY)
    written(store, BEFORE, summed_up.after("chair", ApproveActionList()))


def is_over(store: Store) -> None:
    """The same; the post was taken away since, and nothing writes that into its record any more."""
    held(store)
    Desk(store).run("post", "housing", TAKEN)
    assert on_the_register(store, BEFORE.id) == {"minutes", "housing"}


@asynccontextmanager
async def doors_after(tmp_path: Path) -> AsyncIterator[Doors]:
    """A server that runs, with that meeting."""
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        is_over(store)
    async with open_doors(tmp_path, plan=BEFORE) as doors:
        yield doors


def test_role_1_another_meeting_of_the_same_people_gives_nobody_the_post_back(
    store: Store,
) -> None:
    is_over(store)
    run(MeetingDesk(store), "again", AGAIN)
    draft = store.office.drafts.draft("next").plan
    assert {person.id for person in draft.people if person.coordinator} == {"minutes"}
    assert "does not hold that post" not in published(store)
    assert not coordinates(store)
    assert on_the_register(store, "next") == {"minutes"}


def test_role_1_nor_does_a_draft_that_was_made_before_it_was_taken_away(store: Store) -> None:
    """And who publishes it is told."""
    held(store)
    run(MeetingDesk(store), "again", AGAIN)
    Desk(store).run("post", "housing", TAKEN)
    assert (
        "Hugo Brook is coordinator in the draft, and does not hold that post. To give it: "
        "people post housing --post coordinator"
    ) in published(store)
    assert not coordinates(store)
    assert on_the_register(store, "next") == {"minutes"}


def test_role_1_nor_does_the_draft_of_a_plan_and_nobody_else_sees_its_list_as_coordinator(
    store: Store,
) -> None:
    store.office.register(BEFORE.people)
    desk, draft = AgendaDesk(store), BEFORE.model_copy(update={"id": "next", "cases": ()})
    new(desk, {"plan": draft.model_dump_json()})
    assert desk.coordinators(store.office.drafts.draft("next")) == {"minutes", "housing"}
    Desk(store).run("post", "housing", TAKEN)
    assert desk.coordinators(store.office.drafts.draft("next")) == {"minutes"}
    published(store)
    assert not coordinates(store)
    assert on_the_register(store, "next") == {"minutes"}


async def test_role_1_nor_does_what_is_arranged_at_the_desk_of_a_server_that_runs(
    tmp_path: Path,
) -> None:
    async with doors_after(tmp_path) as doors:
        coordinator = await doors.joined("minutes")
        made = await arranges(coordinator, today(doors) + timedelta(days=1))
        meeting = made["desk"]["sheet"]["meeting"]
        with_a_case(doors.store, meeting)
        act = {"kind": "publish_draft", "meeting": meeting, "version": 2}
        assert "holds it from now on" in (await asks(coordinator, **act))["desk"]["said"]
        assert not coordinates(doors.store)
        assert on_the_register(doors.store, meeting) == {"minutes"}


async def test_role_1_res_2_nor_does_a_sitting_of_which_nobody_else_knows(tmp_path: Path) -> None:
    """Somebody's post, back from one moment to the next, would tell that there is one."""
    async with doors_after(tmp_path) as doors:
        coordinator = await doors.joined("minutes")
        before = doors.store.office.accounts.posts()
        await hands_in(coordinator, a_file(MINA))
        named = [*NAMED, "housing"]
        await wants(doors, coordinator, named=named)
        done = (await wants(doors, coordinator, named=named, agreed=True))["desk"]
        assert "A sitting is arranged for those named, 4 of them." in done["said"]
        assert doors.store.office.accounts.posts() == before
        assert on_the_register(doors.store, SITTING) == {"minutes"}


# What the operator writes


def test_role_1_a_plan_that_the_operator_hands_in_gives_the_post(store: Store) -> None:
    """To whom the office knows already, too: whoever writes the file has its passphrase."""
    is_over(store)
    add_meeting(store, BEFORE.model_copy(update={"id": "next"}), None, gives_posts=True)
    assert coordinates(store)
    assert on_the_register(store, "next") == {"minutes", "housing"}


def test_role_1_who_is_new_has_the_post_that_their_plan_gives_them(store: Store) -> None:
    new(AgendaDesk(store), {"plan": BEFORE.model_copy(update={"id": "next"}).model_dump_json()})
    assert store.office.people() == {}
    published(store)
    assert coordinates(store)
    assert on_the_register(store, "next") == {"minutes", "housing"}


def test_role_1_the_draft_of_a_plan_gives_it_at_once_to_whom_the_office_knows(
    store: Store,
) -> None:
    is_over(store)
    plan = BEFORE.model_copy(update={"id": "next", "cases": ()})
    new(AgendaDesk(store), {"plan": plan.model_dump_json()})
    assert coordinates(store)


def test_act_1_an_id_that_is_somebody_elses_gives_that_person_nothing(store: Store) -> None:
    is_over(store)
    others = tuple(
        p.model_copy(update={"name": "Hana Brook"}) if p.id == "housing" else p
        for p in BEFORE.people
    )
    plan = BEFORE.model_copy(update={"id": "next", "cases": (), "people": others})
    new(AgendaDesk(store), {"plan": plan.model_dump_json()})
    assert not coordinates(store)
