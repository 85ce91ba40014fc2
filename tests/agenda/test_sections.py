"""Sections, fixed times and the published timetables: AG-1, AG-2, AG-3."""

from datetime import date, time
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError

from agenda.london import clock_time
from agenda.plan import Agency, MeetingPlan, Party, PartyKind, PlannedCase, Role
from agenda.protocol import BreakRule, Day, Protocol
from agenda.protocol.reading import read_protocol
from agenda.remarks import next_to_chair, remarks
from agenda.running_order import Kind, running_order
from server.protocol_files import shipped
from tests.given import A_PLAN
from tests.protocols import with_key

AREAS: Final = Path(__file__).parent / "areas"
VICTIM: Final = Party(id="victim", kind=PartyKind.VICTIM, name="Anwen Oakhill")
CHILD: Final = Party(id="child", kind=PartyKind.CHILD, name="Ava")
LUTON: Final = read_protocol(shipped()["luton"])
SHROPSHIRE: Final = read_protocol(shipped()["shropshire"])


def area(name: str) -> Protocol:
    return read_protocol((AREAS / f"{name}.toml").read_text(encoding="utf-8"))


def case(number: int, *parties: Party, **facts: Any) -> PlannedCase:
    return PlannedCase(id=f"c{number}", referred_by="police", parties=(VICTIM, *parties), **facts)


def plan(protocol: Protocol, *cases: PlannedCase, **facts: Any) -> MeetingPlan:
    """A plan by ``protocol``, checked as a whole."""
    left = {"cases", "protocol", "starts"}
    whole = {name: value for name, value in A_PLAN if name not in left}
    whole["people"] = tuple(one for one in A_PLAN.people if one.role is not Role.OBSERVER)
    return MeetingPlan(**{**whole, "protocol": protocol, "cases": cases, **facts})


def times(of: MeetingPlan) -> list[tuple[str, str]]:
    return [(clock_time(item.starts), item.label) for item in running_order(of)]


def cases(of: MeetingPlan) -> list[str]:
    return [item.case for item in running_order(of) if item.case]


LUTON_PUBLISHED: Final = """\
09:00 Case 1
09:15 Case 2
09:30 Case 3
09:45 Case 4
10:00 Case 5
10:15 Case 6
10:30 Case 7
10:45 Break
11:00 Case 8
11:15 Case 9
11:30 Case 10
11:45 Case 11
12:00 Case 12
12:15 Case 13
12:30 Case 14
12:45 Lunch
13:15 Case 15
13:30 Case 16
13:45 Case 17
14:00 Case 18
14:15 Case 19
14:30 Case 20
14:45 Case 21
15:00 Break
15:15 Case 22
15:30 Case 23
15:45 Case 24
16:00 Case 25
16:15 Case 26
16:30 Case 27"""


def test_lutons_published_day_comes_out_exactly() -> None:
    """AG-2, L appendix 4: 27 cases, the last at half past four."""
    day = plan(LUTON, *(case(number) for number in range(1, 28)))
    assert [" ".join(line) for line in times(day)] == LUTON_PUBLISHED.splitlines()


def test_lutons_cases_with_children_or_a_pregnant_victim_come_first() -> None:
    """AG-3, L 5.2.2."""
    day = plan(LUTON, case(1), case(2, CHILD), case(3), case(4, pregnant=True))
    assert cases(day) == ["c2", "c4", "c1", "c3"]
    assert [item.section for item in running_order(day)] == [*("children",) * 2, *("others",) * 2]


def test_shropshires_clusters_come_out_with_their_outstanding_actions_before_them() -> None:
    """AG-1, AG-2, SH agenda: 09:30 the north, 11:30 the south, 12:55 the centre."""
    listed = [
        *(case(number, section="south") for number in (1, 2, 3)),
        *(case(number, section="north") for number in (4, 5, 6, 7)),
        case(8, section="central"),
    ]
    assert [" ".join(line) for line in times(plan(SHROPSHIRE, *listed))] == [
        "09:30 Outstanding actions: Shropshire North",
        "09:35 Case 1",
        "09:50 Case 2",
        "10:05 Case 3",
        "10:20 Case 4",
        "10:35 Coffee",
        "11:30 Outstanding actions: Shropshire South",
        "11:35 Case 5",
        "11:50 Case 6",
        "12:05 Case 7",
        "12:20 Lunch",
        "12:55 Outstanding actions: Shropshire Central",
        "13:00 Case 8",
    ]
    assert cases(plan(SHROPSHIRE, *listed)) == ["c4", "c5", "c6", "c7", "c1", "c2", "c3", "c8"]


def test_a_cluster_that_runs_over_pushes_the_next_one_back() -> None:
    """AG-2."""
    listed = [case(n, section="north") for n in range(1, 9)] + [case(9, section="south")]
    assert times(plan(SHROPSHIRE, *listed))[-2:] == [
        ("11:50", "Outstanding actions: Shropshire South"),
        ("11:55", "Case 9"),
    ]


def test_a_section_without_a_case_is_not_on_the_agenda_nor_is_the_break_after_it() -> None:
    """AG-1."""
    assert [label for _, label in times(plan(SHROPSHIRE, case(1, section="south")))] == [
        "Outstanding actions: Shropshire South",
        "Case 1",
    ]


# Fixed times


def test_a_case_with_a_time_of_its_own_is_heard_then_and_the_others_around_it() -> None:
    """AG-3."""
    fixed = case(1, fixed_at=time(9, 45), fixed_for="the midwife")
    day = plan(Protocol(), fixed, case(2), case(3), case(4))
    assert list(zip(cases(day), [at for at, _ in times(day)], strict=True)) == [
        ("c2", "09:15"),
        ("c3", "09:30"),
        ("c1", "09:45"),
        ("c4", "10:00"),
    ]


def test_a_fixed_time_is_waited_for_where_nothing_else_is_left() -> None:
    """AG-3."""
    day = plan(Protocol(), case(1, fixed_at=time(11, 0), fixed_for="the midwife"), case(2))
    assert times(day) == [("09:15", "Case 1"), ("11:00", "Case 2")]
    assert remarks(day) == (
        "Nothing is heard from 09:30 to 11:00, for which case number 1 is fixed.",
    )


def test_a_break_before_the_next_case_counts_for_whether_a_fixed_time_can_be_kept_ag_3() -> None:
    day = plan(WITH_COFFEE, case(1), case(2), case(3), fixed(4, time(10, 0)))
    assert cases(day) == ["c1", "c2", "c4", "c3"]
    assert remarks(day) == ()


def fixed(number: int, at: time) -> PlannedCase:
    return case(number, fixed_at=at, fixed_for="the midwife")


WITH_COFFEE: Final = Protocol(day=Day(breaks=(BreakRule(label="Coffee", at=time(9, 45)),)))


@pytest.mark.parametrize(
    ("protocol", "listed", "sentence"),
    [
        (
            Protocol(),
            (fixed(1, time(9, 0)),),
            "Case number 1 asks for 09:00, and comes at 09:15: no case begins before 09:15.",
        ),
        (
            WITH_COFFEE,
            (case(1), case(2), fixed(3, time(9, 50))),
            "Case number 3 asks for 09:50, and comes at 10:00: Coffee is from 09:45 to 10:00.",
        ),
        (
            WITH_COFFEE,
            (case(1), fixed(2, time(9, 35))),
            "Case number 2 asks for 09:35, and comes at 10:00: Coffee is from 09:45 to 10:00.",
        ),
        (
            Protocol(),
            (case(1), fixed(2, time(9, 30)), fixed(3, time(9, 40))),
            "Case number 3 asks for 09:40, and comes at 09:45: case number 2 is fixed for 09:30.",
        ),
    ],
)
def test_a_fixed_time_that_cannot_be_kept_is_said_with_what_stands_in_its_way(
    protocol: Protocol, listed: tuple[PlannedCase, ...], sentence: str
) -> None:
    """AG-3. For whom it is fixed is a word of the case, and stands in no remark."""
    assert remarks(plan(protocol, *listed)) == (sentence,)


@pytest.mark.parametrize(
    ("listed", "agency", "sentence"),
    [
        (case(1, section="north", fixed_at=time(9, 0)), (), "needs fixed_for"),
        (case(1), (), "case number 1 needs section, one of north, south, central"),
        (case(1, section="west"), (), "the section 'west', which the protocol does not have"),
        (case(1, section="north"), ("west",), "Fire is needed for the section 'west'"),
    ],
)
def test_a_section_that_is_not_there_is_refused(
    listed: PlannedCase, agency: tuple[str, ...], sentence: str
) -> None:
    """AG-3."""
    fire = Agency(id="fire", name="Fire", sections=agency)
    with pytest.raises(ValidationError, match=sentence):
        plan(SHROPSHIRE, listed, agencies=(*A_PLAN.agencies, fire))


# Remarks


@pytest.mark.parametrize(
    ("starts", "listed", "said"),
    [
        (time(9), 27, None),
        (time(21, 45), 8, None),
        (time(21, 45), 9, "Wed 25 Nov 2026 at 00:15"),
        (time(9), 120, "Wed 25 Nov 2026 at 15:15"),
    ],
    ids=["a long day", "to midnight", "one case more", "the night through"],
)
def test_a_running_order_past_midnight_is_said_and_not_refused_ag_2(
    starts: time, listed: int, said: str | None
) -> None:
    protocol = with_key(Protocol(), "timing.case_minutes", 15)
    late = plan(protocol, *map(case, range(listed)), starts=starts)
    found = [one for one in remarks(late) if "past midnight" in one]
    assert len(found) == (said is not None)
    assert all(f"its last item ends on {said}. Let" in one for one in found)


def test_more_cases_than_a_sitting_has_room_for_are_warned_of_and_not_refused() -> None:
    """AG-2: L has 27."""
    most = plan(with_key(Protocol(), "timing.capacity", 2), case(1), case(2))
    assert remarks(most) == ()
    (said,) = remarks(most.model_copy(update={"cases": (*most.cases, case(3))}))
    assert said.startswith("3 cases are listed, and the protocol has room for 2")


def test_a_day_without_an_opening_says_that_it_will_be_late() -> None:
    """AG-1: L lists case 1 for the start of the meeting."""
    without = with_key(Protocol(), "day.opening_minutes", 0)
    assert times(plan(without, case(1)))[0] == ("09:00", "Case 1")
    (said,) = remarks(plan(without, case(1)))
    assert "the day starts late" in said


@pytest.mark.parametrize(
    ("chairing", "last", "turn"),
    [
        ("one", None, ("police",)),
        ("one", "police", ("police",)),
        ("rotation", None, ("police",)),
        ("rotation", "police", ("idva",)),
        ("rotation", "idva", ("police",)),
        ("shared", "police", ("police", "idva")),
    ],
)
def test_whose_turn_it_is_to_chair(chairing: str, last: str | None, turn: tuple[str, ...]) -> None:
    """ATT-5, L 5.4.1."""
    protocol = read_protocol(f"[roles]\nchairing = '{chairing}'\nchairs = ['police', 'idva']")
    assert next_to_chair(protocol.roles, last) == turn


def test_a_chair_out_of_turn_is_pointed_out() -> None:
    """ATT-5."""
    protocol = with_key(Protocol(), "roles.chairs", ("housing",))
    (said,) = remarks(plan(protocol, case(1)))
    assert said.startswith("By the protocol Housing")


def test_a_core_agency_of_which_nobody_is_expected_is_pointed_out() -> None:
    """ATT-3."""
    protocol = with_key(Protocol(), "attendance.core_agencies", ("police", "fire"))
    agencies = (*A_PLAN.agencies, Agency(id="fire", name="Fire and rescue"))
    said = remarks(plan(protocol, case(1), agencies=agencies))
    assert said == ("Nobody is expected of core agencies: fire.",)


def test_a_core_agency_that_the_plan_does_not_have_is_pointed_out_with_what_it_may_mean() -> None:
    """ATT-3."""
    protocol = with_key(Protocol(), "attendance.core_agencies", ("polcie", "fire"))
    (said,) = remarks(plan(protocol, case(1)))
    assert said == (
        "Core agencies of the protocol that the plan does not have: polcie (perhaps police), fire. "
        "Look whether both write the same id."
    )


# Three areas that nobody has


def test_an_area_of_five_minute_cases_with_four_breaks_and_no_opening() -> None:
    """AG-2."""
    day = plan(area("quick"), *(case(n) for n in range(1, 10)))
    assert [" ".join(line) for line in times(day)] == [
        "13:00 Case 1",
        "13:05 Case 2",
        "13:10 Air",
        "13:11 Case 3",
        "13:16 Case 4",
        "13:21 Tea",
        "13:23 Case 5",
        "13:30 Air",
        "13:33 Case 6",
        "13:38 Case 7",
        "13:43 Case 8",
        "13:48 Tea",
        "15:48 Case 9",
    ]


def test_an_area_of_forty_minute_cases_by_borough_and_no_break() -> None:
    """AG-1, AG-2."""
    day = plan(area("slow"), case(1, section="lower"), case(2, section="upper"))
    assert [" ".join(line) for line in times(day)] == [
        "10:30 Outstanding actions: Upper Northvale",
        "11:30 Case 1",
        "14:00 Outstanding actions: Lower Northvale",
        "14:01 Case 2",
    ]


def test_an_area_of_five_sections_with_children_first() -> None:
    """AG-3."""
    listed = (case(1), case(2, section="hill"), case(3, CHILD), case(4, CHILD, section="mill"))
    day = plan(area("many"), *listed)
    assert [" ".join(line) for line in times(day)] == [
        "09:05 Case 1",
        "09:25 Lunch",
        "10:10 Case 2",
        "10:30 Case 3",
        "10:50 Case 4",
    ]
    assert cases(day) == ["c3", "c2", "c4", "c1"]


def test_summer_and_winter_keep_the_protocols_time() -> None:
    """AG-2."""
    for day in (date(2026, 6, 23), date(2026, 11, 24)):
        assert times(plan(LUTON, case(1), day=day)) == [("09:00", "Case 1")]


def test_every_line_has_an_id_of_its_own() -> None:
    """AG-2: the room names lines by them."""
    for name in ("quick", "many"):
        items = running_order(plan(area(name), *(case(n) for n in range(1, 10))))
        assert len({item.item for item in items}) == len(items)
        assert all((item.kind is Kind.CASE) == (item.case is not None) for item in items)
