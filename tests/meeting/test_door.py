"""Somebody unexpected waits by name; a wrong sign-in is void (ATT-6); the coordinator's part."""

from dataclasses import replace

import pytest

from agenda.matching import likeness
from agenda.plan import Role
from agenda.protocol import Restriction, Stage
from meeting.access import Membership, Reader, may_read
from meeting.case.clock import ClockPaused
from meeting.case.information import HandLowered
from meeting.commands import (
    ALSO_COORDINATOR,
    GIVEN_BY,
    Admit,
    AnyCommand,
    ApproveActionList,
    AskToComeIn,
    AskToSpeak,
    Attend,
    CallItem,
    DeclareConflict,
    Leave,
    RecordConflict,
    SignIn,
    TurnAway,
    VoidSignIn,
)
from meeting.decide import decide
from meeting.decide.door import MOST_AT_THE_DOOR
from meeting.matching import PersonCompared
from meeting.room import (
    AgencyAdded,
    Attendance,
    Ending,
    PersonExpected,
    PersonTurnedAway,
    PersonWaiting,
    Phase,
    SignInReopened,
    SignInVoided,
    ending,
)
from meeting.streams import ROOM
from meeting.values import PersonId
from meeting.words import Refused
from tests.given import A_PLAN, NO_LAPTOP, Given, a_hearing, a_room, given
from tests.meeting.distribution import World
from tests.meeting.generated import ALL_COMMANDS, example_of

VOID = VoidSignIn(person="police", reason="It is somebody else.")


ALL_CASES = ("oak", "elm", "ash")


def at_the_door(*, hearing: bool = False) -> Given:
    start = a_hearing() if hearing else a_room().arrived("chair", "minutes")
    return start.after("deputy", AskToComeIn())


def let_in(**facts: object) -> Admit:
    return Admit.model_validate({"person": "deputy", **facts})


# Waiting


def test_somebody_unexpected_waits_by_the_name_that_the_office_has() -> None:
    """ATT-6: nothing that they type says who they are."""
    asked = a_room().when("deputy", AskToComeIn())
    after = asked.then(
        PersonWaiting(person="deputy", name="Dora Pike", agency="housing"),
        PersonCompared(person="deputy", cases=ALL_CASES),
    )
    assert [each.name for each in after.room.waiting] == ["Dora Pike"]
    assert not AskToComeIn.model_fields.keys() - {"kind"}


def test_of_whoever_knocked_it_is_said_that_the_name_is_as_they_typed_it() -> None:
    """ATT-6, CON-6: they were compared by it alone, so somebody has to look who they are."""
    for typed in (True, False):
        walks_in = replace(a_room().reader("deputy"), self_stated=typed)
        placed = decide(a_room().state, walks_in, AskToComeIn(), a_room().now, likeness)
        waits = a_room().happened(placed, "deputy").room.waiting
        assert [each.self_stated for each in waits] == [typed]


def test_who_waits_is_sent_nothing_and_can_do_nothing_but_wait() -> None:
    """ATT-6, SIGN-2."""
    world = World(at_the_door(hearing=True))
    assert world.sent["deputy"] == []
    for kind in ALL_COMMANDS:
        if kind is not AskToComeIn:
            world.given.when("deputy", example_of(kind)).refused("not_on_register")


def test_nobody_asks_twice_nor_when_they_are_expected_anyway() -> None:
    """ATT-6."""
    at_the_door().when("deputy", AskToComeIn()).refused("waits_already")
    a_room().when("police", AskToComeIn()).refused("is_on_register")
    turned_away = at_the_door().after("chair", TurnAway(person="deputy"))
    turned_away.when("deputy", AskToComeIn()).refused("turned_away")


def test_who_is_no_longer_of_the_office_does_not_even_wait() -> None:
    """ROLE-1."""
    room = a_room()
    ended = Reader("deputy", "housing", Membership.ENDED, name="Dora Pike")
    with pytest.raises(Refused) as caught:
        decide(room.state, ended, AskToComeIn(), room.now)
    assert caught.value.code == "not_on_register"


def test_a_restricted_sitting_has_no_door() -> None:
    """RES-1, RES-2: the same answer as from a meeting that knows nobody of that name."""
    plan = A_PLAN.model_copy(update={"restricted": Restriction.EMPLOYEE})
    given(plan).when("deputy", AskToComeIn()).refused("not_on_register")


def test_only_so_many_wait_at_once_and_nobody_after_the_approval() -> None:
    """ATT-6."""
    start = a_room().arrived("chair")
    for n in range(MOST_AT_THE_DOOR):
        reader = Reader(f"person-{n}", "housing", name=f"Person {n}")
        placed = decide(start.state, reader, AskToComeIn(), start.now, likeness)
        start = start.happened(placed, reader.person)
    start.when("deputy", AskToComeIn()).refused("door_is_full")
    room_again = start.after("chair", TurnAway(person="person-0"))
    room_again.when("deputy", AskToComeIn()).allowed()
    over = a_hearing().case_closed().in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    over.when("deputy", AskToComeIn()).refused("not_now")


# Letting in


def test_who_is_let_in_is_expected_and_comes_in_as_all_do() -> None:
    """ATT-6, SIGN-2: the room from that commit on, a case once they have signed."""
    world = World(at_the_door(hearing=True))
    assert world.give("chair", let_in()) is None
    line = world.given.line("deputy")
    assert (line.name, line.agency, line.role) == ("Dora Pike", "housing", Role.REPRESENTATIVE)
    assert line.attendance is Attendance.EXPECTED
    assert world.clients["deputy"].state.streams.keys() == {ROOM}
    signed = world.given.after("deputy", Attend()).signed("deputy")
    assert signed.reads("deputy")
    assert not signed.room.door


def test_who_is_let_in_can_come_in_place_of_a_colleague_or_to_observe() -> None:
    """ATT-1, ATT-6, ROLE-5."""
    start = at_the_door()
    in_place = let_in(deputises_for="housing")
    came = start.after("chair", in_place).after("deputy", Attend())
    assert ending(came.room, came.line("housing")) is Ending.DEPUTISED
    observes = start.after("chair", let_in(role=Role.OBSERVER))
    assert observes.line("deputy").role is Role.OBSERVER
    assert observes.line("deputy").agreed
    by_post = replace(start, coordinator="minutes").after("minutes", let_in(role=Role.OBSERVER))
    assert not by_post.line("deputy").agreed


@pytest.mark.parametrize("person", ["police", "stranger"])
def test_nobody_deputises_for_another_agency(person: PersonId) -> None:
    """ATT-1."""
    admit = let_in(deputises_for=person)
    at_the_door().when("chair", admit).refused("not_their_deputy", "deputises_for")


def test_nobody_deputises_for_who_is_here() -> None:
    """ATT-1."""
    here = at_the_door().after("housing", Attend())
    here.when("chair", let_in(deputises_for="housing")).refused("not_their_deputy", "deputises_for")


@pytest.mark.parametrize("role", [Role.CHAIR, Role.MINUTE_TAKER])
def test_nobody_is_let_in_to_lead_or_to_write(role: Role) -> None:
    """ROLE-1, ROLE-7: those parts are handed over, not given at the door."""
    at_the_door().when("chair", let_in(role=role)).refused("admitted_as", "role")


def test_an_agency_that_the_meeting_did_not_have_is_named_as_its_person_is_let_in() -> None:
    """ATT-6, ATT-5."""
    start = a_room().arrived("chair").after("fire", AskToComeIn())
    start.when("chair", Admit(person="fire")).refused("agency_to_be_named", "agency_name")
    named = Admit(person="fire", agency_name="Fire and rescue")
    after = start.when("chair", named).then(
        AgencyAdded(agency="fire", name="Fire and rescue"),
        PersonExpected(
            person="fire",
            name="Freya Moss",
            agency="fire",
            role=Role.REPRESENTATIVE,
            speaks_for_victim=False,
            deputises_for=None,
        ),
    )
    assert after.room.agencies["fire"] == "Fire and rescue"


def test_turning_away_is_recorded_and_can_be_put_right() -> None:
    """ATT-6."""
    turn = TurnAway(person="deputy", reason="Not from that team.")
    away = at_the_door().when("chair", turn)
    after = away.then(PersonTurnedAway(person="deputy", reason="Not from that team."))
    assert after.room.waiting == ()
    assert after.room.door["deputy"].reason == "Not from that team."
    after.when("chair", turn).refused("already_there", "person")
    assert after.after("chair", let_in()).line("deputy").attendance is Attendance.EXPECTED


@pytest.mark.parametrize("command", [Admit(person="police"), TurnAway(person="stranger")])
def test_only_who_waits_is_answered(command: AnyCommand) -> None:
    """ATT-6."""
    at_the_door().when("chair", command).refused("nobody_waits", "person")


# A sign-in that is void


def test_a_void_sign_in_takes_everything_from_that_screen_in_its_own_commit() -> None:
    """ATT-6: the cases, and the room too; the register keeps what was signed, and why not."""
    world = World(a_hearing())
    signature = world.given.line("police").signature
    assert world.give("chair", VOID) is None
    frame = world.sent["police"][-1]
    assert set(frame.withdrawn) == {"room", "case/oak", "case/elm", "case/ash"}
    assert frame.parts == ()
    line = world.given.line("police")
    assert line.is_void
    assert (line.signature, line.signed, line.arrived) == (None, None, None)
    assert [(void.signature, void.reason, void.by) for void in line.voids] == [
        (signature, "It is somebody else.", "chair")
    ]
    assert ending(world.given.room, line) is Ending.ABSENT


def test_whoever_sits_there_can_only_ask_to_come_in_again() -> None:
    """ATT-6."""
    void = a_hearing().after("chair", VOID)
    for kind in ALL_COMMANDS:
        if kind is not AskToComeIn:
            void.when("police", example_of(kind)).refused("sign_in_void")
    waits = void.when("police", AskToComeIn())
    waits.then(
        PersonWaiting(person="police", name="Robin Marsh", agency="police"),
        PersonCompared(person="police", cases=ALL_CASES),
    )


def test_the_right_person_is_let_in_and_signs_for_themselves() -> None:
    """ATT-6, SIGN-1: what the other heard, they were not in the room for."""
    void = a_hearing().after("chair", VOID).after("police", AskToComeIn()).case_closed()
    opened = void.when("chair", Admit(person="police"))
    again = opened.then(SignInReopened(person="police"))
    assert not again.room.door
    here = again.after("police", Attend())
    assert here.seen_by("police").streams.keys() == {ROOM}
    signed = here.signed("police")
    assert signed.reads("police", "elm")
    assert not signed.reads("police", "oak")
    assert len(signed.line("police").voids) == 1


def test_the_minute_taker_can_sign_in_the_right_person_without_a_laptop() -> None:
    """ATT-6, ROLE-8: the wrong line was taken at the roll call."""
    start = a_room().arrived("chair", "minutes", NO_LAPTOP)
    void = start.after("chair", VoidSignIn(person=NO_LAPTOP, reason="Wrong line."))
    assert void.after("minutes", SignIn(person=NO_LAPTOP)).line(NO_LAPTOP).is_present


def test_their_hand_goes_down_and_the_clock_stops_if_it_was_theirs_to_write() -> None:
    """CASE-4, CASE-2."""
    asked = a_hearing().after("police", AskToSpeak(case="oak"))
    voided = SignInVoided(person="police", reason=VOID.reason)
    asked.when("chair", VOID).then(voided, HandLowered(person="police"))
    minutes = VoidSignIn(person="minutes", reason=VOID.reason)
    assert a_hearing().after("chair", minutes).journal[-1][1].event == ClockPaused()


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("chair", "void_another"),
        ("probation", "never_signed_in"),
        ("stranger", "no_such_person"),
        ("idva", "already_there"),
    ],
)
def test_only_a_sign_in_of_somebody_else_is_void_and_once(person: PersonId, code: str) -> None:
    """ATT-6."""
    start = a_room().everybody_signed(but=("probation",))
    start = start.after("chair", VoidSignIn(person="idva", reason="Somebody else."))
    start.when("chair", VoidSignIn(person=person, reason="No.")).refused(code, "person")


def test_a_sign_in_is_void_after_they_have_gone_too() -> None:
    """ATT-6: and no paper is made of what was signed there."""
    gone = a_hearing().after("police", Leave()).after("chair", VOID)
    assert may_read(gone.state, gone.reader("police")) == frozenset()


# The coordinator


@pytest.mark.parametrize("who", ["housing", "minutes", "observer"])
def test_the_coordinator_answers_at_the_door_whatever_their_part(who: PersonId) -> None:
    """ATT-6, ROLE-1."""
    start = replace(at_the_door(hearing=True), coordinator=who)
    start.when(who, let_in()).allowed()
    start.when(who, TurnAway(person="deputy")).allowed()
    start.when(who, VOID).allowed()
    another = replace(start, coordinator="")
    another.when(who, let_in()).refused("not_your_role")
    another.when(who, VOID).refused("not_your_role")


def test_the_coordinator_can_say_that_somebody_is_in_conflict() -> None:
    """CON-5: unless they are out of that case themselves (CON-3)."""
    start = replace(a_hearing(), coordinator="housing")
    record = RecordConflict(case="oak", person="police", reason="A neighbour.")
    after = start.when("housing", record).allowed()
    assert not after.reads("police")
    out = start.after("housing", DeclareConflict(case="oak", reason="My cousin."))
    out.when("housing", record).refused("no_such_case")
    start.when("idva", record).refused("not_your_role")


def test_the_post_gives_nothing_else() -> None:
    """ROLE-1, ROLE-2."""
    start = replace(a_hearing(Stage.PLANNING), coordinator="housing")
    for kind in ALL_COMMANDS:
        if kind not in ALSO_COORDINATOR and Role.REPRESENTATIVE not in GIVEN_BY[kind]:
            start.when("housing", example_of(kind)).refused("not_your_role")
    start.when("housing", CallItem(item="2")).refused("not_your_role")


def test_a_coordinator_who_is_not_in_the_room_does_nothing_there() -> None:
    """ATT-6."""
    start = replace(at_the_door(), coordinator="housing")
    start.when("housing", let_in()).refused("not_present")
