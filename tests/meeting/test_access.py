"""Who may read what: ATT-2, SIGN-2, CON-2, ROLE-5; told as an enemy would ask it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agenda.protocol import Stage
from meeting.access import TABLE, Medium, Membership, Reader, Standing, Time, may_open, may_read
from meeting.case.hearing import FinishedCaseOpened
from meeting.chain import write
from meeting.commands import (
    AnyCommand,
    ApproveActionList,
    AskToSpeak,
    Attend,
    DeclareConflict,
    Leave,
    OpenFinishedCase,
    RecordConflict,
    RecordNoLaptop,
    RefuseDeclaration,
    RuleOnConflict,
    WitnessSignature,
)
from meeting.conflict import Ruling
from meeting.room import Phase
from meeting.state import State
from meeting.streams import ROOM, Kind, case_stream, conflict_stream
from meeting.words import Refused
from tests.given import (
    CALLER,
    EVERYBODY,
    GUEST,
    NO_LAPTOP,
    Given,
    a_guest_in,
    a_hearing,
    a_room,
    record_action,
    volunteer,
)
from tests.matrix.canaries import CANARY, every_event
from tests.meeting.distribution import World
from tests.meeting.generated import CASE_COMMANDS, example_of

OUT = DeclareConflict(case="oak", reason="My cousin.")


def approved(given: Given) -> Given:
    """All is over: the case that is on is deferred, the list approved."""
    closed = given.case_closed() if given.room.on else given
    summary = closed.in_phase(Phase.SUMMARY)
    return summary.after("chair", ApproveActionList())


def test_who_belongs_to_another_agency_since_reads_the_room_and_no_case_act_1() -> None:
    """They could not even declare a conflict: whatever they give is refused (CON-1)."""
    given = a_guest_in()
    for who in ("housing", "chair", GUEST):
        assert given.reads(who)
        moved = replace(given.reader(who), agency="probation")
        kinds = {stream.kind for stream in may_read(given.state, moved)}
        assert kinds == {Kind.GUEST if who == GUEST else Kind.ROOM}


def test_everybody_on_the_register_reads_the_room_and_nobody_else_reads_anything() -> None:
    """SIGN-2: the room holds no case."""
    given = a_room()
    for who in EVERYBODY:
        assert may_read(given.state, given.reader(who)) == {ROOM}
    assert may_read(given.state, Reader("stranger", "police")) == frozenset()


def test_a_member_whose_standing_has_ended_reads_nothing() -> None:
    """ROLE-1."""
    ended = Reader("police", "police", Membership.ENDED)
    assert may_read(a_hearing().state, ended) == frozenset()


def test_a_missing_cell_means_no() -> None:
    """CON-2: no row of the table lets anybody read what they are out of."""
    for standing in (
        *(Standing.NOBODY, Standing.EXPECTED, Standing.WITHHELD),
        *(Standing.LATE, Standing.GONE, Standing.WITHOUT_SCREEN),
    ):
        assert not any(
            (kind, standing, time) in TABLE for kind in (Kind.CASE, Kind.CONFLICT) for time in Time
        )


def test_a_latecomer_reads_what_is_on_and_to_come_and_not_what_is_over() -> None:
    """ATT-2: not then, nor with the approved list."""
    given = a_room().everybody_signed(but=("probation",)).case_called("1").case_closed()
    late = given.case_called("2").after("probation", Attend()).signed("probation")
    assert [late.reads("probation", case) for case in ("oak", "elm", "ash")] == [False, True, True]
    over = approved(late.case_closed("elm"))
    assert [over.reads("probation", case) for case in ("oak", "elm")] == [False, True]
    gone = approved(late.case_closed("elm").after("probation", Leave()))
    assert [gone.reads("probation", case) for case in ("oak", "elm")] == [False, True]


def came_late(*, out: bool = False) -> Given:
    """Case 1 is over; probation, who may be out of it, comes during case 2."""
    start = a_room().everybody_signed(but=("probation",))
    if out:
        recorded = RecordConflict(case="oak", person="probation", reason="A cousin.")
        start = start.after("chair", recorded)
    given = start.case_called("1").case_closed().case_called("2")
    return given.after("probation", Attend()).signed("probation")


def test_a_latecomer_opens_a_finished_case_and_its_readers_see_that() -> None:
    """ATT-2: recorded in the case itself; the room is told nothing."""
    late = came_late()
    opened = late.when("probation", OpenFinishedCase(case="oak"))
    after = opened.then(FinishedCaseOpened(person="probation"))
    assert after.journal[-1][0] == case_stream("oak")
    assert after.reads("probation", "oak")
    assert after.case().opened == {"probation": late.now}
    again = after.when("probation", OpenFinishedCase(case="oak"))
    again.refused("is_open_to_you", "case")


def test_a_case_that_was_opened_on_request_stays_open_while_they_are_here() -> None:
    """ATT-2: who goes again has not been in the room for it, and is not sent it afterwards."""
    opened = came_late().after("probation", OpenFinishedCase(case="oak")).case_closed("elm")
    assert approved(opened).reads("probation", "oak")
    gone = opened.after("probation", Leave())
    assert not gone.reads("probation", "oak")
    assert not approved(gone).reads("probation", "oak")
    assert gone.after("probation", Attend()).reads("probation", "oak")


def test_a_case_that_was_opened_on_request_goes_with_a_conflict_like_any_other() -> None:
    """CON-2."""
    opened = came_late().after("probation", OpenFinishedCase(case="oak"))
    assert not opened.after("probation", OUT).reads("probation", "oak")


def test_what_cannot_be_opened_is_refused_alike_whatever_the_reason() -> None:
    """CON-2: a case that is withheld, is not there, or that they must not have at all."""
    told = {
        _told(given.when(who, OpenFinishedCase(case=case)).refused("no_such_case"))
        for given, who, case in (
            (came_late(out=True), "probation", "oak"),
            (came_late(out=True), "probation", "nowhere"),
            (came_late(), "probation", "nowhere"),
        )
    }
    assert len(told) == 1


def test_only_who_is_here_and_has_signed_opens_a_finished_case() -> None:
    """SIGN-2, ROLE-5, ROLE-8, ATT-2; and nobody once the list is approved."""
    start = a_room().everybody_signed(but=("probation", NO_LAPTOP, "observer"))
    over = start.case_called("1").case_closed()
    ask = OpenFinishedCase(case="oak")
    over.when("probation", ask).refused("not_present")
    here = over.after("probation", Attend())
    here.when("probation", ask).refused("not_signed")
    here.arrived("observer").signed("observer").when("observer", ask).refused("not_your_role")
    here.arrived(NO_LAPTOP).signed(NO_LAPTOP).when(NO_LAPTOP, ask).refused("no_such_case")
    late = approved(here.signed("probation"))
    late.when("probation", ask).refused("not_now")
    assert may_open(late.state, late.reader("probation")) == frozenset()


def test_an_observer_who_comes_late_reads_no_finished_case_ever() -> None:
    """ROLE-5, ATT-2."""
    given = a_room().everybody_signed(but=("observer",)).case_called("1").case_closed()
    late = given.after("observer", Attend()).signed("observer")
    assert not late.reads("observer", "oak")
    assert late.reads("observer", "elm")
    assert not approved(late).reads("observer", "oak")


def test_an_observer_keeps_nothing_after_approval() -> None:
    """ROLE-5."""
    given = a_hearing()
    assert given.reads("observer")
    assert not approved(given).reads("observer")
    assert not given.after("observer", Leave()).reads("observer")


def test_who_left_during_a_case_and_came_back_after_it_was_there_for_it() -> None:
    """ATT-2."""
    back = a_hearing().after("police", Leave()).case_closed().after("police", Attend())
    assert back.reads("police")


def test_who_left_before_the_call_and_came_back_after_the_close_was_not() -> None:
    """ATT-2: though they had signed long before."""
    left = a_room().everybody_signed().after("police", Leave())
    back = left.case_called("1").case_closed().after("police", Attend())
    assert not back.reads("police")
    assert back.reads("police", "elm")


def test_who_sat_there_unsigned_was_not_there_for_it() -> None:
    """SIGN-2: signing afterwards opens nothing that is over."""
    given = a_room().arrived(*EVERYBODY).in_phase(Phase.DECLARATION)
    given = given.signed(*(who for who in EVERYBODY if who != "police")).in_phase(Phase.HEARING)
    after = given.case_called("1").case_closed().signed("police")
    assert not after.reads("police")
    assert after.reads("police", "elm")


@pytest.mark.parametrize("earlier", [timedelta(0), timedelta(milliseconds=1)])
def test_the_instant_of_the_close_is_too_late(earlier: timedelta) -> None:
    """ATT-2: in doubt about the order of one millisecond the answer is no."""
    given = a_room().everybody_signed(but=("police",)).case_called("1")
    given = given.after("police", Attend())
    now = given.now + timedelta(seconds=5)
    signed = Given(given.state, given.journal, now - earlier).signed("police")
    closed = Given(signed.state, signed.journal, now).case_closed()
    assert closed.reads("police") is bool(earlier)


@pytest.mark.parametrize("earlier", [timedelta(0), timedelta(milliseconds=1)])
def test_who_comes_back_at_the_instant_of_the_close_comes_too_late(earlier: timedelta) -> None:
    """ATT-2: though they had signed long before."""
    given = a_room().everybody_signed().after("police", Leave()).case_called("1")
    now = given.now + timedelta(seconds=5)
    back = Given(given.state, given.journal, now - earlier).after("police", Attend())
    closed = Given(back.state, back.journal, now).case_closed()
    assert closed.reads("police") is bool(earlier)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(milliseconds=1)])
def test_who_leaves_at_the_instant_of_the_call_was_not_there_for_it(later: timedelta) -> None:
    """ATT-2: in doubt about the order of one millisecond the answer is no."""
    given = a_room().everybody_signed()
    called = given.case_called("1")
    gone = Given(called.state, called.journal, given.now + later).after("police", Leave())
    assert gone.case_closed().after("police", Attend()).reads("police") is bool(later)


def test_who_has_gone_reads_nothing_until_approval_and_then_what_they_were_there_for() -> None:
    """ATT-2, NTK-1: what was heard before they came or after they went is not theirs."""
    gone = a_hearing().after("police", Leave())
    assert gone.seen_by("police").streams.keys() == {ROOM}
    over = approved(gone.case_closed().case_called("2").case_closed("elm"))
    assert [over.reads("police", case) for case in ("oak", "elm", "ash")] == [True, False, False]


def test_who_has_gone_before_their_case_was_set_back_was_not_there_when_it_was_heard() -> None:
    """ATT-2, CON-2."""
    gone = a_hearing().after("minutes", OUT).after("police", Leave())
    stays = RuleOnConflict(case="oak", person="minutes", ruling=Ruling.STAYS, reason="No.")
    over = approved(gone.after("chair", stays).case_called("1"))
    assert not over.reads("police")


# A screen is whose it is


def test_a_laptop_in_the_name_of_who_has_none_reads_no_case() -> None:
    """ROLE-8, SIGN-2: a witness saw a person sign, not who sits behind a screen."""
    for given in (a_room().everybody_signed(), a_hearing(), approved(a_hearing())):
        assert given.seen_by(NO_LAPTOP).streams.keys() == {ROOM}
        assert case_stream("oak") in given.seen_by(NO_LAPTOP, Medium.PAPER).streams
    assert a_hearing().line(NO_LAPTOP).may_take_part


@pytest.mark.parametrize("kind", CASE_COMMANDS)
def test_a_laptop_in_the_name_of_who_has_none_says_nothing(kind: type[AnyCommand]) -> None:
    """ROLE-8, ACT-1."""
    given = a_hearing(Stage.PLANNING)
    told = {
        _told(given.when(NO_LAPTOP, example_of(kind, case=case)).refused("no_such_case"))
        for case in ("oak", "nowhere")
    }
    assert len(told) == 1


def test_who_takes_a_laptop_after_a_witnessed_signature_signs_again_on_it() -> None:
    """SIGN-1, SIGN-2, ROLE-8: and until then takes part nowhere, on the screen or at the table."""
    given = a_hearing().after(NO_LAPTOP, Attend())
    assert not given.line(NO_LAPTOP).may_take_part
    assert given.seen_by(NO_LAPTOP).streams.keys() == {ROOM}
    given.when(NO_LAPTOP, example_of(AskToSpeak)).refused("not_signed")
    given.when("minutes", WitnessSignature(person=NO_LAPTOP, digest=given.digest)).refused(
        "has_a_laptop", "person"
    )
    given.when("minutes", record_action(NO_LAPTOP)).refused("suggest_instead", "agency")
    signed = given.after(NO_LAPTOP, given.signature_of(NO_LAPTOP))
    assert signed.reads(NO_LAPTOP)
    signed.when(NO_LAPTOP, example_of(AskToSpeak)).allowed()


def test_who_signs_again_was_there_for_what_was_heard_since_they_first_signed() -> None:
    """ATT-2, SIGN-3: the first signature counts, the last one stands in the register."""
    given = a_hearing().case_closed().after(NO_LAPTOP, Attend())
    signed = given.after(NO_LAPTOP, given.signature_of(NO_LAPTOP))
    assert signed.reads(NO_LAPTOP)
    line = signed.line(NO_LAPTOP)
    assert line.signature is not None
    assert line.signed is not None
    assert line.signed < line.signature.at
    assert line.signature.witness is None


def test_who_gives_up_their_laptop_reads_no_case_on_it_and_reads_again_on_the_next() -> None:
    """ROLE-8: they signed on a screen of their own, and need not do so again."""
    world = World(a_hearing())
    assert world.give("minutes", RecordNoLaptop(person="police")) is None
    assert set(world.sent["police"][-1].withdrawn) == {"case/oak", "case/elm", "case/ash"}
    assert world.given.line("police").may_take_part
    assert world.give("police", Attend()) is None
    assert world.given.reads("police")
    assert world.clients["police"].state == world.given.seen_by("police")


def test_a_conflict_is_read_by_nobody_without_a_screen_of_their_own() -> None:
    """CON-1, ROLE-8."""
    given = a_hearing().after("police", OUT).after("minutes", RecordNoLaptop(person="police"))
    stream = conflict_stream("oak", "police")
    assert stream not in given.seen_by("police").streams
    assert stream in given.seen_by("chair").streams


def test_who_has_left_reads_no_conflict_not_even_their_own() -> None:
    """CON-1, ATT-2: nor does who holds the chair."""
    given = a_hearing().after("police", OUT)
    stream = conflict_stream("oak", "police")
    for who in ("police", "chair"):
        assert stream in given.seen_by(who).streams
        assert stream not in given.after(who, Leave()).seen_by(who).streams


def test_who_is_out_of_a_case_stays_out_of_it_after_approval() -> None:
    """CON-2, OUT-2: whether or not the chair ever decided."""
    undecided = a_hearing().after("police", OUT)
    leaves = RuleOnConflict(case="oak", person="police", ruling=Ruling.LEAVES)
    for given in (undecided, undecided.after("chair", leaves)):
        assert not approved(given).reads("police")
        assert not given.case_closed().after("police", Leave()).reads("police")
        again = given.after("police", Leave()).case_closed().after("police", Attend())
        assert not again.reads("police")


def test_who_refused_the_declaration_reads_nothing_even_after_approval() -> None:
    """SIGN-2."""
    given = a_room().arrived(*EVERYBODY).in_phase(Phase.DECLARATION)
    given = given.signed(*(who for who in EVERYBODY if who != "police"))
    refused = given.after("police", RefuseDeclaration())
    heard = refused.in_phase(Phase.HEARING).case_called("1")
    assert not heard.reads("police")
    assert not approved(heard).reads("police")


def test_who_signed_before_a_witness_and_then_refused_gets_no_case_on_paper_either() -> None:
    """SIGN-2, ROLE-8: the first signature stands in the register, and opens nothing."""
    refused = a_hearing().after(NO_LAPTOP, Attend(), RefuseDeclaration())
    assert refused.line(NO_LAPTOP).signature is not None
    for given in (refused, approved(refused)):
        assert given.seen_by(NO_LAPTOP, Medium.PAPER).streams.keys() == {ROOM}


def test_a_case_set_back_is_heard_anew_by_those_who_are_there_then() -> None:
    """ATT-2, CON-2: who left before the second call was not there for its close."""
    back = a_hearing().after("minutes", OUT).after("police", Leave())
    stays = RuleOnConflict(case="oak", person="minutes", ruling=Ruling.STAYS, reason="No.")
    again = back.after("chair", stays).case_called("1").case_closed()
    assert not again.after("police", Attend()).reads("police")


# Refusals must not tell


@pytest.mark.parametrize("kind", CASE_COMMANDS)
def test_a_withheld_case_and_one_that_does_not_exist_are_refused_alike(
    kind: type[AnyCommand],
) -> None:
    """CON-2: same code, same words, same field, whoever asks and whatever they ask for."""
    for who in filter(NO_LAPTOP.__ne__, EVERYBODY):
        given = a_hearing(Stage.PLANNING).after(who, OUT)
        withheld, nowhere = (
            given.when(who, example_of(kind, case=case)).refused("no_such_case")
            for case in ("oak", "nowhere")
        )
        assert _told(withheld) == _told(nowhere)


@pytest.mark.parametrize("kind", CASE_COMMANDS)
def test_who_may_read_nothing_yet_is_not_told_which_cases_there_are(
    kind: type[AnyCommand],
) -> None:
    """SIGN-2."""
    given = a_room().arrived(*EVERYBODY)
    for who in (*EVERYBODY, "stranger"):
        code = "not_on_register" if who == "stranger" else "not_signed"
        answers = {
            _told(given.when(who, example_of(kind, case=case)).refused(code))
            for case in ("oak", "nowhere")
        }
        assert len(answers) == 1


def _told(refusal: Refused) -> tuple[str, str, str | None]:
    return refusal.code, refusal.message, refusal.field


def test_a_conflict_that_is_not_there_and_a_person_who_is_not_are_the_same_to_the_chair() -> None:
    """CON-1."""
    for person in ("police", "stranger"):
        rule = RuleOnConflict(case="oak", person=person, ruling=Ruling.LEAVES)
        a_hearing().when("chair", rule).refused("no_such_conflict", "person")


# Canaries

WITHHELD_FROM = ("housing", "observer", "minutes", "idva", GUEST)
NEVER_INVITED = (CALLER,)


@pytest.mark.parametrize("who", WITHHELD_FROM + NEVER_INVITED)
def test_no_byte_of_any_event_of_a_case_reaches_who_is_out_of_it(who: str) -> None:
    """CON-2, ROLE-6, OUT-2: each text of each kind of event is a canary; none is in what they are
    sent.
    """
    hearing = a_guest_in()
    world = World(hearing if who in NEVER_INVITED else hearing.after(who, OUT))
    events = [
        placed
        for placed in every_event(case_stream("oak"))
        if getattr(placed.event, "kind", "") != "case_listed"
    ]
    events += every_event(conflict_stream("oak", "police"))
    for placed in events:
        world.given = world.given.happened([placed], "chair")
        world.commit()
    written = [write(recorded) for _, recorded in world.given.journal]
    assert sum(CANARY.encode() in body for body in written) > 20
    assert any(CANARY.encode() in frame.bytes for frame in world.sent["chair"])
    assert not any(CANARY.encode() in frame.bytes for frame in world.sent[who])
    assert isinstance(world.clients[who].state, State)


def test_a_withdrawal_comes_in_the_frame_of_its_own_commit() -> None:
    """CON-2: from the moment of declaring."""
    world = World(a_hearing())
    assert world.give("housing", OUT) is None
    frame = world.sent["housing"][-1]
    assert frame.withdrawn == ("case/oak",)
    assert [stream for stream, _, _ in frame.parts] == ["conflict/oak/housing"]
    sent = len(world.sent["housing"])
    assert world.give("police", volunteer()) is None
    assert len(world.sent["housing"]) == sent
