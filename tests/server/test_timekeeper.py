"""The clock of the server's machine is changed in the middle of a case (CASE-2)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.given import A_PLAN_WITH_GUESTS, GUEST
from tests.server.laptop import Doors, Laptop, open_doors

HOUR = timedelta(hours=1)


async def in_a_case(doors: Doors) -> tuple[Laptop, Laptop, Laptop]:
    chair, minutes, police = await doors.at_the_table("chair", "minutes", "police")
    assert (await chair.do({"kind": "call_item", "item": "1"}))["kind"] == "ack"
    return chair, minutes, police


def jumps(doors: Doors, by: timedelta) -> None:
    read = doors.store.clock._read
    doors.store.clock._read = lambda: read() + by
    doors.service._timekeeper.look()


def events(laptop: Laptop) -> list[dict[str, Any]]:
    parts = [part for frame in laptop.frames for part in frame.get("parts", ())]
    return [event for part in parts for event in part["events"]]


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize("by", [HOUR, -HOUR], ids=["put on", "put back"])
async def test_the_case_that_is_on_stops_its_clock_at_the_moment_before_and_its_chair_is_asked(
    tmp_path: Path, by: timedelta
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, minutes, police = await in_a_case(doors)
        before = doors.store.clock.now()
        jumps(doors, by)
        notice = await chair.until("notice", about="clock_jumped")
        await minutes.until("notice", about="clock_jumped")
        stopped = [each for each in events(chair) if each["event"]["kind"] == "clock_paused"]
        assert [each["by"] for each in stopped] == ["room"]
        assert before <= time_of(stopped[0]["at"]) < before + timedelta(minutes=1)
        assert "start it again" in notice["message"]

        resumed = {"kind": "resume_clock", "case": "oak", "version": 1}
        assert (await chair.do(resumed))["kind"] == "ack"
        assert doors.store.clock.jump == timedelta()
        told = doors.store.clock.now() - before
        assert timedelta() <= told - max(by, timedelta()) < timedelta(minutes=1)
        assert (await police.do({"kind": "ask_to_speak", "case": "oak"}))["kind"] == "ack"
        assert "notice" not in {frame["kind"] for frame in police.frames}


async def test_where_nothing_is_timed_nothing_is_recorded_and_nobody_asked(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _ = await doors.at_the_table("chair", "minutes")
        position = doors.service.writer.ledger.position
        jumps(doors, HOUR)
        assert (await chair.do({"kind": "attend"}))["code"] == "already_present"
        assert doors.service.writer.ledger.position == position
        assert doors.store.clock.jump == timedelta()
        assert "notice" not in {frame["kind"] for frame in chair.frames}


async def test_it_is_logged_once_and_looked_at_again_until_it_is_taken_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _, _ = await in_a_case(doors)
        jumps(doors, HOUR)
        doors.service._timekeeper.look()
        await chair.until("notice", about="clock_jumped")
        assert (await chair.do({"kind": "attend"}))["code"] == "already_present"
        stopped = [each for each in events(chair) if each["event"]["kind"] == "clock_paused"]
        assert len(stopped) == 1
    assert caplog.text.count("jumped by 3600 s") == 1


async def test_while_a_meeting_cannot_be_saved_its_time_goes_on_as_before(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        await in_a_case(doors)
        clock = doors.store.clock
        before = clock.now()
        doors.service.writer.read_only = True
        jumps(doors, HOUR)
        assert clock.jump
        assert clock.now() < before + timedelta(minutes=1)
        doors.service.writer.read_only = False


async def test_a_guest_is_told_by_itself_when_their_case_is_expected_role_6(tmp_path: Path) -> None:
    """The day of this meeting is long past: everything is late."""
    async with open_doors(tmp_path, plan=A_PLAN_WITH_GUESTS) as doors:
        chair, _ = await doors.at_the_table("chair", "minutes")
        guest = await doors.joined(GUEST)
        doors.service._timekeeper.look()
        assert (await guest.do({"kind": "attend"}))["kind"] == "ack"
        assert (await chair.do({"kind": "attend"}))["code"] == "already_present"
        kinds = {who: [each["event"]["kind"] for each in events(who)] for who in (guest, chair)}
        assert kinds[guest].count("time_expected") == 1
        assert "time_expected" not in kinds[chair]
        late = (each for each in events(guest) if each["event"]["kind"] == "time_expected")
        assert {(each["by"], each["event"]["item"]) for each in late} == {("room", "1")}
