"""A sample of the matrix on real sockets: people in different standings, at every stage of a case,
and every frame, paper and line of the log is searched (CON-2, ATT-2, ROLE-5, ROLE-6).
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest

from agenda.protocol import HEARING, Stage
from meeting.access import Reader
from meeting.case.gaps import digest_of_points, open_points
from meeting.case.outcome import Outcome
from meeting.case.posts import still_in_the_room
from meeting.commands import (
    AnyCommand,
    CallItem,
    CloseCase,
    ConfirmGuest,
    DeclareConflict,
    EnterStage,
    ExtendTime,
    Leave,
    RuleOnConflict,
    StepOut,
    TickOut,
)
from meeting.conflict import Ruling
from meeting.minutes import minutes_for
from tests.given import A_PLAN_WITH_GUESTS, GUEST
from tests.matrix.canaries import CANARY
from tests.matrix.cells import PLAN
from tests.rooms import OpenRoom, a_room

SEATED: Final = ("chair", "minutes", "police", "idva", "housing", "children", "probation", GUEST)
CASE: Final = "oak"
OUT: Final = DeclareConflict(case=CASE, reason="Their own words.")
ENDS: Final[Mapping[str, Callable[[str], tuple[tuple[str, AnyCommand], ...]]]] = {
    "declared": lambda who: ((who, OUT),),
    "recused": lambda who: ((who, OUT), ("chair", _ruled(who, Ruling.LEAVES))),
    "stays": lambda who: ((who, OUT), ("chair", _ruled(who, Ruling.STAYS))),
    "left": lambda who: ((who, Leave()),),
    "stepped out": lambda who: ((who, StepOut()),),
    "signed": lambda _: (),
}
"""How somebody at the table gets into each standing."""
READ_ON: Final = {"stays", "signed"}
SAMPLES: Final = (
    (
        Stage.PRESENTING,
        {"idva": "left", "housing": "declared", "children": "recused", "probation": "stepped out"},
    ),
    (
        Stage.PLANNING,
        {"idva": "signed", "housing": "stepped out", "children": "stays", "probation": "recused"},
    ),
    (
        Stage.READ_BACK,
        {"idva": "stays", "housing": "left", "children": "signed", "probation": "declared"},
    ),
)


def _ruled(who: str, ruling: Ruling) -> RuleOnConflict:
    return RuleOnConflict(case=CASE, person=who, ruling=ruling, reason="As the chair sees it.")


def said_at(stage: Stage) -> str:
    return f"{CANARY} at {stage}."


async def test_nothing_reaches_a_socket_a_paper_or_the_log_that_may_not_at_any_stage(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, sample: tuple[Stage, dict[str, str]]
) -> None:
    point, standings = sample
    with caplog.at_level(logging.DEBUG):
        async with a_room(tmp_path, PLAN) as room:
            await room.seat(*SEATED)
            await room.everybody_signs()
            await room.chair.do(ConfirmGuest(case=CASE, person=GUEST))
            await room.chair.do(CallItem(item="1"))
            await _hear(room, point, standings)
            await room.settled()
            for person, stages in _must_have_been_told(point, standings):
                frames = "".join(room.people[person].frames)
                told = {stage for stage in HEARING if said_at(stage) in frames}
                assert told == set(stages), person
            for person, standing in standings.items():
                if standing in {"declared", "recused"}:
                    reader = Reader(person, room.state.room.register[person].agency)
                    assert CANARY not in repr(asdict(minutes_for(room.state, reader)))
    assert CANARY not in caplog.text
    assert caplog.records


@pytest.fixture(params=SAMPLES, ids=lambda sample: f"from {sample[0]} on")
def sample(request: pytest.FixtureRequest) -> tuple[Stage, dict[str, str]]:
    found: tuple[Stage, dict[str, str]] = request.param
    return found


async def _hear(room: OpenRoom, point: Stage, standings: Mapping[str, str]) -> None:
    """Case 1 to its end; something is said at each stage, and at ``point`` people drop out."""
    for stage in HEARING:
        if stage is point:
            for who, standing in standings.items():
                for by, command in ENDS[standing](who):
                    await room.people[by].do(command)
        await room.chair.do(ExtendTime(case=CASE, minutes=1, reason=said_at(stage)))
        await _leave_the_room(room)
        if stage is not HEARING[-1]:
            following = HEARING[HEARING.index(stage) + 1]
            await room.chair.do(EnterStage(case=CASE, from_stage=stage, stage=following))
    await _close(room)


async def _leave_the_room(room: OpenRoom) -> None:
    case = room.state.case(CASE)
    assert case is not None
    for line in still_in_the_room(room.state.room, case):
        await room.chair.do(TickOut(case=CASE, person=line.person))


async def _close(room: OpenRoom) -> None:
    await room.settled()
    case = room.state.case(CASE)
    assert case is not None
    assert case.clock.called is not None
    gaps = digest_of_points(open_points(room.state.room, case))
    close = CloseCase(
        case=CASE, called=case.clock.called, seen=gaps, outcome=Outcome.HEARD, reason=CANARY
    )
    await room.chair.do(close)


def _must_have_been_told(
    point: Stage, standings: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Stage, ...]]]:
    """By hand: at which stages each of them is told what is said."""
    whole = HEARING
    before = whole[: whole.index(point)]
    for person in SEATED:
        yield person, whole if standings.get(person, "signed") in READ_ON else before


def test_the_plan_is_the_one_with_guests_and_canaries() -> None:
    assert {person.id for person in PLAN.people} == {p.id for p in A_PLAN_WITH_GUESTS.people}
    assert CANARY in PLAN.model_dump_json()
