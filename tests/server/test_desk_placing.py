"""At the desk a case is fixed for a time, and put into a section of the day. AG-2, AG-3, CON-3."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from agenda.draft import Draft
from agenda.london import clock_time
from agenda.protocol import BreakRule, Protocol, SectionRule, Takes
from agenda.protocol.day import Day
from agenda.referral import Referral
from meeting.access import Reader, may_read
from meeting.commands import DeclareConflict
from meeting.desk import DeskSheet
from meeting.streams import case_stream
from server.accounts import Post
from server.audit import Act, What
from server.coordinating.published import published, readable_by
from tests.given import A_PLAN, Given, an_open_agenda
from tests.given import published as published_plan
from tests.server.laptop import Doors, Laptop, open_doors
from tests.server.test_desk import DRAFT, asks, cases_of, day_of, received, referral, shown

CHILDREN = SectionRule(id="children", name="With children", takes=Takes.CHILDREN)
REST = SectionRule(id="rest", name="The others", takes=Takes.REST)
PREGNANT = SectionRule(id="pregnant", name="Pregnant")
COFFEE = BreakRule(label="Coffee", at=time(10), minutes=15)
PROTOCOL = A_PLAN.protocol.model_copy(
    update={"day": Day(breaks=(COFFEE,), sections=(PREGNANT, CHILDREN, REST))}
)
NAMED_ALONE = A_PLAN.protocol.model_copy(update={"day": Day(sections=(PREGNANT, CHILDREN))})
INTERPRETER = "An interpreter of Punjabi."
HART, PENROSE = ("Mina Hart", "Carl Hart", "hart"), ("Jo Penrose", "Max Tully", "penrose")


@asynccontextmanager
async def drafting(
    tmp_path: Path, *others: Referral, protocol: Protocol = PROTOCOL
) -> AsyncIterator[tuple[Doors, Laptop]]:
    """A draft by sections with two cases and ``others``, and its coordinator at their laptop."""
    async with open_doors(tmp_path) as doors:
        day = day_of(doors, 7)
        plan = A_PLAN.model_copy(
            update={"id": DRAFT, "cases": (), "day": day, "protocol": protocol}
        )
        cases = (referral(*HART), referral(*PENROSE), *others)
        on_list = tuple(received(doors, case) for case in cases)
        doors.store.office.drafts.add(Draft(plan=plan, referrals=on_list))
        doors.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        yield doors, await doors.joined("minutes")


def milo(**facts: Any) -> Referral:
    """A case that the coordinator may be a party of."""
    return referral("Milo Penn", "Rae Lund", "mine").model_copy(update=facts)


async def places(laptop: Laptop, case: str, version: int = 1, **facts: Any) -> dict[str, Any]:
    act = {"meeting": DRAFT, "version": version, "case": case} | facts
    return await asks(laptop, kind="place_draft_case", **act)


async def placed(laptop: Laptop, case: str, version: int = 1, **facts: Any) -> dict[str, Any]:
    answer = await places(laptop, case, version, **facts)
    assert answer["kind"] == "desk_shown", answer
    sheet: dict[str, Any] = answer["desk"]["sheet"]
    return sheet


def times_in(sheet: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    """Each case that has a time with it, in London, and with the one that it is fixed for."""
    return [
        (i["case"], clock_time(datetime.fromisoformat(i["starts"])), i["fixed_at"])
        for i in cases_of(sheet)
        if i["starts"]
    ]


async def test_a_case_is_fixed_for_a_time_others_are_heard_around_it_and_it_is_let_go_again_ag_3(
    tmp_path: Path,
) -> None:
    async with drafting(tmp_path) as (doors, coordinator):
        fixed = await placed(coordinator, "hart", fixed_at="10:30", fixed_for=INTERPRETER)
        assert times_in(fixed) == [("penrose", "09:15", None), ("hart", "10:30", "10:30:00")]
        assert cases_of(fixed)[1]["fixed_for"] == INTERPRETER
        assert fixed["remarks"] == [
            "Nothing is heard from 10:15 to 10:30, for which case 2 is fixed."
        ]
        free = await placed(coordinator, "hart", version=2, fixed_for=INTERPRETER)
        assert times_in(free) == [("hart", "09:15", None), ("penrose", "09:30", None)]
        assert cases_of(free)[0]["fixed_for"] == ""
        assert doors.store.office.drafts.draft(DRAFT).version == 3


async def test_a_case_is_put_into_a_section_and_left_to_the_protocol_again_ag_2(
    tmp_path: Path,
) -> None:
    async with drafting(tmp_path) as (_, coordinator):
        sheet = await shown(coordinator)
        assert sheet["sections"] == [[r.id, r.name] for r in (PREGNANT, CHILDREN, REST)]
        put = await placed(coordinator, "penrose", section="pregnant")
        assert [(i["case"], i["section"], i["put_into"]) for i in cases_of(put)] == [
            ("penrose", "Pregnant", "pregnant"),
            ("hart", "With children", None),
        ]
        back = await placed(coordinator, "penrose", version=2)
        assert [i["case"] for i in cases_of(back)] == ["hart", "penrose"]


async def test_who_placed_a_case_is_on_record_as_at_the_command_line(tmp_path: Path) -> None:
    async with drafting(tmp_path) as (doors, coordinator):
        await placed(coordinator, "hart", fixed_at="10:30", fixed_for=INTERPRETER)
        facts = [row.fact for row in doors.store.audit.rows()]
        assert Act(what=What.DRAFT_REORDERED, meeting=DRAFT, number=2, by="minutes") in facts
        assert INTERPRETER not in str(facts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"fixed_at": "09:50"},
            "Case 2 asks for 09:50, and comes at 10:15: Coffee is from 10:00 to 10:15.",
        ),
        (
            {"fixed_at": "10:35"},
            "Case 2 asks for 10:35, and comes at 10:45: case 1 is fixed for 10:30.",
        ),
        ({"fixed_at": "08:00"}, "Case 2 asks for 08:00, and comes at 09:15: no case begins"),
        ({"fixed_at": "11:00", "fixed_for": ""}, "A time is fixed only for a professional who"),
        ({"section": "elsewhere"}, "The protocol of this meeting has no such section"),
    ],
)
async def test_what_cannot_be_kept_is_refused_with_what_is_in_the_way_and_no_command_ag_3(
    facts: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    async with drafting(tmp_path) as (doors, coordinator):
        await placed(coordinator, "penrose", fixed_at="10:30", fixed_for=INTERPRETER)
        whole: dict[str, Any] = {"fixed_for": "A midwife."} | facts
        called = {i["case"]: i["label"] for i in cases_of(await shown(coordinator))}
        refused = await places(coordinator, "hart", 2, **whole)
        ours, theirs = called["hart"], called["penrose"].lower()
        wanted = sentence.replace("Case 2", ours).replace("case 1", theirs)
        assert refused["code"] == "desk_says"
        assert refused["message"].startswith(wanted)
        assert not any(word in refused["message"] for word in ("agenda", "--", "number"))
        assert doors.store.office.drafts.draft(DRAFT).version == 2


def childless(one: tuple[str, str, str], **facts: Any) -> Referral:
    """A case that no section takes by itself where there is none for the rest."""
    whole = referral(*one)
    return whole.model_copy(update={"parties": whole.parties[:2]} | facts)


ROWE, PENN = ("Gwen Rowe", "Huw Rowe", "rowe"), ("Milo Penn", "Rae Lund", "mine")


async def test_a_case_in_no_section_stands_at_the_end_until_it_is_put_into_one_ag_2_con_3(
    tmp_path: Path,
) -> None:
    unplaced = (childless(ROWE), childless(PENN))
    async with drafting(tmp_path, *unplaced, protocol=NAMED_ALONE) as (doors, coordinator):
        sheet = await shown(coordinator)
        assert [(i["case"], i["starts"] is None, i["said"]) for i in cases_of(sheet)] == [
            ("hart", False, "Mina Hart; Carl Hart, 1 child"),
            ("penrose", False, "Jo Penrose; Max Tully, 1 child"),
            ("rowe", True, "Gwen Rowe; Huw Rowe"),
            ("mine", True, ""),
        ]
        assert sheet["problem"] == (
            "2 cases are in no section of the day yet, at the end of the list: f puts each into "
            "one."
        )
        when: dict[str, Any] = {"fixed_at": "08:00", "fixed_for": INTERPRETER}
        nowhere = await places(coordinator, "rowe", **when)
        assert nowhere["message"] == (
            "No section of the protocol takes that case by itself: say which."
        )
        early = await places(coordinator, "rowe", section="pregnant", **when)
        assert early["message"].startswith("That case asks for 08:00, and comes at 09:15: no case")
        after = await placed(coordinator, "rowe", section="pregnant")
        assert times_in(after)[0] == ("rowe", "09:15", None)
        assert after["problem"].startswith("1 case is in no section of the day yet")
        publish = {"kind": "publish_draft", "meeting": DRAFT, "version": 2}
        refused = (await asks(coordinator, **publish))["message"]
        assert "case number 4 needs section, one of pregnant, children" in refused
        assert "pydantic" not in refused
        assert "Value error" not in refused
        assert doors.store.office.drafts.draft(DRAFT).version == 2


async def test_what_was_changed_meanwhile_is_not_placed(tmp_path: Path) -> None:
    async with drafting(tmp_path) as (doors, coordinator):
        await placed(coordinator, "hart", section="pregnant")
        assert (await places(coordinator, "penrose", section="pregnant"))["code"] == "moved_on"
        assert doors.store.office.drafts.draft(DRAFT).version == 2


async def test_nobody_places_what_they_may_be_a_party_of_and_it_is_as_if_it_were_not_there_con_3(
    tmp_path: Path,
) -> None:
    async with drafting(tmp_path, milo()) as (doors, coordinator):
        when: dict[str, Any] = {"fixed_at": "11:00", "fixed_for": INTERPRETER}
        answers = [await places(coordinator, case, **when) for case in ("mine", "nowhere")]
        assert len({(a["code"], a["message"]) for a in answers}) == 1
        assert answers[0]["code"] == "no_such_case"
        police = await doors.joined("police")
        assert (await places(police, "hart", **when))["code"] == "not_your_role"
        elsewhere = await places(coordinator, "oak", meeting=A_PLAN.id)
        assert elsewhere["code"] == "no_such_meeting"
        assert doors.store.office.drafts.draft(DRAFT).version == 1


async def test_nothing_is_said_of_a_closed_case_that_is_fixed_not_even_where_it_is_in_the_way_con_3(
    tmp_path: Path,
) -> None:
    mine = milo(fixed_at=time(10, 45), fixed_for="A canary.", section="rest")
    async with drafting(tmp_path, mine) as (doors, coordinator):
        sheet = await shown(coordinator)
        (closed,) = (i for i in cases_of(sheet) if i["case"] == "mine")
        assert (closed["fixed_at"], closed["fixed_for"], closed["put_into"]) == (None, "", None)
        assert sheet["remarks"] == []
        overlapping = await places(
            coordinator, "hart", fixed_at="10:50", fixed_for=INTERPRETER, section="rest"
        )
        assert overlapping["message"] == (
            "Case 1 asks for 10:50, and comes at 11:00: what is heard before it lasts until "
            "11:00. Choose another time."
        )
        pushing = await places(coordinator, "hart", fixed_at="10:35", fixed_for=INTERPRETER)
        assert pushing["message"] == (
            "A case that is processed by somebody else is in the way. Choose another time."
        )
        moved = await asks(
            coordinator, kind="move_draft_case", meeting=DRAFT, version=1, case="hart", to="mine"
        )
        assert moved["message"] == "The case there makes no room: choose another place."
        said = str(coordinator.frames)
        assert "canary" not in said
        assert "10:45" not in said.replace(closed["starts"], "")
        assert doors.store.office.drafts.draft(DRAFT).version == 1


# A published order

IN_SECTIONS = A_PLAN.model_copy(
    update={
        "protocol": PROTOCOL,
        "cases": (
            A_PLAN.cases[0].model_copy(
                update={"fixed_at": time(10, 30), "fixed_for": INTERPRETER, "section": "rest"}
            ),
            *A_PLAN.cases[1:],
        ),
    }
)
COORDINATOR = Reader("minutes", "coordination", coordinator=True)


def at_desk(given: Given, now: datetime) -> DeskSheet:
    """The meeting as its coordinator has it at the desk."""
    readable = readable_by(given.state, COORDINATOR, now)
    return published(given.state, now, readable=readable)


def test_a_published_order_has_the_times_and_sections_that_its_coordinator_may_read_con_3() -> None:
    given = an_open_agenda(IN_SECTIONS)
    sheet = published(
        given.state, given.now, readable=readable_by(given.state, COORDINATOR, given.now)
    )
    items = {item.case: item for item in sheet.order if item.case}
    assert (items["oak"].section, items["oak"].fixed_at) == ("The others", time(10, 30))
    assert (items["elm"].section, items["elm"].fixed_at) != ("", time(10, 30))
    assert INTERPRETER not in sheet.model_dump_json()

    out = given.after("minutes", DeclareConflict(case="oak", reason="My cousin."))
    sheet = at_desk(out, out.now)
    items = {item.case: item for item in sheet.order if item.case}
    assert (items["oak"].section, items["oak"].fixed_at) == ("", None)
    assert items["elm"].section


def test_before_the_agenda_is_open_the_order_is_times_alone_con_6() -> None:
    given = published_plan(IN_SECTIONS)
    sheet = published(
        given.state, given.now, readable=readable_by(given.state, COORDINATOR, given.now)
    )
    assert {(item.section, item.fixed_at) for item in sheet.order} == {("", None)}


def test_once_its_day_is_over_the_order_of_a_meeting_that_nobody_opened_is_times_alone_out_2() -> (
    None
):
    given = an_open_agenda(IN_SECTIONS)
    later = given.room.begins + timedelta(days=1)
    sheet = at_desk(given, later)
    assert {(item.section, item.fixed_at) for item in sheet.order} == {("", None)}


async def test_the_desk_of_a_published_meeting_shows_what_its_asker_may_read_and_changes_none_ag_10(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path, plan=IN_SECTIONS) as doors:
        doors.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        _, minutes = await doors.at_the_table("chair", "minutes")
        sheet = await shown(minutes, A_PLAN.id)
        marked = {i["case"]: (i["section"], i["fixed_at"]) for i in cases_of(sheet)}
        assert marked["oak"] == ("The others", "10:30:00")
        reader = doors.store.office.reader("minutes")
        assert reader is not None
        state = doors.service.meetings.states[A_PLAN.id]
        for case, marks in marked.items():
            assert bool(marks[0]) is (case_stream(case) in may_read(state, reader))
        refused = await places(minutes, "oak", meeting=A_PLAN.id, section="rest")
        assert refused["code"] == "no_such_meeting"


async def test_in_which_section_a_closed_case_is_is_said_to_nobody_con_3(tmp_path: Path) -> None:
    """That it is among those with a pregnancy is a fact of it."""
    async with drafting(tmp_path, milo(section="pregnant")) as (_, coordinator):
        sheet = await shown(coordinator)
    sections = {item["label"]: item["section"] for item in cases_of(sheet) if item["closed"]}
    assert sections
    assert set(sections.values()) == {""}
