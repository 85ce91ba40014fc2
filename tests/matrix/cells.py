"""The cells of the matrix, and by hand, not by ``may_read``: who must read a case, and when.

A cell is a person of some role, who is in some standing, while case 1 (``oak``) is at some stage.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agenda.plan import MeetingPlan
from agenda.protocol import HEARING, Stage
from meeting.access import Membership
from meeting.case.clock import StageEntered
from meeting.case.hearing import (
    CaseCalled,
    CaseClosed,
    GuestConfirmed,
    OutOfIt,
    PersonOutOfIt,
)
from meeting.case.outcome import Outcome
from meeting.conflict import ConflictDeclared, ConflictRuled, Ruling
from meeting.room import (
    AccountRenewed,
    ActionListApproved,
    DeclarationRefused,
    DeclarationSigned,
    ItemCalled,
    ItemEnded,
    LaptopLost,
    ObserverAgreed,
    PersonAttended,
    PersonLeft,
    PersonReleased,
    PersonSteppedOut,
    PersonWaiting,
    Phase,
    PhaseEntered,
    RoomEvent,
    SignInVoided,
)
from meeting.state import Placed
from meeting.streams import ROOM, case_stream, conflict_stream
from tests.given import A_PLAN_WITH_GUESTS, OPENING
from tests.matrix.canaries import CANARY
from tests.matrix.tapped import Tap, TappedRoom

CASE: Final = "oak"
STRANGER: Final = "stranger"
OWN: Final = "their own words"
"""Why they are in conflict: theirs to read."""


class Part(StrEnum):
    """What somebody is in the meeting."""

    CHAIR = "chair"
    MINUTE_TAKER = "minute-taker"
    REPRESENTATIVE = "representative"
    IDVA = "IDVA"
    OBSERVER = "observer"
    GUEST = "guest of this case"
    GUEST_ELSEWHERE = "guest of another case"


WHO: Final = {
    Part.CHAIR: "chair",
    Part.MINUTE_TAKER: "minutes",
    Part.REPRESENTATIVE: "housing",
    Part.IDVA: "idva",
    Part.OBSERVER: "observer",
    Part.GUEST: "midwife",
    Part.GUEST_ELSEWHERE: "teacher",
}
AT_THE_TABLE: Final = {Part.CHAIR, Part.MINUTE_TAKER, Part.REPRESENTATIVE, Part.IDVA}
GUESTS: Final = {Part.GUEST, Part.GUEST_ELSEWHERE}


class Standing(StrEnum):
    """What has become of them."""

    NOT_NAMED = "not on the register"
    WAITING = "waiting at the door"
    ENDED = "no longer a member"
    EXPECTED = "not here yet"
    NOT_SIGNED = "here and not signed"
    REFUSED = "would not sign"
    NOT_AGREED = "signed, and not agreed to or confirmed by the chair"
    SIGNED = "signed"
    NO_LAPTOP = "signed, and without a laptop"
    DECLARED = "conflict declared"
    RECUSED = "recused"
    STAYS = "may stay"
    LEFT = "left early"
    STEPPED_OUT = "stepped out"
    RELEASED = "released"
    LATE = "came when it was over"
    VOID = "signed in as somebody else"
    MOVED = "of another agency since"
    RENEWED = "with a renewed account"


class When(StrEnum):
    """How far the case is, besides its stages."""

    APPROVED = "approved"


Point = Stage | When
POINTS: Final[tuple[Point, ...]] = (*Stage, When.APPROVED)

OUTSIDE: Final = {Standing.NOT_NAMED, Standing.WAITING}
READ: Final = {Standing.SIGNED, Standing.STAYS}
GONE: Final = {Standing.LEFT, Standing.STEPPED_OUT, Standing.RELEASED}
OVER: Final = {Stage.CLOSED, When.APPROVED}


@dataclass(frozen=True, slots=True)
class Cell:
    """One person at one point of the day."""

    part: Part
    standing: Standing
    point: Point

    @property
    def person(self) -> str:
        return STRANGER if self.standing in OUTSIDE else WHO[self.part]

    def __str__(self) -> str:
        return f"{self.part}, {self.standing}, {self.point}"


def must_read(cell: Cell) -> bool:
    """Whether this person reads case 1 there: design.md's rows, written down by hand."""
    if cell.part is Part.GUEST_ELSEWHERE:
        return False
    if cell.part is Part.GUEST:
        return cell.standing in READ and cell.point in HEARING
    if cell.standing in READ:
        return cell.part in AT_THE_TABLE or cell.point is not When.APPROVED
    # Who was there for it reads it again with the approved list, and nobody else who has gone.
    return cell.standing in GONE and cell.point is When.APPROVED and cell.part in AT_THE_TABLE


def must_read_earlier(cell: Cell) -> bool:
    """Whether this person reads there what is outstanding of an earlier case that may be about
    people of case 1: whoever is at the table or observes, and is not out of case 1.
    """
    if cell.part in GUESTS or cell.point is When.APPROVED:
        return False
    return cell.standing in {*READ, Standing.LATE}


def must_read_readiness(cell: Cell) -> bool:
    """Whether this person reads there what is lacking of others' readiness: the chair alone, where
    it is known to be them; there is nothing of a case in it (ATT-4).
    """
    return cell.part is Part.CHAIR and cell.standing not in {
        *(*OUTSIDE, Standing.ENDED, Standing.VOID),
        *(Standing.MOVED, Standing.RENEWED, Standing.NO_LAPTOP),
    }


def must_read_room(cell: Cell) -> bool:
    """Whether this person is told there what becomes of others on the register (ROLE-6, ATT-6)."""
    nobody = {*OUTSIDE, Standing.ENDED, Standing.VOID}
    return cell.part not in GUESTS and cell.standing not in nobody


def every_cell(standing: Standing) -> Iterator[Cell]:
    """All cells of one standing that can come about."""
    for part in Part:
        if standing is Standing.NOT_AGREED and part in AT_THE_TABLE:
            continue
        for point in POINTS:
            if standing is Standing.LATE and point not in OVER:
                continue
            yield Cell(part, standing, point)


# How a cell comes about: facts before the case, and facts at the point itself


def _in_room(*events: RoomEvent) -> tuple[Placed, ...]:
    return tuple(Placed(ROOM, event) for event in events)


def attended(person: str) -> tuple[Placed, ...]:
    return _in_room(PersonAttended(person=person, laptop=True))


def signed(person: str) -> tuple[Placed, ...]:
    return _in_room(
        DeclarationSigned(person=person, name=person, version="1", digest="0" * 64, witness=None)
    )


def agreed(person: str) -> tuple[Placed, ...]:
    """The chair agrees to an observer, and confirms a guest for their own case."""
    for part, case in ((Part.GUEST, CASE), (Part.GUEST_ELSEWHERE, "elm")):
        if person == WHO[part]:
            return (Placed(case_stream(case), GuestConfirmed(person=person)),)
    return _in_room(ObserverAgreed(person=person)) if person == WHO[Part.OBSERVER] else ()


def declared(person: str) -> tuple[Placed, ...]:
    return (
        Placed(conflict_stream(CASE, person), ConflictDeclared(reason=OWN)),
        Placed(case_stream(CASE), PersonOutOfIt(person=person, standing=OutOfIt.WITHHELD)),
    )


def ruled(person: str, ruling: Ruling, standing: OutOfIt) -> tuple[Placed, ...]:
    return (
        *declared(person),
        Placed(conflict_stream(CASE, person), ConflictRuled(ruling=ruling, reason=OWN)),
        Placed(case_stream(CASE), PersonOutOfIt(person=person, standing=standing)),
    )


Facts = Callable[[str], tuple[Placed, ...]]


def _none(_: str) -> tuple[Placed, ...]:
    return ()


def _whole(person: str) -> tuple[Placed, ...]:
    return (*attended(person), *signed(person), *agreed(person))


BEFORE: Final[Mapping[Standing, Facts]] = {
    Standing.NOT_NAMED: _none,
    Standing.WAITING: lambda p: _in_room(PersonWaiting(person=p, name=p, agency="housing")),
    Standing.EXPECTED: _none,
    Standing.LATE: _none,
    Standing.NOT_SIGNED: attended,
    Standing.REFUSED: attended,
    Standing.NOT_AGREED: lambda person: (*attended(person), *signed(person)),
}
"""What is so from the start; everybody else begins at the table."""
THEN: Final[Mapping[Standing, Facts]] = {
    Standing.REFUSED: lambda p: _in_room(DeclarationRefused(person=p, witness=None)),
    Standing.NO_LAPTOP: lambda p: _in_room(LaptopLost(person=p)),
    Standing.DECLARED: declared,
    Standing.RECUSED: lambda p: ruled(p, Ruling.LEAVES, OutOfIt.RECUSED),
    Standing.STAYS: lambda p: ruled(p, Ruling.STAYS, OutOfIt.STAYS),
    Standing.LEFT: lambda p: _in_room(PersonLeft(person=p)),
    Standing.STEPPED_OUT: lambda p: _in_room(PersonSteppedOut(person=p)),
    Standing.RELEASED: lambda p: _in_room(PersonReleased(person=p)),
    Standing.LATE: _whole,
    Standing.RENEWED: lambda p: _in_room(AccountRenewed(person=p, renewed=OPENING, asked_by=None)),
    Standing.VOID: lambda p: _in_room(SignInVoided(person=p, reason="It was another.")),
}
"""What becomes so at the point itself, in the middle of whatever is on."""


def _with_canaries(plan: MeetingPlan) -> MeetingPlan:
    """Case 1 has a canary in each of its fields; nobody was agreed to in advance."""
    oak, *others = plan.cases
    party = oak.parties[0].model_copy(update={"name": CANARY, "aliases": (CANARY,)})
    texts = dict.fromkeys(("summary", "safe_contact", "unsafe_contact", "risk_to_staff"), CANARY)
    filled = oak.model_copy(update={"parties": (party, *oak.parties[1:]), **texts})
    people = tuple(p.model_copy(update={"agreed_by_chair": False}) for p in plan.people)
    return plan.model_copy(update={"cases": (filled, *others), "people": people})


PLAN: Final = _with_canaries(A_PLAN_WITH_GUESTS)


def brought_about(cell: Cell) -> tuple[TappedRoom, Tap]:
    """The room at that point, and the person's connection with everything that it was sent."""
    room = TappedRoom(PLAN)
    person = cell.person
    membership = Membership.ENDED if cell.standing is Standing.ENDED else Membership.MEMBER
    if person != STRANGER:
        room.connect(person)
    room.facts("chair", *_in_room(PhaseEntered(phase=Phase.DECLARATION)))
    room.facts("police", *attended("police"), *signed("police"))
    room.connect("police")
    room.facts(person, *BEFORE.get(cell.standing, _whole)(person))
    room.facts("chair", *_in_room(PhaseEntered(phase=Phase.HEARING)))
    _go_to(room, cell.point)
    room.facts(person, *THEN.get(cell.standing, _none)(person))
    if cell.point is When.APPROVED:
        room.facts("chair", *_in_room(ActionListApproved(version=1)))
    if cell.standing is Standing.MOVED:
        room.agencies[person] = "probation"
    if person == STRANGER or cell.standing in {Standing.ENDED, Standing.MOVED}:
        # The office has changed: their connections end, and they come again.
        return room, room.connect(person, membership)
    return room, room.taps[person]


def _go_to(room: TappedRoom, point: Point) -> None:
    if point is Stage.LISTED:
        return
    oak = case_stream(CASE)
    room.facts("chair", *_in_room(ItemCalled(item="1")))
    room.facts("chair", Placed(oak, CaseCalled(referrer_present=True)))
    last = HEARING[-1] if point in OVER else point
    for stage in HEARING[1 : HEARING.index(Stage(last)) + 1]:
        room.facts("chair", Placed(oak, StageEntered(stage=stage)))
    if point in OVER:
        closed = CaseClosed(outcome=Outcome.HEARD, reason=CANARY, gaps=(CANARY,))
        room.happen((Placed(oak, closed),), "chair")
        room.facts("chair", *_in_room(ItemEnded(item="1")))
