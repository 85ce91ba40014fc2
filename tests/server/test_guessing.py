"""Guessing is slowed, and whoever is right goes on; on a clock that only the test moves."""

from datetime import UTC, datetime, timedelta

import pytest

from server.guessing import ACCOUNT, ADDRESS, LAPTOP, SLOTS, Guessing, Patience, Target

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
POLICE = (Target(ACCOUNT, "police"),)


def seconds_to_wait(guessing: Guessing, targets: tuple[Target, ...], now: datetime) -> float | None:
    wait = guessing.try_once(targets, now)
    return None if wait is None else wait.total_seconds()


@pytest.mark.parametrize("patience", [ACCOUNT, ADDRESS, LAPTOP])
def test_the_first_tries_are_free_and_then_the_wait_doubles_up_to_its_longest(
    patience: Patience,
) -> None:
    guessing, targets, now = Guessing(), (Target(patience, "x"),), NOW
    assert [guessing.try_once(targets, now) for _ in range(patience.free)] == [None] * patience.free
    waits = []
    for _ in range(15):
        wait = guessing.try_once(targets, now)
        assert wait is not None
        waits.append(wait.total_seconds())
        now += wait
        assert guessing.try_once(targets, now) is None
    longest = patience.longest.total_seconds()
    assert waits == [min(2.0**n, longest) for n in range(15)]


def test_a_try_that_has_to_wait_is_not_counted() -> None:
    guessing = Guessing()
    for _ in range(ACCOUNT.free):
        guessing.try_once(POLICE, NOW)
    assert [seconds_to_wait(guessing, POLICE, NOW) for _ in range(100)] == [1.0] * 100


def test_who_is_right_begins_anew_and_an_address_only_gets_that_one_try_back() -> None:
    guessing, here = Guessing(), (*POLICE, Target(ADDRESS, "192.0.2.7"))
    for _ in range(ACCOUNT.free):
        guessing.try_once(here, NOW)
    later = NOW + timedelta(seconds=1)
    assert guessing.try_once(here, later) is None
    guessing.was_right(here, later)
    assert [guessing.try_once(POLICE, later) for _ in range(ACCOUNT.free)] == [None] * ACCOUNT.free
    left = ADDRESS.free - ACCOUNT.free
    only = here[1:]
    assert [guessing.try_once(only, later) for _ in range(left)] == [None] * left
    assert seconds_to_wait(guessing, only, later) == 1.0


def test_one_account_does_not_wait_for_the_guesses_at_another() -> None:
    guessing = Guessing()
    for _ in range(ACCOUNT.free):
        guessing.try_once(POLICE, NOW)
    assert guessing.try_once((Target(ACCOUNT, "housing"),), NOW) is None


def test_guesses_are_forgotten_after_a_quiet_time() -> None:
    guessing = Guessing()
    for _ in range(ACCOUNT.free):
        guessing.try_once(POLICE, NOW)
    assert guessing.try_once(POLICE, NOW + ACCOUNT.forgets) is None


def test_a_hundred_thousand_names_take_no_more_memory_than_there_are_slots() -> None:
    guessing = Guessing()
    for number in range(100_000):
        guessing.try_once((Target(ACCOUNT, f"nobody-{number}"),), NOW)
    assert len(guessing._tries) <= SLOTS


def test_flooding_with_other_names_does_not_make_the_guesses_at_one_be_forgotten() -> None:
    guessing = Guessing()
    for _ in range(ACCOUNT.free):
        guessing.try_once(POLICE, NOW)
    for number in range(20_000):
        guessing.try_once((Target(ACCOUNT, f"nobody-{number}"),), NOW)
    assert guessing.try_once(POLICE, NOW) is not None
