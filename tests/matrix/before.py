"""Before the day: who must read case 1 and what an agency prepared for it, written down by hand.

A cell is a person of some role in some standing, while the meeting is prepared.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agenda.plan import PartyKind
from meeting.access import Membership, Reader
from meeting.case.hearing import OutOfIt
from meeting.conflict import Ruling
from meeting.matching import LikeParty, MatchFound
from meeting.room import AgendaOpened, NamesConfirmed, Phase, PhaseEntered
from meeting.state import Placed
from meeting.streams import (
    READINESS,
    ROOM,
    case_stream,
    conflict_stream,
    earlier_stream,
    match_stream,
    past_stream,
    prep_stream,
)
from meeting.words import Refused
from tests.matrix.canaries import CANARY, every_event, everything_said
from tests.matrix.cells import AT_THE_TABLE, CASE, PLAN, STRANGER, WHO, Part, declared, ruled
from tests.matrix.checks import EARLIER, compared_with_earlier
from tests.matrix.tapped import Tap, TappedRoom
from tests.meeting.generated import CASE_COMMANDS, example_of


class Before(StrEnum):
    """What has become of them, or of the meeting."""

    NOT_NAMED = "not on the register"
    ENDED = "no longer a member"
    MOVED = "with another agency today"
    NOT_CONFIRMED = "the names are not confirmed"
    NOT_OPEN = "the names are confirmed, and the agenda is not open"
    OPEN = "the agenda is open"
    MATCHED = "like a party of another case, and not settled"
    DECLARED = "conflict declared"
    RECUSED = "recused"
    STAYS = "may stay"
    ON_THE_DAY = "the room is open, and nobody has signed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One person before the day. ``shared``: the protocol lets all read what is prepared."""

    part: Part
    standing: Before
    shared: bool = False

    @property
    def person(self) -> str:
        return STRANGER if self.standing is Before.NOT_NAMED else WHO[self.part]

    def __str__(self) -> str:
        return f"{self.part}, {self.standing}{', shared' if self.shared else ''}"


def every_cell(standing: Before) -> Iterator[Cell]:
    """All cells of one standing."""
    yield from (Cell(part, standing, shared) for part in Part for shared in (False, True))


def must_read(cell: Cell) -> bool:
    """Whether this person reads case 1: those named who are not out of it, once it is open."""
    if cell.standing is Before.NOT_OPEN:
        return cell.part is Part.CHAIR
    return cell.part in AT_THE_TABLE and cell.standing in {Before.OPEN, Before.STAYS}


def must_read_housings(cell: Cell) -> bool:
    """Whether this person reads what Housing prepared for case 1."""
    return must_read(cell) and (cell.shared or cell.part is Part.REPRESENTATIVE)


def must_read_readiness(cell: Cell) -> bool:
    """Whether this person reads what is lacking of others' readiness (ATT-4)."""
    nobody = {Before.NOT_NAMED, Before.ENDED, Before.MOVED}
    return cell.part is Part.CHAIR and cell.standing not in nobody


def _matched(person: str) -> tuple[Placed, ...]:
    party = LikeParty(
        party="victim", kind=PartyKind.VICTIM, name="Bettina Elmer", alike=(), percent=91
    )
    return (Placed(match_stream("elm", person), MatchFound(parties=(party,))),)


def _nothing(_: str) -> tuple[Placed, ...]:
    return ()


THEN: Final[Mapping[Before, Callable[[str], tuple[Placed, ...]]]] = {
    Before.MATCHED: _matched,
    Before.DECLARED: declared,
    Before.RECUSED: lambda person: ruled(person, Ruling.LEAVES, OutOfIt.RECUSED),
    Before.STAYS: lambda person: ruled(person, Ruling.STAYS, OutOfIt.STAYS),
    Before.ON_THE_DAY: lambda _: (Placed(ROOM, PhaseEntered(phase=Phase.GATHERING)),),
}


def brought_about(cell: Cell) -> tuple[TappedRoom, Tap]:
    """The meeting at that point, and the person's connection with everything it was sent."""
    hearing = PLAN.protocol.hearing.model_copy(update={"research_read_beforehand": cell.shared})
    protocol = PLAN.protocol.model_copy(update={"hearing": hearing})
    room = TappedRoom(PLAN.model_copy(update={"protocol": protocol}), published=True)
    if cell.person != STRANGER:
        room.connect(cell.person)
    if cell.standing is not Before.NOT_CONFIRMED:
        room.facts("minutes", Placed(ROOM, NamesConfirmed()))
        if cell.standing is not Before.NOT_OPEN:
            room.facts("chair", Placed(ROOM, AgendaOpened()))
    room.facts("chair", *THEN.get(cell.standing, _nothing)(cell.person))
    return room, connected(cell, room)


def connected(cell: Cell, room: TappedRoom) -> Tap:
    """Their connection; where the office has changed, a new one."""
    reader = room.reader(cell.person)
    if cell.standing is Before.ENDED:
        return room.connect(cell.person, Membership.ENDED)
    if cell.standing is Before.MOVED:
        reader = Reader(reader.person, "probation")
        room.taps[cell.person] = Tap(room.hub, reader)
        room.taps[cell.person].send()
    return room.taps.get(cell.person) or room.connect(cell.person)


def leaks(cell: Cell) -> list[str]:
    """What is wrong in one cell: too much, or too little, was sent."""
    room, tap = brought_about(cell)
    moved = cell.standing in {Before.ENDED, Before.MOVED}
    first = tap.sent if moved else tap.sent + tap.send()
    tap.send()
    said = _sent(room, tap, *everything_said(case_stream(CASE)))
    prepared = _sent(room, tap, *every_event(prep_stream("housing", CASE)))
    reason = _sent(room, tap, *everything_said(conflict_stream(CASE, "police")))
    again = _is_in(_anew(cell, room).sent)
    tap = room.taps[cell.person]
    tap.send()
    planned = _sent(room, tap, *everything_said(past_stream(CASE)))
    unready = _sent(room, tap, *every_event(READINESS))
    compared_with_earlier(room)
    told = _sent(room, tap, *every_event(earlier_stream(EARLIER)))
    reads, decides = must_read(cell), cell.person in {"chair", "minutes"}
    expected = {
        "the case": (reads, said),
        "what is prepared": (must_read_housings(cell), prepared),
        "somebody's reason": (reads and decides, reason),
        "on coming back": (reads, again),
        "what was planned before": (reads, planned),
        "who is not ready": (must_read_readiness(cell), unready),
        "an earlier case": (False, told),
    }
    wrong = [
        f"{cell}: {what} {'not ' if must else ''}sent"
        for what, (must, is_sent) in expected.items()
        if must is not is_sent
    ]
    closed = not reads and cell.standing not in _OPEN_BEFORE
    return wrong + [f"{cell}: sent what had waited" for _ in range(closed and _is_in(first))]


_OPEN_BEFORE: Final = frozenset(
    {Before.DECLARED, Before.RECUSED, Before.MATCHED, Before.ON_THE_DAY}
)
"""They had read it, rightly, until that happened."""


def _anew(cell: Cell, room: TappedRoom) -> Tap:
    if cell.standing in {Before.ENDED, Before.MOVED}:
        return connected(cell, room)
    return room.connect(cell.person)


def _sent(room: TappedRoom, tap: Tap, *placed: Placed) -> bool:
    room.facts("police", *placed)
    return _is_in(tap.send())


def _is_in(sent: bytes) -> bool:
    return CANARY.encode() in sent


def answers(cell: Cell) -> list[str]:
    """What is wrong in the answers to commands of every class about a case they may not read."""
    room, tap = brought_about(cell)
    if tap.seat is None:
        return []
    tap.send()
    wrong = [
        f"{cell}: {kind.__name__} told them apart"
        for kind in CASE_COMMANDS
        if _answer(room.give(cell.person, example_of(kind, case=CASE)))
        != _answer(room.give(cell.person, example_of(kind, case="nowhere")))
    ]
    return wrong + [f"{cell}: answered with words" for _ in range(_is_in(tap.send()))]


def _answer(refusal: Refused | None) -> object:
    return None if refusal is None else (refusal.code, refusal.message, refusal.field)
