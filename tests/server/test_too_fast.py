"""Somebody who is known, and sends faster than anybody types."""

from pathlib import Path

from server.pace import Pace
from server.rate import Rate
from server.service import Settings
from tests.server.laptop import Frame, Laptop, open_doors

NO_MORE = 0.0
A_FEW = Settings(pace=Pace(commands=Rate(at_once=10, a_second=NO_MORE)))
UNSPOKEN = {"kind": "lower_hand", "case": "nowhere", "person": "police"}


async def answers(laptop: Laptop, commands: list[Frame]) -> list[Frame]:
    """All commands at once, and then the answers in the order in which they came."""
    for command in commands:
        await laptop.say({"kind": "command", "id": laptop.new_id(), "command": command})
    came: list[Frame] = []
    while len(came) < len(commands):
        frame = await laptop.next()
        if frame["kind"] in {"ack", "refused"}:
            came.append(frame)
    return came


async def test_what_comes_too_fast_is_refused_in_order_and_never_reaches_the_writer(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path, A_FEW) as doors:
        laptop, other = await doors.joined("police"), await doors.joined("idva")
        asked = [{"kind": "attend"}, {"kind": "leave"}] * 10
        came = await answers(laptop, asked)
        assert [frame["kind"] for frame in came] == ["ack"] * 10 + ["refused"] * 10
        assert [frame["id"] for frame in came] == sorted(frame["id"] for frame in came)
        assert {frame["code"] for frame in came[10:]} == {"too_fast"}
        assert {frame["message"] for frame in came[10:]} == {"Wait a moment, then do that again."}
        assert (await other.do({"kind": "attend"}))["kind"] == "ack"


async def test_all_connections_of_a_person_are_counted_together(tmp_path: Path) -> None:
    async with open_doors(tmp_path, A_FEW) as doors:
        first = await doors.joined("police")
        second = await (await doors.laptop()).hello(first.token)
        await answers(first, [UNSPOKEN] * 10)
        assert (await second.do(UNSPOKEN))["code"] == "too_fast"


async def test_a_case_and_none_are_too_fast_alike_con_2(tmp_path: Path) -> None:
    async with open_doors(tmp_path, A_FEW) as doors:
        laptop = await doors.joined("police")
        await answers(laptop, [UNSPOKEN] * 10)
        came = await answers(laptop, [UNSPOKEN, {**UNSPOKEN, "case": "oak"}])
    assert len({(frame["code"], frame["message"], frame["field"]) for frame in came}) == 1


async def test_a_text_at_fault_counts_as_a_command(tmp_path: Path) -> None:
    empty = {"kind": "declare_conflict", "case": "oak", "reason": " "}
    async with open_doors(tmp_path, A_FEW) as doors:
        laptop = await doors.joined("police")
        came = await answers(laptop, [empty] * 11)
    assert [frame["code"] for frame in came] == ["words_missing"] * 10 + ["too_fast"]


async def test_who_does_not_stop_is_ended_and_nobody_else_is(tmp_path: Path) -> None:
    pace = Pace(
        commands=Rate(at_once=10, a_second=NO_MORE), too_fast=Rate(at_once=5, a_second=NO_MORE)
    )
    async with open_doors(tmp_path, Settings(pace=pace)) as doors:
        laptop, other = await doors.joined("police"), await doors.joined("idva")
        for _ in range(30):
            await laptop.say({"kind": "command", "id": laptop.new_id(), "command": UNSPOKEN})
        assert await laptop.closed() == 1008
        codes = [frame["code"] for frame in laptop.frames if frame["kind"] == "refused"]
        assert codes.count("too_fast") == 5
        assert (await other.do({"kind": "attend"}))["kind"] == "ack"


async def test_what_leads_to_nothing_is_bounded_in_bytes(tmp_path: Path) -> None:
    pace = Pace(
        bytes=Rate(at_once=2000, a_second=NO_MORE), too_fast=Rate(at_once=0, a_second=NO_MORE)
    )
    async with open_doors(tmp_path, Settings(pace=pace)) as doors:
        laptop = await doors.joined("police")
        for _ in range(50):
            await laptop.say({"kind": "dropped", "stream": "case/" + "x" * 60})
        assert await laptop.closed() == 1008


async def test_who_comes_back_over_and_over_is_asked_to_try_later(tmp_path: Path) -> None:
    settings = Settings(pace=Pace(entrances=Rate(at_once=2, a_second=NO_MORE)))
    async with open_doors(tmp_path, settings) as doors:
        first = await doors.joined("police")
        second = await (await doors.laptop()).hello(first.token)
        await second.until("welcome")
        third = await (await doors.laptop()).hello(first.token)
        assert await third.closed() == 1013
        assert third.frames == []
        assert (await first.do({"kind": "attend"}))["kind"] == "ack"
