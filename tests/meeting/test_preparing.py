"""Before the day: who reads the agenda, and the room that is opened on the day.

AG-4, SIGN-2, CON-1, CON-2, CON-6.
Who was matched cannot tell, before the day as little as on it.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from meeting.access import Medium, Membership, Reader, may_read
from meeting.case.hearing import OutOfIt, PersonOutOfIt
from meeting.commands import (
    ALLOWED,
    CASE_PHASES,
    AnyCommand,
    CaseCommand,
    ComeAfterAll,
    ConfirmNames,
    DeclareConflict,
    OpenAgenda,
    OpenRoom,
    RecordConflict,
    RuleOnConflict,
)
from meeting.conflict import ConflictDeclared, ConflictRuled, Ruling
from meeting.decide import decide
from meeting.matching import Decision
from meeting.room import AgendaOpened, NamesChecked, NamesConfirmed, Phase, PhaseEntered
from meeting.streams import ROOM, Kind, conflict_stream, guest_stream
from meeting.words import Refused
from tests.given import (
    A_PLAN_WITH_GUESTS,
    CALLER,
    DAY,
    EVERYBODY,
    GUEST,
    REPRESENTATIVES,
    Given,
    a_room,
    an_open_agenda,
    published,
)
from tests.meeting.generated import ALL_COMMANDS, any_command, example_of
from tests.meeting.matched import VICTIM, prepared, settle
from tests.meeting.test_matching import Worlds

NAMED = ("chair", "minutes", *REPRESENTATIVES)
OUT = DeclareConflict(case="oak", reason="My cousin.")


def who_reads(given: Given, case: str = "oak") -> set[str]:
    return {who for who in given.room.register if given.reads(who, case)}


# Who reads the agenda


def test_a_meeting_that_is_published_is_prepared_and_any_other_gathers() -> None:
    """AG-4."""
    assert published().room.phase is Phase.PREPARING
    assert a_room().room.phase is Phase.GATHERING


def test_the_agenda_opens_to_those_named_when_two_people_have_said_so() -> None:
    """AG-4, CON-6: to the chair when the names are confirmed, at one moment to the rest; an
    observer reads none of it (ROLE-5).
    """
    given = published()
    assert who_reads(given) == set()
    given.when("chair", OpenAgenda()).refused("agenda_names_not_confirmed")
    confirmed = given.when("minutes", ConfirmNames()).then(NamesConfirmed())
    assert who_reads(confirmed) == {"chair"}
    opened = confirmed.when("chair", OpenAgenda()).then(AgendaOpened())
    assert who_reads(opened) == set(NAMED)
    opened.when("chair", OpenAgenda()).refused("already_there")


def test_guests_read_nothing_before_the_day_but_their_own_line() -> None:
    """ROLE-6."""
    given = an_open_agenda(A_PLAN_WITH_GUESTS)
    for who in (GUEST, CALLER):
        assert may_read(given.state, given.reader(who)) == {guest_stream(who)}


def test_only_who_is_a_member_of_the_same_agency_today_reads_the_agenda() -> None:
    """AG-4: whom the office has with another agency is no longer the one who was named."""
    given = an_open_agenda()
    housing = given.reader("housing")
    assert given.reads("housing")
    assert may_read(given.state, replace(housing, membership=Membership.ENDED)) == frozenset()
    assert may_read(given.state, replace(housing, agency="police")) == {ROOM}
    assert may_read(given.state, Reader("stranger", "housing")) == frozenset()


def test_the_agenda_prints_for_whom_it_shows() -> None:
    """OUT-2."""
    given = an_open_agenda()
    for who in EVERYBODY:
        shown, printed = given.seen_by(who), given.seen_by(who, Medium.PAPER)
        assert shown == printed


# Names that are alike


def test_matches_are_settled_before_the_agenda_opens() -> None:
    """CON-6: each is held up by what they may settle, and by nothing else."""
    given = prepared(("housing", VICTIM))
    confirmed = given.after("minutes", ConfirmNames())
    confirmed.when("chair", OpenAgenda()).refused("match_to_settle")
    opened = confirmed.after("chair", settle("housing"), OpenAgenda())
    assert who_reads(opened) == set(NAMED)


def test_a_match_of_the_chair_is_settled_before_the_names_are_confirmed() -> None:
    """CON-6: by the minute-taker or the coordinator."""
    given = prepared(("chair", VICTIM))
    given.when("chair", settle("chair")).refused("no_such_match", "person")
    given.when("minutes", ConfirmNames()).refused("match_to_settle")
    settled = given.after("minutes", settle("chair"), ConfirmNames()).after("chair", OpenAgenda())
    assert settled.reads("chair")


def test_the_coordinator_settles_and_confirms_whatever_their_part() -> None:
    """CON-6, ROLE-1."""
    given = replace(prepared(("chair", VICTIM), ("police", "Bettina Elmer")), coordinator="housing")
    given.when("housing", ConfirmNames()).refused("match_to_settle")
    settled = given.after("housing", settle("chair"), settle("police", case="elm"))
    checked = settled.when("housing", ConfirmNames()).then(NamesChecked())
    checked.when("chair", OpenAgenda()).refused("agenda_names_not_confirmed")
    opened = checked.after("minutes", ConfirmNames()).after("chair", OpenAgenda())
    assert who_reads(opened) == set(NAMED)


def test_whose_match_was_settled_as_out_of_it_reads_the_other_cases() -> None:
    """CON-5, CON-6."""
    given = prepared(("housing", VICTIM)).after("chair", settle("housing", Decision.RECUSED))
    opened = given.after("minutes", ConfirmNames()).after("chair", OpenAgenda())
    assert [opened.reads("housing", case) for case in ("oak", "elm")] == [False, True]


def test_who_was_never_compared_reads_no_case() -> None:
    """CON-6: in doubt the answer is no."""
    given = an_open_agenda()
    blank = replace(
        given,
        state=given.state.without({s for s in given.state.streams if s.kind is Kind.COMPARISON}),
    )
    assert who_reads(blank) == set()


# Conflicts


def test_a_conflict_declared_before_the_day_withholds_the_case_at_once() -> None:
    """CON-1, CON-2, CON-3: and its agenda, which the chair may give back."""
    declared = (
        an_open_agenda()
        .when("housing", OUT)
        .then(
            ConflictDeclared(reason="My cousin."),
            PersonOutOfIt(person="housing", standing=OutOfIt.WITHHELD),
        )
    )
    assert who_reads(declared) == set(NAMED) - {"housing"}
    stream = conflict_stream("oak", "housing")
    assert {who for who in EVERYBODY if stream in declared.seen_by(who).streams} == {
        *("housing", "chair", "minutes"),
    }
    stays = RuleOnConflict(case="oak", person="housing", ruling=Ruling.STAYS, reason="Far away.")
    ruled = declared.when("chair", stays).then(
        ConflictRuled(ruling=Ruling.STAYS, reason="Far away."),
        PersonOutOfIt(person="housing", standing=OutOfIt.STAYS),
    )
    assert ruled.reads("housing")


def test_the_coordinator_and_the_chair_put_somebody_out_before_the_day() -> None:
    """CON-5."""
    given = replace(an_open_agenda(), coordinator="police")
    for who in ("police", "chair"):
        out = given.after(who, RecordConflict(case="oak", person="housing", reason="A neighbour."))
        assert not out.reads("housing")


def test_a_chair_in_conflict_reads_neither_the_case_nor_who_else_is_out_of_it() -> None:
    """CON-3."""
    given = an_open_agenda().after("chair", OUT).after("housing", OUT)
    assert not given.reads("chair")
    assert conflict_stream("oak", "housing") not in given.seen_by("chair").streams


def code_of(given: Given, who: str, command: AnyCommand) -> str:
    with pytest.raises(Refused) as caught:
        decide(given.state, given.reader(who), command, given.now)
    return caught.value.code


# The day


@pytest.mark.parametrize("who", ["chair", "minutes", "coordinator"])
def test_the_room_is_opened_on_the_day_and_not_before(who: str) -> None:
    """AG-4: by chair, minute-taker or coordinator."""
    given = an_open_agenda()
    if who == "coordinator":
        given, who = replace(given, coordinator="housing"), "housing"
    early = replace(given, now=given.now - timedelta(days=1))
    refusal = early.when(who, OpenRoom()).refused("not_the_day")
    assert f"{DAY.year}" in refusal.message
    opened = given.when(who, OpenRoom()).then(PhaseEntered(phase=Phase.GATHERING))
    opened.when(who, OpenRoom()).refused("not_now")


@pytest.mark.parametrize("who", [*REPRESENTATIVES, "observer"])
def test_nobody_else_opens_agenda_or_room(who: str) -> None:
    """ROLE-2, ROLE-3."""
    for command in (OpenAgenda(), OpenRoom(), ConfirmNames()):
        published().when(who, command).refused("not_your_role")


def test_from_the_opening_on_nobody_reads_a_case_before_they_have_signed() -> None:
    """SIGN-2: those neither who have read it all the week."""
    given = an_open_agenda().after("chair", OpenRoom())
    assert who_reads(given) == set()
    here = given.arrived(*EVERYBODY).in_phase(Phase.DECLARATION)
    assert who_reads(here) == set()
    assert all(not here.reads(who) for who in EVERYBODY)
    signed = here.signed(*EVERYBODY)
    assert who_reads(signed) == {"chair"}
    begun = signed.in_phase(Phase.HEARING)
    assert who_reads(begun) == {*NAMED, "observer"} - {"health"}


def test_what_is_withheld_before_the_day_is_withheld_on_it() -> None:
    """CON-2."""
    given = an_open_agenda().after("housing", OUT).after("chair", OpenRoom())
    assert not given.everybody_signed().reads("housing")


@pytest.mark.parametrize("kind", ALL_COMMANDS)
def test_nothing_that_needs_the_room_is_done_before_the_day(kind: type[object]) -> None:
    """SIGN-2, AG-4: who is named signs nothing and says nothing yet."""
    command = next(example_of(each) for each in ALL_COMMANDS if each is kind)
    phases = (
        CASE_PHASES.get(type(command), frozenset())
        if isinstance(command, CaseCommand)
        else ALLOWED[type(command)]
    )
    if Phase.PREPARING in phases or command.kind == "ask_to_come_in":
        return
    for who in ("chair", "minutes", "police"):
        caught = an_open_agenda().when(who, command)
        assert code_of(caught.given, who, caught.command) in {"not_now", "not_your_role"}


# Two worlds: in one of them X was matched and is clear, in the other X was like nobody


def by_chance(worlds: Worlds, chance: Random, times: int) -> None:
    """X asks for anything; the others for what decides nothing about the names."""
    for _ in range(times):
        telling = {"confirm_names", "open_agenda", "open_room", "settle_match"}
        kinds = [kind for kind in ALL_COMMANDS if kind.model_fields["kind"].default not in telling]
        command = any_command(chance, chance.choice(kinds), worlds.other.state)
        if isinstance(command, (DeclareConflict, RecordConflict, RuleOnConflict)):
            continue
        worlds.give(worlds.x, command)
        worlds.give(worlds.x, settle(worlds.x))


@pytest.mark.parametrize("x", NAMED)
def test_nobody_can_tell_before_the_day_that_they_were_matched_and_are_clear(x: str) -> None:
    """CON-6: the same bytes and answers, in the same order, until the agenda is open."""
    chance = Random(x)  # noqa: S311 - plays meetings, keeps no secrets
    worlds = Worlds(x, VICTIM, lambda given: given, where=prepared)
    by_chance(worlds, chance, 20)
    if x == "chair":
        worlds.settle("oak")
    worlds.give("minutes", ConfirmNames())
    by_chance(worlds, chance, 20)
    if x != "chair":
        worlds.settle("oak")
    worlds.give("chair", OpenAgenda())
    worlds.give(x, ComeAfterAll(person=x))  # where chance had them send apologies
    assert worlds.this.given.reads(x)
    by_chance(worlds, chance, 20)
    worlds.give("chair", OpenRoom())
    by_chance(worlds, chance, 10)
