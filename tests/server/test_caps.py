"""How many connections there may be, on a clock that only the test moves."""

from collections.abc import Iterator

import pytest

from server.caps import MOST_ADDRESSES, Caps, Limits, Place, network_of
from server.rate import Bucket, Rate

PLENTY = Rate(at_once=1_000_000, a_second=0)
FEW = Limits(in_all=6, waiting=4, waiting_by_address=2, gives_way_after=5.0, by_address=PLENTY)


class Door:
    def __init__(self, limits: Limits = FEW) -> None:
        self.now = 0.0
        self.ended: list[str] = []
        self.caps = Caps(limits, lambda: self.now)

    def knock(self, address: str, name: str = "") -> Place | None:
        return self.caps.place_for(address, lambda: self.ended.append(name or address))

    def comes_in(self, address: str) -> Place:
        place = self.knock(address)
        assert place is not None
        return place


def addresses() -> Iterator[str]:
    yield from (f"192.0.2.{number}" for number in range(1, 255))


def test_of_one_address_only_so_many_wait() -> None:
    door = Door()
    assert [door.knock("192.0.2.1") is None for _ in range(3)] == [False, False, True]
    assert door.knock("192.0.2.2") is not None
    assert door.ended == []


def test_who_has_logged_in_waits_no_longer() -> None:
    door = Door()
    for _ in range(5):
        door.comes_in("192.0.2.1").known()
    assert door.knock("192.0.2.1") is not None


def test_who_has_waited_longest_gives_way_to_who_comes_now() -> None:
    door = Door()
    door.knock("192.0.2.1", "first")
    door.now = 1.0
    door.knock("192.0.2.1", "second")
    door.now = 5.0
    assert door.knock("192.0.2.1", "third") is not None
    assert door.knock("192.0.2.1", "fourth") is None
    assert door.ended == ["first"]


def test_a_hundred_that_say_nothing_keep_nobody_out() -> None:
    door = Door(Limits())
    for _ in range(100):
        door.knock("192.0.2.1", "idle")
    assert door.knock("192.0.2.2", "elsewhere") is not None
    door.now = 2.0
    people = [door.knock("192.0.2.1", "person") for _ in range(20)]
    assert None not in people
    assert set(door.ended) == {"idle"}


def test_where_all_places_are_taken_the_fullest_address_gives_way() -> None:
    door = Door()
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.3"):
        door.knock(address)
    assert door.knock("192.0.2.4") is None
    door.now = 5.0
    assert door.knock("192.0.2.4") is not None
    assert door.ended == ["192.0.2.2"]


def test_who_has_logged_in_never_gives_way() -> None:
    door = Door()
    for address, _ in zip(addresses(), range(FEW.in_all), strict=False):
        door.comes_in(address).known()
    door.now = 1000.0
    assert door.knock("198.51.100.1") is None
    assert door.ended == []


def test_a_connection_that_has_ended_makes_room_once() -> None:
    door = Door()
    first, _ = door.comes_in("192.0.2.1"), door.comes_in("192.0.2.1")
    first.free()
    first.free()
    assert door.knock("192.0.2.1") is not None
    assert door.knock("192.0.2.1") is None


def test_an_address_that_connects_and_connects_is_slowed_and_no_other_is() -> None:
    door = Door(Limits(by_address=Rate(at_once=3, a_second=1)))
    for _ in range(3):
        door.comes_in("192.0.2.1").free()
    assert door.knock("192.0.2.1") is None
    assert door.knock("192.0.2.2") is not None
    door.now = 1.0
    assert door.knock("192.0.2.1") is not None
    assert door.knock("192.0.2.1") is None


def test_of_many_addresses_only_so_many_are_remembered() -> None:
    door = Door(Limits())
    for number in range(MOST_ADDRESSES + 10):
        door.comes_in(f"10.0.{number // 256}.{number % 256}").free()
    assert len(door.caps._rates) == MOST_ADDRESSES


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", "192.0.2.1", False),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, *, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_a_bucket_gives_what_is_left_and_fills_up_again() -> None:
    bucket = Bucket(Rate(at_once=2, a_second=0.5), 0.0)
    assert [bucket.take(0.0), bucket.take(0.0), bucket.take(0.0)] == [True, True, False]
    assert [bucket.take(1.9), bucket.take(2.0), bucket.take(3.9)] == [False, True, False]
    assert [bucket.take(1000.0) for _ in range(3)] == [True, True, False]


def test_a_bucket_lends_to_what_is_larger_than_itself_only_when_it_is_full() -> None:
    bucket = Bucket(Rate(at_once=10, a_second=1), 0.0)
    assert bucket.take(0.0, 15)
    assert not bucket.take(14.0, 15)
    assert bucket.take(15.0, 15)
