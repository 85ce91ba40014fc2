"""What is lacking of somebody before they are ready for the table (ATT-4): noted in a meeting, for
chair and coordinator alone, and in nobody's way.
"""

from dataclasses import replace

import pytest

from agenda.matching import likeness
from agenda.plan import MeetingPlan
from agenda.protocol.attendance import Readiness
from agenda.readiness import OF_AGENCIES, WORDS, Ready, not_yet
from client.view.board import NOTHING_KNOWN, board_rows
from client.view.register import register_rows
from client.view.seen import Seen
from meeting.access import Medium, Membership, may_read
from meeting.commands import SignIn
from meeting.decide.arrange import arrange
from meeting.decide.readiness import decide_readiness
from meeting.readiness import ReadinessNoted
from meeting.room import Phase
from meeting.streams import READINESS
from tests.given import A_PLAN, CLOSED_DAYS, EVERYBODY, REPRESENTATIVES, Given

EVERY = frozenset(Readiness)
ALL_READY = Ready(
    {person.id: EVERY for person in A_PLAN.people}, {agency.id: EVERY for agency in A_PLAN.agencies}
)
NEW = Ready(
    {**ALL_READY.people, "housing": EVERY - {Readiness.INDUCTION, Readiness.SECURE_EMAIL}},
    ALL_READY.agencies,
)
"""Housing's representative is new."""
UNSIGNED = Ready(ALL_READY.people, {**ALL_READY.agencies, "idva": {Readiness.INFORMATION_SHARING}})
NO_INDUCTION = (Readiness.INDUCTION, Readiness.SECURE_EMAIL)


def arranged(ready: Ready, plan: MeetingPlan = A_PLAN, *, published: bool = True) -> Given:
    placed = arrange(plan, CLOSED_DAYS, likeness, published=published, ready=ready)
    return Given().happened(placed, "minutes")


def on_the_day(ready: Ready) -> Given:
    return arranged(ready, published=False)


def asks_for(*checks: Readiness) -> MeetingPlan:
    attendance = A_PLAN.protocol.attendance.model_copy(update={"readiness": checks})
    protocol = A_PLAN.protocol.model_copy(update={"attendance": attendance})
    return A_PLAN.model_copy(update={"protocol": protocol})


def board(given: Given, person: str = "chair") -> str:
    state = given.state.only(may_read(given.state, given.reader(person)))
    return "\n".join(row.text for row in board_rows(Seen(state, person, given.now)))


def register(given: Given, person: str = "chair") -> str:
    state = given.state.only(may_read(given.state, given.reader(person)))
    return "\n".join(row.text for row in register_rows(Seen(state, person, given.now)))


def test_att_4_what_is_lacking_of_a_representative_is_noted_as_the_meeting_is_arranged() -> None:
    assert arranged(NEW).state.gaps.lacking == {"housing": NO_INDUCTION}
    assert READINESS not in arranged(ALL_READY).state.streams
    unsigned = arranged(UNSIGNED).state.gaps.lacking
    assert unsigned == {"idva": (Readiness.OPERATING_PROTOCOL,)}


def test_att_4_who_is_no_representative_is_not_looked_into() -> None:
    assert set(arranged(Ready()).state.gaps.lacking) == set(REPRESENTATIVES)


def test_att_4_what_is_asked_for_is_the_protocols() -> None:
    plan = asks_for(Readiness.INDUCTION)
    assert arranged(NEW, plan).state.gaps.lacking == {"housing": (Readiness.INDUCTION,)}
    assert arranged(Ready(), asks_for()).state.gaps.lacking == {}


def test_att_4_an_agency_signs_for_all_of_its_people_and_looks_into_nobody() -> None:
    signed = Ready({"police": OF_AGENCIES}, {"police": EVERY})
    assert signed.done("police", "police") == OF_AGENCIES
    assert signed.done("police", "housing") == frozenset()


def test_att_4_what_was_done_since_is_noted_once_and_what_is_over_is_not() -> None:
    given = arranged(NEW)
    news = decide_readiness(given.state, ALL_READY)
    assert [placed.event for placed in news] == [ReadinessNoted(person="housing", lacking=())]
    ready = given.happened(news, "minutes")
    assert ready.state.gaps.lacking == {}
    assert decide_readiness(ready.state, ALL_READY) == ()
    over = replace(ready.state.room, phase=Phase.APPROVED)
    streams = {
        s: over if value is ready.state.room else value for s, value in ready.state.streams.items()
    }
    assert decide_readiness(type(ready.state)(streams), NEW) == ()


@pytest.mark.parametrize("published", [True, False])
def test_att_4_chair_and_coordinator_read_it_and_nobody_else(published: bool) -> None:  # noqa: FBT001 - a column
    given = arranged(NEW, published=published)
    read = {who for who in EVERYBODY if READINESS in may_read(given.state, given.reader(who))}
    assert read == {"chair"}
    coordinated = replace(given, coordinator="minutes")
    assert READINESS in may_read(coordinated.state, coordinated.reader("minutes"))


def test_att_4_it_is_closed_to_who_is_another_agencys_today_or_has_no_laptop() -> None:
    given = on_the_day(NEW)
    chair = given.reader("chair")
    assert READINESS in may_read(given.state, chair)
    for other in (replace(chair, agency="idva"), replace(chair, membership=Membership.ENDED)):
        assert READINESS not in may_read(given.state, other)
    without = given.arrived("minutes").after("minutes", SignIn(person="chair"))
    assert READINESS not in may_read(without.state, chair)
    assert READINESS in may_read(without.state, replace(chair, medium=Medium.PAPER))


def test_att_4_nobody_else_is_sent_another_byte_whether_somebody_is_ready_or_not() -> None:
    for begin in (arranged, on_the_day):
        ready, new = begin(ALL_READY), begin(NEW)
        for who in EVERYBODY:
            same = ready.seen_by(who) == new.seen_by(who)
            assert same is (who != "chair")


def test_att_4_a_gap_shuts_no_door() -> None:
    ready = on_the_day(ALL_READY).everybody_signed().case_called()
    new = on_the_day(NEW).everybody_signed().case_called()
    for who in EVERYBODY:
        reads = may_read(new.state, new.reader(who)) - {READINESS}
        assert reads == may_read(ready.state, ready.reader(who))


def test_att_4_the_board_and_the_register_name_who_is_not_ready_and_for_what() -> None:
    words = "not yet: induction, secure e-mail"
    for shown in (board(arranged(NEW)), register(on_the_day(NEW))):
        assert shown.count("not yet") == 1
        assert words in shown[shown.index("Hugo Brook") : shown.index("Carys Dell")]
    for shown in (board(arranged(NEW), "minutes"), register(on_the_day(NEW), "housing")):
        assert "not yet" not in shown


def test_att_4_what_an_agency_has_not_signed_is_said_once_under_its_name() -> None:
    shown = board(arranged(UNSIGNED))
    assert shown.count("not yet") == 1
    said = f"not yet: {WORDS[Readiness.OPERATING_PROTOCOL]}"
    assert shown.index("IDVA service") < shown.index(said) < shown.index("Isla Vane")


def test_att_4_where_nobody_wrote_any_of_it_down_that_is_said_once() -> None:
    shown = board(arranged(Ready()))
    assert NOTHING_KNOWN in shown
    assert "not yet" not in shown


def test_every_check_has_words() -> None:
    assert {not_yet((check,)) for check in Readiness} == {
        f"not yet: {words}" for words in WORDS.values()
    }
