"""For every history and every person: nobody can tell what the office held before the day, where
it is closed to them (AG-1, AG-7, AG-8, ATT-4, CON-2, CON-3, CON-6, OUT-4).

As in ``test_every_history``, in two worlds; here they differ from the start in earlier cases, in
the plan of a repeat and in who is not ready, and the office tells of them anew, in other words.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from agenda.matching import likeness
from agenda.past.known import Past
from agenda.past.reading_out import read_out
from agenda.plan import Role
from agenda.readiness import Ready
from meeting import access
from meeting.commands import AnyCommand, TakeOver
from meeting.decide import earlier
from meeting.decide.coordinators import decide_coordinator
from meeting.decide.earlier import tell_anew, today_of
from meeting.decide.readiness import decide_readiness
from meeting.past import EarlierCase
from meeting.room import Line, Phase
from meeting.state import Placed, State
from meeting.streams import Kind, Stream, earlier_stream
from meeting.values import THE_ROOM, PersonId
from tests.meeting.distribution import World
from tests.meeting.pasts import OPEN_SINCE, Beginning, Held, beginnings
from tests.meeting.test_every_history import SEEDS, EveryHistory
from tests.meeting.test_readiness import ALL_READY, NEW, UNSIGNED

SAID = ("CANARY she moves on Friday.", "CANARY", "CANARY her mother has", "CANARY he knows it")
MOST_HELD = 3
READY = (ALL_READY, NEW, UNSIGNED, Ready())


class EveryPast(EveryHistory):
    """As ``EveryHistory``, from beginnings that are not the same in both worlds."""

    def __init__(self, beginning: Beginning) -> None:
        super().__init__()
        self.beginning, self.closed = beginning, beginning.closed

    @initialize(seed=SEEDS)
    def the_day_begins(self, seed: int) -> None:
        self._chance(seed)
        self.begin()

    def begin(self) -> None:
        beginning = self.beginning
        self.x = beginning.x
        self.this, self.other = World(beginning.this), World(beginning.other, only=self.x)

    @rule(seed=SEEDS)
    def the_chair_goes_on_and_the_office_is_asked(self, seed: int) -> None:
        """As the server does with each phase."""
        phase = self.this.state.room.phase
        self.the_chair_goes_on()
        if self.this.state.room.phase is not phase:
            self.the_office_tells_anew_what_is_outstanding(seed=seed)

    @rule(seed=SEEDS)
    def the_office_tells_anew_what_is_outstanding(self, seed: int) -> None:
        """OUT-4: in each world something else of what is closed to X, or nothing at all."""
        if self.closed is None:
            return
        chance = self._chance(seed)
        open_now = chance.choice(OPEN_SINCE)
        for world in (self.this, self.other):
            said = chance.sample(SAID, chance.randrange(MOST_HELD))
            held = (open_now, *self.closed.held(said))
            self._happens(world, _told_anew(world.state, held))
        self._commit()

    @rule(seed=SEEDS)
    def the_office_looks_into_who_is_ready(self, seed: int) -> None:
        """ATT-4: of whom something is lacking is for chair and coordinator."""
        chance = self._chance(seed)
        ready = chance.choice(READY)
        for world in (self.this, self.other):
            ready = ready if self._role(self.x) is Role.CHAIR else chance.choice(READY)
            self._happens(world, decide_readiness(world.state, ready))
        self._commit()

    @rule(seed=SEEDS)
    def the_office_takes_a_post_away(self, seed: int) -> None:
        """CON-6: in both worlds; nobody waits for the word of who is no coordinator any more."""
        posts = [p for p, line in self.this.state.room.register.items() if line.coordinator]
        self.take_post_from(self._chance(seed).choice((*posts, *posts, *self._everybody())))

    def take_post_from(self, person: PersonId) -> None:
        for world in (self.this, self.other):
            reader = replace(world.given.reader(person), coordinator=False)
            self._happens(world, decide_coordinator(world.state, reader))
        self._commit()

    @invariant()
    def nobody_has_anything_of_an_earlier_case_that_is_closed_to_them(self) -> None:
        """By what stands in the record, and not by ``may_read``."""
        if self.together:
            return
        for person, client in self.this.clients.items():
            told = {s for s in client.state.streams if s.kind in {Kind.EARLIER, Kind.PAST}}
            assert not told & set(self._closed_to(person)), person

    def _closed_to(self, person: PersonId) -> Iterable[Stream]:
        state = self.this.state
        for each, event in state.comparison.earlier.items():
            today = [found for case in event.akin if (found := state.case(case)) is not None]
            is_out = any(case.is_withheld_from(person) and not case.is_asked_for for case in today)
            if is_out or person in event.closed_to or self._is_guest(person):
                yield earlier_stream(each)
        for stream, value in state.streams.items():
            if isinstance(value, EarlierCase) and value.is_closed_to(person):
                yield stream

    def _is_guest(self, person: PersonId) -> bool:
        line = self.this.state.room.register.get(person)
        return line is None or line.role is Role.GUEST

    def _happens(self, world: World, placed: Iterable[Placed]) -> None:
        world.given = world.given.happened(placed, THE_ROOM)

    def _give(self, who: PersonId, command: AnyCommand) -> None:
        """Who takes over the chair is rightly told of whom something is lacking (ATT-4, ROLE-7)."""
        if who == self.x and isinstance(command, TakeOver) and command.day_post is Role.CHAIR:
            return
        super()._give(who, command)


def _told_anew(state: State, held: Held) -> tuple[Placed, ...]:
    today = today_of(state)
    if today is None:
        return ()
    return tell_anew(state, read_out(Past(held, likeness, today.protocol.history), today), likeness)


# Whole days are played in both worlds: on a busy machine that takes longer than the safety net.
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", beginnings())
def test_nobody_can_tell_what_is_closed_to_them(name: str) -> None:
    class Day(EveryPast):
        def __init__(self) -> None:
            super().__init__(beginnings()[name])

    profile = settings(settings.get_profile("every history"), max_examples=16)
    run_state_machine_as_test(Day, settings=profile)


# It would be seen


def played(name: str) -> EveryPast:
    """The same short history each time: told anew, looked into, and the chair goes on."""
    day = EveryPast(beginnings()[name])
    day.begin()
    for seed in range(4):
        day.take_post_from("children")
        day.the_office_tells_anew_what_is_outstanding(seed=seed)
        day.the_office_looks_into_who_is_ready(seed=seed)
        day.the_chair_goes_on()
    day._commit()
    return day


@pytest.mark.parametrize("name", beginnings())
def test_x_cannot_tell_the_worlds_apart_and_somebody_else_can(name: str) -> None:
    day = played(name)
    day.x_cannot_tell_the_two_worlds_apart()
    day.nobody_has_anything_of_an_earlier_case_that_is_closed_to_them()
    begun, others = beginnings()[name], {*day._everybody()} - {day.x}
    told = [
        {who: _told_of(world, who) for who in others}
        for world in (World(begun.this), World(begun.other), day.this)
    ]
    assert told[0] != told[1]
    is_on = day.this.state.room.phase is Phase.HEARING
    is_told = any(stream.kind is Kind.EARLIER for stream in _all(told[2]))
    assert day.closed is None or is_on is is_told
    assert is_on is (name != "the meeting is prepared")


def _told_of(world: World, who: PersonId) -> dict[Stream, object]:
    kinds = {Kind.EARLIER, Kind.PAST, Kind.READINESS}
    streams = world.clients[who].state.streams
    return {stream: value for stream, value in streams.items() if stream.kind in kinds}


def _all(told: dict[PersonId, dict[Stream, object]]) -> Iterable[Stream]:
    return (stream for streams in told.values() for stream in streams)


Seeds = Callable[[pytest.MonkeyPatch], None]


def earlier_cases_for_the_table(patch: pytest.MonkeyPatch) -> None:
    """Whoever sits there is told of every earlier case, whomever it is closed to."""
    patch.setattr(access, "_standing_in_earlier", lambda *_: access.Standing.AT_THE_TABLE)


def earlier_cases_for_guests(patch: pytest.MonkeyPatch) -> None:
    """Guests hear what is outstanding."""
    rows = {(Kind.EARLIER, access.Standing.NOBODY, time) for time in access.Time}
    patch.setattr(access, "TABLE", access.TABLE | rows)


def compared_as_if_open(patch: pytest.MonkeyPatch) -> None:
    """Who was out of it, or is like one of its people, counts as compared with it."""
    patch.setattr(earlier, "_is_open", lambda *_: True)


def todays_conflict_forgotten(patch: pytest.MonkeyPatch) -> None:
    """That an earlier case may be about people of today's."""

    def not_akin(state: State, line: Line, stream: Stream) -> access.Standing:
        open_to = state.comparison.covers(stream.case, line.person)
        return access.Standing.AT_THE_TABLE if open_to else access.Standing.WITHHELD

    patch.setattr(access, "_standing_in_earlier", not_akin)


def plans_of_before_for_all(patch: pytest.MonkeyPatch) -> None:
    """Whoever reads today's case reads what was planned then."""
    patch.setattr(EarlierCase, "is_closed_to", lambda *_: False)


def readiness_for_all(patch: pytest.MonkeyPatch) -> None:
    """Everybody reads of whom something is lacking."""
    rows = {(Kind.READINESS, access.Standing.NOBODY, time) for time in access.Time}
    patch.setattr(access, "TABLE", access.TABLE | rows)


FAULTS: Final[tuple[tuple[Seeds, tuple[str, ...]], ...]] = (
    (
        earlier_cases_for_the_table,
        (
            "the police were out of it",
            "the chair was out of it",
            "the observer was out of it",
            "housing may be one of its people",
            "housing is out of the case of today that it may be",
            "housing is out of a late case that it may be",
            "who came by the door may be one of its people",
            "the police, out of it, are back after a void sign-in",
            "two coordinators have not settled the names",
        ),
    ),
    (earlier_cases_for_guests, ("a guest is in case 1",)),
    (
        compared_as_if_open,
        (
            "the police were out of it",
            "the chair was out of it",
            "housing may be one of its people",
        ),
    ),
    (
        todays_conflict_forgotten,
        (
            "housing is out of the case of today that it may be",
            "housing is out of a late case that it may be",
        ),
    ),
    (plans_of_before_for_all, ("case 1 may be a repeat", "case 1 is a repeat")),
    (readiness_for_all, ("the police were out of it", "the meeting is prepared")),
)


@pytest.mark.parametrize(
    ("seed", "name"),
    [
        pytest.param(seed, name, id=f"{seed.__name__}: {name}")
        for seed, names in FAULTS
        for name in names
    ],
)
def test_a_seeded_fault_is_caught(seed: Seeds, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And without it the same history shows nothing, as the test before says."""
    seed(monkeypatch)
    with pytest.raises(AssertionError):
        played(name).x_cannot_tell_the_two_worlds_apart()
