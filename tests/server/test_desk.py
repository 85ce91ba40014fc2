"""The coordinator's desk, over a socket: what it shows, to whom, and what it shows nobody."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from agenda.draft import Draft, Received, Standing
from agenda.london import full_date
from agenda.plan import ExpectedPerson, Party, PartyKind
from agenda.protocol import Protocol, Restriction
from agenda.referral import Referral
from meeting.access import Membership, Reader
from meeting.commands import RefuseDeclaration, SignIn, VoidSignIn
from meeting.decide.managing import need_desk
from meeting.desk import Desk, DeskAction, DeskSheet
from meeting.room import Phase
from meeting.words import REFUSALS, Refused
from server.accounts import Post
from server.audit import Act, What
from server.coordinating.desk import bounded
from server.holding import hold_missed
from server.office import Sitting
from tests.given import A_PLAN, Given, a_room
from tests.rooms import arranged
from tests.server.heard import BEFORE, a_plan, approved, written
from tests.server.laptop import Doors, Laptop, open_doors

DRAFT = "northvale-december"
OCTOBER = date(2025, 10, 28)
ANWEN = ("Anwen Oakhill", "Dale Oakhill")
DALE = Party(id="perpetrator-2", kind=PartyKind.PERPETRATOR, name="Dale Oakhill")


def day_of(doors: Doors, days: int) -> date:
    return doors.store.clock.now().date() + timedelta(days=days)


def referral(victim: str, other: str, case: str, restricted: Restriction | None = None) -> Referral:
    parties = (
        Party(id="victim", kind=PartyKind.VICTIM, name=victim),
        Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name=other),
        Party(id="child-1", kind=PartyKind.CHILD, name="Ava"),
    )
    return Referral(id=case, agency="housing", parties=parties, restricted=restricted)


def received(doors: Doors, one: Referral, standing: Standing = Standing.LISTED) -> Received:
    return Received(referral=one, standing=standing, at=doors.store.clock.now(), by="minutes")


def drafted(doors: Doors, *referrals: Received) -> None:
    """A draft for a day next week, and the minute-taker is the coordinator."""
    plan = A_PLAN.model_copy(update={"id": DRAFT, "cases": (), "day": day_of(doors, 7)})
    doors.store.office.drafts.add(Draft(plan=plan, referrals=referrals))
    doors.store.office.accounts.give_post("minutes", Post.COORDINATOR)


async def asks(laptop: Laptop, **act: Any) -> dict[str, Any]:
    """Asks the desk and returns the answer."""
    chosen = laptop.new_id()
    await laptop.say({"kind": "ask_desk", "id": chosen, "act": {"kind": "read_desk"} | act})
    while (frame := await laptop.next()).get("id") != chosen:
        pass
    return frame


async def shown(laptop: Laptop, meeting: str = DRAFT) -> dict[str, Any]:
    """One meeting as the desk shows it."""
    answer = await asks(laptop, meeting=meeting)
    assert answer["kind"] == "desk_shown", answer
    sheet: dict[str, Any] = answer["desk"]["sheet"]
    return sheet


def cases_of(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """The running order without its breaks."""
    return [item for item in sheet["order"] if item["kind"] == "case"]


async def test_two_referrals_about_the_same_people_are_marked_at_both_and_none_that_is_closed_ag_7(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        once, again = referral(*ANWEN, "oak"), referral(*ANWEN, "oak-again")
        other = referral("Mina Hart", "Carl Hart", "hart")
        closed = referral("Anwen Oakhill", "Milo Penn", "closed")
        closed = closed.model_copy(update={"parties": (*closed.parties, DALE)})
        drafted(doors, *(received(doors, each) for each in (once, closed, other, again)))
        sheet = await shown(await doors.joined("minutes"))
        marked = {item["case"]: item["alike"] for item in cases_of(sheet) if item["alike"]}
        assert marked == {"oak": ["Case 4"], "oak-again": ["Case 1"]}


async def test_who_is_not_ready_for_the_table_is_at_the_desk_of_a_draft_and_of_a_meeting_att_4(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        for person in A_PLAN.people:
            doors.runs("ready", person.id, done="all")
        for agency in A_PLAN.agencies:
            doors.runs("ready", "", agency=agency.id, done="all")
        doors.runs("ready", "housing", not_yet="induction")
        minutes = await doors.joined("minutes")
        new = {"name": "Hugo Brook", "agency": "Housing", "lacking": ["induction"]}
        for meeting in (DRAFT, A_PLAN.id):
            assert (await shown(minutes, meeting))["unready"] == [new]


async def test_a_draft_is_shown_with_its_times_and_what_waits_is_a_number_ag_1_con_3(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(
            doors,
            received(doors, referral("Mina Hart", "Carl Hart", "hart")),
            received(doors, referral("Gwen Rowe", "Huw Rowe", "rowe"), Standing.WAITING),
            received(doors, referral("Jo Penrose", "Max Tully", "penrose")),
        )
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        assert [(i["label"], i["said"], i["agency"]) for i in cases_of(sheet)] == [
            ("Case 1", "Mina Hart; Carl Hart, 1 child", "Housing"),
            ("Case 2", "Jo Penrose; Max Tully, 1 child", "Housing"),
        ]
        first, second = (i["starts"][11:16] for i in cases_of(sheet))
        assert (first, second) == ("09:15", "09:50")
        assert sheet["waiting"] == 1
        assert "Rowe" not in str(coordinator.frames)


async def test_the_meetings_are_in_a_list_by_day_and_the_next_one_is_shown(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        answer = await asks(await doors.joined("minutes"))
        listed = [(m["id"], m["stands"], m["cases"]) for m in answer["desk"]["meetings"]]
        assert min(listed) == (DRAFT, "draft", 1)
        assert {i for i, _, _ in listed} == {DRAFT, A_PLAN.id}
        days = {m["id"]: m["day"] for m in answer["desk"]["meetings"]}
        today = day_of(doors, 0).isoformat()
        coming = sorted((day, i) for i, day in days.items() if day >= today)
        assert answer["desk"]["sheet"]["meeting"] == coming[0][1]


async def test_nobody_but_a_coordinator_is_sent_a_byte_of_it_con_3(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        coordinator, *others = [
            await doors.joined(person)
            for person in ("minutes", "chair", "police", "idva", "observer")
        ]
        for other in others:
            for meeting in (None, DRAFT, "nowhere"):
                assert (await asks(other, meeting=meeting))["code"] == "not_your_role"
        await shown(coordinator)
        for other in others:
            assert (await other.do({"kind": "attend"}))["kind"] == "ack"
            assert "Hart" not in str(other.frames)
            assert DRAFT not in str(other.frames)
        assert "Mina Hart" in str(coordinator.frames)


async def test_who_was_a_coordinator_a_moment_ago_is_shown_nothing_role_1(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        coordinator = await doors.joined("minutes")
        await shown(coordinator)
        doors.store.office.accounts.take_post("minutes")
        assert (await asks(coordinator))["code"] == "not_your_role"


async def test_who_may_be_a_party_is_shown_a_line_without_a_word_con_3_con_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(
            doors,
            received(doors, referral("Milo Penn", "Carl Hart", "hart")),
            received(doors, referral("Jo Penrose", "Max Tully", "penrose")),
            received(doors, referral("Gwen Rowe", "Huw Rowe", "rowe")).model_copy(
                update={"closed_to": frozenset({"minutes"})}
            ),
        )
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        assert [(i["closed"], i["said"]) for i in cases_of(sheet)] == [
            (True, ""),
            (False, "Jo Penrose; Max Tully, 1 child"),
            (True, ""),
        ]
        said = str(coordinator.frames)
        assert not any(name in said for name in ("Carl Hart", "Gwen", "Rowe"))


async def test_what_is_set_aside_and_any_sitting_are_nowhere_at_the_desk_res_2(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        aside = referral("Gwen Rowe", "Huw Rowe", "rowe", Restriction.EMPLOYEE)
        drafted(doors, received(doors, aside, Standing.ASIDE))
        plan = a_plan("r-4be1", day_of(doors, 0), ANWEN)
        arranged(doors.store, plan, Sitting(A_PLAN.id))
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        assert (sheet["order"], sheet["waiting"]) == ([], 0)
        there, not_there = (
            await asks(coordinator, meeting="r-4be1"),
            await asks(coordinator, meeting="nowhere"),
        )
        assert {(a["code"], a["message"]) for a in (there, not_there)} == {
            ("no_such_meeting", REFUSALS["no_such_meeting"])
        }
        await asks(coordinator)
        said = str(coordinator.frames)
        assert not any(word in said for word in ("r-4be1", "Rowe", "rowe"))


async def test_what_the_past_says_stands_beside_the_draft_ag_7_ag_8_out_4(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        before = a_plan(BEFORE, day_of(doors, -60), ANWEN)
        written(doors.store, before, approved(before))
        hold_missed(doors.store)
        drafted(
            doors,
            received(doors, referral(*ANWEN, "again")),
            received(doors, referral("Jo Penrose", "Max Tully", "penrose")),
        )
        sheet = await shown(await doors.joined("minutes"))
        assert sheet["repeats"][0] == f"{DRAFT}/1"
        assert f"repeat of {BEFORE}/1" in sheet["repeats"][1]
        assert any("Change the locks." in line for line in sheet["repeats"])
        (action,) = sheet["outstanding"]
        assert (action["agency"], action["text"]) == ("Housing", "Change the locks.")
        assert sheet["flags"] == ["No flag ends then."]


async def test_the_next_meeting_is_the_one_that_the_desk_lists_and_no_emergency_out_5(
    tmp_path: Path,
) -> None:
    rules = Protocol.model_validate({"deadlines": {"corrections": "the next meeting"}})
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        drafts = doors.store.office.drafts
        plan = drafts.draft(DRAFT).plan.model_copy(update={"protocol": rules})
        drafts.put(Draft(plan=plan, version=2))
        laptop = await doors.joined("minutes")

        async def checked() -> str:
            due = {each["name"]: each for each in (await shown(laptop))["deadlines"]}
            return str(due["minutes checked"]["when"])

        assert await checked() == "no date"
        sooner = {"id": "a-sooner", "emergency": True, "day": day_of(doors, 0)}
        drafts.add(Draft(plan=plan.model_copy(update=sooner)))
        opened = (await asks(laptop))["desk"]["sheet"]["meeting"]
        assert opened in {A_PLAN.id, DRAFT}
        urgent = {"id": "urgent", "emergency": True, "day": day_of(doors, 8)}
        drafts.add(Draft(plan=plan.model_copy(update=urgent)))
        assert await checked() == "no date"
        after = {"id": "northvale-after", "day": day_of(doors, 14)}
        drafts.add(Draft(plan=plan.model_copy(update=after)))
        assert await checked() == full_date(day_of(doors, 14))


async def test_a_published_meeting_is_times_and_deadlines_without_a_name_sign_2(
    tmp_path: Path,
) -> None:
    protocol = Protocol.model_validate(
        {"deadlines": {"referrals": "8 working days before", "agenda": "9 working days before"}}
    )
    plan = A_PLAN.model_copy(update={"protocol": protocol})
    async with open_doors(tmp_path, plan=plan) as doors:
        doors.store.office.accounts.give_post("minutes", Post.COORDINATOR)
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator, A_PLAN.id)
        assert [i["label"] for i in sheet["order"]][:1] == ["Case 1"]
        assert {i["said"] for i in sheet["order"]} == {""}
        due = {d["name"]: d for d in sheet["deadlines"]}
        assert due["referral cut-off"]["when"] == "Thu 12 Nov 2026"
        assert "before referrals close" in sheet["contradictions"][0]
        assert "Oakhill" not in str(coordinator.frames)


async def test_that_it_was_read_is_on_record_before_it_is_sent(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        await shown(await doors.joined("minutes"))
        facts = [row.fact for row in doors.store.audit.rows()]
        assert Act(what=What.DESK_READ, meeting=DRAFT, number=1, by="minutes") in facts
        assert "Hart" not in str(facts)


async def test_where_it_cannot_be_put_on_record_nothing_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        coordinator = await doors.joined("minutes")

        def fails(*_: object, **__: object) -> None:
            raise OSError("Mina Hart")

        monkeypatch.setattr(type(doors.store.audit), "act", fails)
        assert (await asks(coordinator))["code"] == "our_fault"
        assert "Hart" not in str(coordinator.frames)


async def test_a_coordinator_who_is_not_expected_has_the_desk_at_the_door(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        doors.store.office.add(ExpectedPerson(id="cora", name="Cora Lind", agency="police"))
        doors.store.office.accounts.give_post("cora", Post.COORDINATOR)
        laptop = await (await doors.laptop()).hello(doors.token("cora"))
        await laptop.until("welcome")
        assert (await shown(laptop))["order"][0]["said"].startswith("Mina Hart")


# Moving


async def moves(laptop: Laptop, case: str, to: str, version: int = 1, **act: Any) -> dict[str, Any]:
    facts = {"meeting": DRAFT, "version": version, "case": case, "to": to, **act}
    return await asks(laptop, kind="move_draft_case", **facts)


async def test_a_case_of_a_draft_is_moved_and_its_times_follow_ag_2(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(
            doors,
            received(doors, referral("Mina Hart", "Carl Hart", "hart")),
            received(doors, referral("Gwen Rowe", "Huw Rowe", "rowe"), Standing.WAITING),
            received(doors, referral("Jo Penrose", "Max Tully", "penrose")),
        )
        coordinator = await doors.joined("minutes")
        before = cases_of(await shown(coordinator))
        sheet = (await moves(coordinator, "penrose", "hart"))["desk"]["sheet"]
        assert sheet["version"] == 2
        assert [i["case"] for i in cases_of(sheet)] == ["penrose", "hart"]
        assert [i["starts"] for i in cases_of(sheet)] == [i["starts"] for i in before]
        again = await moves(coordinator, "penrose", "hart", version=2)
        assert [i["case"] for i in cases_of(again["desk"]["sheet"])] == ["hart", "penrose"]
        assert doors.store.office.drafts.draft(DRAFT).version == 3
        facts = [row.fact for row in doors.store.audit.rows()]
        assert Act(what=What.DRAFT_REORDERED, meeting=DRAFT, number=2, by="minutes") in facts


async def test_why_a_case_stays_is_said_in_words_of_the_desk_ag_3(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        fixed = referral("Mina Hart", "Carl Hart", "hart").model_copy(
            update={"fixed_at": time(11), "fixed_for": "an interpreter"}
        )
        penrose = referral("Jo Penrose", "Max Tully", "penrose")
        drafted(doors, received(doors, fixed), received(doors, penrose))
        refused = await moves(await doors.joined("minutes"), "hart", "penrose")
        assert refused["message"].startswith("That case is fixed for 11:00, and stays there")
        assert refused["message"].endswith("is taken from it: the key f does that.")


async def test_what_was_changed_meanwhile_is_not_moved_and_that_is_said(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(
            doors,
            received(doors, referral("Mina Hart", "Carl Hart", "hart")),
            received(doors, referral("Jo Penrose", "Max Tully", "penrose")),
        )
        coordinator = await doors.joined("minutes")
        await moves(coordinator, "penrose", "hart")
        assert (await moves(coordinator, "penrose", "hart"))["code"] == "moved_on"
        assert doors.store.office.drafts.draft(DRAFT).version == 2


async def test_nobody_moves_what_they_may_be_a_party_of_nor_what_is_not_on_the_list_con_3(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(
            doors,
            received(doors, referral("Milo Penn", "Carl Hart", "mine")),
            received(doors, referral("Jo Penrose", "Max Tully", "penrose")),
            received(doors, referral("Gwen Rowe", "Huw Rowe", "rowe"), Standing.WAITING),
        )
        coordinator, police = await doors.joined("minutes"), await doors.joined("police")
        answers = [
            await moves(coordinator, *pair)
            for pair in (
                ("mine", "penrose"),
                ("nowhere", "penrose"),
                ("rowe", "penrose"),
                ("penrose", "rowe"),
                ("penrose", "penrose"),
            )
        ]
        assert {(a["code"], a["message"]) for a in answers} == {
            ("no_such_case", REFUSALS["no_such_case"])
        }
        assert (await moves(coordinator, "oak", "elm", meeting=A_PLAN.id))["code"] == (
            "no_such_meeting"
        )
        assert (await moves(police, "penrose", "mine"))["code"] == "not_your_role"
        assert doors.store.office.drafts.draft(DRAFT).version == 1


# Who may


MINUTES = Reader("minutes", "coordination", coordinator=True)
TABLE = a_room().arrived("chair", "minutes", "police")


def refused(given: Given, asker: Reader) -> str | None:
    try:
        need_desk(given.room, asker)
    except Refused as refusal:
        return refusal.code
    return None


def test_the_desk_is_a_coordinators_who_is_a_member_and_themselves_role_1_att_6() -> None:
    assert refused(TABLE, MINUTES) is None
    assert refused(a_room(), MINUTES) is None
    for asker in (
        Reader("minutes", "coordination"),
        Reader("chair", "police"),
        Reader("minutes", "coordination", Membership.ENDED, coordinator=True),
    ):
        assert refused(TABLE, asker) == "not_your_role"
    assert refused(TABLE, Reader("minutes", "housing", coordinator=True)) == "other_agency"
    void = TABLE.after("chair", VoidSignIn(person="minutes", reason="It was another."))
    assert refused(void, MINUTES) == "sign_in_void"


def test_who_will_not_sign_and_who_has_no_laptop_reads_nothing_sign_2_role_8() -> None:
    declared = TABLE.in_phase(Phase.DECLARATION).after("minutes", RefuseDeclaration())
    assert refused(declared, MINUTES) == "not_signed"
    on_paper = TABLE.after("minutes", SignIn(person="idva"))
    assert refused(on_paper, Reader("idva", "idva", coordinator=True)) == "not_present"


def test_what_is_too_much_for_a_screen_is_cut_and_says_so() -> None:
    action = DeskAction(
        name="m/1/A1", section="", agency="Housing", agency_id="housing",
        due="", is_late=False, is_urgent=False,
        text="x" * 600,
    )  # fmt: skip
    sheet = DeskSheet(meeting="m", outstanding=(action,) * 400, flags=("short",))
    small = bounded(Desk(sheet=sheet), 50_000).sheet
    assert small is not None
    assert small.cut
    assert 0 < len(small.outstanding) < 100
    assert small.flags == ("short",)
    whole = Desk(sheet=sheet)
    assert bounded(whole) is whole
