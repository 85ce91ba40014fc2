"""The meeting after this one is the one that is arranged, whatever the frequency says. AG-1."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from agenda.draft import Draft
from agenda.protocol import Restriction
from agenda.protocol.reading import read_protocol
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.following import Following, after_room
from server.store import opened_store
from tests.given import A_PLAN
from tests.rooms import CHEAP, PASSPHRASE, arranged

WEEKLY = read_protocol(
    "meetings.frequency = 'every 3 weeks on Tuesday'\n"
    "deadlines.minutes = '4 weeks after'\n"
    "deadlines.corrections = 'the next meeting'\n"
)
PLAN = A_PLAN.model_copy(update={"protocol": WEEKLY})
NEXT = {"cases": (), "day": date(2026, 12, 17), "starts": time(10)}
BETWEEN = {"cases": (), "day": date(2026, 11, 30), "starts": time(14)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MeetingDesk]:
    """A meeting is published; an emergency, another area's and the next are drafted."""
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, PLAN)
        for made in (
            {"id": "next", **NEXT},
            {"id": "urgent", "emergency": True, **BETWEEN},
            {"id": "other", "area": "Southmoor", **BETWEEN},
        ):
            store.office.drafts.add(Draft(plan=PLAN.model_copy(update=made)))
        yield MeetingDesk(store)


def test_ag_1_the_papers_name_the_day_that_is_arranged(desk: MeetingDesk) -> None:
    facts = {"meeting": PLAN.id, "readers": "police"}
    pages = [body.decode() for name, body in run(desk, "papers", facts).files.items()
             if name.endswith(".csv")]  # fmt: skip
    assert ["Date of the next meeting: Thu 17 Dec 2026" in page for page in pages] == [True]
    said = run(desk, "show", {"meeting": PLAN.id, "by": "police"}).said
    assert "Date of the next meeting: Thu 17 Dec 2026" in said


def test_out_1_deadlines_are_compared_with_the_beginning_of_the_next_meeting(
    desk: MeetingDesk,
) -> None:
    said = run(desk, "deadlines", {"meeting": PLAN.id}).said
    assert "minutes checked    Thu 17 Dec 2026" in said
    assert "but the next meeting begins on Thu 17 Dec 2026 at 10:00;" in said
    drafted = run(desk, "deadlines", {"meeting": "urgent"}).said
    assert "but the next meeting begins on Thu 17 Dec 2026 at 10:00;" in drafted
    other = run(desk, "deadlines", {"meeting": PLAN.id, "next_meeting": "2027-01-05"}).said
    assert "minutes checked    Tue 5 Jan 2027" in other


def test_ag_9_no_emergency_is_the_next_meeting_nor_one_that_was_before(desk: MeetingDesk) -> None:
    room = desk.record({"meeting": PLAN.id})[1].state.room
    assert after_room(desk, room) == Following(date(2026, 12, 17), time(10))
    assert after_room(desk, replace(room, day=date(2026, 12, 17))) is None


def test_res_2_no_meeting_follows_a_restricted_sitting_and_it_follows_none(
    desk: MeetingDesk,
) -> None:
    sitting = {"id": "r-1", "restricted": Restriction.HONOUR, "day": date(2026, 12, 1)}
    arranged(desk.store, PLAN.model_copy(update=sitting))
    room = desk.record({"meeting": PLAN.id})[1].state.room
    assert after_room(desk, room) == Following(date(2026, 12, 17), time(10))
    assert after_room(desk, desk.record({"meeting": "r-1"})[1].state.room) is None
