"""What must hold in one cell: each check says what is wrong in it, or nothing at all."""

from dataclasses import asdict
from typing import Final

from agenda.protocol import Stage
from meeting.case.actions import ActionVolunteered
from meeting.commands import (
    GIVEN_BY,
    AnyCommand,
    CaseCommand,
    Leave,
    ShareInformation,
    VolunteerAction,
)
from meeting.matching import EarlierToCompare, PersonCompared
from meeting.minutes import minutes_for
from meeting.room import CoordinatorEnded, PersonLeft
from meeting.state import Placed
from meeting.streams import (
    COMPARISON,
    READINESS,
    ROOM,
    case_stream,
    conflict_stream,
    earlier_stream,
    past_stream,
)
from meeting.words import Refused
from tests.given import OPENING
from tests.matrix.canaries import CANARY, every_event, everything_said
from tests.matrix.cells import (
    CASE,
    GUESTS,
    STRANGER,
    Cell,
    Part,
    Standing,
    brought_about,
    must_read,
    must_read_earlier,
    must_read_readiness,
    must_read_room,
)
from tests.matrix.tapped import Tap, TappedRoom
from tests.meeting.generated import ALL_COMMANDS, CASE_COMMANDS, example_of

SOMEBODY = b"Robin Marsh"
"""Who stands in the room's register, and in no case."""


def leaks(cell: Cell) -> list[str]:
    """What is wrong in one cell: too much, or too little, was sent, printed or answered."""
    room, tap = brought_about(cell)
    reads = must_read(cell)
    wrong = []
    tap.send()
    before = CANARY.encode() in tap.sent
    for placed in everything_said(case_stream(CASE)):
        room.facts("police", placed)
    told = tap.send()
    if (CANARY.encode() in told) is not reads:
        wrong.append(f"{cell}: sent {'nothing' if reads else 'something'} of what was said")
    room.facts("police", *everything_said(conflict_stream(CASE, "police")))
    if CANARY.encode() in tap.send() and not (reads and _decides(cell)):
        wrong.append(f"{cell}: sent somebody else's reason")
    room.facts("police", *everything_said(past_stream(CASE)))
    if (CANARY.encode() in tap.send()) is not (reads and cell.part not in GUESTS):
        wrong.append(f"{cell}: sent too much or too little of what was planned before")
    if reads and not before:
        wrong.append(f"{cell}: was not sent the case")
    if before and not reads:
        wrong.append(f"{cell}: sent what had waited")
    if cell.part in GUESTS and SOMEBODY in tap.sent:
        wrong.append(f"{cell}: sent the names of the table")
    wrong += _papers(cell, room)
    if not reads:
        wrong += _catching_up(cell, room)
    expected = {
        "an earlier case": (must_read_earlier(cell), _earlier),
        "an earlier case that is closed to them": (False, _closed_earlier),
        "what was planned without them": (False, _closed_past),
        "who is not ready": (must_read_readiness(cell), _unready),
        "whose post ended": (must_read_room(cell), _ended_post),
    }
    wrong += [
        f"{cell}: sent too much or too little of {what}"
        for what, (must, is_sent) in expected.items()
        if is_sent(room, room.taps[cell.person]) is not must
    ]
    return wrong


EARLIER: Final = "0" * 32
"""An earlier case, of people who may be those of case 1."""
CLOSED: Final = "1" * 32
"""Another, of other people, with which ``closed_to`` counts as not compared."""


def compared_with_earlier(room: TappedRoom) -> None:
    """Everybody on the register is compared with its people, and is like none of them."""
    to_compare = EarlierToCompare(earlier=EARLIER, parties=(), akin=(CASE,))
    everybody = (
        Placed(COMPARISON, PersonCompared(person=each, cases=(EARLIER,)))
        for each in room.state.room.register
    )
    room.facts("coordinator", Placed(COMPARISON, to_compare), *everybody)


def closed_earlier(room: TappedRoom, closed_to: str) -> None:
    """Everybody else is compared with its people; ``closed_to`` was out of it (CON-3)."""
    to_compare = EarlierToCompare(earlier=CLOSED, parties=(), closed_to=(closed_to,))
    others = (
        Placed(COMPARISON, PersonCompared(person=each, cases=(CLOSED,)))
        for each in room.state.room.register
        if each != closed_to
    )
    room.facts("coordinator", Placed(COMPARISON, to_compare), *others)


def _earlier(room: TappedRoom, tap: Tap) -> bool:
    compared_with_earlier(room)
    return _sent(room, tap, *every_event(earlier_stream(EARLIER)))


def _closed_earlier(room: TappedRoom, tap: Tap) -> bool:
    closed_earlier(room, tap.reader.person)
    return _sent(room, tap, *every_event(earlier_stream(CLOSED)))


def _closed_past(room: TappedRoom, tap: Tap) -> bool:
    closed = every_event(past_stream(CASE), closed_to=(tap.reader.person,))
    return _sent(room, tap, *closed)


def _unready(room: TappedRoom, tap: Tap) -> bool:
    return _sent(room, tap, *every_event(READINESS))


def _ended_post(room: TappedRoom, tap: Tap) -> bool:
    tap.send()
    room.facts("coordinator", Placed(ROOM, CoordinatorEnded(person="police")))
    return b"coordinator_ended" in tap.send()


def _sent(room: TappedRoom, tap: Tap, *placed: Placed) -> bool:
    tap.send()
    room.facts("coordinator", *placed)
    return CANARY.encode() in tap.send()


def _decides(cell: Cell) -> bool:
    return cell.person in {"chair", "minutes"}


def _papers(cell: Cell, room: TappedRoom) -> list[str]:
    """On paper somebody without a laptop reads what they may (ROLE-8), as does whose account was
    renewed: it is they who are handed it.
    """
    if cell.person == STRANGER or cell.standing in {Standing.NO_LAPTOP, Standing.RENEWED}:
        return []
    offered = [
        p for p in everything_said(case_stream(CASE)) if isinstance(p.event, ActionVolunteered)
    ]
    room.facts("police", *offered)
    paper = repr(asdict(minutes_for(room.state, room.taps[cell.person].reader)))
    if must_read(cell) and cell.part not in GUESTS:
        return [f"{cell}: not printed" for _ in range(CANARY not in paper)]
    return [f"{cell}: printed" for _ in range(CANARY in paper)]


def _catching_up(cell: Cell, room: TappedRoom) -> list[str]:
    again = room.connect(cell.person, room.taps[cell.person].reader.membership)
    return [f"{cell}: sent on coming back" for _ in range(CANARY.encode() in again.sent)]


def answers(cell: Cell) -> list[str]:
    """What is wrong in the answers to commands of every class about a case they may not read."""
    room, tap = brought_about(cell)
    if tap.seat is None:
        return []
    tap.send()
    wrong = []
    for kind in CASE_COMMANDS:
        withheld = _answer(room.give(cell.person, example_of(kind, case=CASE)))
        missing = _answer(room.give(cell.person, example_of(kind, case="nowhere")))
        if withheld != missing and not _was_on_its_way(cell, kind, withheld):
            wrong.append(f"{cell}: {kind.__name__} told them apart")
    if CANARY.encode() in tap.send():
        wrong.append(f"{cell}: answered with words of the case")
    return wrong


def _was_on_its_way(cell: Cell, kind: type[CaseCommand], answer: object) -> bool:
    """A guest whose own case closed knows that there is one: what they gave is kept, whatever has
    become of it since, and nothing comes back but that (ROLE-6, ACT-1).
    """
    was_there = {Standing.SIGNED, Standing.STAYS, Standing.RELEASED}
    own = cell.part is Part.GUEST and cell.standing in was_there and cell.point is Stage.CLOSED
    return own and kind in {ShareInformation, VolunteerAction} and answer is None


def _answer(refusal: Refused | None) -> object:
    return None if refusal is None else (refusal.code, refusal.message, refusal.field)


def powers(cell: Cell) -> list[str]:
    """Commands that somebody at the table was let give in another's part, by naming that one."""
    room, _ = brought_about(cell)
    role = room.state.room.register[cell.person].role
    others = [kind for kind in ALL_COMMANDS if role not in GIVEN_BY[kind]]
    return [
        f"{cell}: {kind.__name__} in the name of {person}"
        for kind in others
        for person in ("chair", "minutes", "housing")
        if person != cell.person and not _refused(room, cell.person, kind, person)
    ]


def _refused(room: TappedRoom, who: str, kind: type[AnyCommand], person: str) -> bool:
    facts = {"case": CASE} if issubclass(kind, CaseCommand) else {}
    refusal = room.give(who, example_of(kind, person=person, **facts))
    return refusal is not None and refusal.code in {"not_your_role", "no_such_case"}


def tells(cell: Cell) -> list[str]:
    """Whether two worlds can be told apart that differ in what is said in the case alone."""
    quiet, loud = (_world(cell, said) for said in (0, 3))
    return [] if quiet == loud else [f"{cell}: could tell the two worlds apart"]


def _world(cell: Cell, said: int) -> bytes:
    room, tap = brought_about(cell)
    for placed in everything_said(case_stream(CASE))[:said]:
        room.facts("police", placed)
    if said:
        room.facts("police", *everything_said(past_stream(CASE)))
        compared_with_earlier(room)
        closed_earlier(room, cell.person)
        for stream in map(earlier_stream, (EARLIER, CLOSED)):
            room.facts("coordinator", *every_event(stream))
        if not must_read_readiness(cell):
            room.facts("coordinator", *every_event(READINESS))
    room.now = OPENING.replace(hour=12)
    room.facts("police", Placed(ROOM, PersonLeft(person="police")))
    room.give(cell.person, Leave())
    tap.send()
    return tap.sent + room.connect(cell.person, tap.reader.membership).sent
