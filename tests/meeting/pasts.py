"""Rooms for histories in two worlds that differ in what the office held before the day: there is
more of it in one of them, and it is closed to somebody, X.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from agenda.likeness import ComparedParty, compared_parties
from agenda.matching import likeness
from agenda.past.held import HeldAction, HeldCase
from agenda.past.known import Past
from agenda.plan import MeetingPlan, PartyKind
from agenda.protocol import DayPart, Stage
from agenda.readiness import Ready
from meeting.commands import (
    Admit,
    AskToComeIn,
    Attend,
    BeginPart,
    DeclareConflict,
    VoidSignIn,
)
from meeting.decide.arrange import arrange
from meeting.room import Phase
from meeting.values import PersonId
from tests.given import (
    A_PLAN,
    A_PLAN_WITH_GUESTS,
    CLOSED_DAYS,
    EVERYBODY,
    GUEST,
    Given,
    confirm,
)
from tests.meeting import test_past as repeats
from tests.meeting.matched import with_coordinators
from tests.meeting.test_earlier import THEN, YEAR_AGO, YEW, an_action, an_earlier, somebody
from tests.meeting.test_late_case import agree, ask
from tests.meeting.test_readiness import ALL_READY, NEW

Held = tuple[HeldCase, ...]
OUT: Final = DeclareConflict(case="oak", reason="We are cousins.")
OLWEN: Final = compared_parties((somebody("Olwen Thorne"),))
OPEN: Final = an_earlier(
    an_action(text="Move him."), case="hazel", number="5", parties=OLWEN, heard_on=THEN
)
"""An earlier case that is closed to nobody and the same in both worlds."""
OPEN_SINCE: Final = (
    OPEN,
    an_earlier(an_action("A2", text="Ring her."), case="hazel", number="5", parties=OLWEN),
)
"""As it is held later on."""
WITH_HUGO: Final = compared_parties((*YEW, somebody("Hugo Brook", PartyKind.CHILD)))
WITH_FREYA: Final = compared_parties((*YEW, somebody("Freya Moss", PartyKind.CHILD)))
OF_LATE: Final = compared_parties(ask().referral.parties)
OF_TODAY: Final = compared_parties(A_PLAN.cases[0].parties)
COORDINATED: Final = with_coordinators("minutes")
TWO_COORDINATORS: Final = with_coordinators("minutes", "children")
MORE: Final = ("CANARY he has her key.", "CANARY")


@dataclass(frozen=True)
class Closed:
    """How earlier cases are closed to X: whom they are about, and who was out of them."""

    parties: tuple[ComparedParty, ...] = compared_parties(YEW)
    out: frozenset[PersonId] = frozenset()

    def held(self, texts: Iterable[str]) -> Held:
        """A case for each of ``texts``; of some of them nothing is left but a flag that ends."""
        return tuple(self._case(number, text) for number, text in enumerate(texts))

    def _case(self, number: int, text: str) -> HeldCase:
        labels = [f"A{n}" for n in range(1, 2 + len(text) % 4)]
        actions: tuple[HeldAction, ...] = tuple(an_action(label, text=text) for label in labels)
        flagged = (len(text) + number) % 3 == 0
        return an_earlier(
            case=f"yew-{number}",
            number=f"{number + 6}",
            parties=self.parties,
            closed_to=self.out,
            actions=() if flagged else actions,
            heard_on=YEAR_AGO if flagged else THEN,
            meeting=_meeting(YEAR_AGO if flagged else THEN),
        )


def _meeting(day: date) -> str:
    return f"northvale-{day}"


@dataclass(frozen=True)
class Beginning:
    """One room in two worlds, which X cannot tell apart. None is ``closed`` where nothing is told
    anew.
    """

    x: PersonId
    this: Given
    other: Given
    closed: Closed | None = None


def arranged(
    held: Held, plan: MeetingPlan, ready: Ready | None = None, *, published: bool = False
) -> Given:
    past = Past(held, likeness)
    placed = arrange(plan, CLOSED_DAYS, likeness, past=past, ready=ready, published=published)
    return Given().happened(placed, "coordinator")


def _worlds(
    x: PersonId,
    closed: Closed,
    then: Callable[[Given], Given],
    plan: MeetingPlan = COORDINATED,
    *,
    published: bool = False,
) -> Beginning:
    """In this world there is nothing but what is open to all; in the other more, and of whom
    something is lacking, which is the chair's to know (ATT-4).
    """
    known = ((), ALL_READY), (closed.held(MORE), ALL_READY if x == "chair" else NEW)
    this, other = (
        then(arranged((OPEN, *held), plan, ready, published=published)) for held, ready in known
    )
    return Beginning(x, this, other, closed)


def _of_a_repeat(x: PersonId, *before: HeldCase) -> Beginning:
    """Case 1 is a repeat, or is not; X hears it, and was out of it then (CON-3)."""
    more = repeats.an_earlier("CANARY he waits at the gate.", 5, closed_to={x})
    this, other = (
        arranged(held, repeats.PLAN).everybody_signed().case_called("1").at_stage(Stage.ROUND)
        for held in (before, (more,))
    )
    return Beginning(x, this, other)


def _gathered(given: Given) -> Given:
    here = given.arrived(*EVERYBODY).in_phase(Phase.DECLARATION)
    return here.signed(*EVERYBODY)


def _begun(given: Given) -> Given:
    return given.everybody_signed()


def _read_out(given: Given) -> Given:
    return given.everybody_signed().after("chair", BeginPart(part=DayPart.OUTSTANDING))


def _housing_is_out(given: Given) -> Given:
    return given.everybody_signed().after("housing", OUT).case_called("1")


def _a_guest_is_in(given: Given) -> Given:
    waiting = given.everybody_signed().arrived(GUEST).signed(GUEST)
    return waiting.after("chair", confirm(GUEST)).case_called("1").at_stage(Stage.PLANNING)


def _freya_came_by_the_door(given: Given) -> Given:
    let_in = Admit(person="fire", agency_name="Fire and rescue")
    waiting = given.everybody_signed().after("fire", AskToComeIn()).after("chair", let_in)
    return waiting.after("fire", Attend()).signed("fire")


def _back_after_a_void_sign_in(given: Given) -> Given:
    void = VoidSignIn(person="police", reason="It was somebody else.")
    away = given.everybody_signed().after("chair", void).after("police", AskToComeIn())
    return away.after("chair", Admit(person="police")).after("police", Attend()).signed("police")


def _housing_is_out_of_a_late_case(given: Given) -> Given:
    added = given.everybody_signed().after("minutes", ask()).after("chair", agree())
    return added.after("housing", DeclareConflict(case=ask().case, reason="We are cousins."))


def _as_it_is(given: Given) -> Given:
    return given


@cache
def beginnings() -> dict[str, Beginning]:
    """Each way in which what was before the day is closed to somebody."""

    def out(who: PersonId) -> Closed:
        return Closed(out=frozenset({who}))

    return {
        "the police were out of it": _worlds("police", out("police"), _begun),
        "the chair was out of it": _worlds("chair", out("chair"), _read_out),
        "the observer was out of it": _worlds("observer", out("observer"), _read_out),
        "housing may be one of its people": _worlds("housing", Closed(WITH_HUGO), _read_out),
        "housing is out of the case of today that it may be": _worlds(
            "housing", Closed(OF_TODAY), _housing_is_out
        ),
        "housing is out of a late case that it may be": _worlds(
            "housing", Closed(OF_LATE), _housing_is_out_of_a_late_case
        ),
        "who came by the door may be one of its people": _worlds(
            "fire", Closed(WITH_FREYA), _freya_came_by_the_door
        ),
        "the police, out of it, are back after a void sign-in": _worlds(
            "police", out("police"), _back_after_a_void_sign_in
        ),
        "a guest is in case 1": _worlds(GUEST, Closed(), _a_guest_is_in, A_PLAN_WITH_GUESTS),
        "two coordinators have not settled the names": _worlds(
            "idva", out("idva"), _gathered, TWO_COORDINATORS
        ),
        "the meeting is prepared": _worlds(
            "housing", Closed(WITH_HUGO), _as_it_is, TWO_COORDINATORS, published=True
        ),
        "case 1 may be a repeat": _of_a_repeat("housing"),
        "case 1 is a repeat": _of_a_repeat("police", repeats.an_earlier(closed_to={"police"})),
    }
