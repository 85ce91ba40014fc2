"""Another meeting is arranged at the desk, over a socket, and is held at once. AG-9, RES-2."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from agenda.draft import Draft
from agenda.protocol import Protocol, Restriction
from agenda.referrals.fields import Key
from meeting.desk import DeskSheet
from server.accounts import Post
from server.audit import Act, What
from server.checking import list_audit
from server.coordinating.arranging import OVER
from server.coordinating.published import published
from server.drafts import Wording
from server.published.restricted import NOBODY_OF_THEIRS, ONE, OTHERS
from tests.agenda.referrals.given import a_row
from tests.given import A_PLAN, a_room
from tests.given import given as arranged_given
from tests.server.laptop import Doors, Laptop, open_doors
from tests.server.test_desk import asks, cases_of, received, referral
from tests.server.test_desk_importing import FILE, MILOS, MINA, a_file, pieces

SITTING = "5" * 32
NAMED = ["chair", "minutes", "police"]


def today(doors: Doors) -> date:
    return doors.store.clock.now().date()


async def at_the_desk(doors: Doors) -> Laptop:
    """The minute-taker, who is the coordinator."""
    doors.store.office.accounts.give_post("minutes", Post.COORDINATOR)
    return await doors.joined("minutes")


async def arranges(laptop: Laptop, day: date, **act: Any) -> dict[str, Any]:
    facts = {"meeting": A_PLAN.id, "day": day.isoformat(), "starts": "14:00"} | act
    return await asks(laptop, kind="arrange_again", **facts)


async def test_the_sitting_of_another_day_has_the_register_of_this_one_att_1_ag_9(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        coordinator = await at_the_desk(doors)
        tomorrow = today(doors) + timedelta(days=1)
        desk = (await arranges(coordinator, tomorrow))["desk"]
        name = f"northvale-{tomorrow}"
        assert desk["said"].startswith(f"The draft {name} is made, with the")
        assert "agenda import" not in desk["said"]
        assert (desk["sheet"]["meeting"], desk["sheet"]["version"]) == (name, 1)
        plan = doors.store.office.drafts.draft(name).plan
        assert {one.id for one in plan.people} == {
            p.id for p in A_PLAN.people if p.role != "observer"
        }
        facts = [row.fact for row in doors.store.audit.rows()]
        assert Act(what=What.DRAFT_MADE, meeting=name, by="minutes") in facts
        second = (await arranges(coordinator, tomorrow))["desk"]
        assert second["sheet"]["meeting"] == f"{name}-2"


async def test_a_day_that_is_over_and_one_who_is_no_coordinator_arrange_nothing_role_1(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        coordinator, police = await at_the_desk(doors), await doors.joined("police")
        yesterday = today(doors) - timedelta(days=1)
        assert (await arranges(coordinator, yesterday))["message"] == OVER
        assert (await arranges(police, today(doors)))["code"] == "not_your_role"
        assert (await arranges(coordinator, today(doors), meeting="nowhere"))["code"] == (
            "no_such_meeting"
        )
        assert doors.store.office.drafts.ids() == ()


async def test_an_emergency_is_published_and_held_by_the_server_that_runs_ag_9(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        coordinator, police = await at_the_desk(doors), await doors.joined("police")
        made = (await arranges(coordinator, today(doors), emergency=True))["desk"]
        meeting = made["sheet"]["meeting"]
        assert meeting.endswith("-emergency")
        assert "  " not in made["said"]
        assert re.search(r"to about \d\d:\d\d\. ", made["said"])
        drafts = doors.store.office.drafts
        case = received(doors, referral("Mina Hart", "Carl Hart", "hart"))
        drafts.put(Draft(plan=drafts.draft(meeting).plan, referrals=(case,), version=2))
        shown = (await asks(coordinator, meeting=meeting))["desk"]["sheet"]
        assert [item["minutes"] for item in cases_of(shown)] == [30]
        act = {"kind": "publish_draft", "meeting": meeting, "version": 2}
        assert "The server holds it from now on" in (await asks(coordinator, **act))["desk"]["said"]

        offered = await police.until("offered")
        assert [each["meeting"] for each in offered["meetings"]] == [meeting]
        there = await (await doors.laptop()).hello(doors.token("police"), meeting=meeting)
        assert (await there.until("welcome"))["meeting"] == meeting
        assert "Hart" not in str(police.frames + there.frames)


def test_the_next_day_is_the_protocols_and_none_that_is_over() -> None:
    given = a_room()
    weekly = Protocol.model_validate({"meetings": {"frequency": "daily"}})

    def proposed(days: int) -> date | None:
        plan = A_PLAN.model_copy(update={"protocol": weekly})
        state = arranged_given(plan).state
        sheet: DeskSheet = published(state, given.room.begins + timedelta(days=days))
        return sheet.next_day

    assert proposed(-3) == date(2026, 11, 25)
    assert proposed(3) == date(2026, 11, 27)
    assert proposed(4) == date(2026, 11, 30)
    assert published(given.state, given.room.begins).next_day is None
    sitting = A_PLAN.model_copy(update={"protocol": weekly, "restricted": Restriction.HONOUR})
    assert published(arranged_given(sitting).state, given.room.begins).next_day is None


# A restricted emergency


async def hands_in(laptop: Laptop, content: bytes) -> None:
    for piece in pieces(content):
        assert (await asks(laptop, meeting=A_PLAN.id, **piece))["desk"]["handed_in"]


async def wants(doors: Doors, laptop: Laptop, **act: Any) -> dict[str, Any]:
    """What the desk answers to a sitting that is asked for."""
    doors.store.office.drafts.settle(A_PLAN.area, Wording.HEADING, "notes", str(Key.KEEP))
    facts = {"meeting": A_PLAN.id, "sitting": SITTING, "file": FILE, "why": "honour"}
    when = {"named": NAMED, "day": today(doors).isoformat(), "starts": "16:00"}
    return await asks(laptop, kind="arrange_sitting", **facts | when | act)


async def test_a_restricted_emergency_is_offered_to_those_named_and_to_nobody_else_res_1_res_2(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        coordinator = await at_the_desk(doors)
        police, housing = await doors.joined("police"), await doors.joined("housing")
        await hands_in(coordinator, a_file(MINA))
        report = (await wants(doors, coordinator))["desk"]["report"]
        assert (report["importable"], report["sitting"]) == ("all", True)
        assert {known.id for known in doors.store.office.meetings()} == {A_PLAN.id}
        before = (await asks(coordinator))["desk"]

        done = (await wants(doors, coordinator, agreed=True))["desk"]
        assert "A sitting is arranged for those named, 3 of them." in done["said"]
        offered = await police.until("offered")
        assert [each["meeting"] for each in offered["meetings"]] == [SITTING]
        there = await (await doors.laptop()).hello(doors.token("police"), meeting=SITTING)
        assert (await there.until("welcome"))["meeting"] == SITTING

        after = (await asks(coordinator))["desk"]
        assert (after["meetings"], after["sheet"]) == (before["meetings"], before["sheet"])
        assert doors.store.office.drafts.ids() == ()
        assert (await housing.do({"kind": "attend"}))["kind"] == "ack"
        assert not any(frame["kind"] == "offered" for frame in housing.frames)
        assert not any(word in str(housing.frames) for word in (SITTING, "Hart"))
        turned_away = await (await doors.laptop()).hello(doors.token("housing"), meeting=SITTING)
        assert (await turned_away.until("notice"))["about"] == "not_admitted"
        listed = "\n".join(list_audit(doors.store, None, None))
        assert SITTING not in listed
        assert SITTING in "\n".join(list_audit(doors.store, None, SITTING, raw=True))
        files = [path.name for path in (tmp_path / "store").rglob("*")]
        assert not any(SITTING in name for name in files)


async def test_who_may_be_a_party_arranges_nothing_and_reads_no_word_of_it_con_3_con_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        coordinator = await at_the_desk(doors)
        await hands_in(coordinator, a_file(MILOS))
        answers = [(await wants(doors, coordinator, agreed=yes)) for yes in (False, True)]
        for answer in answers:
            report = answer["desk"]["report"]
            assert (report["importable"], report["lines"]) == ("nothing", [OTHERS])
        assert "Canary" not in str(coordinator.frames)
        assert {known.id for known in doors.store.office.meetings()} == {A_PLAN.id}


async def test_one_case_of_an_agency_that_is_named_and_people_of_that_register_ag_9_res_1(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        coordinator, police = await at_the_desk(doors), await doors.joined("police")
        await hands_in(coordinator, a_file(MINA, a_row()))
        assert (await wants(doors, coordinator))["desk"]["report"]["lines"][-1] == ONE
        await hands_in(coordinator, a_file(a_row(agency="Housing")))
        lines = (await wants(doors, coordinator))["desk"]["report"]["lines"]
        assert lines[-1] == NOBODY_OF_THEIRS
        for named, words in ((["minutes"], "the chair"), (["chair"], "the minute-taker")):
            refused = await wants(doors, coordinator, named=named)
            assert refused["message"].endswith(f"name {words}.")
        strangers = await wants(doors, coordinator, named=[*NAMED, "nobody"])
        assert "is not on that register" in strangers["message"]
        assert (await wants(doors, police))["code"] == "not_your_role"
        assert {known.id for known in doors.store.office.meetings()} == {A_PLAN.id}
