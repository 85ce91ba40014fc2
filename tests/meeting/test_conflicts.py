"""Conflicts of interest: CON-1, CON-2, CON-4."""

import pytest

from agenda.protocol import Stage
from meeting.access import Medium
from meeting.case.hearing import CaseSetBack, OutOfIt, PersonOutOfIt
from meeting.case.information import HandLowered
from meeting.commands import (
    AskToSpeak,
    CallItem,
    DeclareConflict,
    RecordConflict,
    RuleOnConflict,
)
from meeting.conflict import ConflictDeclared, ConflictRuled, Ruling
from meeting.room import ItemSetBack, ItemState, Phase
from meeting.streams import ROOM, case_stream, conflict_stream
from tests.given import EVERYBODY, Given, a_hearing, a_room, share
from tests.meeting.test_reading import held

REASON = "She is my sister-in-law."


def declare(case: str = "oak") -> DeclareConflict:
    return DeclareConflict(case=case, reason=REASON)


def rule(ruling: Ruling, person: str = "housing", reason: str = "") -> RuleOnConflict:
    return RuleOnConflict(case="oak", person=person, ruling=ruling, reason=reason)


def declared() -> Given:
    return a_hearing(Stage.CONFLICTS).after("housing", declare())


def test_from_the_moment_of_declaring_the_case_is_withheld() -> None:
    """CON-1, CON-2: until the chair decides, withheld."""
    after = a_hearing(Stage.CONFLICTS).when("housing", declare())
    out = after.then(
        ConflictDeclared(reason=REASON),
        PersonOutOfIt(person="housing", standing=OutOfIt.WITHHELD),
    )
    assert not out.reads("housing")
    assert out.reads("housing", "elm")


def test_the_reason_is_for_chair_and_minute_taker_alone() -> None:
    """CON-1: and for who declared it; that somebody is out of it stands in the case, never why."""
    given = declared()
    stream = conflict_stream("oak", "housing")
    readers = {who for who in EVERYBODY if stream in given.seen_by(who).streams}
    assert readers == {"chair", "minutes", "housing"}
    assert REASON not in repr(given.case())
    assert REASON not in repr(given.room)


def test_every_case_may_be_declared_before_it_is_called() -> None:
    """CON-1."""
    given = a_room().everybody_signed().after("housing", declare("elm"))
    assert not given.reads("housing", "elm")


def test_the_chair_decides_that_somebody_leaves() -> None:
    """CON-2."""
    after = declared().when("chair", rule(Ruling.LEAVES))
    recused = after.then(
        ConflictRuled(ruling=Ruling.LEAVES, reason=""),
        PersonOutOfIt(person="housing", standing=OutOfIt.RECUSED),
    )
    assert not recused.reads("housing")
    recused.when("chair", rule(Ruling.LEAVES)).refused("already_there", "ruling")


def test_who_may_stay_does_so_with_the_reason_recorded() -> None:
    """CON-2."""
    given = declared()
    given.when("chair", rule(Ruling.STAYS)).refused("outcome_needs_why", "reason")
    stays = given.after("chair", rule(Ruling.STAYS, reason="They met once, years ago."))
    assert stays.reads("housing")
    conflict = stays.state.conflict("oak", "housing")
    assert conflict is not None
    assert conflict.ruled_because == "They met once, years ago."


def test_only_the_chair_decides_and_only_what_was_declared() -> None:
    """CON-2."""
    for who in ("minutes", "police", "observer"):
        declared().when(who, rule(Ruling.LEAVES)).refused("not_your_role")
    declared().when("chair", rule(Ruling.LEAVES, "police")).refused("no_such_conflict", "person")


def test_who_is_out_of_it_cannot_declare_again_nor_say_anything() -> None:
    """CON-2: for them there is no such case."""
    declared().when("housing", declare()).refused("no_such_case")
    declared().when("housing", share()).refused("no_such_case")


def test_a_recused_person_is_told_its_number_and_that_it_is_over() -> None:
    """CON-4: nothing of it, then or later."""
    over = declared().after("chair", rule(Ruling.LEAVES)).case_closed()
    item = over.seen_by("housing").room.items["1"]
    assert (item.label, item.state) == ("Case 1", ItemState.OVER)
    assert not over.reads("housing")
    assert over.case_called("2").reads("housing", "elm")


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_a_case_without_its_chair_or_minute_taker_is_set_back(who: str) -> None:
    """CON-1, CON-2: nobody is left to run it, so it is to be called again."""
    back = a_hearing(Stage.CONFLICTS).when(who, declare())
    after = back.then(
        ConflictDeclared(reason=REASON),
        PersonOutOfIt(person=who, standing=OutOfIt.WITHHELD),
        CaseSetBack(),
        ItemSetBack(item="1"),
    )
    assert after.room.on is None
    refused = ("stand_in_calls", "item") if who == "chair" else ("stand_in_needed", None)
    after.when("chair", CallItem(item="1")).refused(*refused)
    assert after.case_called("2").room.on is not None


def test_a_reason_of_the_chair_is_read_by_the_minute_taker_and_not_the_reverse_once_out() -> None:
    """CON-1: who holds a role and is out of the case reads nobody's reason in it."""
    given = declared().after("minutes", declare())
    stream = conflict_stream("oak", "housing")
    assert stream not in given.seen_by("minutes").streams
    assert conflict_stream("oak", "minutes") in given.seen_by("minutes").streams
    assert stream in given.seen_by("chair").streams


def test_a_minute_taker_who_may_stay_takes_the_minutes_after_all() -> None:
    """CON-2."""
    out = a_hearing(Stage.CONFLICTS).after("minutes", declare())
    stays = out.after("chair", rule(Ruling.STAYS, "minutes", "A namesake."))
    assert stays.case_called("1").reads("minutes")


def test_a_conflict_may_be_declared_anew_after_staying() -> None:
    """CON-1: what was learnt since may change everything; what stood before stays recorded."""
    stays = declared().after("chair", rule(Ruling.STAYS, reason="Long ago."))
    again = stays.after("housing", declare())
    assert not again.reads("housing")
    events = [recorded for stream, recorded in again.journal if stream.kind == "conflict"]
    assert len(events) == 3


def test_an_observer_may_be_in_conflict_too() -> None:
    """CON-1, ROLE-5."""
    given = a_hearing().after("observer", declare())
    assert case_stream("oak") not in given.seen_by("observer").streams


def at_the_declaration() -> Given:
    return a_room().arrived(*EVERYBODY).in_phase(Phase.DECLARATION)


def test_who_sees_a_name_says_so_before_the_first_case_is_called() -> None:
    """CON-1, SIGN-2: names are read once the hearing has begun, and that is when it is told."""
    given = at_the_declaration()
    given.when("housing", declare()).refused("not_signed")
    signed = given.signed("housing", "chair", "minutes")
    signed.when("housing", declare()).refused("no_such_case")
    out = signed.in_phase(Phase.HEARING).after("housing", declare())
    assert not out.reads("housing")
    assert out.reads("housing", "elm")
    recused = out.after("chair", rule(Ruling.LEAVES))
    assert recused.case().out_of_it == {"housing": OutOfIt.RECUSED}
    a_room().arrived("housing").when("housing", declare()).refused("not_signed")


def test_a_case_that_is_over_is_declared_all_the_same() -> None:
    """CON-1, CON-2: between the cases and in the summary, whoever learns of it reads on no more."""
    closed = a_hearing().case_closed()
    for given in (closed, closed.in_phase(Phase.SUMMARY)):
        out = given.after("housing", declare())
        assert not out.reads("housing")
        assert out.room.items["1"].state is ItemState.OVER
        stays = out.after("chair", rule(Ruling.STAYS, reason="A namesake."))
        assert stays.reads("housing")


def test_who_reads_what_was_heard_declares_as_long_as_it_can_be_read() -> None:
    """CON-1, CON-2, OUT-2: also once the list is approved; who never was at the table as well."""
    approved = held("probation", read_by="members")
    reads = approved.after("probation", approved.signature_of("probation"))
    for who in ("police", "probation"):
        assert reads.reads(who)
        out = reads.after(who, declare())
        assert not out.reads(who)
        assert out.reads(who, "elm")
        stays = out.after("chair", rule(Ruling.STAYS, who, reason="A namesake."))
        assert stays.reads(who)
    reads.after("chair", RecordConflict(case="oak", person="police", reason=REASON))


@pytest.mark.parametrize("who", ["chair", "minutes"])
@pytest.mark.parametrize("case", ["elm", "oak"])
def test_a_case_that_is_not_on_is_not_set_back(who: str, case: str) -> None:
    """CON-1: to come or over, the running order stays as it is."""
    given = a_hearing().case_closed()
    after = given.when(who, declare(case)).then(
        ConflictDeclared(reason=REASON),
        PersonOutOfIt(person=who, standing=OutOfIt.WITHHELD),
    )
    assert after.room.items == given.room.items


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_the_room_is_not_told_by_whom_a_case_was_set_back(who: str) -> None:
    """CON-1, CON-2: what the room is told of it names nobody."""
    given = a_hearing().after(who, declare())
    told = {recorded.by for stream, recorded in given.journal if stream == ROOM}
    (set_back,) = [each for _, each in given.journal if isinstance(each.event, ItemSetBack)]
    assert set_back.by not in given.room.register
    assert set_back.by not in told - {set_back.by}
    inside = [each.by for stream, each in given.journal if stream != ROOM][-3:]
    assert inside == [who] * 3


def test_the_hand_of_who_declares_goes_down() -> None:
    """CON-2, CASE-4: nobody is called upon who is out of the case."""
    asking = a_hearing().when("housing", AskToSpeak(case="oak")).allowed()
    asking.when("housing", declare()).then(
        ConflictDeclared(reason=REASON),
        PersonOutOfIt(person="housing", standing=OutOfIt.WITHHELD),
        HandLowered(person="housing"),
    )


@pytest.mark.parametrize("by", ["chair", "minutes"])
def test_con_5_a_conflict_is_recorded_for_who_cannot_or_did_not_declare_it(by: str) -> None:
    """CON-2, CON-5, ROLE-8: without a laptop too, and their paper holds nothing of the case."""
    record = RecordConflict(case="oak", person="health", reason=REASON)
    out = a_hearing(Stage.CONFLICTS).when(by, record).allowed()
    assert out.case().is_withheld_from("health")
    assert out.seen_by("health", Medium.PAPER).case("oak") is None
    out.when(by, record).refused("already_there", "person")
    ruled = out.after("chair", rule(Ruling.LEAVES, "health"))
    assert ruled.case().is_withheld_from("health")
    own = RecordConflict(case="oak", person=by, reason=REASON)
    a_hearing().when(by, own).refused("declare_your_own", "person")
    a_hearing().when("police", record).refused("not_your_role")


def test_con_3_who_may_stay_and_then_leaves_takes_chair_or_minutes_along() -> None:
    """CON-3: ruled out in the middle of the case, its minute-taker sets it back."""
    given = a_hearing(Stage.CONFLICTS).after("minutes", declare())
    given = given.after("chair", rule(Ruling.STAYS, "minutes", "Long ago.")).case_called("1")
    again = rule(Ruling.LEAVES, "minutes")
    given.when("chair", again).refused("moved_on", "instead_of")
    seen = again.model_copy(update={"instead_of": Ruling.STAYS})
    assert given.after("chair", seen).room.on is None
