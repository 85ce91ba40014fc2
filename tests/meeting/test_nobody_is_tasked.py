"""No command puts an action on another agency: every command, every role, every hour (ACT-1).

Not by examples. Each command that there is, with every value that matters to an action, is given by
everybody who could give it, at every stage and phase, about an action of every standing. What is
decided is folded, and nobody may own, or be held to, anything that their own agency has not said.
Who speaks for whom stands here in a table of its own, and is not computed by the rules.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, get_args

import pytest

from agenda.matching import likeness
from agenda.protocol import Stage
from meeting.access import Reader
from meeting.case.actions import (
    COMMITTED,
    Action,
    ActionConfirmed,
    ActionJoined,
    ActionVolunteered,
    Standing,
    SuggestionTakenUp,
)
from meeting.commands import (
    ActionCommands,
    AnyCommand,
    AskToWithdrawReferral,
    ChangeAction,
    CloseCase,
    RecordAction,
    SuggestAction,
    TakeUpSuggestion,
    VolunteerAction,
    WitnessConfirmation,
)
from meeting.decide import actions as rules
from meeting.decide import decide
from meeting.decide.asking import Hearing
from meeting.state import Placed, State
from meeting.streams import case_stream
from meeting.values import AgencyId
from meeting.words import Refused
from tests.given import (
    Given,
    wording,
)
from tests.meeting.every_hour import HOURS, NEW, Hour, askers, commands, hours
from tests.meeting.generated import ALL_COMMANDS

ABOUT_ACTIONS: Final[tuple[type[AnyCommand], ...]] = get_args(ActionCommands)
MANY: Final = 250_000
"""How many questions are put at least: fewer would mean that something is not asked any more."""
MOST_KINDS: Final = 68
"""How many kinds of command are allowed at one of these hours at least; of the others, which need a
room of their own, the histories of ``test_every_history`` ask the same.
"""
# What must hold


@dataclass
class Swept:
    """How much was asked for in one hour, what of it was allowed, and what must not have been."""

    asked: int = 0
    allowed: dict[type[AnyCommand], int] = field(default_factory=dict)
    standings: set[Standing] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def sweep(hour: Hour, kinds: tuple[type[AnyCommand], ...] = ALL_COMMANDS) -> Swept:
    swept = Swept()
    before = _actions(hour.given.state)
    swept.standings = {action.standing for action in before.values()}
    for kind in kinds:
        asked = tuple(commands(hour, kind))
        for reader, speaks in askers(hour):
            for command in asked:
                swept.asked += 1
                try:
                    placed = decide(hour.given.state, reader, command, hour.given.now, likeness)
                except Refused:
                    continue
                swept.allowed[kind] = swept.allowed.get(kind, 0) + 1
                after = hour.given.happened(placed, reader.person)
                who = f"{reader.person} for {speaks}: {command!r}"
                swept.wrong += [
                    f"{words} by {who}" for words in _tasked(hour, reader, speaks, command, after)
                ]
    return swept


def _actions(state: State) -> dict[tuple[str, str], Action]:
    return {
        (case.case, action.action): action
        for case in state.cases()
        for action in case.plan.actions.values()
    }


def _is_held_to(action: Action | None, agency: AgencyId) -> bool:
    """Whether ``agency`` is held to it: its own, and not only what was written down for it."""
    if action is None or agency not in action.owners or action.withdrawn_because:
        return False
    return not action.recorded or agency in action.confirmed


def _tasked(
    hour: Hour, reader: Reader, speaks: AgencyId | None, command: AnyCommand, after: Given
) -> Iterator[str]:
    """Which agencies own, have confirmed or are held to what they have not said themselves."""
    before = _actions(hour.given.state)
    writes = reader.person == hour.minutes
    recorded = isinstance(command, RecordAction | AskToWithdrawReferral) and writes
    witnessed = isinstance(command, WitnessConfirmation) and writes
    for key, action in _actions(after.state).items():
        was = before.get(key)
        same_words = was is not None and was.wording == action.wording
        for agency in action.owners:
            if agency in {speaks, hour.said_before.get(action.action)}:
                continue
            by_witness = witnessed and agency == "health" and same_words
            if (was is None or agency not in was.owners) and not recorded:
                yield f"{agency} owns {key}"
            confirms = agency in action.confirmed and (was is None or agency not in was.confirmed)
            if confirms and not by_witness:
                yield f"{agency} counts as having confirmed {key}"
            held = _is_held_to(action, agency)
            if held and not (_is_held_to(was, agency) and same_words) and not by_witness:
                yield f"{agency} is held to {key}"
            if action.standing in COMMITTED and not held:
                yield f"{key} stands as {agency}'s own"
    for offer, late in after.case().late_offers.items():
        if offer not in hour.given.case().late_offers and late.agency != speaks:
            yield f"{late.agency} offered {offer} late"


@cache
def swept(hour: str) -> Swept:
    return sweep(hours()[hour])


pytestmark = pytest.mark.xdist_group("nobody is tasked")


@pytest.mark.parametrize("hour", HOURS)
def test_no_command_puts_an_action_on_another_agency(hour: str) -> None:
    """ACT-1, ACT-5, ROLE-2, ROLE-4, ROLE-8."""
    found = swept(hour)
    assert not found.wrong, found.wrong[:5]
    assert found.asked > 10_000 or not found.standings


def test_every_standing_every_command_about_actions_and_every_asker_is_among_them() -> None:
    """What was refused throughout would prove nothing."""
    assert tuple(hours()) == HOURS
    assert {standing for hour in HOURS for standing in swept(hour).standings} == set(Standing)
    allowed = {kind for hour in HOURS for kind in swept(hour).allowed}
    assert not {kind.__name__ for kind in ABOUT_ACTIONS if kind not in allowed}
    assert len(allowed) >= MOST_KINDS
    assert sum(swept(hour).asked for hour in HOURS) > MANY


# Seen to find what it looks for


def _said(hearing: Hearing, *events: object) -> tuple[Placed, ...]:
    return tuple(Placed(case_stream(hearing.case.case), event) for event in events)  # type: ignore[arg-type]  # events of one case


def _suggesting_tasks(hearing: Hearing, command: SuggestAction) -> tuple[Placed, ...]:
    given = ActionVolunteered(
        action=command.action, agency=command.to, invited=(), wording=command.wording
    )
    return _said(hearing, given)


def _recording_tasks(hearing: Hearing, command: RecordAction) -> tuple[Placed, ...]:
    given = ActionVolunteered(
        action=command.action, agency=command.agency, invited=(), wording=command.wording
    )
    return _said(hearing, given)


def _anybody_takes_up(hearing: Hearing, command: TakeUpSuggestion) -> tuple[Placed, ...]:
    found = rules._action(hearing, command.action)
    if found.suggested_to is None:
        raise Refused("not_a_suggestion", "action")
    taken = SuggestionTakenUp(
        action=command.action, agency=found.suggested_to, wording=command.wording
    )
    return _said(hearing, taken)


def _inviting_tasks(hearing: Hearing, command: VolunteerAction) -> tuple[Placed, ...]:
    offered = ActionVolunteered(
        action=command.action, agency=hearing.agency, invited=(), wording=command.wording
    )
    joined = (ActionJoined(action=command.action, agency=agency) for agency in command.invited)
    return _said(hearing, offered, *joined)


def _witness_of_anybody(hearing: Hearing, command: WitnessConfirmation) -> tuple[Placed, ...]:
    rules._need_confirmable(hearing, command.action, command.version, command.agency)
    witness = hearing.asking.who.person
    confirmed = ActionConfirmed(action=command.action, agency=command.agency, witness=witness)
    return _said(hearing, confirmed)


def _owner_of(hearing: Hearing, action: str) -> tuple[Action, AgencyId]:
    found = rules._action(hearing, action)
    if not found.owners:
        raise Refused("not_your_action", "action")
    return found, found.owners[0]


FAULTS: Final[Mapping[str, tuple[type[AnyCommand], Callable[..., object]]]] = {
    "_suggest": (SuggestAction, _suggesting_tasks),
    "_record": (RecordAction, _recording_tasks),
    "_take_up": (TakeUpSuggestion, _anybody_takes_up),
    "_volunteer": (VolunteerAction, _inviting_tasks),
    "_witness": (WitnessConfirmation, _witness_of_anybody),
    "_own": (ChangeAction, _owner_of),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_rule_that_tasked_somebody_would_be_found(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, fault = FAULTS[rule]
    hour = hours()[Stage.PLANNING.value]
    assert not sweep(hour, (kind,)).wrong
    monkeypatch.setattr(rules, rule, fault)
    assert sweep(hour, (kind,)).wrong


def test_a_close_that_tasked_the_referring_agency_would_be_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever a rule stands: it is looked at what came of a command, not at which it was."""
    closes = decide.__globals__["decide_closing"]

    def tasking(hearing: Hearing, command: CloseCase) -> tuple[Placed, ...]:
        agency = hearing.case.referred_by
        given = ActionVolunteered(action=NEW, agency=agency, invited=(), wording=wording())
        return (*closes(hearing, command), *_said(hearing, given))

    monkeypatch.setitem(decide.__globals__, "decide_closing", tasking)
    assert sweep(hours()[Stage.READ_BACK.value], (CloseCase,)).wrong
