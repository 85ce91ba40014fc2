"""Observers see and add nothing, are few, and are here because the chair agrees. ROLE-5."""

from agenda.plan import Role
from meeting.commands import AgreeObserver, Attend, DeclareConflict, Leave, SignIn
from meeting.room import ObserverAgreed, PersonExpected
from meeting.state import Placed
from meeting.streams import ROOM
from tests.given import A_PLAN, Given, a_hearing, a_room, given
from tests.protocols import with_key

AGREE = AgreeObserver(person="observer")


def a_room_with(*, most: int = 1) -> Given:
    """As ``a_room``, with an observer to whom the chair has not agreed yet."""
    people = [
        person.model_copy(update={"agreed_by_chair": False})
        if person.role is Role.OBSERVER
        else person
        for person in A_PLAN.people
    ]
    protocol = with_key(A_PLAN.protocol, "attendance.most_observers", most)
    return given(A_PLAN.model_copy(update={"people": tuple(people), "protocol": protocol}))


def test_whom_the_chair_agreed_to_in_advance_stands_so_on_the_register() -> None:
    """ROLE-5."""
    assert a_room().line("observer").agreed
    assert a_hearing().reads("observer")


def test_an_observer_reads_no_case_before_the_chair_has_agreed() -> None:
    """ROLE-5: though present, and signed."""
    here = a_room_with().everybody_signed().case_called("1")
    assert here.line("observer").may_take_part
    assert set(here.seen_by("observer").streams) == {ROOM}
    here.when("observer", DeclareConflict(case="oak", reason="My aunt.")).refused("no_such_case")
    agreed = here.when("chair", AGREE).then(ObserverAgreed(person="observer"))
    assert agreed.reads("observer")


def test_nobody_but_the_chair_agrees_and_to_observers_alone_and_once() -> None:
    """ROLE-2, ROLE-5."""
    here = a_room_with().arrived("chair", "minutes")
    here.when("minutes", AGREE).refused("not_your_role")
    for person, code in (("police", "not_an_observer"), ("stranger", "no_such_person")):
        here.when("chair", AgreeObserver(person=person)).refused(code, "person")
    here.after("chair", AGREE).when("chair", AGREE).refused("already_there", "person")


def test_one_observer_more_than_the_protocol_has_room_for_gets_no_seat() -> None:
    """ROLE-5: one a meeting in L, and who came and went was that one."""
    added = PersonExpected(
        person="second",
        name="Osian Dale",
        agency="health",
        role=Role.OBSERVER,
        speaks_for_victim=False,
        deputises_for=None,
    )
    two = a_room_with(most=2).happened([Placed(ROOM, added)], "coordinator")
    assert two.arrived("observer", "second").line("second").is_present
    one = a_room_with().happened([Placed(ROOM, added)], "coordinator")
    full = one.arrived("chair", "minutes", "observer").after("observer", Leave())
    full.when("second", Attend()).refused("too_many_observers")
    full.when("minutes", SignIn(person="second")).refused("too_many_observers")
    full.when("chair", AgreeObserver(person="second")).refused("too_many_observers")
    assert full.arrived("observer").line("observer").is_present
