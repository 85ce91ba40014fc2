"""A server that is started again without a word finds the meeting that is on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from agenda.plan import MeetingPlan
from agenda.protocol import Restriction
from server.clock import Clock
from server.holding import hold_missed
from server.office import Sitting
from server.service import serving
from server.store import Store, opened_store
from server.turn import turn, whose_turn
from tests.given import DAY, OPENING, Given, a_room, given, published
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import a_plan, approved, heard, written

OAKHILL = ("Anwen Oakhill", "Dale Oakhill")
NEXT = DAY + timedelta(days=7)
BEFORE = DAY - timedelta(days=7)


@dataclass
class Told:
    """A clock that says what the test says."""

    now: datetime = OPENING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def store(tmp_path: Path, told: Told) -> Iterator[Store]:
    folder = tmp_path / "store"
    with opened_store(folder, PASSPHRASE, create=True, cost=CHEAP, clock=Clock(told)) as opened:
        yield opened


def on(store: Store, meeting: str, day: date, *, stage: str = "prepared") -> str:
    """A meeting of that day, which is only prepared, being heard, or over."""
    plan = a_plan(meeting, day, OAKHILL)
    histories: dict[str, Callable[[MeetingPlan], Given]]
    histories = {"heard": heard, "over": approved, "prepared": published}
    return written(store, plan, histories[stage](plan)).id


def chosen(store: Store) -> str:
    return whose_turn(store, store.clock.now()).id


async def test_after_a_second_meeting_was_published_the_server_starts_again_with_the_one_that_is_on(
    store: Store,
) -> None:
    on(store, "next", NEXT)
    on(store, "today", DAY, stage="heard")
    async with serving(store) as service:
        assert service.meeting == service.meetings.at_the_door.id == "today"
        assert set(service.meetings.states) == {"today", "next"}


def test_on_its_day_a_meeting_goes_before_one_that_nobody_ended(store: Store) -> None:
    on(store, "unended", BEFORE, stage="heard")
    on(store, "next", NEXT)
    assert chosen(store) == "unended"
    on(store, "today", DAY)
    assert chosen(store) == "today"


async def test_act_11_a_meeting_that_nobody_ended_is_held_beside_so_that_its_list_is_approved(
    store: Store,
) -> None:
    on(store, "unended", BEFORE, stage="heard")
    on(store, "never", BEFORE)
    on(store, "today", DAY)
    async with serving(store) as service:
        assert set(service.meetings.states) == {"today", "unended"}
        assert service.meetings.at_the_door.id == "today"


async def test_res_2_what_is_over_today_is_held_until_the_day_is_and_with_it_its_sitting(
    store: Store, told: Told
) -> None:
    on(store, "today", DAY, stage="over")
    on(store, "next", NEXT)
    sitting = a_plan("r-1", DAY, OAKHILL, restricted=Restriction.HONOUR)
    written(store, sitting, given(sitting), Sitting("today"))
    async with serving(store) as service:
        assert service.meeting == "today"
        assert set(service.meetings.states) == {"today", "next", "r-1"}
    told.now += timedelta(days=1)
    async with serving(store) as service:
        assert service.meeting == "next"
        assert set(service.meetings.states) == {"next", "r-1"}


def test_the_next_comes_before_later_ones_and_before_all_that_is_over(store: Store) -> None:
    on(store, "before", BEFORE, stage="over")
    on(store, "later", NEXT + timedelta(days=7))
    on(store, "next", NEXT)
    hold_missed(store)
    assert chosen(store) == "next"


def test_where_all_is_over_the_last_is_served(store: Store) -> None:
    on(store, "before", BEFORE, stage="over")
    on(store, "long-before", BEFORE - timedelta(days=7), stage="over")
    hold_missed(store)
    assert chosen(store) == "before"


def test_a_record_that_is_damaged_keeps_no_other_one_shut(store: Store) -> None:
    on(store, "today", DAY)
    on(store, "next", NEXT)
    (file,) = (known.file for known in store.office.meetings() if known.id == "today")
    (store.folder / "meetings" / file).write_bytes(b"nothing of a database")
    assert chosen(store) == "next"


def test_of_one_day_what_has_begun_comes_first_and_then_the_earlier() -> None:
    early, late = a_room().state.room, a_room().state.room
    assert turn(early, DAY) <= turn(late, DAY)
    begun = heard(a_plan("begun", DAY, OAKHILL)).state.room
    assert turn(begun, DAY) < turn(early, DAY)
