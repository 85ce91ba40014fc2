"""The life of an action, found by living it: every command is tried by everybody on every action
that can be reached, and what the rules let through is folded.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Final

from agenda.plan import Agency, ExpectedPerson, MeetingPlan, Party, PartyKind, PlannedCase, Role
from agenda.protocol import Stage
from meeting.access import Reader
from meeting.case.actions import Action, Standing, Verdict
from meeting.case.clock import StageEntered
from meeting.case.hearing import CaseCalled
from meeting.commands import GIVEN_BY, AnyCommand
from meeting.decide import decide
from meeting.decide.arrange import arrange
from meeting.decide.matching import nobody_is_alike
from meeting.room import DeclarationSigned, ItemCalled, PersonAttended, Phase, PhaseEntered
from meeting.state import AnyEvent, Placed, Recorded, State, fold
from meeting.streams import ROOM, case_stream
from meeting.wire import COMMAND
from meeting.words import Refused
from tests.docs.fields import kind_of

NOW: Final = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
CASE: Final = "one"
ACTION: Final = "a"
TABLE: Final = {
    # person: (agency, role, has a laptop)
    "chair": ("police", Role.CHAIR, True),
    "minutes": ("council", Role.MINUTE_TAKER, True),
    "idva": ("idva", Role.REPRESENTATIVE, True),
    "housing": ("housing", Role.REPRESENTATIVE, True),
    "health": ("health", Role.REPRESENTATIVE, False),
}
WORDING: Final = {"text": "Change the locks at the safe address."}
REWORDED: Final = {"text": "Change the locks at the safe address, by day."}
BEGINNINGS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("suggest_action", {"to": "housing", "wording": WORDING}),
    ("volunteer_action", {"wording": WORDING, "invited": ("idva",)}),
    ("record_action", {"agency": "health", "wording": WORDING}),
    ("record_action", {"agency": "housing", "wording": WORDING}),
)
STEPS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("take_up_suggestion", {"wording": WORDING}),
    ("decline_suggestion", {"reason": "Not ours to do."}),
    ("join_action", {}),
    ("decline_to_join", {"reason": "No need of two."}),
    ("change_action", {"wording": WORDING}),
    ("change_action", {"wording": REWORDED}),
    ("withdraw_action", {"reason": "It is done already."}),
    ("confirm_action", {}),
    ("witness_confirmation", {"agency": "health"}),
    ("judge_action", {"verdict": Verdict.SAFE}),
    ("judge_action", {"verdict": Verdict.SAFE, "why": "He has moved away."}),
    ("judge_action", {"verdict": Verdict.UNSAFE, "why": "He would be there."}),
    ("strike_entry", {"entry": ACTION}),
    ("keep_action", {"reason": "Nothing else is left."}),
)
KINDS: Final = {kind_of(command): command for command in GIVEN_BY}


@dataclass(frozen=True, slots=True, order=True)
class Arrow:
    """One step of an action's life; ``before`` is None where it begins."""

    before: Standing | None
    command: str
    after: Standing


@dataclass(frozen=True, slots=True)
class Life:
    """Every step that the rules allow somebody at the table to take, and every case on the way."""

    arrows: frozenset[Arrow]
    states: tuple[State, ...]


@cache
def lived() -> Life:
    """All that can become of one action while a case is planned."""
    found: set[Arrow] = set()
    seen = {_shape(None)}
    states = [_planning()]
    waiting = deque(states)
    while waiting:
        state = waiting.popleft()
        before = _action(state)
        for command, after in _steps(state):
            if (action := _action(after)) is None:
                continue
            found.add(Arrow(before.standing if before else None, command.kind, action.standing))
            if (shape := _shape(action)) not in seen:
                seen.add(shape)
                states.append(after)
                waiting.append(after)
    return Life(frozenset(found), tuple(states))


def _steps(state: State) -> Iterator[tuple[AnyCommand, State]]:
    for person, (agency, _, _) in TABLE.items():
        for command in _tries(_action(state)):
            try:
                placed = decide(state, Reader(person, agency), command, NOW)
            except Refused:
                continue
            yield command, folded(state, placed, person)


def _tries(action: Action | None) -> Iterator[AnyCommand]:
    about = {"case": CASE, "action": ACTION, "version": action.version if action else 0}
    for kind, facts in BEGINNINGS if action is None else STEPS:
        model = KINDS[kind]
        known = {name: value for name, value in about.items() if name in model.model_fields}
        yield COMMAND.validate_python({"kind": kind, **known, **facts})


def _shape(action: Action | None) -> object:
    """What of an action matters for what can come of it."""
    if action is None:
        return None
    return (
        action.standing,
        action.owners,
        action.invited,
        frozenset(action.confirmed),
        frozenset(action.declined),
        action.recorded,
        action.verdict,
        bool(action.kept_because),
    )


def _action(state: State) -> Action | None:
    case = state.case(CASE)
    return case.plan.actions.get(ACTION) if case else None


def _planning() -> State:
    """A case at the action planning, with everybody signed."""
    plan = _plan()
    in_room: list[AnyEvent] = [PhaseEntered(phase=Phase.HEARING), ItemCalled(item="1")]
    for person, (_, _, laptop) in TABLE.items():
        in_room.append(PersonAttended(person=person, laptop=laptop))
        in_room.append(
            DeclarationSigned(
                person=person, name=person, version="1", digest="0" * 64, witness=None
            )
        )
    in_case = (CaseCalled(referrer_present=True), StageEntered(stage=Stage.PLANNING))
    placed = (
        *arrange(plan, (), nobody_is_alike),
        *(Placed(ROOM, event) for event in in_room),
        *(Placed(case_stream(CASE), event) for event in in_case),
    )
    return folded(State(), placed, "chair")


def _signature(person: str) -> DeclarationSigned:
    return DeclarationSigned(person=person, name=person, version="1", digest="0" * 64, witness=None)


def _plan() -> MeetingPlan:
    agencies = sorted({agency for agency, _, _ in TABLE.values()})
    return MeetingPlan(
        id="northvale",
        area="Northvale",
        day=date(2026, 11, 24),
        starts=time(9),
        agencies=tuple(Agency(id=agency, name=agency) for agency in agencies),
        people=tuple(
            ExpectedPerson(
                id=person, name=person, agency=agency, role=role, speaks_for_victim=agency == "idva"
            )
            for person, (agency, role, _) in TABLE.items()
        ),
        cases=(
            PlannedCase(
                id=CASE,
                referred_by="housing",
                parties=(Party(id="v", kind=PartyKind.VICTIM, name="Rowan Ash"),),
            ),
        ),
    )


def folded(state: State, placed: tuple[Placed, ...], by: str) -> State:
    """``state`` after the events that a command of ``by`` led to."""
    for each in placed:
        state = fold(state, each.stream, Recorded(at=NOW, by=by, event=each.event))
    return state
