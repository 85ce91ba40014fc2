"""What is outstanding is told as it is when the room opens, and not as it was when the agenda was
published (AG-1, OUT-4).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from agenda.protocol import Restriction
from server.accounts import Post
from server.arranging import add_meeting
from server.clock import Clock
from server.errors import StoreError
from server.held import HeldCases
from server.holding import hold_missed
from server.office import Sitting
from server.past.desk import PastDesk
from server.past.errands import run
from server.service import Service, Settings, serving
from server.store import Store, opened_store
from server.writer import Observed
from tests.rooms import CHEAP, CHEAP_HASHING, PASSPHRASE
from tests.server.heard import BEFORE, a_plan, approved, written
from tests.server.laptop import LONGEST_WAIT, Doors, Laptop

DAY = date(2026, 11, 24)
FIRST = a_plan(BEFORE, date(2026, 10, 27), ("Anwen Oakhill", "Dale Oakhill"))
BETWEEN = a_plan("northvale-between", date(2026, 11, 10), ("Gwen Larch", "Idris Larch"))
TODAY = a_plan("northvale-today", DAY, ("Delia Ash", "Edgar Ash"))
SETTINGS = Settings(hashing=CHEAP_HASHING)


def a_store(folder: Path) -> AbstractContextManager[Store]:
    clock = Clock(lambda: datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    return opened_store(folder / "store", PASSPHRASE, create=True, cost=CHEAP, clock=clock)


def october_is_over(store: Store) -> None:
    """With an action of housing's that is outstanding, and one coordinator."""
    written(store, FIRST, approved(FIRST))
    hold_missed(store)
    store.office.accounts.give_post("minutes", Post.COORDINATOR)


def settle(store: Store) -> None:
    run(PastDesk(store, {}), "settle", {"first": f"{BEFORE}/1/A1", "second": "done"})


async def told(service: Service) -> list[tuple[int, str]]:
    """What is outstanding, by the day of its meeting and the label of the action; when all that was
    seen until now is written.
    """
    await service.meetings.first.retelling.ended()
    written_down = asyncio.Event()
    service.writer.observe(Observed(lambda _: (), written_down.set))
    async with asyncio.timeout(LONGEST_WAIT):
        await written_down.wait()
    earlier = service.writer.ledger.state.earlier()
    return sorted((e.heard_on.day, part.label) for e in earlier for part in e.outstanding)


@asynccontextmanager
async def served(store: Store) -> AsyncIterator[Doors]:
    async with serving(store, meeting=TODAY.id, settings=SETTINGS) as service:
        doors = Doors(store, service)
        try:
            yield doors
        finally:
            await doors.close()


async def the_room_opens(doors: Doors) -> Laptop:
    chair = await doors.joined("chair")
    assert (await chair.do({"kind": "open_room"}))["kind"] == "ack"
    return chair


async def test_out_4_what_was_settled_since_the_agenda_was_published_is_not_told_when_it_opens(
    tmp_path: Path,
) -> None:
    """And what another meeting left open since then is."""
    with a_store(tmp_path) as store:
        october_is_over(store)
        add_meeting(store, TODAY, None, published=True)
        written(store, BETWEEN, approved(BETWEEN))
        async with served(store) as doors:
            settle(store)
            assert await told(doors.service) == [(27, "A1")]
            await the_room_opens(doors)
            assert await told(doors.service) == [(10, "A1")]


async def test_out_4_a_server_that_is_started_on_the_day_tells_what_is_outstanding_by_then(
    tmp_path: Path,
) -> None:
    """And writes nothing where nothing has changed."""
    with a_store(tmp_path) as store:
        october_is_over(store)
        add_meeting(store, TODAY, None)
        settle(store)
        positions = []
        for _ in range(2):
            async with served(store) as doors:
                assert await told(doors.service) == []
                positions.append(doors.service.writer.ledger.position)
        assert positions[0] == positions[1]


async def test_out_4_a_meeting_that_is_opened_beside_is_told_too(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        october_is_over(store)
        add_meeting(store, TODAY, None)
        later = a_plan("northvale-later", DAY, ("Ivy Wray", "Otto Wray"))
        async with served(store) as doors:
            known = add_meeting(store, later, None, published=True)
            settle(store)
            await doors.service.open(known)
            other = next(each for each in doors.service.meetings if each.id == later.id)
            chair = await doors.laptop()
            await chair.hello(doors.token("chair"), meeting=later.id)
            await chair.until("events")
            assert (await chair.do({"kind": "open_room"}))["kind"] == "ack"
            await other.retelling.ended()
            assert (await chair.do({"kind": "open_room"}))["kind"] == "refused"
            left = [each.outstanding for each in other.writer.ledger.state.earlier()]
        assert left == [()]


async def test_what_could_not_be_read_is_read_at_the_next_step_of_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with a_store(tmp_path) as store:
        october_is_over(store)
        add_meeting(store, TODAY, None, published=True)
        settle(store)

        def failing(_: HeldCases, _sittings: object = ()) -> NoReturn:
            raise StoreError("Nothing of what it says is logged.")

        async with served(store) as doors:
            with monkeypatch.context() as patch:
                patch.setattr(HeldCases, "cases", failing)
                chair = await the_room_opens(doors)
                assert await told(doors.service) == [(27, "A1")]
            assert (await chair.do({"kind": "attend"}))["kind"] == "ack"
            assert await told(doors.service) == []
    assert "what is outstanding could not be read: StoreError" in caplog.text
    assert "Nothing of what" not in caplog.text


async def test_res_2_ag_9_a_sitting_and_an_emergency_ask_for_nothing_of_earlier_meetings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with a_store(tmp_path) as store:
        october_is_over(store)
        add_meeting(store, TODAY.model_copy(update={"emergency": True}), None)
        restricted = {"id": "r-4be1", "restricted": Restriction.EMPLOYEE}
        add_meeting(store, TODAY.model_copy(update=restricted), Sitting(TODAY.id))

        def asked(_: HeldCases, _sittings: object = ()) -> NoReturn:
            raise AssertionError("asked for")

        monkeypatch.setattr(HeldCases, "cases", asked)
        async with served(store) as doors:
            assert len(doors.service.meetings.states) == 2
            for meeting in doors.service.meetings:
                await meeting.retelling.ended()
    assert not caplog.records
