from datetime import UTC, datetime, timedelta

import pytest

from server.clock import Clock

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_it_tells_whole_milliseconds() -> None:
    assert Clock(lambda: NINE + timedelta(microseconds=1999)).now() == NINE + timedelta(
        milliseconds=1
    )


def test_it_never_goes_back_case_2() -> None:
    readings = iter([NINE, NINE - timedelta(hours=1), NINE + timedelta(seconds=1)])
    clock = Clock(lambda: next(readings))
    assert [clock.now() for _ in range(3)] == [NINE, NINE, NINE + timedelta(seconds=1)]


def test_it_goes_on_from_what_the_journal_says() -> None:
    clock = Clock(lambda: NINE)
    clock.not_before(NINE + timedelta(hours=2))
    assert clock.now() == NINE + timedelta(hours=2)


class Machine:
    """A machine whose clock can be changed, and that can sleep."""

    def __init__(self) -> None:
        self.wall = NINE
        self.steady = 100.0
        self.clock = Clock(lambda: self.wall, lambda: self.steady)

    def lives(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds

    def told(self) -> timedelta:
        return self.clock.now() - NINE


def test_a_clock_that_is_put_right_by_a_little_is_followed() -> None:
    machine = Machine()
    machine.clock.now()
    machine.lives(60)
    machine.wall += timedelta(seconds=4)
    assert machine.clock.jump == timedelta()
    assert machine.told() == timedelta(seconds=64)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(seconds=6)])
def test_after_a_jump_time_goes_on_as_before_until_it_is_taken_up_case_2(jump: timedelta) -> None:
    machine = Machine()
    machine.clock.now()
    machine.wall += jump
    machine.lives(2)
    assert machine.clock.jump == jump
    assert machine.told() == timedelta(seconds=2)
    machine.lives(3)
    assert machine.told() == timedelta(seconds=5)


def test_taken_up_a_clock_that_was_put_on_is_followed() -> None:
    machine = Machine()
    machine.clock.now()
    machine.wall += timedelta(hours=1)
    assert machine.clock.jump
    machine.clock.take_up()
    machine.lives(1)
    assert machine.told() == timedelta(hours=1, seconds=1)
    assert not machine.clock.jump


def test_taken_up_a_clock_that_was_put_back_is_not_waited_for() -> None:
    machine = Machine()
    machine.clock.now()
    machine.wall -= timedelta(hours=1)
    assert machine.clock.jump
    machine.clock.take_up()
    machine.lives(1)
    assert machine.told() == timedelta(seconds=1)
    assert not machine.clock.jump


def test_a_machine_that_slept_has_jumped() -> None:
    machine = Machine()
    machine.clock.now()
    machine.wall += timedelta(minutes=20)
    assert machine.clock.jump == timedelta(minutes=20)
    assert machine.told() == timedelta()
