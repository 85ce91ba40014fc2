"""How fast one person may go on, on a clock that only the test moves."""

from typing import get_args

import pytest

from meeting.commands import ALLOWED
from server.pace import REPEATABLE, Pace, Verdict, Walker, Walkers
from server.rate import Rate

SMALL = Pace(
    commands=Rate(at_once=3, a_second=1),
    repeatable=Rate(at_once=2, a_second=0.5),
    bytes=Rate(at_once=1000, a_second=100),
    entrances=Rate(at_once=2, a_second=0.1),
    too_fast=Rate(at_once=2, a_second=1),
    patience=5.0,
)
GOES_ON, TOO_FAST, FLOOD = Verdict


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def walker(clock: Clock) -> Walker:
    return Walker(SMALL, clock)


def given(walker: Walker, count: int, kind: str = "record_risk") -> list[Verdict]:
    """Commands that are all of one id: each is the one that was held back before."""
    return [walker.commands("one", kind, 1) for _ in range(count)]


def test_so_many_commands_at_once_and_then_so_many_a_second(clock: Clock, walker: Walker) -> None:
    assert given(walker, 4) == [GOES_ON, GOES_ON, GOES_ON, TOO_FAST]
    clock.now = 2.0
    assert given(walker, 3) == [GOES_ON, GOES_ON, TOO_FAST]


def test_what_was_sent_behind_a_refused_command_does_not_overtake_it(
    clock: Clock, walker: Walker
) -> None:
    verdicts = [walker.commands(name, "record_risk", 1) for name in "abcde"]
    assert verdicts[3:] == [TOO_FAST, TOO_FAST]
    clock.now = 2.0
    assert walker.commands("e", "record_risk", 1) is TOO_FAST
    assert walker.commands("d", "record_risk", 1) is GOES_ON
    assert walker.commands("e", "record_risk", 1) is GOES_ON


def test_a_refused_command_that_never_comes_again_holds_up_the_others_for_so_long(
    clock: Clock, walker: Walker
) -> None:
    given(walker, 4)
    clock.now = 4.9
    assert walker.commands("another", "record_risk", 1) is TOO_FAST
    clock.now = 5.0
    assert walker.commands("another", "record_risk", 1) is GOES_ON


def test_who_does_not_stop_is_ended(clock: Clock, walker: Walker) -> None:
    assert given(walker, 7)[3:] == [TOO_FAST, TOO_FAST, FLOOD, FLOOD]
    clock.now = 1.0
    assert given(walker, 1) == [GOES_ON]


def test_what_can_be_done_and_undone_for_ever_is_bounded_kind_by_kind(walker: Walker) -> None:
    assert given(walker, 3, "ask_to_speak") == [GOES_ON, GOES_ON, TOO_FAST]


def test_a_refused_command_takes_nothing_of_another_bound(clock: Clock, walker: Walker) -> None:
    given(walker, 3, "ask_to_speak")
    clock.now = 1.0
    assert given(walker, 1, "lower_hand") == [GOES_ON]


def test_bytes_are_bounded_whatever_they_are(clock: Clock, walker: Walker) -> None:
    assert walker.says(600) is GOES_ON
    assert walker.commands("one", "record_risk", 600) is TOO_FAST
    clock.now = 2.0
    assert walker.commands("one", "record_risk", 600) is GOES_ON
    assert walker.says(100) is TOO_FAST


def test_who_is_welcomed_over_and_over_waits(clock: Clock, walker: Walker) -> None:
    assert [walker.enters(), walker.enters(), walker.enters()] == [True, True, False]
    clock.now = 10.0
    assert walker.enters()


def test_everybody_has_bounds_of_their_own(clock: Clock) -> None:
    walkers = Walkers(SMALL, clock)
    given(walkers.of("police"), 4)
    assert given(walkers.of("idva"), 1) == [GOES_ON]
    assert given(walkers.of("police"), 1) == [TOO_FAST]


def test_a_fast_minute_taker_is_never_too_fast(clock: Clock) -> None:
    """Two commands a second, all day, each of them as long as a statement can be."""
    minutes = Walker(Pace(), clock)
    verdicts = set()
    for tick in range(8 * 3600 * 2):
        clock.now = tick / 2
        verdicts.add(minutes.commands(str(tick), "record_information", 8 * 1024))
    assert verdicts == {GOES_ON}


def test_the_repeatable_kinds_are_kinds_of_command() -> None:
    known = {get_args(c.model_fields["kind"].annotation)[0] for c in ALLOWED}
    assert known >= REPEATABLE
