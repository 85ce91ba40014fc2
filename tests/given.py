"""Given a room, when somebody asks for something, then this happened or it was refused.

    a_room().everybody_signed().case_called("1").when("police", share("strangled twice")).then(…)

No clock and no randomness: a second passes with each command, and ids are what the test says.
Everything is frozen, so that a room can be shared between tests.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Self

import pytest

from agenda.matching import likeness
from agenda.plan import (
    Agency,
    ExpectedPerson,
    MeetingPlan,
    Party,
    PartyKind,
    PlannedCase,
    Role,
)
from agenda.protocol import HEARING, AttendanceRules, BreakRule, Day, Protocol, Stage
from meeting.access import Medium, Reader, may_read
from meeting.case.actions import Action, Wording
from meeting.case.gaps import digest_of_points, open_points
from meeting.case.hearing import Case
from meeting.case.information import Category
from meeting.case.outcome import Outcome
from meeting.case.posts import still_in_the_room
from meeting.case.stand_in import Post
from meeting.chain import Head, following, start, write
from meeting.commands import (
    AcceptStandIn,
    AnyCommand,
    AskToStandIn,
    Attend,
    CallItem,
    CloseCase,
    ConfirmGuest,
    ConfirmNames,
    EnterPhase,
    EnterStage,
    OpenAgenda,
    RecordAction,
    ShareInformation,
    SignDeclaration,
    SignIn,
    TickOut,
    VolunteerAction,
    WitnessSignature,
)
from meeting.decide import decide
from meeting.decide.arrange import arrange
from meeting.room import Line, Phase, Room
from meeting.state import AnyEvent, Placed, Recorded, State, fold
from meeting.streams import Stream
from meeting.values import PersonId
from meeting.words import REFUSALS, Refused

DAY = date(2026, 11, 24)
"""A Tuesday; Thursday week is 3 December."""
OPENING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NO_LAPTOP = "health"
CASES = {"1": "oak", "2": "elm", "3": "ash"}
"""The number of each case on the running order, and its id."""
REPRESENTATIVES = ("police", "idva", "housing", "children", "probation", "health")
OUTSIDERS = {"deputy": ("Dora Pike", "housing"), "fire": ("Freya Moss", "fire")}
"""Of the office and not on the register: their names and agencies."""
EVERYBODY = ("chair", "minutes", *REPRESENTATIVES, "observer")

A_PLAN = MeetingPlan(
    id="northvale-november",
    area="Northvale",
    day=DAY,
    starts=time(9, 0),
    agencies=(
        Agency(id="police", name="Police"),
        Agency(id="coordination", name="Coordination"),
        Agency(id="idva", name="IDVA service"),
        Agency(id="housing", name="Housing"),
        Agency(id="children", name="Children's services"),
        Agency(id="probation", name="Probation"),
        Agency(id="health", name="Primary care"),
    ),
    people=(
        ExpectedPerson(id="chair", name="Insp Petra Oakes", agency="police", role=Role.CHAIR),
        ExpectedPerson(
            id="minutes", name="Milo Penn", agency="coordination", role=Role.MINUTE_TAKER
        ),
        ExpectedPerson(id="police", name="Robin Marsh", agency="police"),
        ExpectedPerson(id="idva", name="Isla Vane", agency="idva", speaks_for_victim=True),
        ExpectedPerson(id="housing", name="Hugo Brook", agency="housing"),
        ExpectedPerson(id="children", name="Carys Dell", agency="children"),
        ExpectedPerson(id="probation", name="Piers Holt", agency="probation"),
        ExpectedPerson(id="health", name="Hetty Lowe", agency="health"),
        ExpectedPerson(
            id="observer",
            name="Orla Finch",
            agency="housing",
            role=Role.OBSERVER,
            agreed_by_chair=True,
        ),
    ),
    cases=(
        PlannedCase(
            id="oak",
            referred_by="police",
            summary="Assaulted twice since May.",
            safe_contact="By telephone before ten.",
            unsafe_contact="No letters.",
            parties=(
                Party(id="victim", kind=PartyKind.VICTIM, name="Anwen Oakhill"),
                Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name="Dale Oakhill"),
                Party(id="child", kind=PartyKind.CHILD, name="Ava", born=date(2019, 4, 2)),
            ),
        ),
        PlannedCase(
            id="elm",
            referred_by="housing",
            parties=(
                Party(id="victim", kind=PartyKind.VICTIM, name="Bettina Elmer"),
                Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name="Curtis Elmer"),
            ),
        ),
        PlannedCase(
            id="ash",
            referred_by="children",
            parties=(
                Party(id="victim", kind=PartyKind.VICTIM, name="Delia Ashworth"),
                Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name="Edgar Ashworth"),
                Party(id="child", kind=PartyKind.CHILD, name="Finn"),
                Party(id="gran", kind=PartyKind.DEPENDANT, name="Greta Ashworth"),
            ),
        ),
    ),
    protocol=Protocol(
        name="Northvale MARAC",
        day=Day(breaks=(BreakRule(label="Coffee", at=time(9, 40), minutes=10),)),
        attendance=AttendanceRules(
            core_agencies=("police", "idva", "housing", "children", "probation", "health")
        ),
    ),
)
GUEST = "midwife"
"""Invited for case 1, and on a laptop."""
CALLER = "teacher"
"""Invited for case 2, and on the telephone."""
A_PLAN_WITH_GUESTS = MeetingPlan.model_validate(
    {
        **A_PLAN.model_dump(),
        "agencies": (
            *A_PLAN.agencies,
            Agency(id="midwifery", name="Midwifery"),
            Agency(id="school", name="Alder School"),
        ),
        "people": (
            *A_PLAN.people,
            ExpectedPerson(
                id=GUEST, name="Mina Hart", agency="midwifery", role=Role.GUEST, for_case="oak"
            ),
            ExpectedPerson(
                id=CALLER, name="Tess Rowan", agency="school", role=Role.GUEST, for_case="elm"
            ),
        ),
    }
)
CLOSED_DAYS = (date(2026, 12, 25), date(2026, 12, 28))


@dataclass(frozen=True)
class Given:
    """A room as it stands, with everything that ever happened in it, in order."""

    state: State = field(default_factory=State)
    journal: tuple[tuple[Stream, Recorded], ...] = ()
    now: datetime = OPENING
    coordinator: PersonId = ""
    """Who holds that post in the office, though the register does not say so; if anybody does."""
    unproved: frozenset[PersonId] = frozenset()
    """Who has logged in with a password alone, and has not given it again since."""

    # What there is

    @property
    def room(self) -> Room:
        return self.state.room

    def line(self, person: PersonId) -> Line:
        return self.room.register[person]

    def case(self, case: str = "oak") -> Case:
        found = self.state.case(case)
        assert found is not None
        return found

    def action(self, action: str = "a1", case: str = "oak") -> Action:
        return self.case(case).plan.actions[action]

    def gaps(self, case: str = "oak") -> tuple[str, ...]:
        return open_points(self.room, self.case(case))

    def is_holder(self, person: PersonId) -> bool:
        """Whether somebody holds the chair or the minutes."""
        line = self.room.register.get(person)
        return line is not None and line.role in {Role.CHAIR, Role.MINUTE_TAKER}

    def reader(self, person: PersonId, medium: Medium = Medium.SCREEN) -> Reader:
        line = self.room.register.get(person)
        name, agency = OUTSIDERS.get(person, ("Nobody", "nowhere"))
        return Reader(
            person,
            line.agency if line else agency,
            medium=medium,
            name=line.name if line else name,
            coordinator=person == self.coordinator or (line is not None and line.coordinator),
            proved=person not in self.unproved,
        )

    def seen_by(self, person: PersonId, medium: Medium = Medium.SCREEN) -> State:
        return self.state.only(may_read(self.state, self.reader(person, medium)))

    def reads(self, person: PersonId, case: str = "oak") -> bool:
        return self.seen_by(person).case(case) is not None

    # What happens

    def happened(self, placed: Iterable[Placed], by: PersonId) -> Self:
        state, journal = self.state, list(self.journal)
        for each in placed:
            recorded = Recorded(at=self.now, by=each.by or by, event=each.event)
            state = fold(state, each.stream, recorded)
            journal.append((each.stream, recorded))
        return replace(self, state=state, journal=tuple(journal))

    def later(self, *, minutes: float = 0, seconds: float = 0) -> Self:
        return replace(self, now=self.now + timedelta(minutes=minutes, seconds=seconds))

    def after(self, who: PersonId, *commands: AnyCommand) -> Self:
        """The room after ``who`` gave commands that must be allowed."""
        given = self
        for command in commands:
            placed = decide(given.state, given.reader(who), command, given.now, likeness)
            given = given.happened(placed, who).later(seconds=1)
        return given

    def when(self, who: PersonId, command: AnyCommand) -> "When":
        return When(self, who, command)

    # Rooms that tests begin with

    def arrived(self, *people: PersonId) -> Self:
        given = self
        for person in people:
            if person in {NO_LAPTOP, CALLER}:
                given = given.after("minutes", SignIn(person=person))
            else:
                given = given.after(person, Attend())
        return given

    def in_phase(self, phase: Phase) -> Self:
        if phase is Phase.HEARING and self.room.names_confirmed is None:
            return self.after("minutes", ConfirmNames()).in_phase(phase)
        return self.after("chair", EnterPhase(from_phase=self.room.phase, phase=phase))

    def signed(self, *people: PersonId) -> Self:
        given = self
        for person in people:
            if person in {NO_LAPTOP, CALLER}:
                witnessed = WitnessSignature(person=person, digest=given.digest)
                given = given.after("minutes", witnessed)
            else:
                given = given.after(person, given.signature_of(person))
        return given

    @property
    def digest(self) -> str:
        return self.room.protocol.declaration.digest

    def signature_of(self, person: PersonId) -> SignDeclaration:
        return SignDeclaration(name=self.line(person).name, digest=self.digest)

    def everybody_signed(self, *, but: tuple[PersonId, ...] = ()) -> Self:
        """Cases can be heard: all are here and have signed, but for ``but``."""
        people = [person for person in EVERYBODY if person not in but]
        gathered = self.arrived(*people).in_phase(Phase.DECLARATION)
        return gathered.signed(*people).in_phase(Phase.HEARING)

    def case_called(self, item: str = "1") -> Self:
        return self.after("chair", CallItem(item=item))

    def at_stage(self, stage: Stage, case: str = "oak") -> Self:
        """The case that is on, moved on stage by stage until it stands at ``stage``."""
        given = self
        while given.case(case).stage is not stage:
            given = given.room_left(case)
            now = given.case(case).stage
            following = HEARING[HEARING.index(now) + 1]
            given = given.after("chair", EnterStage(case=case, from_stage=now, stage=following))
        return given

    def room_left(self, case: str = "oak") -> Self:
        """Whoever is out of the case has left the room, and is ticked out (CON-3)."""
        inside = still_in_the_room(self.room, self.case(case))
        ticks = (TickOut(case=case, person=line.person) for line in inside)
        return self.after("chair", *ticks)

    def stood_in(self, post: Post, person: PersonId, case: str = "oak", by: str = "chair") -> Self:
        """Somebody is asked to stand in, and accepts (CON-3)."""
        asked = self.after(by, AskToStandIn(case=case, post=post, person=person))
        return asked.after(person, AcceptStandIn(case=case, post=post))

    def case_closed(self, case: str = "oak", outcome: Outcome = Outcome.DEFERRED) -> Self:
        return self.after("chair", self.closing(case, outcome, "No time is left."))

    def closing(self, case: str, outcome: Outcome, reason: str = "") -> CloseCase:
        """The chair closes a case over everything that is open now."""
        called = self.case(case).clock.called
        seen = digest_of_points(self.gaps(case))
        return CloseCase(
            case=case,
            called=called or self.now,
            seen=seen,
            outcome=outcome,
            reason=reason,
            where="Southvale" if outcome is Outcome.TRANSFER else "",
        )


@dataclass(frozen=True)
class When:
    """Somebody asks for something; ``then`` and ``refused`` say what came of it."""

    given: Given
    who: PersonId
    command: AnyCommand

    def then(self, *events: AnyEvent) -> Given:
        """Exactly these events came of it, in this order. Returns the room after them."""
        placed = self._decided()
        assert [each.event for each in placed] == list(events)
        return self.given.happened(placed, self.who).later(seconds=1)

    def allowed(self) -> Given:
        """It came to something. Returns the room after it."""
        placed = self._decided()
        assert placed
        return self.given.happened(placed, self.who).later(seconds=1)

    def refused(self, code: str, field: str | None = None) -> Refused:
        """It was refused with this code, in the words of the table, and nothing has changed."""
        before = repr(self.given.state)
        with pytest.raises(Refused) as caught:
            self._decided()
        refusal = caught.value
        assert (refusal.code, refusal.field) == (code, field)
        assert is_worded_like(refusal.message, REFUSALS[code])
        assert repr(self.given.state) == before
        return refusal

    def _decided(self) -> tuple[Placed, ...]:
        given = self.given
        return decide(given.state, given.reader(self.who), self.command, given.now, likeness)


def is_worded_like(message: str, sentence: str) -> bool:
    """Whether ``message`` is ``sentence`` of the table with its places filled."""
    fixed = [part.split("}")[-1] for part in sentence.split("{")]
    places = [message.find(part) for part in fixed]
    return -1 not in places and message.startswith(fixed[0]) and message.endswith(fixed[-1])


@cache
def given(plan: MeetingPlan) -> Given:
    """The room of ``plan``, arranged by the coordinator and still empty."""
    return Given().happened(arrange(plan, CLOSED_DAYS, likeness), "minutes")


def a_room() -> Given:
    """Northvale's room on a Tuesday: nine people expected, three cases, a coffee break."""
    return given(A_PLAN)


@cache
def published(plan: MeetingPlan = A_PLAN) -> Given:
    """The meeting of ``plan`` on the morning of its day: published, and not open yet (AG-4)."""
    return Given().happened(arrange(plan, CLOSED_DAYS, likeness, published=True), "minutes")


@cache
def an_open_agenda(plan: MeetingPlan = A_PLAN) -> Given:
    """As ``published``, with the names confirmed and the cases open to those named."""
    return published(plan).after("minutes", ConfirmNames()).after("chair", OpenAgenda())


@cache
def a_hearing(stage: Stage = Stage.ROUND) -> Given:
    """Everybody is here and has signed; case 1, ``oak``, stands at ``stage``."""
    return a_room().everybody_signed().case_called("1").at_stage(stage)


def a_room_with_guests() -> Given:
    """As ``a_room``, with a guest of case 1 and another of case 2 (ROLE-6)."""
    return given(A_PLAN_WITH_GUESTS)


@cache
def a_guest_in(stage: Stage = Stage.ROUND) -> Given:
    """As ``a_hearing``, with the guest of case 1 let in and the caller not yet here (ROLE-6)."""
    waiting = a_room_with_guests().everybody_signed().arrived(GUEST).signed(GUEST)
    return waiting.after("chair", confirm(GUEST)).case_called("1").at_stage(stage)


# What people say most


def confirm(guest: PersonId, case: str = "oak") -> ConfirmGuest:
    return ConfirmGuest(case=case, person=guest)


def wording(text: str = "Change the locks.", **rest: object) -> Wording:
    return Wording.model_validate({"text": text, **rest})


def volunteer(action: str = "a1", case: str = "oak", **rest: object) -> VolunteerAction:
    facts = {"wording": wording(), **rest}
    return VolunteerAction.model_validate({"case": case, "action": action, **facts})


def record_action(agency: str = "health", action: str = "a1", case: str = "oak") -> RecordAction:
    return RecordAction(case=case, action=action, agency=agency, wording=wording())


def share(text: str = "Strangled twice since May.", **rest: object) -> ShareInformation:
    facts: dict[str, object] = {
        "case": "oak",
        "information": "i1",
        "subject": "victim",
        "category": Category.RISK_FACTOR,
        **rest,
    }
    return ShareInformation.model_validate({**facts, "text": text})


def heads_of(given: Given) -> dict[Stream, Head]:
    """Where every stream stands, as the server's record would have it."""
    heads: dict[Stream, Head] = {}
    for stream, recorded in given.journal:
        heads[stream] = following(heads.get(stream) or start(A_PLAN.id, stream), write(recorded))
    return heads
