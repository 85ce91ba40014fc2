"""The two tables, whole: which command is legal when, and who may give it (ROLE-1 to ROLE-5)."""

from typing import get_args

import pytest

from agenda.plan import Role
from agenda.protocol import HEARING, Stage
from meeting.commands import (
    AFTER_READING,
    ALLOWED,
    CASE_PHASES,
    GIVEN_BY,
    LATE,
    NEEDED,
    AnyCommand,
    CaseCommand,
    CloseBefore,
    CloseCase,
    ConfirmGuest,
    DeclareConflict,
    DeclineSuggestion,
    LateCommands,
    LeaveOutOffer,
    PresentPoints,
    RecordConflict,
    ReopenCase,
    ResearchCommands,
    RuleOnConflict,
    ShareInformation,
    StandInCommands,
    StrikeEntry,
    TakeUpSuggestion,
    VoiceCommands,
    VolunteerAction,
    is_possible,
    phases_for,
)
from meeting.labels import PHASES, ROLES, STAGES, listed, subject_label
from meeting.room import NEXT_PHASE, Phase
from meeting.state import events_of
from meeting.streams import Kind
from meeting.values import Command
from tests.given import EVERYBODY, a_hearing, a_room
from tests.meeting.generated import ALL_COMMANDS, CASE_COMMANDS, example_of

ANY_STAGE: set[type[Command]] = {LeaveOutOffer, StrikeEntry}
OUTLASTS: set[type[Command]] = {
    *(ShareInformation, VolunteerAction, TakeUpSuggestion, DeclineSuggestion),
    *ANY_STAGE,
}
"""What is kept where it arrives after the close, and what answers it."""
OBSERVERS = {
    *(
        "attend",
        "leave",
        "step_out",
        "ask_to_come_in",
        "sign_declaration",
        "refuse_declaration",
        "declare_conflict",
        "send_apologies",
        "come_after_all",
    ),
}

RESEARCH = set(get_args(ResearchCommands)) - {PresentPoints}
"""What is done before the day alone (AG-4)."""
VOICES = set(get_args(VoiceCommands))
"""Who presents and who brings the victim's views: agreed beforehand, and on the case from the start
(ROLE-9, ROLE-10)."""
BEFOREHAND = RESEARCH | {CloseBefore}
LATE_CASES = set(get_args(LateCommands))
"""Before the day, and on it as long as the case is on no agenda (AG-10)."""


def test_every_command_is_in_both_tables_and_every_key_is_a_command() -> None:
    assert set(ALLOWED) == set(GIVEN_BY) == set(ALL_COMMANDS)
    assert set(NEEDED) <= set(ALL_COMMANDS)
    assert all(ALLOWED.values())
    assert all(GIVEN_BY.values())


@pytest.mark.parametrize("kind", ALL_COMMANDS)
def test_a_case_has_stages_and_the_room_has_phases(kind: type[AnyCommand]) -> None:
    about_a_case = issubclass(kind, CaseCommand)
    assert {isinstance(when, Stage) for when in ALLOWED[kind]} == {about_a_case}


@pytest.mark.parametrize("kind", ALL_COMMANDS)
def test_whoever_is_not_in_the_table_is_refused(kind: type[AnyCommand]) -> None:
    """ROLE-1, ROLE-2, ROLE-3, ROLE-4, ROLE-5: each role has its own commands and no others."""
    given = a_hearing()
    for who in ("chair", "minutes", "police", "observer"):
        if given.line(who).role not in GIVEN_BY[kind]:
            given.when(who, example_of(kind)).refused("not_your_role")


@pytest.mark.parametrize("kind", [kind for kind in ALL_COMMANDS if issubclass(kind, CaseCommand)])
def test_outside_its_stages_a_command_is_refused(kind: type[AnyCommand]) -> None:
    """CASE-1."""
    for stage in HEARING:
        given = a_hearing(stage)
        for who in EVERYBODY[:4]:
            if given.line(who).role in GIVEN_BY[kind] and stage not in ALLOWED[kind]:
                given.when(who, example_of(kind)).refused("not_now")


def test_an_observer_adds_nothing() -> None:
    """ROLE-5: comes or does not, signs, declares a conflict and goes."""
    theirs = {kind for kind in ALL_COMMANDS if Role.OBSERVER in GIVEN_BY[kind]}
    assert {kind.model_fields["kind"].default for kind in theirs} == OBSERVERS


def test_before_a_case_is_called_only_conflicts_and_stand_ins_concern_it() -> None:
    """CON-1, CON-3, CASE-1, ROLE-9: and who speaks in it for whom; and after it is over, conflicts
    alone, that it is reopened, and what was on its way; a guest who waits for the call is confirmed
    before it (ROLE-6).
    """
    early = {k for k in ALL_COMMANDS if issubclass(k, CaseCommand) and Stage.LISTED in ALLOWED[k]}
    conflicts = {DeclareConflict, RecordConflict, RuleOnConflict}
    assert early - BEFOREHAND - LATE_CASES - VOICES == conflicts | {ConfirmGuest} | ANY_STAGE | set(
        get_args(StandInCommands)
    )
    assert early >= RESEARCH
    late = {k for k in ALL_COMMANDS if issubclass(k, CaseCommand) and Stage.CLOSED in ALLOWED[k]}
    assert late == conflicts | {ReopenCase} | OUTLASTS


def test_what_is_possible_is_what_both_tables_say() -> None:
    assert is_possible(DeclareConflict, Role.OBSERVER, Phase.HEARING)
    assert is_possible(DeclareConflict, Role.OBSERVER, Phase.DECLARATION)
    assert is_possible(DeclareConflict, Role.OBSERVER, Phase.SUMMARY, Stage.CLOSED)
    assert is_possible(DeclareConflict, Role.OBSERVER, Phase.APPROVED, Stage.CLOSED)
    assert not is_possible(DeclareConflict, Role.OBSERVER, Phase.GATHERING)
    assert not is_possible(CloseCase, Role.CHAIR, Phase.SUMMARY, Stage.READ_BACK)
    assert not is_possible(RuleOnConflict, Role.OBSERVER, Phase.HEARING)


def test_only_conflicts_and_stand_ins_wait_for_no_hearing() -> None:
    """CON-1, CON-3, AG-1, AG-4, OUT-2: whoever has signed sees names, or prepares, or reads when it
    is over, and says at once whom they know.
    """
    at_once = {k for k in ALL_COMMANDS if issubclass(k, CaseCommand)} & set(CASE_PHASES)
    conflicts = {DeclareConflict, RecordConflict, RuleOnConflict}
    asked = set(get_args(StandInCommands)) | LATE_CASES | OUTLASTS
    assert at_once == set(CASE_PHASES) == conflicts | BEFOREHAND | VOICES | asked
    assert {phases_for(kind) for kind in LATE_CASES} == {LATE}
    assert {phases_for(kind) for kind in OUTLASTS} == {frozenset({Phase.HEARING, Phase.SUMMARY})}
    assert {phases_for(kind) for kind in VOICES} == {frozenset({Phase.PREPARING, Phase.HEARING})}
    for kind in set(CASE_COMMANDS) - LATE_CASES - OUTLASTS - VOICES:
        besides = {Phase.PREPARING, Phase.APPROVED} if kind in conflicts else set()
        expected = AFTER_READING | besides if kind in at_once else {Phase.HEARING}
        expected = {Phase.PREPARING} if kind in BEFOREHAND else expected
        assert phases_for(kind) == expected


def test_nothing_but_joining_the_register_needs_less_than_a_signature() -> None:
    """SIGN-2: no command about a case."""
    assert not any(issubclass(kind, CaseCommand) for kind in NEEDED)
    gathered = a_room().arrived("chair")
    assert gathered.line("chair").is_present


def test_names_of_commands_and_events_are_their_own() -> None:
    names = [kind.model_fields["kind"].default for kind in ALL_COMMANDS]
    # What a guest has of the room is told in the room's own events.
    kinds = [kind for kind in Kind if kind is not Kind.GUEST]
    assert events_of(Kind.GUEST) == events_of(Kind.ROOM)
    events = [event.model_fields["kind"].default for kind in kinds for event in events_of(kind)]
    assert len(set(names)) == len(names)
    assert len(set(events)) == len(events)


def test_every_role_phase_and_stage_has_its_words() -> None:
    assert set(ROLES) == set(Role)
    assert set(PHASES) == set(Phase)
    assert set(STAGES) == set(Stage)
    assert set(NEXT_PHASE) == set(Phase) - {Phase.APPROVED}


def test_lists_and_subjects_as_the_table_says_them() -> None:
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        *("", "a", "a or b", "a, b or c"),
    ]
    case = a_hearing().case()
    said = [subject_label(case, subject) for subject in (None, "victim", "child", "staff", "x")]
    assert said == ["", "victim", "child: Ava", "staff", "x"]
