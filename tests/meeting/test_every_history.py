"""For every history and every person: what they see is what they may read, and nothing leaks.

Hypothesis plays whole meetings, with legal and illegal commands of every class from everybody.
Each history is played in two worlds, which differ only in what one person, X, is out of: other
words, and more of them. X must not be able to tell in which of the two they are.
"""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from agenda.plan import Role
from agenda.protocol import HEARING, Stage
from meeting.access import may_read
from meeting.case.actions import (
    COMMITTED,
    Action,
    ActionChanged,
    ActionConfirmed,
    ActionJoined,
    ActionVolunteered,
    SuggestionTakenUp,
    Verdict,
)
from meeting.case.gaps import digest_of_points
from meeting.case.hearing import Case
from meeting.case.outcome import Outcome
from meeting.case.posts import acting, still_in_the_room
from meeting.case.stand_in import Post
from meeting.commands import (
    ActionCommands,
    AgreeToLate,
    AnyCommand,
    ApproveActionList,
    AskForLate,
    AskToComeIn,
    Attend,
    CallItem,
    CaseCommand,
    ChangePreparedPoint,
    CloseBefore,
    CloseCase,
    ConfirmAction,
    ConfirmGuest,
    ConfirmNames,
    DeclareConflict,
    EndBreak,
    EnterPhase,
    EnterStage,
    JudgeAction,
    JudgePlan,
    MarkResearch,
    OpenAgenda,
    OpenRoom,
    PauseClock,
    PreparePoint,
    PresentPoints,
    ReadBackActions,
    RecordConflict,
    RemovePreparedPoint,
    ReopenCase,
    ResumeClock,
    RuleOnConflict,
    SignDeclaration,
    StandInCommands,
    TickOut,
    is_possible,
)
from meeting.conflict import Ruling
from meeting.decide.guest_times import decide_guest_times
from meeting.decide.guests import with_guests
from meeting.decide.silence import decide_silence
from meeting.minutes import minutes_for
from meeting.papers import action_list
from meeting.room import ItemState
from meeting.room import Phase as MeetingPhase
from meeting.state import Recorded, State, fold
from meeting.streams import case_stream
from meeting.values import PersonId
from meeting.words import Refused
from tests.given import (
    A_PLAN_WITH_GUESTS,
    CALLER,
    EVERYBODY,
    GUEST,
    OPENING,
    OUTSIDERS,
    REPRESENTATIVES,
    Given,
    a_guest_in,
    a_hearing,
    a_room,
    a_room_with_guests,
    an_open_agenda,
    confirm,
    heads_of,
    published,
    record_action,
    volunteer,
)
from tests.meeting.distribution import Client, World
from tests.meeting.generated import ALL_COMMANDS, CASE_COMMANDS, TEXTS, any_command
from tests.meeting.test_past import a_repeat_of_then
from tests.meeting.test_research import prepare
from tests.meeting.test_withdrawal import asked

settings.register_profile(
    "every history",
    derandomize=True,
    deadline=None,
    max_examples=48,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)

SECRET_TEXTS = ("CANARY he works nights.", "CANARY", "CANARY her sister knows and has told him so.")
"""What is said in the second world instead: other words, of other lengths."""
SPOKEN = ("reason", "text", "why", "what", "to_whom", "purpose")
NEVER_SECRET = (
    *(RuleOnConflict, EnterStage, CloseCase, ReopenCase, CloseBefore, AskForLate, AgreeToLate),
    *get_args(StandInCommands),
)
"""What changes the room, or who may read: the same in both worlds."""
ABOUT_ACTIONS: tuple[type[AnyCommand], ...] = get_args(ActionCommands)
ABOUT_THE_CASE = tuple(
    kind for kind in CASE_COMMANDS if not issubclass(kind, (CloseCase, DeclareConflict))
)
ABOUT_THE_ROOM = tuple(
    kind for kind in ALL_COMMANDS if kind not in (*CASE_COMMANDS, EnterPhase, ApproveActionList)
)
SEEDS = st.integers(0, 2**32)
AT_ONCE = 4
"""How many commands that the rules allow make up one stretch of work."""
TRIES = 5
"""How often a command of one class is tried, with other facts, until the rules allow it."""
HOLDERS = (Role.CHAIR, Role.MINUTE_TAKER)
THE_OTHER_HOLDER = {"chair": "minutes", "minutes": "chair"}
MOST_TOGETHER = 3
"""How many commands one commit holds at most; who may read what is judged once for all of them."""
OWN_DOING = (
    ActionVolunteered,
    ActionJoined,
    SuggestionTakenUp,
    ActionChanged,
    ActionConfirmed,
)
"""What an agency does itself to make an action its own."""


@cache
def beginnings() -> dict[str, tuple[Given, PersonId]]:
    """Rooms that histories begin with, and who is X in them; each hour of the day is reached."""
    planning = a_hearing(Stage.PLANNING)
    offered = planning.after("housing", volunteer("a1", invited=("probation",)))
    stays = RuleOnConflict(case="elm", person="minutes", ruling=Ruling.STAYS, reason="Long ago.")
    stayed = a_hearing().after("minutes", _out_of("elm")).after("chair", stays)
    out = {
        who: planning.after(who, _out_of("oak")).after("police", volunteer())
        for who in ("housing", "observer")
    }
    unsafe = JudgeAction(
        case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why="He is there."
    )
    again = ConfirmAction(case="oak", action="a1", version=2)
    recorded = record_action("health", "a2")
    stopped = offered.after("idva", unsafe).after("housing", again).after("minutes", recorded)
    summed_up = planning.after("housing", _out_of("oak")).case_closed()
    waiting = a_room_with_guests().everybody_signed().arrived(GUEST, CALLER).signed(GUEST, CALLER)
    prepared = an_open_agenda().after("police", prepare()).after("housing", prepare())
    for item, case in (("2", "elm"), ("3", "ash")):
        summed_up = summed_up.case_called(item).case_closed(case)
    return {
        "a repeat, with who was out of it then": (a_repeat_of_then(), "housing"),
        "the door is open": (a_room(), "police"),
        "all but two have signed": (
            a_room().everybody_signed(but=("children", "observer")),
            "children",
        ),
        "the declaration is read": (
            a_room().arrived(*EVERYBODY).in_phase(MeetingPhase.DECLARATION).signed("chair", "idva"),
            "idva",
        ),
        "an action is stopped": (stopped, "probation"),
        "case 1 is planned": (offered, "probation"),
        "case 1 is over": (planning.case_closed().later(minutes=1), "health"),
        "probation came late": (
            a_room()
            .everybody_signed(but=("probation",))
            .case_called("1")
            .case_closed()
            .after("probation", Attend())
            .signed("probation"),
            "probation",
        ),
        "housing is out of case 1": (out["housing"], "housing"),
        "the observer is out of case 1": (out["observer"], "observer"),
        "the IDVA is out of case 2": (
            a_hearing()
            .after("idva", _out_of("elm"))
            .case_closed()
            .stood_in(Post.VICTIMS_VOICE, "housing", "elm")
            .case_called("2"),
            "idva",
        ),
        "another takes the minutes of case 2": (
            a_hearing()
            .case_closed()
            .after("minutes", _out_of("elm"))
            .stood_in(Post.MINUTES, "probation", "elm")
            .after("police", _out_of("elm")),
            "police",
        ),
        "another chairs case 1": (
            planning.stood_in(Post.CHAIR, "probation").after("housing", _out_of("oak")),
            "housing",
        ),
        "the minute-taker may stay in case 2": (stayed, "housing"),
        "the referral of case 1 is to be withdrawn": (asked(), "probation"),
        "a guest is in case 1": (a_guest_in(Stage.PLANNING), GUEST),
        "a guest is in the case that housing is out of": (
            a_guest_in(Stage.PLANNING).after("housing", _out_of("oak")),
            "housing",
        ),
        "guests wait for their cases": (waiting, GUEST),
        "a caller waits for case 2, and case 1 is on": (
            waiting.after("chair", confirm(CALLER, "elm")).case_called("1"),
            CALLER,
        ),
        "the agenda is not open yet": (published(), "children"),
        "the agenda is open": (prepared, "probation"),
        "the agenda is open, and guests are invited": (an_open_agenda(A_PLAN_WITH_GUESTS), GUEST),
        "housing is out of case 1 before the day": (
            prepared.after("housing", _out_of("oak")),
            "housing",
        ),
        "the chair sums up": (summed_up.in_phase(MeetingPhase.SUMMARY), "housing"),
    }


def _out_of(case: str) -> DeclareConflict:
    return DeclareConflict(case=case, reason="We are cousins.")


class EveryHistory(RuleBasedStateMachine):
    """Two worlds, ``this`` and ``other``; X, the person who must not be able to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.this: World
        self.other: World
        self.x = ""
        self.steps = 0
        self.together = 0

    @initialize(seed=SEEDS)
    def the_day_begins(self, seed: int) -> None:
        chance = self._chance(seed)
        given, x = chance.choice(list(beginnings().values()))
        self.x = x if chance.random() < 0.7 else chance.choice(tuple(given.room.register))
        self.this, self.other = World(given), World(given, only=self.x)

    # What may happen

    @rule(seed=SEEDS)
    def anybody_asks_for_anything(self, seed: int) -> None:
        chance = self._chance(seed)
        who = chance.choice((*self._everybody(), *OUTSIDERS, "stranger"))
        self._give(who, any_command(chance, chance.choice(ALL_COMMANDS), self.this.state))

    @rule(seed=SEEDS)
    def somebody_comes_or_goes(self, seed: int) -> None:
        chance = self._chance(seed)
        self._give_what_is_allowed(chance, ABOUT_THE_ROOM)

    @rule(seed=SEEDS)
    def somebody_works_on_the_case(self, seed: int) -> None:
        chance = self._chance(seed)
        self._give_what_is_allowed(chance, ABOUT_THE_CASE)

    @rule(seed=SEEDS)
    def somebody_works_on_an_action(self, seed: int) -> None:
        chance = self._chance(seed)
        self._give_what_is_allowed(chance, ABOUT_ACTIONS)

    @rule()
    def the_chair_goes_on(self) -> None:
        if self.this.state.room.names_confirmed is None:
            self._give("minutes", ConfirmNames())
        command = self._next_step()
        if isinstance(command, EnterStage):
            for who, ticked in self._ticks(self.this, command.case):
                self._give(who, ticked)
        self._give(self._who_chairs(command), command)

    @rule(seed=SEEDS)
    def a_finished_case_is_reopened(self, seed: int) -> None:
        closed = [case for case in self.this.state.cases() if case.closing is not None]
        if closed:
            case = self._chance(seed).choice(closed)
            command = ReopenCase(
                case=case.case, closed=case.closing.at if case.closing else OPENING, reason=TEXTS[0]
            )
            self._give(self._who_chairs(command), command)

    @rule(seed=SEEDS)
    def somebody_declares_a_conflict(self, seed: int) -> None:
        chance = self._chance(seed)
        most = (*REPRESENTATIVES, "observer", *self._guests())
        who = chance.choice(most if chance.random() < 0.9 else self._everybody())
        self._give(who, _out_of(chance.choice(("oak", "elm"))))

    @rule(seed=SEEDS, connected=st.booleans())
    def a_laptop_falls_silent_or_is_back(self, seed: int, *, connected: bool) -> None:
        """ATT-2: it changes nobody's access, but for a guest's, who is asked again (ROLE-6)."""
        person = self._chance(seed).choice(self._everybody())
        for world in (self.this, self.other):
            noticed = decide_silence(world.state.room, person, connected=connected)
            placed = with_guests(world.state, noticed)
            before = may_read(world.state, world.given.reader(person))
            world.given = world.given.happened(placed, "room")
            after = may_read(world.state, world.given.reader(person))
            assert after <= before if self._role(person) is Role.GUEST else after == before
        self._commit()

    @rule(seconds=st.sampled_from((0.001, 1, 300)))
    def time_passes(self, seconds: float) -> None:
        """And each guest is told when their own case is expected by then (ROLE-6)."""
        for world in (self.this, self.other):
            later = world.given.later(seconds=seconds)
            world.given = later.happened(decide_guest_times(later.state, later.now), "room")
        self._commit()

    # What must hold

    @invariant()
    def every_laptop_shows_what_its_person_may_read(self) -> None:
        if self.together:
            return
        for person, client in self.this.clients.items():
            assert client.state == self.this.state.only(self.this.readable(person)), person

    @invariant()
    def what_was_written_down_leads_to_the_same_state(self) -> None:
        if self.together:
            return
        assert self.this.replay.state == self.this.state

    @invariant()
    def x_cannot_tell_the_two_worlds_apart(self) -> None:
        """RES-2's promise for CON-2, OUT-2: same bytes, same paper, whatever is said without X."""
        assert self.this.sent[self.x] == self.other.sent[self.x]
        this, other = (
            minutes_for(world.state, world.given.reader(self.x))
            for world in (self.this, self.other)
        )
        assert this == other

    @invariant()
    def no_state_is_illegal(self) -> None:
        if self.together:
            return
        state = self.this.state
        on = [item for item in state.room.items.values() if item.state is ItemState.ON]
        assert len(on) <= 1
        interrupted = [i for i in state.room.items.values() if i.state is ItemState.INTERRUPTED]
        assert len(interrupted) <= 1
        assert not interrupted or [item.case for item in on] == [None]
        for case in state.cases():
            item = state.room.item_of(case.case)
            assert item is not None
            is_heard = item.state in {ItemState.ON, ItemState.INTERRUPTED}
            assert is_heard == (case.stage in HEARING)
            assert is_heard <= (case.clock.called is not None)
            stands_still = case.clock.paused_since is not None
            assert (item.state is ItemState.INTERRUPTED) <= stands_still
            assert (item.state is ItemState.OVER) == (case.closing is not None)
            self._check_withheld(case)
            self._check_guests(case)
            for action in case.plan.actions.values():
                self._check_owned(case, action)

    def _check_the_heads_on_papers(self) -> None:
        """X's are the same in both worlds, whatever was said without X."""
        this, other = (
            action_list(world.state, world.given.reader(self.x), heads_of(world.given)).heads
            for world in (self.this, self.other)
        )
        assert this == other

    def teardown(self) -> None:
        if not self.x:
            return
        self._check_the_heads_on_papers()
        self._commit()
        self._check_all()
        again, numbers = State(), Client().numbers
        for stream in self.this.order:
            again = fold(again, stream, self.this.events[stream][numbers.get(stream, 0)])
            numbers[stream] = numbers.get(stream, 0) + 1
        assert again == self.this.state

    def _check_withheld(self, case: Case) -> None:
        for person in filter(case.is_withheld_from, case.out_of_it):
            stream = case_stream(case.case)
            assert stream not in self.this.readable(person)
            assert stream not in self.this.clients[person].state.streams

    def _check_guests(self, case: Case) -> None:
        """ROLE-6: nothing but their own part of the room, and their case while it is on."""
        for guest in case.guests:
            read = {str(stream) for stream in self.this.readable(guest)}
            if case.stage not in HEARING or not self.this.given.line(guest).may_take_part:
                is_void = self.this.given.line(guest).is_void
                assert read == (set() if is_void else {f"guest/{guest}"})
            assert read <= {f"guest/{guest}", f"case/{case.case}"}

    def _check_owned(self, case: Case, action: Action) -> None:
        """ACT-1, ACT-5, ACT-13: each owner made these very words its own, on its own screen or
        before the minute-taker; what anybody else has said in its place since then binds nobody.
        """
        if action.standing not in COMMITTED:
            return
        happened = [
            recorded
            for recorded in self.this.events[case_stream(case.case)]
            if getattr(recorded.event, "action", None) == action.action
        ]
        for owner in action.owners:
            rewordings = [n for n, each in enumerate(happened) if self._rewords(each, owner)]
            since = happened[max(rewordings, default=0) :]
            witnessed = action.recorded and owner in action.confirmed
            assert witnessed or any(self._is_own_doing(each, owner) for each in since)

    def _rewords(self, recorded: Recorded, owner: str) -> bool:
        """Whether somebody else than ``owner`` changed the words, be it in its name."""
        return isinstance(recorded.event, ActionChanged) and self._by(recorded) != owner

    def _is_own_doing(self, recorded: Recorded, owner: str) -> bool:
        event = recorded.event
        return isinstance(event, OWN_DOING) and event.agency == self._by(recorded) == owner

    def _by(self, recorded: Recorded) -> str:
        return self.this.given.line(recorded.by).agency

    # How commands are made

    def _chance(self, seed: int) -> Random:
        """Evenly spread, and never the same twice in a history; the seed is hypothesis's."""
        self.steps += 1
        return Random(f"{seed}/{self.steps}")  # noqa: S311 - plays meetings, keeps no secrets

    def _everybody(self) -> tuple[PersonId, ...]:
        return tuple(self.this.state.room.register)

    def _guests(self) -> tuple[PersonId, ...]:
        return tuple(who for who in self._everybody() if self._role(who) is Role.GUEST)

    def _role(self, who: PersonId) -> Role:
        return self.this.given.line(who).role

    def _case(self, case: str) -> Case:
        return self.this.given.case(case)

    def _on(self) -> str:
        on = self.this.state.room.on
        return on.case if on is not None and on.case is not None else "oak"

    def _give_what_is_allowed(self, chance: Random, kinds: Sequence[type[AnyCommand]]) -> None:
        for _ in range(AT_ONCE):
            case = self._case(self._on())
            found = self._allowed_command(chance, kinds, self.this, case, TEXTS)
            if found is not None:
                self._give(*found)
                self._check_all()

    def _check_all(self) -> None:
        self.every_laptop_shows_what_its_person_may_read()
        self.what_was_written_down_leads_to_the_same_state()
        self.x_cannot_tell_the_two_worlds_apart()
        self.no_state_is_illegal()

    def _allowed_command(
        self,
        chance: Random,
        kinds: Sequence[type[AnyCommand]],
        world: World,
        case: Case,
        texts: tuple[str, ...],
    ) -> tuple[PersonId, AnyCommand] | None:
        """A command that the rules allow in ``world``, all classes alike; None if none is found."""
        phase = world.state.room.phase
        for kind in chance.sample(kinds, len(kinds)):
            everybody = world.state.room.register
            able = [p for p in everybody if is_possible(kind, self._role(p), phase, case.stage)]
            able = list(OUTSIDERS) if kind is AskToComeIn else able
            for who in chance.choices(able, k=TRIES) if able else ():
                command = any_command(chance, kind, world.state, texts)
                command = self._fitting(who, command, world.given.case(case.case))
                telling = world is self.other and self._would_tell(who, command)
                if not telling and world.allows(who, command):
                    return who, command
        return None

    def _would_tell(self, who: PersonId, command: AnyCommand) -> bool:
        """What everybody may notice: who runs the case is out of it, and it is set back, or waits
        for somebody to stand in.
        """
        if not isinstance(command, DeclareConflict | RecordConflict):
            return False
        out = command.person if isinstance(command, RecordConflict) else who
        runs_it = {
            person
            for world in (self.this, self.other)
            for case in world.state.cases()
            for stands_in in case.stand_ins.values()
            for person in (stands_in.person, stands_in.asked)
        }
        if out == self.x or out in runs_it or self.this.given.is_holder(out):
            return True
        return out in self.this.state.room.register and self.this.given.line(out).speaks_for_victim

    def _who_chairs(self, command: AnyCommand) -> PersonId:
        """Who stands in for the chair gives what only the chair of that case can."""
        item = self.this.state.room.items.get(getattr(command, "item", ""))
        case = getattr(command, "case", None) or (item.case if item else None)
        found = self.this.state.case(case) if case else None
        chairs = acting(self.this.state.room, found, Post.CHAIR) if found else None
        return chairs.person if chairs else "chair"

    def _ticks(self, world: World, case: str) -> list[tuple[PersonId, TickOut]]:
        """Whoever is out of the case leaves the room (CON-3)."""
        found = world.given.case(case)
        chairs = acting(world.state.room, found, Post.CHAIR)
        return [
            (chairs.person if chairs else "chair", TickOut(case=case, person=line.person))
            for line in still_in_the_room(world.state.room, found)
        ]

    def _fitting(self, who: PersonId, command: AnyCommand, case: Case) -> AnyCommand:
        """``command`` about ``case``, in the version that things are in now."""
        if isinstance(command, SignDeclaration):
            return _with(command, name=self.this.given.line(who).name)
        if not isinstance(command, CaseCommand):
            return command
        facts: dict[str, Any] = {"case": case.case}
        found = case.plan.actions.get(getattr(command, "action", "")) or case.heard.points.get(
            getattr(command, "text", "") and getattr(command, "information", "")
        )
        if found is not None and hasattr(command, "version"):
            facts["version"] = found.version
        prepared = self.this.state.preparation(self._agency(who), case.case).points
        if prepared and isinstance(command, (ChangePreparedPoint, RemovePreparedPoint)):
            point = next(iter(prepared.values()))
            facts |= {"information": point.information, "version": point.version}
        if isinstance(command, PresentPoints):
            seen = [{"information": p.information, "version": p.version} for p in prepared.values()]
            facts["points"] = tuple(seen)
        if isinstance(command, MarkResearch):
            research = case.research.get(self._agency(who))
            facts["so_far"] = research.answer if research else None
        if isinstance(command, (JudgePlan, ReadBackActions)):
            facts["version"] = case.plan.version
        if isinstance(command, (PauseClock, ResumeClock)):
            facts["version"] = case.clock.version
        if isinstance(command, ConfirmGuest) and case.guests:
            facts["person"] = next(iter(case.guests))
        if isinstance(command, EnterStage):
            facts["from_stage"] = case.stage
        if isinstance(command, CloseCase):
            facts["called"] = case.clock.called or OPENING
        if isinstance(command, ReopenCase) and case.closing is not None:
            facts["closed"] = case.closing.at
        return _with(command, **facts)

    def _next_step(self) -> AnyCommand:
        room = self.this.state.room
        if room.phase is MeetingPhase.PREPARING:
            return OpenRoom() if room.agenda_opened else OpenAgenda()
        if room.phase is MeetingPhase.GATHERING:
            return EnterPhase(from_phase=MeetingPhase.GATHERING, phase=MeetingPhase.DECLARATION)
        if room.phase is MeetingPhase.DECLARATION:
            return EnterPhase(from_phase=MeetingPhase.DECLARATION, phase=MeetingPhase.HEARING)
        if room.phase is not MeetingPhase.HEARING:
            return ApproveActionList()
        if room.on is not None:
            return self._next_in_case(room.on.item, room.on.case)
        listed = [i for i in room.items.values() if i.state is ItemState.LISTED]
        return (
            CallItem(item=listed[0].item)
            if listed
            else EnterPhase(from_phase=MeetingPhase.HEARING, phase=MeetingPhase.SUMMARY)
        )

    def _next_in_case(self, item: str, case: str | None) -> AnyCommand:
        if case is None:
            return EndBreak(item=item)
        stage = self._case(case).stage
        if stage is Stage.READ_BACK:
            return self.this.given.closing(case, Outcome.HEARD, "The rest is for later.")
        return EnterStage(case=case, from_stage=stage, stage=HEARING[HEARING.index(stage) + 1])

    # The two worlds

    def _secret_cases(self) -> list[str]:
        return sorted(case.case for case in self.this.state.cases() if self._never_reads(case))

    def _never_reads(self, case: Case) -> bool:
        """Whether X is out of ``case`` or, being a guest, has no business there any more."""
        if case.is_withheld_from(self.x):
            return True
        if self._role(self.x) is not Role.GUEST:
            return False
        return self.x not in case.guests or case.closing is not None

    def _give(self, who: PersonId, command: AnyCommand) -> None:
        """One command in both worlds; up to ``MOST_TOGETHER`` make up one commit."""
        if self._lets_x_back_in(command) or self._rules_where_nobody_presides(command):
            return
        if self._takes_over_in_one_world(who, command) or self._would_be_told(who, command):
            return
        self._leave_the_room_in_both(command)
        command = self._with_gaps(command, self.this)
        there = self._who_elsewhere(who, command)
        said = self._with_gaps(self._disguised(who, command), self.other)
        before = self.this.state
        refusal = self.this.draft(who, command)
        if refusal is not None:
            assert self.this.state is before
        elsewhere = self.other.draft(there, said)
        if who == self.x:
            assert _answer(refusal) == _answer(elsewhere)
        self._say_more_in_the_other_world()
        self.together += 1
        if self.together >= self._chance(len(self.this.order)).randint(1, MOST_TOGETHER):
            self._commit()

    def _commit(self) -> None:
        for world in (self.this, self.other):
            world.commit()
        self.together = 0

    def _with_gaps(self, command: AnyCommand, world: World) -> AnyCommand:
        """A secret case is closed over what is open in ``world``; it is over in both worlds."""
        if not isinstance(command, CloseCase) or command.case not in self._secret_cases():
            return command
        return _with(command, seen=digest_of_points(world.given.gaps(command.case)))

    def _who_elsewhere(self, who: PersonId, command: AnyCommand) -> PersonId:
        """Of chair and minute-taker the other one declares in the second world, if both can: that
        a case is broken off may be known, and never by whom (CON-1).
        """
        other = THE_OTHER_HOLDER.get(who)
        if not isinstance(command, DeclareConflict) or other is None:
            return who
        if command.case not in self._secret_cases() or self._role(self.x) in HOLDERS:
            return who
        both = self.this.allows(who, command) and self.other.allows(other, command)
        return other if both else who

    def _takes_over_in_one_world(self, who: PersonId, command: AnyCommand) -> bool:
        """Who is out of a secret case in one world only can take it over, or have it heard further,
        in the other only: the room is rightly told who chairs, and what is on (ROLE-7, CASE-1).
        """
        if (
            not isinstance(command, StandInCommands | ReopenCase)
            or command.case not in self._secret_cases()
        ):
            return False
        return self.this.allows(who, command) != self.other.allows(who, command)

    def _is_anothers_preparation(self, who: PersonId, command: AnyCommand) -> bool:
        """What another agency prepares is not X's to know, whatever case it is for (AG-4)."""
        if not isinstance(command, PreparePoint | ChangePreparedPoint):
            return False
        return self._agency(who) != self._agency(self.x)

    def _would_be_told(self, who: PersonId, command: AnyCommand) -> bool:
        """What was prepared in other words in the other world is rightly told when presented."""
        if not isinstance(command, PresentPoints) or command.case in self._secret_cases():
            return False
        return self._agency(who) != self._agency(self.x)

    def _agency(self, who: PersonId) -> str:
        line = self.this.state.room.register.get(who)
        return line.agency if line else ""

    def _leave_the_room_in_both(self, command: AnyCommand) -> None:
        """A secret case goes on in both worlds: different people are out of it, and leave."""
        if not isinstance(command, EnterStage) or command.case not in self._secret_cases():
            return
        for world in (self.this, self.other):
            # Who came in at this very moment goes after it.
            world.given = world.given.later(seconds=0.001)
            for who, ticked in self._ticks(world, command.case):
                world.draft(who, ticked)

    def _rules_where_nobody_presides(self, command: AnyCommand) -> bool:
        """Only one of the two worlds could still rule where different people are out of it."""
        if not isinstance(command, RuleOnConflict) or command.case not in self._secret_cases():
            return False
        cases = (world.given.case(command.case) for world in (self.this, self.other))
        return any(case.is_withheld_from(holder) for case in cases for holder in THE_OTHER_HOLDER)

    def _say_more_in_the_other_world(self) -> None:
        """Something of any kind, in a case that X is out of: heard if one is, else any."""
        cases = [self.other.given.case(case) for case in self._secret_cases()]
        if not cases:
            return
        chance = self._chance(len(self.this.order))
        about = CASE_COMMANDS if chance.random() < 0.5 else ABOUT_ACTIONS
        case = max(cases, key=lambda found: (found.stage in HEARING, chance.random()))
        kinds = [kind for kind in about if not issubclass(kind, NEVER_SECRET)]
        found = self._allowed_command(chance, kinds, self.other, case, SECRET_TEXTS)
        if found is not None:
            self.other.draft(*found)

    def _lets_x_back_in(self, command: AnyCommand) -> bool:
        """What X is out of must stay so to the end, or it would rightly be told. A guest's case is
        one of these from its close on (ROLE-6).
        """
        if isinstance(command, ReopenCase):
            found = self.this.state.case(command.case)
            return found is not None and self.x in found.guests
        if not isinstance(command, RuleOnConflict):
            return False
        return command.person == self.x and command.ruling is Ruling.STAYS

    def _disguised(self, who: PersonId, command: AnyCommand) -> AnyCommand:
        if who == self.x or not isinstance(command, CaseCommand):
            return command
        if not self._is_secret(command) and not self._is_anothers_preparation(who, command):
            return command
        said = {
            name: f"CANARY {getattr(command, name)}" for name in SPOKEN if hasattr(command, name)
        }
        return _with(command, **{name: text for name, text in said.items() if text != "CANARY "})

    def _is_secret(self, command: CaseCommand) -> bool:
        if isinstance(command, RuleOnConflict) and command.person == self.x:
            return False
        if command.case in self._secret_cases():
            return True
        # Why somebody else is out of a case is never X's to know, unless they hold a role in it.
        if isinstance(command, RecordConflict) and command.person == self.x:
            return False
        declares = isinstance(command, DeclareConflict | RecordConflict)
        return declares and not self._x_runs(command.case)

    def _x_runs(self, case: str) -> bool:
        """X holds the chair or the minutes, or stands in for one of them in this case (ROLE-7)."""
        found = self.this.state.case(case)
        line = self.this.state.room.register.get(self.x)
        stands_in = found is not None and any(
            self.x in {who.person, who.asked} for who in found.stand_ins.values()
        )
        return stands_in or (line is not None and line.role in HOLDERS)


def _with(command: AnyCommand, **facts: Any) -> AnyCommand:
    return type(command).model_validate({**command.model_dump(), **facts})


def _answer(refusal: Refused | None) -> tuple[str, str, str | None] | None:
    return None if refusal is None else (refusal.code, refusal.message, refusal.field)


# Whole days are played in both worlds: on a busy machine that takes longer than the safety net.
TestEveryHistory = pytest.mark.timeout(600)(EveryHistory.TestCase)
TestEveryHistory.settings = settings.get_profile("every history")


@pytest.mark.parametrize("x", ["housing", "observer", GUEST, CALLER])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_said_without_somebody_leaves_no_trace_for_them(x: str, seed: int) -> None:
    """CON-2, ROLE-6, OUT-2: sixty things of every kind are said in one world, not in the other."""
    given = a_guest_in(Stage.PLANNING)
    given = given if x == CALLER else given.after(x, _out_of("oak"))
    day = EveryHistory()
    day.x, day.steps = x, 1000 * seed
    day.this, day.other = World(given), World(given, only=x)
    for _ in range(60):
        day._say_more_in_the_other_world()
        day._commit()
    assert len(day.other.order) > len(day.this.order) + 40
    assert day.other.given.case().plan.actions
    day.x_cannot_tell_the_two_worlds_apart()


@pytest.mark.parametrize("x", ["housing", "observer"])
def test_nobody_outside_a_case_can_tell_who_broke_it_off(x: str) -> None:
    """CON-1, CON-2: chair or minute-taker, the room is told the same in the same bytes."""
    given = a_hearing(Stage.PLANNING).after(x, _out_of("oak"))
    day = EveryHistory()
    day.x, day.this, day.other = x, World(given), World(given, only=x)
    assert day._who_elsewhere("chair", _out_of("oak")) == "minutes"
    day._give("chair", _out_of("oak"))
    day._commit()
    assert day.this.state.room.on is None
    assert day.this.given.case().is_withheld_from("chair")
    assert day.other.given.case().is_withheld_from("minutes")
    day.x_cannot_tell_the_two_worlds_apart()
    frame = day.this.sent[x][-1]
    assert b"item_set_back" in frame.bytes
    assert not any(f'"by":"{who}"'.encode() in frame.bytes for who in ("chair", "minutes"))


@pytest.mark.parametrize("x", ["housing", "observer"])
def test_what_is_said_in_the_very_commit_that_takes_somebody_out_does_not_reach_them(
    x: str,
) -> None:
    """CON-2: who may read is judged once a commit, after the last of its commands."""
    world = World(a_hearing(Stage.PLANNING))
    for who, command in (
        ("police", volunteer(wording={"text": "CANARY before."})),
        (x, _out_of("oak")),
        ("police", volunteer("a2", wording={"text": "CANARY after."})),
    ):
        assert world.draft(who, command) is None
    world.commit()
    assert b"CANARY before" in world.sent["idva"][-1].bytes
    assert world.sent[x][-1].withdrawn == ("case/oak",)
    assert b"CANARY" not in world.sent[x][-1].bytes
