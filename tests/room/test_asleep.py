"""A laptop whose lid was shut: what it holds has aged all the same."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from agenda.protocol import Stage
from client.awake import Reading, before, clocks, since
from client.happenings import Changed, Disconnected, WithdrawnFrom
from meeting.commands import AskToSpeak
from meeting.streams import ROOM, case_stream
from tests.people import Person
from tests.rooms import OpenRoom, a_room

LEASE = 120.0
NEVER = 3600.0


@dataclass
class Machine:
    """A laptop that can sleep for as long as a test wants, in no time."""

    asleep: float = 0.0

    def clocks(self) -> Reading:
        """The steady clock stands still meanwhile, and the others go on."""
        steady, *others = clocks()
        return (steady, *(each + self.asleep for each in others))


@asynccontextmanager
async def a_laptop_in_a_case(folder: Path) -> AsyncIterator[tuple[OpenRoom, Person, Machine, str]]:
    """The laptop looks at its clocks only when something arrives, or the test asks it to."""
    async with a_room(folder) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        case = await room.call("1", Stage.ROUND)
        await room.settled()
        housing, machine = room.people["housing"], Machine()
        await housing.close_laptop()
        link = housing.link
        link._clocks = machine.clocks
        link._patience = replace(link._patience, look_every=NEVER)
        housing.sit_down()
        await housing.until(lambda: housing.is_connected and link.reconnects == 1, "back")
        housing.happenings.clear()
        yield room, housing, machine, case


def leases_over(person: Person) -> list[bool]:
    return [h.lease_is_over for h in person.happenings if isinstance(h, WithdrawnFrom)]


async def test_after_a_sleep_longer_than_the_lease_nothing_of_a_case_is_held(
    tmp_path: Path,
) -> None:
    async with a_laptop_in_a_case(tmp_path) as (_, housing, machine, case):
        assert housing.case(case)
        machine.asleep = LEASE
        housing.link.look()
        assert housing.link.mirror.streams == {ROOM}
        assert leases_over(housing) == [True]
        await housing.until(lambda: housing.case(case), "fetched again")


async def test_what_arrives_after_a_sleep_is_not_taken_before_the_clocks_were_looked_at(
    tmp_path: Path,
) -> None:
    async with a_laptop_in_a_case(tmp_path) as (room, housing, machine, case):
        machine.asleep = LEASE
        await room.chair.do(AskToSpeak(case=case))
        await housing.until(lambda: Disconnected() in housing.happenings, "the old line is left")
        before_that = housing.happenings[: housing.happenings.index(Disconnected())]
        assert leases_over(housing) == [True]
        assert not any(isinstance(h, Changed) for h in before_that)
        await housing.until(lambda: housing.case(case), "fetched again")


async def test_after_a_shorter_sleep_the_old_line_is_left_and_the_case_stays(
    tmp_path: Path,
) -> None:
    async with a_laptop_in_a_case(tmp_path) as (_, housing, machine, case):
        machine.asleep = LEASE / 2
        housing.link.look()
        assert housing.case(case)
        await housing.until(lambda: housing.link.reconnects == 2, "back")
        assert leases_over(housing) == []
        assert Disconnected() in housing.happenings


async def test_the_lease_counts_what_was_slept_on_the_way(tmp_path: Path) -> None:
    """Half of it awake or asleep, and then the other half: the server is away all the time."""
    async with a_laptop_in_a_case(tmp_path) as (room, housing, machine, case):
        await room.stop()
        await housing.until(lambda: Disconnected() in housing.happenings, "the line is down")
        machine.asleep = LEASE * 0.9
        housing.link.look()
        assert case_stream(case) in housing.link.mirror.streams
        machine.asleep = LEASE
        housing.link.look()
        assert housing.link.mirror.streams == {ROOM}
        await room.start()


@pytest.mark.parametrize(
    ("slept", "said"),
    [
        (lambda then: then, 0.0),
        (lambda then: (then[0] + 5.0, then[1] + 65.0, then[2] + 65.0), 65.0),
        (lambda then: (then[0] + 5.0, then[1] - 3600.0, then[2] + 5.0), 5.0),
        (lambda then: before(then, 1.0), 0.0),
    ],
    ids=["no time", "asleep", "put back", "never less than nothing"],
)
def test_the_clock_that_says_most_is_believed(
    slept: Callable[[Reading], Reading], said: float
) -> None:
    then = (100.0, 1_800_000_000.0, 200.0)
    assert since(then, slept(then)) == said
