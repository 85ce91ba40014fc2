"""An account that was renewed from a room is nobody's until somebody there says whose (CON-2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.access import UNSURE_FOR, Medium, Reader, Renewed, is_unsure, may_read
from meeting.commands import (
    Admit,
    AskToComeIn,
    AskToSpeak,
    Attend,
    DeclareConflict,
    Leave,
    LetInAgain,
    RecordConflict,
    RecordNoLaptop,
    RecordSteppingOut,
    VoidSignIn,
)
from meeting.decide import decide
from meeting.decide.door import decide_asking_to_come_in
from meeting.decide.managing import need_may_manage
from meeting.decide.renewals import decide_renewal
from meeting.managing import EndSessions, InviteAnew
from meeting.room import AccountRenewed, PersonLetInAgain, Phase
from meeting.state import State
from meeting.streams import ROOM, Kind
from meeting.words import Refused
from tests.given import GUEST, NO_LAPTOP, OPENING, Given, a_guest_in, a_hearing, a_room

POLICE_AGAIN = LetInAgain(person="police")


def renewed_reader(given: Given, person: str, asked_by: str = "chair") -> Reader:
    """Whoever came in with the invitation that ``asked_by`` was handed."""
    return replace(given.reader(person), renewed=Renewed(given.now, asked_by))


def renewed(given: Given, person: str = "police", asked_by: str = "chair") -> Given:
    reader = renewed_reader(given, person, asked_by)
    return given.happened(decide_renewal(given.state, reader), "room")


@pytest.mark.parametrize("who", ["police", "idva", "minutes", "observer", GUEST])
def test_nobody_reads_a_case_with_a_renewed_account_not_even_before_it_is_on_record(
    who: str,
) -> None:
    given = a_guest_in()
    assert given.reads(who)
    own = {Kind.GUEST if who == GUEST else Kind.ROOM}
    reader = renewed_reader(given, who)
    assert {stream.kind for stream in may_read(given.state, reader)} == own
    noted = renewed(given, who)
    assert {stream.kind for stream in may_read(noted.state, noted.reader(who))} == own
    coordinator = replace(given.reader("housing"), coordinator=True)
    let_in = decide(noted.state, coordinator, LetInAgain(person=who), noted.now)
    again = noted.happened(let_in, "housing")
    assert again.reads(who) is (who != GUEST), "whom the chair confirms anew"


def test_it_is_put_on_record_once_and_again_only_when_it_happens_again() -> None:
    given = a_hearing()
    reader = renewed_reader(given, "police")
    (placed,) = decide_renewal(given.state, reader)
    assert placed.event == AccountRenewed(person="police", renewed=given.now, asked_by="chair")
    noted = given.happened([placed], "room").later(minutes=5)
    assert decide_renewal(noted.state, reader) == ()
    assert decide_renewal(noted.state, renewed_reader(noted, "police")) != ()
    assert decide_renewal(noted.state, renewed_reader(noted, "stranger")) == ()


def test_who_asked_for_it_at_another_meeting_does_not_let_in_when_they_come_here() -> None:
    noted = renewed(a_hearing(), asked_by="stranger")
    renewal = noted.line("police").renewal
    assert renewal is not None
    assert renewal.asked_by == "stranger"


def test_an_invitation_of_the_operator_settles_it() -> None:
    noted = renewed(a_hearing())
    (placed,) = decide_renewal(noted.state, noted.reader("police"))
    assert placed.event == PersonLetInAgain(person="police")
    assert noted.happened([placed], "room").reads("police")


def test_it_is_asked_about_for_a_month() -> None:
    given = a_hearing()
    for days, unsure in ((UNSURE_FOR.days, True), (UNSURE_FOR.days + 1, False)):
        then = Renewed(OPENING - timedelta(days=days), "chair")
        reader = replace(given.reader("police"), renewed=then)
        assert is_unsure(given.room, given.line("police"), reader) is unsure


def test_with_a_renewed_account_one_can_come_and_go_and_nothing_else() -> None:
    given = a_hearing()
    reader = renewed_reader(given, "idva")
    for noted in (given, renewed(given, "idva")):
        coordinator = replace(reader, coordinator=True)
        for command in (
            AskToSpeak(case="oak"),
            VoidSignIn(person="chair", reason="Not them."),
            RecordConflict(case="oak", person="chair", reason="Kin."),
            LetInAgain(person="idva"),
        ):
            with pytest.raises(Refused) as caught:
                decide(noted.state, coordinator, command, noted.now)
            assert caught.value.code == "account_renewed"
        assert decide(noted.state, reader, Leave(), noted.now)
        left = noted.happened(decide(noted.state, reader, Leave(), noted.now), "idva")
        assert decide(left.state, reader, Attend(), left.now)


def test_chair_minute_taker_and_coordinator_let_in_again_and_no_other() -> None:
    noted = renewed(a_hearing(), asked_by="idva")
    noted.when("housing", POLICE_AGAIN).refused("not_your_role")
    for who in ("chair", "minutes"):
        again = noted.when(who, POLICE_AGAIN).then(PersonLetInAgain(person="police"))
        assert again.reads("police")
        again.when(who, POLICE_AGAIN).refused("not_renewed", "person")
    a_hearing().when("chair", POLICE_AGAIN).refused("not_renewed", "person")


def test_never_who_asked_for_it_not_even_alone_con_2() -> None:
    """They saw the code, and can see to it that they are alone."""
    noted = renewed(a_hearing())
    noted.when("chair", POLICE_AGAIN).refused("another_lets_in", "person")
    alone = noted.after("chair", RecordSteppingOut(person="minutes"))
    alone.when("chair", POLICE_AGAIN).refused("another_lets_in", "person")


def test_never_a_laptop_in_the_name_of_somebody_who_is_here_without_one_role_8() -> None:
    noted = renewed(a_hearing(), asked_by="idva")
    without = noted.after("minutes", RecordNoLaptop(person="chair"))
    without.when("chair", POLICE_AGAIN).refused("not_present")


def at_the_door(given: Given, who: Reader) -> Given:
    waits = decide_asking_to_come_in(given.state, who, AskToComeIn())
    return given.happened(waits, who.person)


def test_att_6_whose_account_was_renewed_is_let_in_once_by_who_did_not_ask_for_it() -> None:
    given = a_hearing()
    dora = Reader("dora", "police", name="Dora Vale", renewed=Renewed(given.now, "chair"))
    waits = at_the_door(given, dora)
    admit = Admit(person="dora", role=Role.REPRESENTATIVE)
    coordinator = replace(given.reader("minutes"), coordinator=True)
    by_another = waits.happened(decide(waits.state, coordinator, admit, waits.now), "minutes")
    assert not by_another.line("dora").is_unsure
    assert decide_renewal(by_another.state, dora) == ()
    by_chair = waits.after("chair", admit)
    assert by_chair.line("dora").is_unsure
    by_chair.when("chair", LetInAgain(person="dora")).refused("another_lets_in", "person")
    assert not by_chair.after("minutes", LetInAgain(person="dora")).line("dora").is_unsure


def test_con_6_who_has_not_signed_lets_nobody_in_while_cases_are_heard() -> None:
    """They see no match, and whoever came in with one would sit there alone without a case."""
    given = a_hearing()
    waits = at_the_door(given, Reader("dora", "police", name="Dora Vale"))
    late = replace(waits.reader("housing"), coordinator=True)
    line = replace(waits.line("housing"), signature=None)
    room = replace(waits.room, register={**waits.room.register, "housing": line})
    came = replace(waits, state=State({**waits.state.streams, ROOM: room}))
    admit = Admit(person="dora", role=Role.REPRESENTATIVE)
    with pytest.raises(Refused) as caught:
        decide(came.state, late, admit, came.now)
    assert caught.value.code == "not_signed"
    waits.when("chair", admit).allowed()


def test_con_2_who_is_out_of_a_case_lets_in_nobody_whose_name_is_their_own_word() -> None:
    given = a_hearing().after("chair", DeclareConflict(case="elm", reason="My cousin."))
    dora = Reader("dora", "police", name="Dora Vale", self_stated=True)
    waits = at_the_door(given, dora)
    admit = Admit(person="dora", role=Role.REPRESENTATIVE)
    waits.when("chair", admit).refused("another_admits", "person")
    coordinator = replace(given.reader("minutes"), coordinator=True)
    assert decide(waits.state, coordinator, admit, waits.now)
    known = at_the_door(given, replace(dora, self_stated=False))
    known.when("chair", admit).allowed()


def test_who_is_here_without_a_laptop_and_what_is_printed_are_not_touched_role_8() -> None:
    noted = renewed(a_hearing(), NO_LAPTOP)
    assert noted.line(NO_LAPTOP).may_take_part
    assert not noted.reads(NO_LAPTOP)
    on_screen = renewed(a_hearing())
    assert not on_screen.line("police").may_take_part
    paper = on_screen.reader("police", Medium.PAPER)
    assert len(may_read(on_screen.state, paper)) > 1


def test_who_comes_for_the_first_time_with_a_renewed_account_signs_when_let_in() -> None:
    noted = renewed(a_room().arrived("chair", "minutes", "police"), asked_by="chair")
    again = noted.after("minutes", POLICE_AGAIN)
    assert again.seen_by("police").streams.keys() == {ROOM}
    assert not again.line("police").is_unsure
    assert a_hearing(Stage.ROUND).line("police").renewal is None


def test_before_the_day_nobody_is_in_the_room_and_another_lets_in_again_all_the_same_ag_4() -> None:
    early = replace(a_room().room, phase=Phase.PREPARING)
    given = replace(a_room(), state=State({**a_room().state.streams, ROOM: early}))
    noted = renewed(given)
    noted.when("chair", POLICE_AGAIN).refused("another_lets_in", "person")
    noted.when("minutes", POLICE_AGAIN).then(PersonLetInAgain(person="police"))


@pytest.mark.parametrize("act", [EndSessions(person="police"), InviteAnew(person="police")])
@pytest.mark.parametrize("on_record", [True, False], ids=["on record", "not yet"])
def test_who_is_unsure_manages_nobodys_account_con_2(
    act: EndSessions | InviteAnew, *, on_record: bool
) -> None:
    """Whoever sits there in the chair's name could send everybody away, or make another of them."""
    given = a_hearing()
    chair, police = given.reader("chair"), given.reader("police")
    need_may_manage(given.state, chair, act, police)
    unsure = replace(chair, renewed=Renewed(given.now, "housing"))
    if on_record:
        given = renewed(given, "chair")
    with pytest.raises(Refused) as caught:
        need_may_manage(given.state, unsure, act, police)
    assert caught.value.code == "account_renewed"
