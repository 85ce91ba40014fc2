"""Guests: a practitioner who is there for one case, on a laptop or on the telephone. ROLE-6."""

import pytest

from agenda.plan import ExpectedPerson, MeetingPlan, Role
from agenda.protocol import Stage
from meeting.access import Medium
from meeting.case.hearing import CaseClosed, GuestConfirmed
from meeting.case.outcome import Outcome
from meeting.commands import (
    AnyCommand,
    ApproveActionList,
    AskToSpeak,
    Attend,
    CallItem,
    ConfirmAction,
    DeclareConflict,
    Leave,
    RecordConflict,
    RecordLeaving,
    RecordNoLaptop,
    RefuseDeclaration,
    RuleOnConflict,
    SignIn,
    StepOut,
    WitnessConfirmation,
)
from meeting.conflict import Ruling
from meeting.decide.guests import CONCERNS, with_guests
from meeting.decide.silence import decide_silence
from meeting.room import Attendance, ItemEnded, PersonReleased, PersonSteppedOut, Phase
from meeting.state import Placed, events_of
from meeting.streams import ROOM, Kind, case_stream, guest_stream, parse_stream
from tests.given import (
    A_PLAN_WITH_GUESTS,
    CALLER,
    EVERYBODY,
    GUEST,
    Given,
    a_guest_in,
    a_room_with_guests,
    confirm,
    given,
    record_action,
    share,
    volunteer,
)
from tests.meeting.distribution import World

OWN = guest_stream(GUEST)
OAK = case_stream("oak")
OUT = RecordConflict(case="oak", person=GUEST, reason="She is a friend of the family.")


def waiting() -> Given:
    """Everybody has signed; the guest of case 1 too, who is not confirmed, nor the case called."""
    return a_room_with_guests().everybody_signed().arrived(GUEST).signed(GUEST)


def streams(given: Given, who: str = GUEST) -> set[str]:
    return {str(stream) for stream in given.seen_by(who).streams}


# What a guest reads


def test_a_guest_reads_their_own_line_and_item_and_nothing_else_of_the_room() -> None:
    """ROLE-6: not who else is here, nor what else is heard."""
    own = waiting().seen_by(GUEST)
    assert set(own.streams) == {OWN}
    assert set(own.room.register) == {GUEST}
    assert [item.case for item in own.room.items.values()] == ["oak"]
    assert own.room.phase is Phase.HEARING
    assert own.room.protocol.declaration.text


def test_what_a_guest_has_of_the_room_agrees_with_the_room() -> None:
    """ROLE-6: their line, their item and the phase are the same in both."""
    for whole in (waiting(), a_guest_in(), a_guest_in().case_closed()):
        own = whole.seen_by(GUEST).room
        assert own.register[GUEST] == whole.line(GUEST)
        assert own.items["1"] == whole.room.items["1"]
        assert (own.phase, own.phase_since) == (whole.room.phase, whole.room.phase_since)


def test_agencies_that_are_here_for_other_cases_alone_are_not_named_to_a_guest() -> None:
    """ROLE-6: that a school comes says something of the case it comes for."""
    whole = waiting()
    assert set(whole.room.agencies) - set(whole.seen_by(GUEST).room.agencies) == {"school"}
    assert set(whole.room.agencies) - set(whole.seen_by(CALLER).room.agencies) == {"midwifery"}


def test_an_agency_that_referred_the_guests_case_is_named_to_them() -> None:
    """ROLE-6: though it is here for another case alone."""
    plan = A_PLAN_WITH_GUESTS.model_dump()
    plan["cases"][0]["referred_by"] = "school"
    whole = given(MeetingPlan.model_validate(plan))
    assert "school" in whole.seen_by(GUEST).room.agencies


def test_for_which_case_a_guest_is_invited_does_not_stand_in_the_room() -> None:
    """ROLE-6: whoever is out of that case learns nothing of it."""
    whole = a_guest_in().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert GUEST in whole.case().guests
    out = whole.seen_by("housing")
    assert out.case("oak") is None
    assert out.room == whole.room
    assert "oak" not in repr(out.room.register[GUEST])


def test_nobody_else_reads_a_guests_stream() -> None:
    """ROLE-6."""
    for who in (*EVERYBODY, CALLER):
        assert OWN not in a_guest_in().seen_by(who).streams


@pytest.mark.parametrize("kind", events_of(Kind.ROOM))
def test_every_event_of_the_room_says_which_guests_are_told(kind: type) -> None:
    """ROLE-6: a new kind of event is no guest's until somebody has decided that it is."""
    assert kind in CONCERNS


def test_the_name_of_a_guests_stream_is_read_back() -> None:
    assert str(OWN) == "guest/midwife"
    assert parse_stream("guest/midwife") == OWN
    assert parse_stream("guest") is None
    assert parse_stream("guest/midwife/oak") is None


# In and out with the case


def test_a_guest_reads_their_case_from_the_call_to_the_close() -> None:
    """ROLE-6: confirmed by the chair, and by nothing that they do themselves."""
    confirmed = waiting().when("chair", confirm(GUEST)).then(GuestConfirmed(person=GUEST))
    assert not confirmed.reads(GUEST)
    on = confirmed.case_called("1")
    assert streams(on) == {"guest/midwife", "case/oak"}
    closed = on.when("chair", on.closing("oak", Outcome.DEFERRED, "No time is left.")).allowed()
    assert streams(closed) == {"guest/midwife"}
    assert closed.line(GUEST).attendance is Attendance.RELEASED


def test_who_is_confirmed_while_the_case_is_on_is_in_at_once() -> None:
    """ROLE-6."""
    called = waiting().case_called("1")
    assert not called.reads(GUEST)
    assert called.after("chair", confirm(GUEST)).reads(GUEST)


def test_a_guest_goes_out_with_the_close_in_the_very_commit() -> None:
    """ROLE-6: withdrawn, and the register says when they went."""
    world = World(a_guest_in())
    assert (
        world.give("chair", world.given.closing("oak", Outcome.DEFERRED, "No time is left."))
        is None
    )
    frame = world.sent[GUEST][-1]
    assert frame.withdrawn == ("case/oak",)
    assert [stream for stream, _, _ in frame.parts] == ["guest/midwife"]
    line = world.clients[GUEST].state.room.register[GUEST]
    assert [attendance for attendance, _ in line.movements] == ["present", "released"]


def test_the_close_of_another_case_moves_no_guest() -> None:
    """ROLE-6."""
    other = waiting().case_called("2").case_closed("elm")
    assert other.line(GUEST).is_present
    first = [item.state for item in other.seen_by(GUEST).room.items.values()]
    assert first == ["listed"]


def test_a_guest_whose_case_is_set_back_goes_out_and_is_asked_again() -> None:
    """ROLE-6, CON-2: their hand goes down, and the chair confirms them anew."""
    hand_up = a_guest_in().after(GUEST, AskToSpeak(case="oak"))
    back = hand_up.after("minutes", DeclareConflict(case="oak", reason="My neighbour."))
    assert back.line(GUEST).attendance is Attendance.STEPPED_OUT
    assert not back.case().heard.hands
    stays = RuleOnConflict(case="oak", person="minutes", ruling=Ruling.STAYS, reason="No.")
    again = back.after("chair", stays).arrived(GUEST).case_called("1")
    assert not again.reads(GUEST)
    assert again.after("chair", confirm(GUEST)).reads(GUEST)


def test_that_a_guest_leaves_when_a_case_is_broken_off_is_said_by_nobody() -> None:
    """CON-1: as the setting back is, or it would say who is out of the case."""
    back = a_guest_in().after("chair", DeclareConflict(case="oak", reason="My neighbour."))
    said = [
        r for s, r in back.journal if s in {ROOM, OWN} and isinstance(r.event, PersonSteppedOut)
    ]
    assert [recorded.by for recorded in said] == ["room", "room"]


def test_who_comes_back_after_the_case_is_told_that_it_is_over() -> None:
    """ROLE-6."""
    over = a_guest_in().case_closed()
    over.when(GUEST, Attend()).refused("your_case_is_over")
    over.when("minutes", SignIn(person=GUEST)).refused("your_case_is_over")


def test_a_guest_who_is_outside_for_a_moment_when_the_case_ends_is_released_too() -> None:
    """ROLE-6, ATT-5."""
    over = a_guest_in().after(GUEST, StepOut()).case_closed()
    assert over.line(GUEST).attendance is Attendance.RELEASED
    gone = a_guest_in().after(GUEST, Leave()).case_closed()
    assert gone.line(GUEST).attendance is Attendance.LEFT


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (GUEST, Leave()),
        (GUEST, StepOut()),
        ("chair", RecordLeaving(person=GUEST)),
        ("minutes", RecordNoLaptop(person=GUEST)),
    ],
)
def test_the_chairs_confirmation_ends_with_the_attendance_it_was_given_for(
    who: str, command: AnyCommand
) -> None:
    """ROLE-6: another place may be less private, another connection somebody else's."""
    gone = a_guest_in().after(who, command)
    assert streams(gone) == {"guest/midwife"}
    back = gone.after(GUEST, Attend())
    assert not back.reads(GUEST)
    assert back.after("chair", confirm(GUEST)).reads(GUEST)


def test_a_guest_whose_laptop_falls_silent_is_asked_again_where_they_are() -> None:
    """ROLE-6, ATT-2: being back is not enough."""
    on = a_guest_in()
    silent = on.happened(_noticed(on, connected=False), "room").later(seconds=1)
    assert not silent.reads(GUEST)
    assert silent.seen_by(GUEST).room.register[GUEST] == silent.line(GUEST)
    back = silent.happened(_noticed(silent, connected=True), "room").later(seconds=1)
    assert not back.reads(GUEST)
    assert back.after("chair", confirm(GUEST)).reads(GUEST)


def _noticed(given: Given, *, connected: bool) -> tuple[Placed, ...]:
    return with_guests(given.state, decide_silence(given.room, GUEST, connected=connected))


def test_after_the_approval_a_guest_reads_no_case() -> None:
    """ROLE-6: neither on a screen nor on paper."""
    over = a_guest_in().case_closed().in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    for medium in Medium:
        assert over.seen_by(GUEST, medium).case("oak") is None
    assert over.seen_by(GUEST).room.phase is Phase.APPROVED


def test_nothing_of_the_case_is_on_any_paper_for_a_guest_while_it_is_on() -> None:
    """ROLE-6, OUT-2."""
    assert a_guest_in().seen_by(GUEST, Medium.PAPER).case("oak") is None


# Whom the chair lets in


def test_the_chair_lets_in_nobody_who_has_not_signed_here() -> None:
    """ROLE-6, SIGN-1, SIGN-2."""
    expected = a_room_with_guests().everybody_signed()
    arrived = expected.arrived(GUEST)
    for given_ in (expected, arrived, arrived.after(GUEST, RefuseDeclaration())):
        given_.when("chair", confirm(GUEST)).refused("guest_not_signed", "person")


def test_the_chair_lets_a_guest_into_their_own_case_alone() -> None:
    """ROLE-6."""
    for person, case in ((GUEST, "elm"), ("police", "oak"), ("stranger", "oak")):
        waiting().when("chair", confirm(person, case)).refused("not_a_guest", "person")
    waiting().after("chair", confirm(GUEST)).when("chair", confirm(GUEST)).refused(
        "already_there", "person"
    )
    a_guest_in().case_closed().when("chair", confirm(GUEST)).refused("not_now")


def test_nobody_but_the_chair_lets_a_guest_in_and_never_into_what_they_cannot_read() -> None:
    """ROLE-2, ROLE-6, CON-2."""
    waiting().when("minutes", confirm(GUEST)).refused("not_your_role")
    out = waiting().after("chair", DeclareConflict(case="oak", reason="My neighbour."))
    out.when("chair", confirm(GUEST)).refused("no_such_case")
    waiting().when("chair", confirm(GUEST, "nowhere")).refused("no_such_case")


# What a guest does


def test_a_guest_speaks_and_offers_for_their_own_agency_in_their_case() -> None:
    """ROLE-4, ROLE-6: the agency is invited; without its practitioner it could not answer."""
    spoken = a_guest_in(Stage.PLANNING).after(
        GUEST, share(), volunteer(), ConfirmAction(case="oak", action="a1", version=1)
    )
    assert [point.agency for point in spoken.case().heard.points.values()] == ["midwifery"]
    action = spoken.action()
    assert (action.owners, set(action.confirmed)) == (("midwifery",), {"midwifery"})


def test_a_guest_on_a_laptop_confirms_on_their_own_screen() -> None:
    """ACT-5, ROLE-6, ROLE-8: nobody witnesses for them what they can say themselves."""
    offered = a_guest_in(Stage.READ_BACK).after(GUEST, volunteer())
    witness = WitnessConfirmation(case="oak", action="a1", agency="midwifery", version=1)
    offered.when("minutes", witness).refused("agency_has_a_laptop", "agency")


def test_before_and_after_their_case_a_guest_can_say_nothing_in_any() -> None:
    """ROLE-6: their own case is then as unknown to them as one that does not exist; but what was on
    its way as it closed is kept (ACT-1).
    """
    for given_ in (waiting(), waiting().after("chair", confirm(GUEST)), a_guest_in()):
        for case in ("elm", "nowhere"):
            given_.when(GUEST, share(case=case)).refused("no_such_case")
    for case in ("oak", "elm", "nowhere"):
        waiting().when(GUEST, share(case=case)).refused("no_such_case")
        if case != "oak":
            a_guest_in().case_closed().when(GUEST, share(case=case)).refused("not_present")


def test_a_caller_is_recorded_by_the_minute_taker_from_the_confirmation_to_the_close() -> None:
    """ROLE-6, ROLE-8: on the telephone; what they say stands as their agency's."""
    here = waiting().arrived(CALLER).signed(CALLER).case_called("2")
    planning = here.at_stage(Stage.PLANNING, "elm")
    offer = record_action("school", case="elm")
    planning.when("minutes", offer).refused("suggest_instead", "agency")
    confirmed = planning.after("chair", confirm(CALLER, "elm"))
    offered = confirmed.after("minutes", offer)
    assert offered.action(case="elm").owners == ("school",)
    assert not offered.reads(CALLER, "elm")
    closed = offered.case_closed("elm")
    movements = [attendance for attendance, _ in closed.line(CALLER).movements]
    assert movements == ["present", "released"]


def test_a_laptop_in_the_name_of_a_caller_reads_no_case() -> None:
    """ROLE-6, ROLE-8: only the minute-taker speaks for them."""
    called = waiting().arrived(CALLER).signed(CALLER).after("chair", confirm(CALLER, "elm"))
    on = called.case_called("2")
    assert streams(on, CALLER) == {"guest/teacher"}


def test_an_agency_that_refers_through_its_guest_is_present_at_the_call() -> None:
    """CASE-6, ROLE-6."""
    plan = A_PLAN_WITH_GUESTS.model_dump()
    plan["cases"][0]["referred_by"] = "midwifery"
    here = given(MeetingPlan.model_validate(plan)).everybody_signed().arrived(GUEST).signed(GUEST)
    assert not here.case_called("1").case().referrer_present
    assert here.after("chair", confirm(GUEST)).case_called("1").case().referrer_present


def test_a_guest_of_an_agency_at_the_table_shares_its_seat() -> None:
    """ROLE-4, ROLE-6: one agency, one seat, whoever speaks for it."""
    second = ExpectedPerson(
        id="officer", name="Olwen Slade", agency="housing", role=Role.GUEST, for_case="oak"
    )
    plan = A_PLAN_WITH_GUESTS.model_dump()
    whole = given(MeetingPlan.model_validate({**plan, "people": (*plan["people"], second)}))
    on = whole.everybody_signed().arrived("officer").signed("officer")
    on = on.after("chair", confirm("officer")).case_called("1").at_stage(Stage.ROUND)
    spoken = on.after("officer", share())
    assert [point.agency for point in spoken.case().heard.points.values()] == ["housing"]


# Conflicts


def test_a_guest_who_declares_a_conflict_is_out_at_once_and_is_sent_no_reason() -> None:
    """CON-1, CON-2, ROLE-6."""
    world = World(a_guest_in())
    assert world.give(GUEST, DeclareConflict(case="oak", reason="CANARY my cousin.")) is None
    assert world.sent[GUEST][-1].withdrawn == ("case/oak",)
    assert world.sent[GUEST][-1].parts == ()
    assert any(b"CANARY" in frame.bytes for frame in world.sent["chair"])


def test_a_guest_who_is_put_out_before_the_call_is_not_let_in() -> None:
    """CON-5, ROLE-6."""
    out = waiting().after("chair", OUT)
    out.when("chair", confirm(GUEST)).refused("guest_is_out_of_it", "person")
    confirmed_first = waiting().after("chair", confirm(GUEST), OUT).case_called("1")
    assert streams(confirmed_first) == {"guest/midwife"}


def test_whether_a_guest_was_out_of_the_case_leaves_no_trace_in_the_room() -> None:
    """CON-2: recused or not, the register says the same of them, and nothing in the middle."""
    on = a_guest_in()
    for before in (on, on.after("chair", OUT)):
        closing = before.closing("oak", Outcome.DEFERRED, "No time is left.")
        decided = before.when("chair", closing).allowed().journal[len(before.journal) :]
        told = [recorded.event for stream, recorded in decided if stream == ROOM]
        assert told == [ItemEnded(item="1"), PersonReleased(person=GUEST)]
        assert any(isinstance(recorded.event, CaseClosed) for _, recorded in decided)
    assert [
        s for s, _ in on.after("chair", OUT).journal[len(on.journal) :] if s in {ROOM, OWN}
    ] == []


def test_a_guest_who_may_stay_is_back_in_their_case() -> None:
    """CON-2, ROLE-6."""
    stays = RuleOnConflict(case="oak", person=GUEST, ruling=Ruling.STAYS, reason="Long ago.")
    assert a_guest_in().after("chair", OUT, stays).reads(GUEST)


def test_a_call_tells_no_guest_of_another_case() -> None:
    """ROLE-6: not even that something is on."""
    world = World(waiting().arrived(CALLER).signed(CALLER))
    sent = len(world.sent[CALLER])
    assert world.give("chair", CallItem(item="1")) is None
    assert world.give("chair", confirm(GUEST)) is None
    assert len(world.sent[CALLER]) == sent
    assert world.sent[GUEST][-1].parts
