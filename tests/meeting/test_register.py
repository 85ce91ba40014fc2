"""Who is here: ROLE-1, ROLE-8, ATT-1, ATT-2."""

from datetime import timedelta

import pytest

from agenda.plan import ExpectedPerson, Role
from meeting.access import Membership, Reader
from meeting.commands import (
    AnyCommand,
    Attend,
    Leave,
    RecordApologies,
    RecordLeaving,
    RecordNoLaptop,
    RecordReport,
    SignIn,
)
from meeting.decide import decide
from meeting.room import (
    ApologiesReceived,
    Attendance,
    Ending,
    LaptopLost,
    PersonAttended,
    PersonLeft,
    ReportReceived,
    ending,
)
from meeting.words import Refused
from tests.given import A_PLAN, OPENING, REPRESENTATIVES, a_hearing, a_room, given


def test_everybody_has_one_role_and_an_agency() -> None:
    """ROLE-1; the IDVA is a representative who also speaks for the victim."""
    room = a_room().room
    assert all(line.agency in room.agencies for line in room.register.values())
    assert room.register["chair"].role is Role.CHAIR
    assert room.register["idva"].role is Role.REPRESENTATIVE
    assert [line.person for line in room.register.values() if line.speaks_for_victim] == ["idva"]


def test_the_register_names_who_is_expected_before_anybody_comes() -> None:
    """ATT-1."""
    register = a_room().room.register
    assert len(register) == 9
    assert {line.attendance for line in register.values()} == {Attendance.EXPECTED}


def test_arriving_is_recorded_with_its_time() -> None:
    """ATT-2."""
    after = a_room().when("police", Attend()).then(PersonAttended(person="police", laptop=True))
    assert after.line("police").arrived == OPENING
    assert after.line("police").laptop


def test_leaving_early_and_coming_back_are_recorded_with_their_times() -> None:
    """ATT-2: the first arrival stays what it was."""
    here = a_room().after("police", Attend())
    left = here.later(minutes=30).when("police", Leave()).then(PersonLeft(person="police"))
    back = left.later(minutes=10).after("police", Attend())
    assert [what for what, _ in back.line("police").movements] == [
        Attendance.PRESENT,
        Attendance.LEFT,
        Attendance.PRESENT,
    ]
    assert back.line("police").arrived == OPENING
    assert back.line("police").movements[1][1] - OPENING == timedelta(minutes=30, seconds=1)


def test_who_has_left_sees_no_case_until_they_are_back() -> None:
    """ATT-2."""
    left = a_hearing().after("police", Leave())
    assert not left.reads("police")
    assert left.after("police", Attend()).reads("police")


def test_the_minute_taker_signs_in_somebody_without_a_laptop() -> None:
    """ROLE-8: they count as anybody else does."""
    with_minutes = a_room().after("minutes", Attend())
    after = with_minutes.when("minutes", SignIn(person="health")).then(
        PersonAttended(person="health", laptop=False)
    )
    assert after.line("health").is_present
    assert not after.line("health").laptop


def test_a_broken_laptop_does_not_send_anybody_away() -> None:
    """ROLE-8: the minute-taker goes on for them."""
    after = a_hearing().when("minutes", RecordNoLaptop(person="housing"))
    lost = after.then(LaptopLost(person="housing"))
    assert lost.line("housing").may_take_part
    lost.when("minutes", RecordNoLaptop(person="housing")).refused("already_there", "person")
    assert lost.after("housing", Attend()).line("housing").laptop


def test_apologies_and_written_reports_are_recorded() -> None:
    """ATT-1."""
    given = a_room().after("minutes", Attend())
    sent = given.when("minutes", RecordApologies(person="health")).then(
        ApologiesReceived(person="health")
    )
    assert sent.line("health").attendance is Attendance.APOLOGIES
    sent.when("minutes", RecordApologies(person="health")).refused("already_there", "person")
    wrote = sent.when("minutes", RecordReport(agency="health")).then(
        ReportReceived(agency="health")
    )
    wrote.when("minutes", RecordReport(agency="health")).refused("already_there", "agency")


def test_who_sent_apologies_may_come_after_all() -> None:
    """ATT-1."""
    given = a_room().arrived("minutes").after("minutes", RecordApologies(person="police"))
    assert given.after("police", Attend()).line("police").is_present


def test_apologies_of_somebody_who_left_are_answered_in_those_words() -> None:
    """ATT-2: they were here; the register keeps that."""
    left = a_room().arrived("minutes", "police").after("police", Leave())
    left.when("minutes", RecordApologies(person="police")).refused("has_left_already", "person")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (SignIn(person="police"), "already_present", "person"),
        (SignIn(person="stranger"), "no_such_person", "person"),
        (RecordApologies(person="police"), "already_present", "person"),
        (RecordLeaving(person="children"), "not_here", "person"),
        (RecordLeaving(person="probation"), "has_left_already", "person"),
        (RecordNoLaptop(person="children"), "not_here", "person"),
        (RecordReport(agency="circus"), "no_such_agency", "agency"),
    ],
)
def test_the_register_says_nothing_twice_and_nothing_untrue(
    command: AnyCommand, code: str, field: str
) -> None:
    """ATT-1, ATT-2."""
    given = a_room().arrived("minutes", "police", "probation").after("probation", Leave())
    given.when("minutes", command).refused(code, field)


def test_chair_and_minute_taker_can_record_a_leaving() -> None:
    """ATT-2."""
    given = a_room().arrived("chair", "minutes", "police")
    for who in ("chair", "minutes"):
        given.when(who, RecordLeaving(person="police")).then(PersonLeft(person="police"))


def test_nobody_is_here_twice() -> None:
    """ATT-2."""
    a_room().arrived("police").when("police", Attend()).refused("already_present")


def test_who_is_not_on_the_register_is_told_so() -> None:
    """ATT-1."""
    a_room().when("stranger", Attend()).refused("not_on_register")


def test_who_is_no_longer_a_member_is_nobody_here() -> None:
    """ROLE-1: standing is the office's, as it is today."""
    given = a_hearing()
    ended = Reader("police", "police", Membership.ENDED)
    with pytest.raises(Refused) as caught:
        decide(given.state, ended, Leave(), given.now)
    assert caught.value.code == "not_on_register"


@pytest.mark.parametrize(
    "command", [Leave(), SignIn(person="police"), RecordReport(agency="police")]
)
def test_who_is_not_here_says_so_first(command: AnyCommand) -> None:
    """ATT-2."""
    who = "minutes" if not isinstance(command, Leave) else "police"
    a_room().when(who, command).refused("not_present")


def test_att_1_everybody_expected_ends_as_one_of_five() -> None:
    """ATT-1: present, deputised by, apologies, written report, absent."""
    deputy = ExpectedPerson(
        id="deputy", name="Dora Pike", agency="housing", deputises_for="housing"
    )
    plan = A_PLAN.model_copy(update={"people": (*A_PLAN.people, deputy)})
    room = given(plan).arrived("minutes", "police", "deputy")
    room = room.after("minutes", RecordApologies(person="children"))
    room = room.after("minutes", RecordReport(agency="probation"))
    ends = {who: ending(room.room, room.line(who)) for who in (*REPRESENTATIVES, "deputy")}
    assert ends == {
        "police": Ending.PRESENT,
        "idva": Ending.ABSENT,
        "housing": Ending.DEPUTISED,
        "children": Ending.APOLOGIES,
        "probation": Ending.REPORT,
        "health": Ending.ABSENT,
        "deputy": Ending.PRESENT,
    }
