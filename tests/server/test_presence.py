"""Whose laptop is not connected is told to the register, after a while and once a gap (ATT-2)."""

from collections.abc import Callable, Iterable

import pytest

from meeting.commands import Attend, Leave, RecordNoLaptop, StepOut
from meeting.room import LaptopBack, LaptopSilent, Phase
from server.presence import Presence
from server.writer import Observed
from tests.given import A_PLAN, EVERYBODY, NO_LAPTOP, Given, a_hearing, a_room, given
from tests.protocols import with_key
from tests.timers import Timers


class Watched:
    """A room whose laptops are watched; what is observed happens at once."""

    def __init__(self, given: Given, connected: Iterable[str] = EVERYBODY) -> None:
        self.given = given
        self.timers = Timers()
        self.connected = set(connected)
        self.presence = Presence(lambda: self.given.room, self.observe, self.timers.later)
        self.presence.look(self.connected)

    def observe(self, observed: Observed) -> None:
        self.given = self.given.happened(observed.what(self.given.state), "room")
        self.presence.look(self.connected)

    def lost(self, *people: str) -> None:
        self.connected -= set(people)
        self.presence.look(self.connected)

    def back(self, *people: str) -> None:
        self.connected |= set(people)
        self.presence.look(self.connected)

    @property
    def said(self) -> list[object]:
        return [each.event for _, each in self.given.journal if each.by == "room"]


def test_a_laptop_that_is_lost_is_told_when_its_time_is_over() -> None:
    """ATT-2: after the protocol's seconds and not before, by nobody at the table."""
    room = Watched(a_hearing())
    room.lost("police")
    assert [timer.seconds for timer in room.timers.running] == [20]
    assert room.said == []
    room.timers.go_off()
    assert room.said == [LaptopSilent(person="police")]
    assert room.given.line("police").silent_since is not None
    assert room.given.line("police").may_take_part


def test_the_time_before_a_silence_is_told_is_the_protocols() -> None:
    """ATT-2."""
    protocol = with_key(A_PLAN.protocol, "laptops.silence_seconds", 90)
    here = given(A_PLAN.model_copy(update={"protocol": protocol})).arrived("police")
    room = Watched(here, connected=["police"])
    room.lost("police")
    assert [timer.seconds for timer in room.timers.running] == [90]


def test_a_laptop_that_comes_back_in_time_is_not_told() -> None:
    room = Watched(a_hearing())
    room.lost("police")
    room.back("police")
    assert room.timers.running == []
    assert room.said == []


def test_a_gap_is_told_once_and_its_end_once() -> None:
    """However often anything else happens in between."""
    room = Watched(a_hearing())
    room.lost("police", "housing")
    room.timers.go_off()
    for _ in range(3):
        room.presence.look(room.connected)
    assert room.timers.running == []
    room.back("police")
    room.presence.look(room.connected)
    assert room.said == [
        LaptopSilent(person="police"),
        LaptopSilent(person="housing"),
        LaptopBack(person="police"),
    ]
    (since, until), *more = room.given.line("police").silences
    assert not more
    assert until is not None
    assert since <= until


@pytest.mark.parametrize(
    "gone",
    [
        lambda given: given.after("police", Leave()),
        lambda given: given.after("police", StepOut()),
        lambda given: given.after("minutes", RecordNoLaptop(person="police")),
    ],
)
def test_nobody_waits_for_the_laptop_of_who_is_gone_or_goes_on_without(
    gone: Callable[[Given], Given],
) -> None:
    """ATT-2, ROLE-8: also where that is recorded while the time runs, and what was open ends."""
    room = Watched(a_hearing())
    room.lost("police", NO_LAPTOP)
    assert len(room.timers.running) == 1
    room.given = gone(room.given)
    room.presence.look(room.connected)
    assert room.timers.running == []
    silent = Watched(a_hearing())
    silent.lost("police")
    silent.timers.go_off()
    assert gone(silent.given).line("police").silent_since is None
    assert len(gone(silent.given).line("police").silences) == 1


def test_coming_back_to_the_register_ends_a_silence_too() -> None:
    room = Watched(a_hearing().after("police", StepOut()))
    room.lost("police")
    assert room.timers.running == []
    room.given = room.given.after("police", Attend())
    room.presence.look(room.connected)
    assert len(room.timers.running) == 1


def test_after_a_restart_everybody_has_their_time_to_come_back() -> None:
    """Nobody is connected then; who was silent before stays so until they are back."""
    before = Watched(a_hearing())
    before.lost("police")
    before.timers.go_off()
    after = Watched(before.given, connected=())
    assert len(after.timers.running) == len(EVERYBODY) - len({"police", NO_LAPTOP})
    after.back(*EVERYBODY)
    assert after.timers.running == []
    assert after.said[1:] == [LaptopBack(person="police")]


def test_before_anybody_came_and_after_the_approval_nothing_is_watched() -> None:
    assert Watched(a_room()).timers.set == []
    room = Watched(a_room())
    room.lost(*EVERYBODY)
    assert room.timers.set == []
    assert room.given.room.phase is Phase.GATHERING


def test_a_server_that_closes_notices_nothing_more() -> None:
    room = Watched(a_hearing())
    room.lost("police")
    room.presence.stop()
    room.lost("housing")
    room.timers.go_off()
    assert room.said == []
