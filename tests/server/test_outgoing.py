import json
from datetime import UTC, datetime
from typing import Any

import pytest
from websockets.frames import CloseCode

from meeting.streams import ROOM, Stream, case_stream
from meeting.wire import LARGEST_FRAME, Ack
from meeting.words import Refused
from server.outgoing import EventsFrame, MessageFrame, Outgoing, RefusalFrame, Span, framed

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OAK, ELM = case_stream("oak"), case_stream("elm")


def events(*streams: Stream) -> EventsFrame:
    return EventsFrame(tuple(Span(stream, 1, (b'{"v":1}',)) for stream in streams))


def ack(letter: str, *, greeting: bool = False) -> MessageFrame:
    return MessageFrame(lambda now: Ack(time=now, id=letter * 32), greeting=greeting)


async def sent(outgoing: Outgoing) -> list[dict[str, Any]]:
    outgoing.finish(CloseCode.NORMAL_CLOSURE)
    frames = []
    while (frame := await outgoing.next()) is not None:
        frames.append(json.loads(frame.encoded(NOW)))
    return frames


def in_short(frames: list[dict[str, Any]]) -> list[str]:
    return [
        " ".join([f["kind"], *(p["stream"] for p in f.get("parts", ())), *f.get("streams", ())])
        for f in frames
    ]


async def test_frames_leave_in_order_with_the_time_at_which_they_leave() -> None:
    outgoing = Outgoing()
    outgoing.put(events(ROOM, OAK))
    outgoing.put(ack("a"))
    frames = await sent(outgoing)
    assert in_short(frames) == ["events room case/oak", "ack"]
    assert {frame["time"] for frame in frames} == {"2026-11-24T09:00:00.000Z"}


async def test_a_withdrawal_takes_unsent_events_out_and_goes_first_con_2() -> None:
    outgoing = Outgoing()
    for frame in (ack("b", greeting=True), events(ROOM, OAK), events(OAK), ack("a"), events(ELM)):
        outgoing.put(frame)
    outgoing.withdraw({OAK})
    assert in_short(await sent(outgoing)) == [
        "ack",
        "withdrawn case/oak",
        "events room",
        "ack",
        "events case/elm",
    ]


async def test_a_withdrawal_silences_the_refusals_that_quote_the_stream_con_2() -> None:
    outgoing = Outgoing()
    stale = Refused("changed_meanwhile", "text", now="the red car")
    for letter, quotes in (("a", OAK), ("b", ELM), ("c", None)):
        outgoing.put(RefusalFrame(letter * 32, stale, quotes))
    outgoing.put(RefusalFrame("d" * 32, Refused("no_such_case")))
    outgoing.withdraw({OAK})
    withdrawn, *refusals = await sent(outgoing)
    assert withdrawn["kind"] == "withdrawn"
    assert [r["id"][0] + r["code"] for r in refusals] == [
        "ano_such_case",
        "bchanged_meanwhile",
        "cchanged_meanwhile",
        "dno_such_case",
    ]
    assert {**refusals[0], "id": ""} == {**refusals[3], "id": ""}
    assert "red car" in refusals[1]["message"]


async def test_what_becomes_readable_again_comes_after_its_withdrawal() -> None:
    outgoing = Outgoing()
    outgoing.put(events(OAK))
    outgoing.withdraw({OAK})
    outgoing.put(events(OAK))
    assert in_short(await sent(outgoing)) == ["withdrawn case/oak", "events case/oak"]


async def test_over_the_bound_everything_is_let_go() -> None:
    let_go: list[bool] = []
    outgoing = Outgoing(lambda: let_go.append(True), most_waiting=1000)
    for letter in "abcde":
        outgoing.put(ack(letter))
    assert let_go == [True]
    assert outgoing.close_code is CloseCode.TRY_AGAIN_LATER
    assert await sent(outgoing) == []


async def test_what_was_sent_or_withdrawn_no_longer_counts() -> None:
    let_go: list[bool] = []
    outgoing = Outgoing(lambda: let_go.append(True), most_waiting=2000)
    for _ in range(20):
        outgoing.put(ack("a"))
        await outgoing.next()
        outgoing.put(events(OAK))
        outgoing.withdraw({OAK})
        await outgoing.next()
    assert let_go == []


@pytest.mark.parametrize("size", [100, 40_000, LARGEST_FRAME - 400])
def test_frames_are_split_between_events_and_keep_their_numbers(size: int) -> None:
    body = b'"' + b"x" * size + b'"'
    spans = [Span(ROOM, 5, (body,) * 20), Span(OAK, 1, (body,) * 3)]
    frames = list(framed(spans))
    assert all(len(frame.encoded(NOW)) <= LARGEST_FRAME for frame in frames)
    numbers: dict[Stream, list[int]] = {}
    for span in (span for frame in frames for span in frame.spans):
        count = len(span.bodies)
        numbers.setdefault(span.stream, []).extend(range(span.first, span.first + count))
    assert numbers == {ROOM: list(range(5, 25)), OAK: [1, 2, 3]}


def test_nothing_makes_no_frame() -> None:
    assert list(framed([])) == []


@pytest.mark.parametrize("code", ["changed_meanwhile", "both_changed"])
async def test_what_is_struck_leaves_without_its_words_and_no_refusal_quotes_any_case_5(
    code: str,
) -> None:
    """What waits is sent as the record has it now; the same numbers, in the same order."""
    outgoing = Outgoing()
    outgoing.put(
        EventsFrame((Span(ROOM, 1, (b'{"v":1}',)), Span(OAK, 4, (b'{"v":2}', b'{"v":3}'))))
    )
    outgoing.put(RefusalFrame("a" * 32, Refused(code, now="Elm Close.", yours="Oak."), OAK))
    now = {ROOM: (b'{"v":1}',), OAK: (b"", b"", b"", b'{"v":2}', b'{"struck":1}', b'{"v":9}')}
    outgoing.strike(lambda stream, after: now[stream][after:])
    first, refusal = await sent(outgoing)
    assert [part["first"] for part in first["parts"]] == [1, 4]
    assert first["parts"][1]["events"] == [{"v": 2}, {"struck": 1}]
    assert refusal["code"] == "moved_on"
