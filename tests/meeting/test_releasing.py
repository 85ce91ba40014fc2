"""From when an agency that is needed for one section only may leave: ATT-5, AG-3, CON-2.

Made from what each reader has. Which section hears a case is a fact of that case, so who is out of
a case is told the same whatever it is.
"""

from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from agenda.london import clock_time
from agenda.plan import Agency, ExpectedPerson, MeetingPlan, Party, PartyKind, PlannedCase
from agenda.protocol import Day, Protocol, SectionRule, Takes
from client.view.board import board_rows
from client.view.order import order_rows
from client.view.releasing import release_words
from client.view.seen import Seen
from meeting.agenda_paper import agenda_for
from meeting.commands import CloseBefore, DeclareConflict, RecordRelease
from meeting.decide.arrange import arrange
from meeting.releasing import expected_end, release_of, releases_of
from meeting.room import Phase
from meeting.streams import ROOM
from server.papers.agenda_csv import agenda_csv
from server.papers.agenda_words import agenda_words
from tests.given import A_PLAN, Given, an_open_agenda, given
from tests.meeting.test_late_case import LATE, agree, ask, coordinated
from tests.protocols import with_key

CHILDREN: Final = SectionRule(id="young", name="With children", takes=Takes.CHILDREN, releases=True)
REST: Final = SectionRule(id="rest", name="All others", takes=Takes.REST)
BY_SECTIONS: Final = with_key(Protocol(), "day", Day(sections=(CHILDREN, REST)))
CHILD: Final = Party(id="child", kind=PartyKind.CHILD, name="Ava")
NAMES: Final = ("Anwen Oakhill", "Bettina Elmer", "Carla Ashdown")


def case(number: int, *, child: bool) -> PlannedCase:
    victim = Party(id="victim", kind=PartyKind.VICTIM, name=NAMES[number - 1])
    parties = (victim, CHILD) if child else (victim,)
    return PlannedCase(id=f"c{number}", referred_by="police", parties=parties)


@cache
def a_day(
    children: int = 2, protocol: Protocol = BY_SECTIONS, needed: tuple[str, ...] = ("young",)
) -> MeetingPlan:
    """Three cases, the first ones with children; a school comes for these, two of its people."""
    people = tuple(
        ExpectedPerson(id=person, name=name, agency="school")
        for person, name in (("school", "Tess Rowan"), ("school2", "Una Marsh"))
    )
    listed = tuple(case(number, child=number <= children) for number in (1, 2, 3))
    whole = {
        **dict(A_PLAN),
        "protocol": protocol,
        "agencies": (*A_PLAN.agencies, Agency(id="school", name="School", sections=needed)),
        "people": (*A_PLAN.people, *people),
        "cases": listed,
    }
    return MeetingPlan(**whole)


def seen(room: Given, person: str) -> Seen:
    post = person == room.coordinator
    return Seen(room.seen_by(person), person, room.now, coordinator=post)


def told(room: Given, person: str) -> str:
    """Every word that ``person`` has of who may leave, on screens and papers, with the order."""
    views = (*order_rows(seen(room, person)), *board_rows(seen(room, person)))
    paper = agenda_for(room.state, room.reader(person))
    words = [release_words(seen(room, person)), *(row.text for row in views)]
    return "\n".join([*words, agenda_csv(paper).decode(), str(agenda_words(paper).as_data())])


def out_of(room: Given, number: int, *people: str) -> Given:
    for person in people:
        room = room.after(person, DeclareConflict(case=f"c{number}", reason="My cousin."))
    return room


def signed_for(plan: MeetingPlan) -> Given:
    """The hearing has begun, with the school at the table."""
    both = ("school", "school2")
    return given(plan).everybody_signed().arrived(*both).signed(*both)


def running(children: int = 2) -> Given:
    return signed_for(a_day(children))


# What the rule says


def test_an_agency_may_leave_when_the_last_section_that_needs_it_is_over_att_5() -> None:
    found = release_of(an_open_agenda(a_day()).state, "school", counts_closed=False)
    assert found is not None
    assert (found.last.label, found.section, found.unless) == ("Case 2", "With children", ())
    assert found.waits_for == found.last


def test_where_that_section_lets_nobody_go_the_next_one_that_does_is_waited_for_att_5() -> None:
    rules = (
        SectionRule(id="young", name="With children", takes=Takes.CHILDREN),
        SectionRule(id="mill", name="Mill", releases=True),
        SectionRule(id="rest", name="All others", takes=Takes.REST, releases=True),
    )
    day = a_day(1, with_key(Protocol(), "day", Day(sections=rules)))
    of_mill = day.cases[1].model_copy(update={"section": "mill"})
    plan = day.model_copy(update={"cases": (day.cases[0], of_mill, day.cases[2])})
    found = release_of(an_open_agenda(plan).state, "school", counts_closed=False)
    assert found is not None
    assert (found.last.label, found.section) == ("Case 2", "Mill")


@pytest.mark.parametrize(
    "day",
    [
        a_day(needed=()),
        a_day(needed=("rest",)),
        a_day(needed=("young", "rest")),
        a_day(3),
        a_day(0),
        a_day(protocol=with_key(BY_SECTIONS, "attendance.core_agencies", ("school",))),
    ],
    ids=["all day", "the last", "both", "nothing after", "no case of theirs", "core"],
)
def test_nobody_is_told_to_go_who_is_needed_until_the_end_or_for_nothing_att_5(
    day: MeetingPlan,
) -> None:
    room = an_open_agenda(day)
    assert release_of(room.state, "school", counts_closed=False) is None
    assert "may leave" not in told(room, "school") + told(room, "chair")


def test_the_time_moves_with_the_day_and_then_it_is_now_case_2() -> None:
    room = running().later(minutes=40)
    found = release_of(room.state, "school", counts_closed=False)
    assert found is not None
    assert found.waits_for is not None
    planned = expected_end(room.room, found.last, found.last.starts)
    late = expected_end(room.room, found.waits_for, room.now)
    assert clock_time(planned) < clock_time(late)
    assert f"you may leave {clock_time(late)}" in told(room, "school")
    for number in ("1", "2"):
        room = room.case_called(number).case_closed(f"c{number}")
    assert release_words(seen(room, "school")) == "You may leave now."
    assert "School may leave now" in told(room, "chair")


def test_who_has_been_released_is_no_longer_named_att_5() -> None:
    room = running()
    for number in ("1", "2"):
        room = room.case_called(number).case_closed(f"c{number}")
    for person in ("school", "school2"):
        assert "School may leave" in told(room, "chair")
        room = room.after("chair", RecordRelease(person=person))
    assert "School may leave" not in told(room, "chair")


def test_a_case_that_is_not_going_to_be_heard_keeps_nobody_ag_10() -> None:
    room = coordinated(an_open_agenda(a_day()))
    room = room.after("minutes", CloseBefore(case="c2", agenda=1, reason="Withdrawn."))
    assert "after Case 1 (With children)" in release_words(seen(room, "school"))


def test_a_late_case_is_in_no_section_and_so_nobody_goes_without_asking_ag_10() -> None:
    room = coordinated(an_open_agenda(a_day()))
    room = room.after("minutes", ask()).after("chair", agree())
    assert room.room.item_of(LATE) is not None
    for person in ("school", "chair"):
        assert "unless needed for Case 4" in told(room, person)


# Who is told


def test_the_agencys_own_people_and_who_organises_the_day_are_told_and_nobody_else_att_5() -> None:
    for room in (an_open_agenda(a_day()), running()):
        room_ = replace(room, coordinator="idva")
        for person in ("school", "school2", "chair", "minutes", "idva"):
            assert "may leave" in told(room_, person), person
        for person in ("police", "housing", "children", "probation", "health", "observer"):
            assert "may leave" not in told(room_, person), person


def test_until_names_are_open_nobody_is_told_con_6() -> None:
    plan = a_day()
    before = Given().happened(arrange(plan, (), lambda *_: None, published=True), "minutes")
    gathering = given(plan)
    for room in (before, gathering):
        assert room.room.phase in {Phase.PREPARING, Phase.GATHERING}
        for person in ("school", "chair", "minutes"):
            assert "may leave" not in told(room, person)


# Nobody can tell from it


def test_no_event_of_the_room_says_in_which_section_a_case_is_heard_ag_3() -> None:
    """The two days differ in whether there are children in case 2, and the room is the same."""
    with_child, without = signed_for(a_day(2)), signed_for(a_day(1))
    assert with_child.case("c2") != without.case("c2")
    told_all = [
        [recorded for stream, recorded in day.journal if stream == ROOM]
        for day in (with_child, without)
    ]
    assert told_all[0] == told_all[1]


@pytest.mark.parametrize("whose", ["school", "chair", "minutes", "idva"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_who_is_out_of_a_case_is_told_the_same_whether_there_are_children_in_it_con_2(
    whose: str, number: int
) -> None:
    """The section of a case that somebody does not have may begin or end with it, or not."""
    other = {1: (1, 0), 2: (2, 1), 3: (3, 2)}[number]
    for begin in (an_open_agenda, signed_for):
        worlds = [
            out_of(replace(begin(a_day(children)), coordinator="idva"), number, whose)
            for children in other
        ]
        words = [told(world, whose) for world in worlds]
        assert words[0] == words[1]


def test_who_is_out_of_the_last_case_of_the_section_leaves_after_the_one_before_con_2() -> None:
    """And a colleague who is not stays."""
    room = out_of(an_open_agenda(a_day()), 2, "school")
    assert "after Case 1 (With children)" in release_words(seen(room, "school"))
    assert "after Case 2 (With children)" in release_words(seen(room, "school2"))


def test_a_chair_who_is_out_of_a_case_releases_nobody_whom_it_may_need_con_3() -> None:
    room = out_of(an_open_agenda(a_day()), 2, "chair")
    (found,) = releases_of(room.seen_by("chair"))
    assert (found.last.label, [item.label for item in found.unless]) == ("Case 1", ["Case 2"])
    assert "may leave after Case 1 (With children), about 09:30, unless needed for Case 2" in told(
        room, "chair"
    )


# When each section is heard (CASE-2)


def order(room: Given, person: str) -> str:
    return "\n".join(row.text for row in order_rows(seen(room, person)))


def test_each_section_says_when_it_is_expected_case_2() -> None:
    day = running()
    assert "With children 09:15-09:45" in order(day, "housing")
    assert "All others 09:45-10:00" in order(day, "housing")
    on = day.case_called("1")
    late = replace(on, now=on.now.replace(hour=9, minute=40))
    assert "With children until 09:55" in order(late, "housing")
    assert "All others 09:55-10:10" in order(late, "housing")
    over = late.case_closed("c1").case_called("2").case_closed("c2")
    assert "With children" not in order(over, "housing")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_con_2_the_times_of_sections_say_nothing_of_a_case_that_a_reader_is_out_of(
    number: int,
) -> None:
    """They are the same whichever section hears it."""
    told_of = {
        order(out_of(running(children), number, "housing"), "housing")
        for children in (number - 1, number)
    }
    assert len(told_of) == 1
