"""Hashing: strong unless a test says otherwise, off the event loop, and never without bounds."""

import asyncio
import time

import pytest

from server.keys import Cost
from server.passwords import Busy, Hashing, Passwords, hashed
from tests.rooms import CHEAP, CHEAP_HASHING

PASSWORD = "seven quiet herons"


def test_without_a_word_it_is_argon2id_with_64_mib_and_three_passes() -> None:
    cost = Hashing().cost
    assert cost == Cost(memory_kib=64 * 1024, passes=3, lanes=1)
    assert hashed(PASSWORD, cost).startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert Hashing().threads == 2


async def test_a_password_is_known_again_however_its_accents_were_typed() -> None:
    passwords = Passwords(CHEAP_HASHING)
    kept = await passwords.hashed("caf\u00e9 by the sea")
    assert await passwords.matches("cafe\u0301 by the sea", kept)
    assert not await passwords.matches("cafe by the sea", kept)
    passwords.close()


async def test_who_has_no_password_is_refused_after_the_same_work() -> None:
    passwords = Passwords(Hashing(cost=Cost(memory_kib=8 * 1024, passes=2, lanes=1)))
    kept = await passwords.hashed(PASSWORD)

    async def took(stands: str | None) -> float:
        start = time.thread_time_ns(), time.perf_counter()
        assert not await passwords.matches("another password", stands)
        return time.perf_counter() - start[1]

    known = sorted([await took(kept) for _ in range(15)])[7]
    unknown = sorted([await took(None) for _ in range(15)])[7]
    assert 1 / 3 < known / unknown < 3
    passwords.close()


async def test_beyond_the_bound_it_is_busy_and_a_known_laptop_still_finds_a_place() -> None:
    slow = Cost(memory_kib=16 * 1024, passes=3, lanes=1)
    passwords = Passwords(Hashing(slow, threads=1, most_waiting=3, most_waiting_known=5))
    asked = [asyncio.create_task(passwords.hashed(PASSWORD)) for _ in range(20)]
    known = [asyncio.create_task(passwords.hashed(PASSWORD, is_known=True)) for _ in range(20)]
    strangers = await asyncio.gather(*asked, return_exceptions=True)
    friends = await asyncio.gather(*known, return_exceptions=True)
    assert sum(isinstance(answer, str) for answer in strangers) == 3
    assert sum(isinstance(answer, str) for answer in friends) == 2
    assert all(isinstance(a, str | Busy) for a in (*strangers, *friends))
    assert await passwords.hashed(PASSWORD)
    passwords.close()


async def test_whoever_goes_away_gives_their_place_back_only_when_the_work_is_done() -> None:
    slow = Cost(memory_kib=16 * 1024, passes=3, lanes=1)
    passwords = Passwords(Hashing(slow, threads=1, most_waiting=1))
    gone = asyncio.create_task(passwords.hashed(PASSWORD))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(Busy):
        await passwords.hashed(PASSWORD)
    passwords.close()


async def test_the_event_loop_goes_on_while_passwords_are_hashed() -> None:
    passwords = Passwords(Hashing(Cost(memory_kib=16 * 1024, passes=3, lanes=1)))
    hashing = asyncio.create_task(passwords.hashed(PASSWORD))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 3
    passwords.close()


def test_tests_do_not_pay_the_price() -> None:
    assert CHEAP_HASHING.cost == CHEAP
