"""What nobody may read any more is closed before a server takes the first connection, and stands on
no agenda that is made after its last day (OUT-2).
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from websockets.asyncio.server import Server

from agenda.protocol import Restriction
from agenda.protocol.afterwards import Afterwards
from server.clock import Clock
from server.errors import StoreError
from server.ledger import Ledger
from server.office import Sitting
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.papers import OVER
from server.service import Service, Settings, serving
from server.store import Store, opened_store
from tests.given import A_PLAN, DAY, OPENING, an_open_agenda
from tests.rooms import CHEAP, CHEAP_HASHING, PASSPHRASE
from tests.server.heard import a_plan, approved, written
from tests.server.writing import Failing

OAKHILL = ("Anwen Oakhill", "Dale Oakhill")


def never_opened(store: Store) -> str:
    """Its agenda was open, and nobody came."""
    return written(store, A_PLAN, an_open_agenda()).id


def read_for_two_days(store: Store) -> str:
    afterwards = Afterwards(read_days=2)
    protocol = A_PLAN.protocol.model_copy(update={"afterwards": afterwards})
    plan = a_plan("northvale-november", DAY, OAKHILL).model_copy(update={"protocol": protocol})
    return written(store, plan, approved(plan)).id


def a_store(folder: Path, now: datetime) -> AbstractContextManager[Store]:
    clock = Clock(lambda: now)
    return opened_store(folder / "store", PASSPHRASE, create=True, cost=CHEAP, clock=clock)


@pytest.fixture
def at_the_door(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """By meeting, whether it was closed to reading when the server began to listen."""
    closed: dict[str, bool] = {}
    listens = Service._listening

    async def looked(service: Service, host: str, port: int) -> Server:
        for meeting, state in service.meetings.states.items():
            closed[meeting] = state.room.reading_closed is not None
        return await listens(service, host, port)

    monkeypatch.setattr(Service, "_listening", looked)
    return closed


@pytest.mark.parametrize("made", [never_opened, read_for_two_days])
@pytest.mark.parametrize("days", [0, 5])
async def test_out_2_what_was_over_while_no_server_ran_is_closed_before_it_listens(
    tmp_path: Path, at_the_door: dict[str, bool], made: Callable[[Store], str], days: int
) -> None:
    with a_store(tmp_path, OPENING + timedelta(days=days)) as store:
        meeting = made(store)
        async with serving(store, meeting=meeting) as service:
            assert at_the_door == {meeting: days > 0}
        first_time = len(service.writer.ledger.streams), service.writer.ledger.position
        async with serving(store, meeting=meeting) as service:
            assert at_the_door == {meeting: days > 0}
        assert (len(service.writer.ledger.streams), service.writer.ledger.position) == first_time


async def test_out_2_an_emergency_that_was_not_held_is_closed_before_the_server_listens(
    tmp_path: Path, at_the_door: dict[str, bool]
) -> None:
    with a_store(tmp_path, OPENING + timedelta(days=1)) as store:
        beside = A_PLAN.model_copy(update={"id": "r-4be1", "restricted": Restriction.EMPLOYEE})
        written(store, beside, an_open_agenda(beside), Sitting(None))
        plan = a_plan("northvale-later", DAY + timedelta(days=7), OAKHILL)
        first = written(store, plan, an_open_agenda(plan)).id
        async with serving(store, meeting=first):
            assert at_the_door == {first: False, beside.id: True}


async def test_out_2_a_meeting_is_not_open_while_it_cannot_be_written_that_it_is_closed(
    tmp_path: Path, at_the_door: dict[str, bool]
) -> None:
    settings = Settings(hashing=CHEAP_HASHING, through=Failing)
    with a_store(tmp_path, OPENING + timedelta(days=1)) as store:
        meeting = never_opened(store)
        with pytest.raises(StoreError, match="cannot be written, so it is not open: see that"):
            async with serving(store, meeting=meeting, settings=settings):
                raise AssertionError("it is served")
    assert at_the_door == {}


def an_agenda(store: Store, meeting: str, served: Mapping[str, Ledger]) -> tuple[str, str]:
    """What the chair's says in its CSV, and what is printed."""
    facts = {"meeting": meeting, "readers": "chair"}
    answer = run(MeetingDesk(store, served), "papers", facts)
    (table,) = (body.decode() for name, body in answer.files.items() if name.endswith(".csv"))
    return table, answer.said


@pytest.mark.parametrize("is_served", [False, True])
@pytest.mark.parametrize("made", [never_opened, read_for_two_days])
@pytest.mark.parametrize("days", [0, 5])
def test_out_2_no_agenda_that_is_made_after_the_last_day_has_a_case_on_it(
    tmp_path: Path, made: Callable[[Store], str], days: int, *, is_served: bool
) -> None:
    """Whether a server holds the meeting, and has not written yet that it is closed, or none."""
    with a_store(tmp_path, OPENING + timedelta(days=days)) as store:
        meeting = made(store)
        _, record = MeetingDesk(store).record({"meeting": meeting})
        table, said = an_agenda(store, meeting, {meeting: record} if is_served else {})
    assert ("Oakhill" in table, OVER in said) == ((False, True) if days else (True, False))
    assert "Case 1" in table
