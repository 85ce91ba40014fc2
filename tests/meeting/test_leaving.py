"""Left early, released, stepped out: three different things in the register (ATT-2, ATT-5)."""

import pytest

from agenda.plan import Agency, ExpectedPerson
from agenda.protocol import Stage
from meeting.case.clock import ClockPaused, elapsed
from meeting.case.information import HandLowered
from meeting.case.table import Heard, seats
from meeting.commands import (
    AnyCommand,
    AskToSpeak,
    Attend,
    DeclareConflict,
    Leave,
    RecordApologies,
    RecordLeaving,
    RecordNoLaptop,
    RecordRelease,
    RecordReturn,
    RecordSteppingOut,
    ResumeClock,
    StepOut,
)
from meeting.room import (
    Attendance,
    PersonAttended,
    PersonLeft,
    PersonReleased,
    PersonSteppedOut,
)
from meeting.streams import ROOM
from tests.given import A_PLAN, NO_LAPTOP, Given, a_hearing, a_room, given, record_action
from tests.meeting.distribution import World

FIRE = A_PLAN.model_copy(
    update={
        "agencies": (*A_PLAN.agencies, Agency(id="fire", name="Fire and rescue")),
        "people": (
            *A_PLAN.people,
            ExpectedPerson(id="fire", name="Freya Moss", agency="fire"),
        ),
    }
)
"""With an agency outside the core, here for the cases that concern it."""


def with_fire() -> Given:
    everybody = given(FIRE).everybody_signed()
    return everybody.after("fire", Attend()).signed("fire").case_called("1")


def test_each_way_of_going_stands_in_the_register_with_its_time() -> None:
    """ATT-2, ATT-5."""
    start = with_fire()
    for who, command, attendance in (
        ("police", Leave(), Attendance.LEFT),
        ("police", StepOut(), Attendance.STEPPED_OUT),
        ("minutes", RecordRelease(person="fire"), Attendance.RELEASED),
        ("chair", RecordSteppingOut(person="idva"), Attendance.STEPPED_OUT),
        ("minutes", RecordLeaving(person="idva"), Attendance.LEFT),
    ):
        person = getattr(command, "person", who)
        after = start.after(who, command)
        assert after.line(person).attendance is attendance
        assert after.line(person).movements[-1] == (attendance, start.now)


@pytest.mark.parametrize("command", [StepOut(), Leave()])
def test_who_went_out_is_sent_nothing_of_any_case_until_they_are_back(command: AnyCommand) -> None:
    """ATT-2: withdrawn in the same commit, and sent again whole with the return."""
    world = World(a_hearing())
    assert world.give("police", command) is None
    assert set(world.sent["police"][-1].withdrawn) == {"case/oak", "case/elm", "case/ash"}
    assert world.clients["police"].state.streams.keys() == {ROOM}
    world.given.when("police", AskToSpeak(case="oak")).refused("not_present")
    assert world.give("police", Attend()) is None
    assert world.given.reads("police")
    assert world.clients["police"].state == world.given.seen_by("police")


def test_who_was_released_is_sent_nothing_of_any_case() -> None:
    """ATT-5, ATT-2: and may come again for a later case."""
    released = with_fire().when("minutes", RecordRelease(person="fire"))
    after = released.then(PersonReleased(person="fire"))
    assert after.seen_by("fire").streams.keys() == {ROOM}
    assert after.after("fire", Attend()).reads("fire")


@pytest.mark.parametrize("who", ["police", "minutes", "observer"])
def test_only_who_came_for_their_own_cases_is_released(who: str) -> None:
    """ATT-5: core agencies, and whoever leads or writes, leave early; an observer of the core too.

    The sentence says what to record instead.
    """
    refused = a_hearing().when("chair", RecordRelease(person=who)).refused("not_released", "person")
    assert a_hearing().line(who).name in refused.message


def test_the_return_is_recorded_on_the_laptop_that_the_person_had() -> None:
    """ATT-2, ROLE-8: with one, and without."""
    for who, laptop in (("police", True), (NO_LAPTOP, False)):
        out = a_hearing().after("minutes", RecordSteppingOut(person=who))
        back = out.when("chair", RecordReturn(person=who))
        after = back.then(PersonAttended(person=who, laptop=laptop))
        assert after.line(who).may_take_part
        assert [what for what, _ in after.line(who).movements] == [
            *(Attendance.PRESENT, Attendance.STEPPED_OUT, Attendance.PRESENT),
        ]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RecordSteppingOut(person="stranger"), "no_such_person"),
        (RecordSteppingOut(person="probation"), "not_here"),
        (RecordSteppingOut(person="idva"), "already_there"),
        (RecordReturn(person="police"), "already_present"),
        (RecordReturn(person="probation"), "not_stepped_out"),
        (RecordReturn(person="children"), "not_stepped_out"),
        (RecordRelease(person="probation"), "not_here"),
        (RecordRelease(person="fire"), "already_there"),
        (RecordLeaving(person="children"), "has_left_already"),
        (RecordLeaving(person="fire"), "not_here"),
        (RecordApologies(person="fire"), "was_here_today"),
        (RecordApologies(person="idva"), "was_here_today"),
    ],
)
def test_the_register_says_nothing_of_it_twice_and_nothing_untrue(
    command: AnyCommand, code: str
) -> None:
    """ATT-2, ATT-5."""
    everybody = given(FIRE).everybody_signed(but=("probation",))
    start = everybody.after("fire", Attend()).after("minutes", RecordRelease(person="fire"))
    start = start.after("idva", StepOut()).after("children", Leave())
    start.when("minutes", command).refused(code, "person")


def test_who_stepped_out_and_does_not_come_back_has_left() -> None:
    """ATT-2."""
    out = a_hearing().after("police", StepOut())
    out.when("minutes", RecordLeaving(person="police")).then(PersonLeft(person="police"))


def test_a_hand_goes_down_with_who_steps_out() -> None:
    """CASE-4."""
    asked = a_hearing().after("police", AskToSpeak(case="oak"))
    asked.when("police", StepOut()).then(
        PersonSteppedOut(person="police"), HandLowered(person="police")
    )


@pytest.mark.parametrize("who", ["chair", "minutes"])
@pytest.mark.parametrize("command", [StepOut(), Leave()])
def test_the_clock_stops_while_nobody_leads_or_writes(who: str, command: AnyCommand) -> None:
    """CASE-2, ROLE-2, ROLE-3: a case is not heard without chair or minute-taker."""
    start = a_hearing()
    gone = start.when(who, command).allowed()
    assert gone.journal[-1][1].event == ClockPaused()
    spent = elapsed(gone.case().clock, gone.now)
    later = gone.later(minutes=7).after(who, Attend())
    assert elapsed(later.case().clock, later.now) == spent
    again = ResumeClock(case="oak", version=later.case().clock.version)
    assert later.after("chair", again).case().clock.paused_since is None


def test_the_clock_goes_on_without_a_representative_and_is_stopped_once() -> None:
    """CASE-2: nor does the leaving of who is out of the case stop it."""
    a_hearing().when("police", StepOut()).then(PersonSteppedOut(person="police"))
    both = a_hearing().after("chair", StepOut())
    both.when("minutes", StepOut()).then(PersonSteppedOut(person="minutes"))
    out = a_room().everybody_signed().after("minutes", DeclareConflict(case="oak", reason="Mine."))
    out.when("minutes", StepOut()).then(PersonSteppedOut(person="minutes"))


def test_nothing_stops_during_a_break_or_between_cases() -> None:
    """CASE-2."""
    between = a_room().everybody_signed()
    between.when("chair", StepOut()).then(PersonSteppedOut(person="chair"))
    pause = next(item.item for item in between.room.items.values() if item.case is None)
    between.case_called(pause).when("chair", StepOut()).then(PersonSteppedOut(person="chair"))


def test_an_agency_that_stepped_out_is_still_to_be_heard() -> None:
    """CASE-4, ACT-10: one that left or was released is not waited for."""
    start = with_fire().at_stage(Stage.ROUND)
    out = start.after("police", StepOut())
    heard = {seat.agency: seat.heard for seat in seats(out.room, out.case())}
    assert heard["police"] is Heard.STEPPED_OUT
    assert "Police not heard" in out.gaps()
    gone = start.after("minutes", RecordRelease(person="fire")).after("police", Leave())
    heard = {seat.agency: seat.heard for seat in seats(gone.room, gone.case())}
    assert (heard["fire"], heard["police"]) == (Heard.RELEASED, Heard.LEFT)
    assert not {"Police not heard", "Fire and rescue not heard"} & set(gone.gaps())


def test_who_was_outside_for_a_whole_case_was_not_there_for_it() -> None:
    """ATT-2: one that they sat in on for a while, they were there for."""
    outside = a_room().everybody_signed().after("police", StepOut())
    back = outside.case_called("1").later(minutes=1).case_closed().after("police", Attend())
    assert not back.reads("police")
    during = a_hearing().after("police", StepOut()).case_closed().after("police", Attend())
    assert during.reads("police")


def test_without_a_laptop_nobody_takes_part_while_outside() -> None:
    """ROLE-8, ATT-2: what is recorded for an agency needs somebody of it in the room."""
    start = a_hearing(Stage.PLANNING).after("minutes", RecordNoLaptop(person="housing"))
    start.when("minutes", record_action("housing")).allowed()
    out = start.after("minutes", RecordSteppingOut(person="housing"))
    assert not out.line("housing").may_take_part
    out.when("minutes", record_action("housing")).refused("suggest_instead", "agency")
