"""Who reads a meeting's cases once it is over, and for how long (OUT-2, AG-4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agenda.protocol.afterwards import Afterwards, ReadBy
from meeting.access import Medium
from meeting.afterwards import signs_afterwards
from meeting.commands import (
    AnyCommand,
    ApproveActionList,
    Attend,
    ComeAfterAll,
    OpenRoom,
    RecordConflict,
    RefuseDeclaration,
    SendApologies,
)
from meeting.decide.reading import as_read, decide_reading
from meeting.room import Phase, ReadingClosed
from meeting.state import Placed, State
from meeting.streams import ROOM
from meeting.values import THE_ROOM
from tests.given import A_PLAN, EVERYBODY, Given, an_open_agenda, given, published

CLOSED = (Placed(ROOM, ReadingClosed(), by=THE_ROOM),)


CASES = ("oak", "elm", "ash")


def held(
    *absent: str, before: tuple[str, tuple[AnyCommand, ...]] = ("chair", ()), **facts: object
) -> Given:
    """The meeting was held under such a protocol, without ``absent``, and its list is approved.

    ``before``: what somebody said when the others had signed.
    """
    afterwards = Afterwards.model_validate(facts)
    protocol = A_PLAN.protocol.model_copy(update={"afterwards": afterwards})
    day = given(A_PLAN.model_copy(update={"protocol": protocol})).everybody_signed(but=absent)
    day = day.after(before[0], *before[1])
    for item, case in enumerate(CASES, start=1):
        day = day.case_called(str(item)).room_left(case).case_closed(case)
    return day.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


def closed(room: Given) -> Given:
    return room.happened(decide_reading(room.state, room.now), THE_ROOM)


# A meeting that was never opened


def test_the_day_after_nobody_reads_what_was_prepared_and_never_opened() -> None:
    """AG-4: by the days of London, and not a minute before."""
    agenda = an_open_agenda()
    still = agenda.later(minutes=14 * 60 + 50)
    assert decide_reading(still.state, still.now) == ()
    passed = agenda.later(minutes=15 * 60)
    assert decide_reading(passed.state, passed.now) == CLOSED
    over = closed(passed)
    for who in EVERYBODY:
        for medium in Medium:
            assert over.seen_by(who, medium).streams.keys() == {ROOM}
    assert decide_reading(over.state, over.now) == ()


def test_it_can_still_be_opened_and_those_who_sign_read_as_on_any_day() -> None:
    """SIGN-2: what fell out for snow is held the day after."""
    over = closed(an_open_agenda().later(minutes=24 * 60)).after("chair", OpenRoom())
    assert not over.reads("police")
    who = tuple(person for person in EVERYBODY if person != "health")
    signed = over.arrived(*who).in_phase(Phase.DECLARATION).signed(*who).in_phase(Phase.HEARING)
    assert signed.reads("police")
    assert decide_reading(signed.state, signed.later(minutes=60 * 24 * 9).now) == ()


@pytest.mark.parametrize("read_by", ReadBy)
def test_what_nobody_heard_is_read_by_no_member_afterwards(read_by: ReadBy) -> None:
    afterwards = Afterwards(read_by=read_by)
    protocol = A_PLAN.protocol.model_copy(update={"afterwards": afterwards})
    agenda = an_open_agenda(A_PLAN.model_copy(update={"protocol": protocol}))
    over = closed(agenda.later(minutes=24 * 60))
    assert not any(over.reads(who) for who in EVERYBODY)


def test_who_sends_apologies_reads_no_case_until_they_come_after_all() -> None:
    """ATT-1, AG-4."""
    agenda = an_open_agenda()
    away = agenda.after("police", SendApologies(person="police"))
    assert away.seen_by("police").streams.keys() == {ROOM}
    assert away.reads("housing")
    assert away.after("police", ComeAfterAll(person="police")).reads("police")


# A meeting that was held


def test_who_stayed_away_reads_afterwards_only_where_members_may() -> None:
    """OUT-2: an observer and whoever is no core agency never do."""
    for absent in ("probation", "observer"):
        stayed_away = held(absent)
        assert not stayed_away.reads(absent)
        stayed_away.when(absent, stayed_away.signature_of(absent)).refused("not_now")
    members = held("probation", "observer", read_by="members")
    assert signed_since(members, "probation").reads("probation")
    assert members.reads("police")
    members.when("observer", members.signature_of("observer")).refused("not_now")
    assert not members.reads("observer")


def signed_since(over: Given, person: str) -> Given:
    return over.after(person, over.signature_of(person))


@pytest.mark.parametrize("medium", Medium)
def test_sign_2_who_stayed_away_reads_no_case_as_a_member_before_they_have_signed(
    medium: Medium,
) -> None:
    """On no screen and on no paper: the declaration that was read out was not read to them."""
    members = held("probation", read_by="members")
    assert members.seen_by("probation", medium).streams.keys() == {ROOM}
    signed = signed_since(members, "probation")
    assert {case.case for case in signed.seen_by("probation", medium).cases()} == set(CASES)
    assert signed.line("probation").arrived is None
    signed.when("probation", signed.signature_of("probation")).refused("not_now")


def test_sign_2_who_was_here_and_never_signed_signs_when_it_is_over() -> None:
    """And who would not, if they sign after all."""
    for words in ((), (RefuseDeclaration(),)):
        over = held("probation", read_by="members", before=("probation", (Attend(), *words)))
        assert not over.reads("probation")
        assert signed_since(over, "probation").reads("probation")


def test_sign_2_nobody_signs_once_reading_is_closed() -> None:
    members = held("probation", read_by="members", read_days=14)
    passed = closed(members.later(minutes=15 * 24 * 60))
    passed.when("probation", passed.signature_of("probation")).refused("not_now")
    late = closed(signed_since(members, "probation").later(minutes=15 * 24 * 60))
    assert not late.reads("probation")


def test_sign_2_another_than_the_wording_of_this_meeting_is_not_signed_afterwards() -> None:
    members = held("probation", read_by="members")
    other = members.signature_of("probation").model_copy(update={"digest": "0" * 64})
    members.when("probation", other).refused("other_wording", "digest")


def test_sign_2_who_signs_afterwards_is_of_a_core_agency_once_the_list_is_approved() -> None:
    """And who would not sign after they had signed on paper, may sign after all."""
    members = held("probation", read_by="members")
    line, rules = members.line("probation"), members.room.protocol.attendance
    assert signs_afterwards(members.room, line)
    assert not signs_afterwards(replace(members.room, phase=Phase.SUMMARY), line)
    others = tuple(each for each in rules.core_agencies if each != line.agency)
    attendance = rules.model_copy(update={"core_agencies": others})
    protocol = members.room.protocol.model_copy(update={"attendance": attendance})
    assert not signs_afterwards(replace(members.room, protocol=protocol), line)
    signed = signed_since(members, "probation")
    after = signed.line("probation")
    assert not signs_afterwards(signed.room, after)
    assert signs_afterwards(signed.room, replace(after, refused=True))


def test_sign_2_who_was_let_in_at_the_door_on_their_word_signs_nothing_afterwards() -> None:
    members = held("probation", read_by="members")
    line = replace(members.line("probation"), admitted_by="chair")
    room = replace(members.room, register={**members.room.register, "probation": line})
    stranger = replace(members, state=State({**members.state.streams, ROOM: room}))
    stranger.when("probation", stranger.signature_of("probation")).refused("not_now")


def test_nobody_reads_as_a_member_before_the_list_is_approved() -> None:
    afterwards = Afterwards(read_by=ReadBy.MEMBERS)
    protocol = A_PLAN.protocol.model_copy(update={"afterwards": afterwards})
    plan = A_PLAN.model_copy(update={"protocol": protocol})
    assert not given(plan).everybody_signed(but=("probation",)).reads("probation")
    assert not published(plan).reads("probation")


def test_who_is_out_of_a_case_is_out_of_it_as_a_member_too() -> None:
    """CON-2."""
    afterwards = Afterwards(read_by=ReadBy.MEMBERS)
    protocol = A_PLAN.protocol.model_copy(update={"afterwards": afterwards})
    day = given(A_PLAN.model_copy(update={"protocol": protocol}))
    day = day.everybody_signed(but=("probation",))
    day = day.after("minutes", RecordConflict(case="oak", person="probation", reason="A cousin."))
    for item, case in (("1", "oak"), ("2", "elm"), ("3", "ash")):
        day = day.case_called(item).room_left(case).case_closed(case)
    over = day.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    over = signed_since(over, "probation")
    assert [over.reads("probation", case) for case in ("oak", "elm")] == [False, True]


def test_after_the_days_of_the_protocol_nobody_reads_a_case() -> None:
    """OUT-2: 0 days are as long as it is kept."""
    over = held(read_days=14)
    last = over.later(minutes=14 * 24 * 60)
    assert decide_reading(last.state, last.now) == ()
    passed = over.later(minutes=15 * 24 * 60)
    assert decide_reading(passed.state, passed.now) == CLOSED
    assert not any(closed(passed).reads(who) for who in EVERYBODY)
    assert over.reads("police")
    kept = held()
    assert decide_reading(kept.state, kept.now + timedelta(days=3650)) == ()


def test_papers_made_without_a_server_are_closed_by_the_same_day() -> None:
    over = held(read_days=1)
    later = over.now + timedelta(days=2)
    assert as_read(over.state, over.now) is over.state
    assert as_read(over.state, later).room.reading_closed == later
