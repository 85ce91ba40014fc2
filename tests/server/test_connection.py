"""What goes over a connection, by hand: coming in, coming back, and bad input."""

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from meeting.access import Reader, may_read
from meeting.commands import ReportNothingKnown
from meeting.state import State
from meeting.streams import ROOM, Stream, case_stream
from meeting.wire import LARGEST_MESSAGE, MOST_HELD
from meeting.words import REFUSALS
from server.guessing import LAPTOP
from server.hub import MOST_IN_FLIGHT, MOST_SEATS
from server.pace import Pace
from server.rate import Rate
from server.service import Settings
from server.writer import Asked
from tests.getting_in import PASSWORD
from tests.given import A_PLAN
from tests.server.laptop import Doors, Laptop, open_doors
from tests.server.writing import Around, Failing, Happened, HeldUp, Listener

ID = "0123456789abcdef0123456789abcdef"
ATTEND = {"kind": "attend"}
PRESENTING = {
    "kind": "enter_stage",
    "case": "oak",
    "from_stage": "conflicts",
    "stage": "presenting",
}
PAUSE = {"kind": "pause_clock", "case": "oak"}
OAK = case_stream("oak")
PLENTY = Rate(at_once=1e9, a_second=1e9)
ANY_PACE = Pace(commands=PLENTY, repeatable=PLENTY, bytes=PLENTY)
"""Where more is asked for than a person is let do."""


def heads_of(laptop: Laptop) -> dict[str, list[int]]:
    """The numbers of the events that it received, by stream."""
    found: dict[str, list[int]] = {}
    parts = [part for frame in laptop.frames for part in frame.get("parts", ())]
    for part in parts:
        numbers = range(part["first"], part["first"] + len(part["events"]))
        found.setdefault(part["stream"], []).extend(numbers)
    return found


# Coming in


async def test_who_joins_is_welcomed_as_the_office_has_them(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("idva")
        welcome = next(frame for frame in laptop.frames if frame["kind"] == "welcome")
    known = ("person", "agency", "name", "role", "meeting", "lease_seconds")
    assert [welcome[key] for key in known] == [
        "idva",
        "idva",
        "Isla Vane",
        "representative",
        A_PLAN.id,
        120,
    ]


async def test_nobody_reads_a_case_before_signing_sign_2(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("police")
        await laptop.do(ATTEND)
    assert set(heads_of(laptop)) == {"room"}


async def test_a_fresh_invitation_ends_the_laptops_that_came_in_before(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        (chair, _, old) = await doors.at_the_table("chair", "minutes", "police")
        new = await doors.redeemed("police")
        assert await old.closed() == 1008
        again = await (await doors.laptop()).hello(old.token)
        await again.until("notice", about="not_admitted")
        assert (await chair.do({"kind": "call_item", "item": "1"}))["kind"] == "ack"
        assert (await new.do({"kind": "leave"}))["kind"] == "ack"


async def test_what_a_laptop_sends_after_it_was_sent_away_is_not_done(tmp_path: Path) -> None:
    """Whoever holds a lost laptop can have it keep its end open; nobody acts from it any more."""
    async with open_doors(tmp_path) as doors:
        (_, _, old) = await doors.at_the_table("chair", "minutes", "police")
        old.socket.transport.pause_reading()
        new = await doors.redeemed("police")
        await old.say({"kind": "command", "id": old.new_id(), "command": {"kind": "leave"}})
        old.socket.transport.resume_reading()
        assert await old.closed() == 1008
        assert (await new.do(ATTEND))["code"] == "already_present"


async def test_one_connection_more_than_a_person_may_have_ends_the_oldest(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptops = [await doors.joined("police")]
        for _ in range(MOST_SEATS):
            laptops.append(await (await doors.laptop()).hello(laptops[0].token))
            await laptops[-1].until("welcome")
        colleague = await doors.joined("idva")
        assert await laptops[0].closed() == 1008
        assert (await laptops[1].do(ATTEND))["kind"] == "ack"
        assert (await colleague.do(ATTEND))["kind"] == "ack"
        assert len(doors.service.hub._seats) == MOST_SEATS + 1


@pytest.mark.parametrize(
    ("hello", "about"),
    [
        ({"token": "t" * 43}, "not_admitted"),
        ({"token": "t" * 43, "model": 99}, "other_version"),
    ],
)
async def test_who_is_not_known_or_of_another_version_is_turned_away(
    tmp_path: Path, hello: dict[str, Any], about: str
) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await (await doors.laptop()).hello(**hello)
        await laptop.until("notice", about=about)
        assert await laptop.closed() == 1008


async def test_nothing_is_compressed_though_it_is_offered(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.laptop(compression="deflate")
        offered, agreed = laptop.socket.request, laptop.socket.response
    assert offered is not None
    assert agreed is not None
    assert "permessage-deflate" in offered.headers["Sec-WebSocket-Extensions"]
    assert "Sec-WebSocket-Extensions" not in agreed.headers


async def test_who_does_not_say_who_they_are_is_not_waited_for(tmp_path: Path) -> None:
    async with open_doors(tmp_path, Settings(login_seconds=0.01)) as doors:
        assert await (await doors.laptop()).closed() == 1008


async def test_a_catch_up_fits_however_long_the_meeting_was(tmp_path: Path) -> None:
    async with open_doors(tmp_path, Settings(most_waiting=1500)) as doors:
        laptop = await doors.joined("police")
        assert heads_of(laptop)["room"][-1] == doors.service.writer.ledger.head(ROOM).number
        assert (await laptop.do(ATTEND))["kind"] == "ack"


# Coming back


async def test_who_comes_back_gets_only_what_is_newer(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        first = await doors.joined("police")
        head = doors.service.writer.ledger.head(ROOM)
        await first.do(ATTEND)
        again = await doors.laptop()
        held = {"room": [head.number, head.hash]}
        epoch = doors.service.writer.ledger.epoch
        await again.hello(first.token, epoch=epoch, streams=held)
        await again.until("events")
    assert heads_of(again) == {"room": [head.number + 1]}


async def test_another_record_starts_over_and_the_operator_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_doors(tmp_path) as doors:
        first = await doors.joined("police")
        again = await doors.laptop()
        held = {"room": [1, "0" * 64]}
        epoch = doors.service.writer.ledger.epoch
        await again.hello(first.token, epoch=epoch, streams=held)
        await again.until("notice", about="start_over")
        await again.until("events")
    assert heads_of(again) == heads_of(first)
    assert "police holds another record" in caplog.text


async def test_names_unknown_and_unreadable_are_withdrawn_alike_con_2(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        first = await doors.joined("police")
        names = ["case/oak", "case/none", "attic"]
        answers = []
        for name in names:
            again = await doors.laptop()
            epoch = doors.service.writer.ledger.epoch
            await again.hello(first.token, epoch=epoch, streams={name: [3, "0" * 64]})
            frames = [await again.next() for _ in range(3)]
            answers.append(_masked(frames).replace(name, "NAME"))
    assert '"withdrawn"' in answers[0]
    assert answers[0] == answers[1] == answers[2]


# Bad input: one clear refusal, nothing changed, and the connection lives


@pytest.mark.parametrize(
    "nonsense",
    [
        "rubbish",
        "[]",
        "17",
        '{"kind": "shout"}',
        '{"kind": "command", "id": "short", "command": {"kind": "attend"}}',
        json.dumps({"kind": "command", "id": ID, "command": {"kind": "no_such_command"}}),
        json.dumps({"kind": "command", "id": ID, "command": {"kind": "attend", "more": 1}}),
        '{"kind": "command", "kind": NaN}',
        "[" * 30_000,
        '{"a": ' + "9" * 5000 + "}",
        '{"kind": "dropped", "stream": "\\ud800"}',
        "x" * (LARGEST_MESSAGE + 1),
        json.dumps(
            {
                "kind": "command",
                "id": ID,
                "command": {"kind": "declare_conflict", "case": "oak", "reason": "\u20ac" * 30_000},
            },
            ensure_ascii=False,
        ),
        b'{"kind": "dropped", "stream": "room"}',
        json.dumps({"kind": "hello", "token": "t" * 43}),
        '{"kind": "dropped", "kind": "dropped", "stream": "room"}',
        json.dumps({"kind": "command", "id": ID, "command": {**PAUSE, "version": 10**15}}),
        json.dumps({"kind": "command", "id": ID, "command": {**PAUSE, "version": 1.0}}),
        json.dumps({"kind": "command", "id": ID, "command": {**PAUSE, "version": float("inf")}}),
        '{"a":' * 900 + "1" + "}" * 900,
        json.dumps(
            {
                "kind": "hello",
                "token": "t" * 43,
                "streams": {f"case/{n}": [1, "0" * 64] for n in range(MOST_HELD + 1)},
            }
        ),
    ],
    ids=range(21),
)
async def test_nonsense_is_refused_once_and_the_connection_lives(
    tmp_path: Path, nonsense: str | bytes
) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("police")
        before = doors.service.writer.ledger.position
        await laptop.say(nonsense)
        refusal = await laptop.next()
        assert (refusal["kind"], refusal["code"]) == ("refused", "not_understood")
        assert doors.service.writer.ledger.position == before
        assert (await laptop.do(ATTEND))["kind"] == "ack"


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ({"kind": "command", "id": ID, "command": {"kind": "no_such_command"}}, ID),
        ({"kind": "command", "id": ID}, ID),
        ({"kind": "command", "id": "short", "command": ATTEND}, None),
        ({"kind": "dropped", "id": ID}, None),
        (["command", ID], None),
    ],
)
async def test_nonsense_is_named_where_its_number_can_be_read(
    tmp_path: Path, message: Any, named: str | None
) -> None:
    """So that its sender does not send it again for ever."""
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("police")
        await laptop.say(json.dumps(message))
        refusal = await laptop.until("refused")
    assert (refusal["id"], refusal["code"]) == (named, "not_understood")


async def test_the_third_nonsense_ends_the_connection(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("police")
        for _ in range(3):
            await laptop.say("rubbish")
        assert await laptop.closed() == 1008
        refusals = [frame for frame in laptop.frames if frame["kind"] == "refused"]
        assert len(refusals) == 3


async def test_a_text_that_is_missing_or_too_long_names_its_field(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        (chair,) = await doors.at_the_table("chair")
        declare = {"kind": "declare_conflict", "case": "oak"}
        missing = await chair.do({**declare, "reason": " \u202e "})
        too_long = await chair.do({**declare, "reason": "x" * 601})
    assert (missing["code"], missing["field"]) == ("words_missing", "reason")
    assert (too_long["code"], too_long["field"]) == ("words_too_long", "reason")
    assert "600" in too_long["message"]


@pytest.mark.parametrize(
    ("person", "command", "code"),
    [
        (
            "police",
            {"kind": "enter_phase", "from_phase": "hearing", "phase": "summary"},
            "not_your_role",
        ),
        ("police", {"kind": "record_risk"}, "not_understood"),
        ("chair", {"kind": "approve_action_list"}, "not_now"),
        ("chair", {"kind": "pause_clock", "case": "oak", "version": 0}, "not_now"),
        ("chair", {"kind": "attend"}, "already_present"),
    ],
    ids=["wrong role", "no such form", "wrong phase", "wrong stage", "done already"],
)
async def test_what_is_not_allowed_is_refused_and_changes_nothing_role_4(
    tmp_path: Path, person: str, command: dict[str, Any], code: str
) -> None:
    async with open_doors(tmp_path) as doors:
        laptops = await doors.at_the_table("chair", "minutes", "police")
        laptop = dict(zip(("chair", "minutes", "police"), laptops, strict=True))[person]
        before = doors.service.writer.ledger.position
        await laptop.say({"kind": "command", "id": ID, "command": command})
        refusal = await laptop.until("refused")
        assert refusal["code"] == code
        assert doors.service.writer.ledger.position == before
        assert (await laptop.do({"kind": "leave"}))["kind"] == "ack"


async def test_a_stale_call_of_an_item_has_moved_on(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _ = await doors.at_the_table("chair", "minutes")
        call = {"kind": "call_item", "item": "1"}
        assert (await chair.do(call))["kind"] == "ack"
        assert (await chair.do(call))["code"] == "moved_on"
        assert (await chair.do({**call, "item": "99"}))["code"] == "no_such_item"


async def test_a_withheld_case_and_none_are_answered_byte_for_byte_alike_con_2(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _, police = await doors.at_the_table("chair", "minutes", "police")
        await chair.do({"kind": "call_item", "item": "1"})
        declared = await police.do(
            {"kind": "declare_conflict", "case": "oak", "reason": "My neighbour."}
        )
        assert declared["kind"] == "ack"
        assert {"kind": "withdrawn"}.items() <= police.frames[-3].items()
        asked = [
            {"kind": kind, "case": case}
            for case in ("oak", "nowhere")
            for kind in ("ask_to_speak", "report_nothing_known")
        ]
        answers = [_masked([await police.do(command)]) for command in asked]
    assert len(set(answers)) == 1
    assert "no_such_case" in answers[0]


async def test_a_refusal_that_waited_for_the_commit_of_a_withdrawal_quotes_nothing_con_2(
    tmp_path: Path,
) -> None:
    """A change on one laptop, a stale change and a declaration on another, all in one commit."""
    held: list[HeldUp] = []

    def hold_up(journal: Any) -> HeldUp:
        held.append(HeldUp(journal))
        held[0].go_on()
        return held[0]

    async with open_doors(tmp_path, Settings(through=hold_up)) as doors:
        chair, _, first = await doors.at_the_table("chair", "minutes", "police")
        police = await (await doors.laptop()).hello(first.token)
        await chair.do({"kind": "call_item", "item": "1"})
        await chair.do(PRESENTING)
        shared = _a_long_point(1)["command"]
        assert (await first.do({**shared, "text": "A blue car."}))["kind"] == "ack"
        held[0].hold()
        await chair.say(_under_id("0", {"kind": "pause_clock", "case": "oak", "version": 0}))
        await held[0].in_commit()
        correction = {"kind": "correct_information", "case": "oak", "information": "i1"}
        declaration = {"kind": "declare_conflict", "case": "oak", "reason": "My neighbour."}
        await first.say(_under_id("1", {**correction, "version": 1, "text": "A red car."}))
        await (await first.socket.ping())
        await police.say(_under_id("2", {**correction, "version": 1, "text": "A van."}))
        nowhere = {**correction, "case": "nowhere", "version": 1, "text": "A van."}
        await police.say(_under_id("3", nowhere))
        await police.say(_under_id("5", declaration))
        await (await police.socket.ping())
        held[0].go_on()
        await police.until("ack", id="5" * 32)
    assert held[0].commits[-1] == ("1" * 32, "5" * 32)
    answers = {f["id"][0]: f for f in police.frames if f["kind"] == "refused"}
    assert _masked([answers["2"]]) == _masked([answers["3"]])
    assert answers["2"]["code"] == "no_such_case"
    assert "red car" not in json.dumps(police.frames)


async def test_a_refusal_that_waits_to_be_sent_knows_the_case_that_it_quotes_con_2(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _, police = await doors.at_the_table("chair", "minutes", "police")
        await chair.do({"kind": "call_item", "item": "1"})
        seat = next(s for s in doors.service.hub._seats if s.reader.person == "police")
        listener = Listener(seat.reader, Happened())
        for case in ("oak", "nowhere"):
            doors.service.writer.ask(Asked(case, ReportNothingKnown(case=case), listener))
        await listener.happened.until(lambda: len(listener.refusals) == 2)
        for (refusal, quotes), letter in zip(listener.refusals, "ab", strict=True):
            seat.in_flight._value -= 1
            seat.refused(letter * 32, refusal, quotes)
        seat.outgoing.withdraw([OAK])
        answers = [await police.until("refused", id=letter * 32) for letter in "ab"]
    assert [quotes for _, quotes in listener.refusals] == [OAK, None]
    assert _masked(answers[:1]) == _masked(answers[1:])


async def test_access_is_judged_once_a_commit_for_the_laptops_of_one_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(state: State, reader: Reader) -> frozenset[Stream]:
        asked.append(reader.person)
        return may_read(state, reader)

    async with open_doors(tmp_path) as doors:
        first, _ = await doors.joined("police"), await doors.joined("idva")
        second = await (await doors.laptop()).hello(first.token)
        await second.until("welcome")
        monkeypatch.setattr("server.hub.may_read", counted)
        assert (await second.do(ATTEND))["kind"] == "ack"
        await first.until("events")
    assert sorted(asked) == ["idva", "police"]


async def test_an_id_used_twice_is_refused_and_the_same_sent_again_acknowledged(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        police, chair = await doors.joined("police"), await doors.joined("chair")
        assert (await police.do(ATTEND, ID))["kind"] == "ack"
        assert (await police.do(ATTEND, ID))["kind"] == "ack"
        assert (await police.do({"kind": "leave"}, ID))["code"] == "id_used_twice"
        assert (await chair.do(ATTEND, ID))["code"] == "id_used_twice"


async def test_an_answer_survives_the_server(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        police = await doors.joined("police")
        await police.do(ATTEND, ID)
        position, token = doors.service.writer.ledger.position, police.token
    async with open_doors(tmp_path) as doors:
        again = await (await doors.laptop()).hello(token)
        assert (await again.do(ATTEND, ID))["kind"] == "ack"
        assert doors.service.writer.ledger.position == position


# The one writer, seen from outside


async def test_nobody_is_sent_anything_before_the_commit(tmp_path: Path) -> None:
    held: list[HeldUp] = []

    def hold_up(journal: Any) -> HeldUp:
        held.append(HeldUp(journal))
        return held[0]

    async with open_doors(tmp_path, Settings(through=hold_up)) as doors:
        police, chair = await doors.joined("police"), await doors.joined("chair")
        await police.say({"kind": "command", "id": ID, "command": ATTEND})
        await held[0].in_commit()
        await chair.say(
            {"kind": "command", "id": ID, "command": {"kind": "end_break", "item": "x"}}
        )
        # A ping is answered after every frame that was sent before it.
        for laptop in (police, chair):
            await (await laptop.socket.ping())
            assert laptop.frames[-1]["kind"] == "events"
        seen = [len(police.frames), len(chair.frames)]
        held[0].go_on()
        await police.until("ack", id=ID)
        await chair.until("refused", id=ID)
    assert [f["kind"] for f in police.frames[seen[0] :]] == ["events", "ack"]
    assert [f["kind"] for f in chair.frames[seen[1] :]] == ["events", "refused"]


async def test_a_reader_who_falls_behind_is_dropped_and_the_others_are_not(tmp_path: Path) -> None:
    async with open_doors(tmp_path, Settings(most_waiting=200_000, pace=ANY_PACE)) as doors:
        _listener(doors).setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
        chair, slow, police = await doors.at_the_table("chair", "minutes", "police")
        await chair.do({"kind": "call_item", "item": "1"})
        await chair.do(PRESENTING)
        _make_small(slow)
        slow.socket.transport.pause_reading()
        number = 0
        while len(doors.service.hub._seats) == 3:
            batch = range(number, number := number + 40)
            for point in batch:
                await police.say(_a_long_point(point))
            await police.until("ack", id=f"{batch[-1]:032x}")
        slow.socket.transport.resume_reading()
        assert await slow.closed() == 1006
        assert (await chair.do({"kind": "pause_clock", "case": "oak", "version": 0}))[
            "kind"
        ] == "ack"


async def test_closing_finishes_what_was_asked_and_says_so(tmp_path: Path) -> None:
    held: list[HeldUp] = []

    def hold_up(journal: Any) -> HeldUp:
        held.append(HeldUp(journal))
        return held[0]

    async with open_doors(tmp_path, Settings(through=hold_up)) as doors:
        police = await doors.joined("police")
        await police.say({"kind": "command", "id": ID, "command": ATTEND})
        await held[0].in_commit()
        doors.service.hub.closing()
        doors.service.writer.stop()
        held[0].go_on()
        await doors.service.ended()
        await doors.service._flush()
        assert await police.closed() == 1001
    assert [frame["kind"] for frame in police.frames[-3:]] == ["notice", "events", "ack"]


async def test_one_person_has_only_so_many_commands_under_way_however_many_laptops(
    tmp_path: Path,
) -> None:
    held: list[HeldUp] = []

    def hold_up(journal: Any) -> HeldUp:
        held.append(HeldUp(journal))
        return held[0]

    async with open_doors(tmp_path, Settings(through=hold_up, pace=ANY_PACE)) as doors:
        first, colleague = await doors.joined("police"), await doors.joined("idva")
        second = await (await doors.laptop()).hello(first.token)
        await second.until("welcome")
        await first.say({"kind": "command", "id": first.new_id(), "command": ATTEND})
        await held[0].in_commit()
        for laptop in (first, second) * MOST_IN_FLIGHT:
            await laptop.say({"kind": "command", "id": laptop.new_id(), "command": ATTEND})
        for laptop in (first, second):
            await (await laptop.socket.ping())
        waiting = doors.service.writer._queue
        assert waiting.qsize() == MOST_IN_FLIGHT - 1
        await colleague.say({"kind": "command", "id": ID, "command": ATTEND})
        await (await colleague.socket.ping())
        assert waiting.qsize() == MOST_IN_FLIGHT
        held[0].go_on()
        await colleague.until("ack", id=ID)
        for laptop in (first, second):
            answers = [await laptop.until("refused") for _ in range(MOST_IN_FLIGHT)]
            assert {answer["code"] for answer in answers} == {"already_present"}


async def test_who_waits_for_a_place_in_flight_does_not_hold_up_the_end(tmp_path: Path) -> None:
    """The disk never comes back; one laptop has more under way than is taken, another has gone."""
    failing: list[Failing] = []

    def fail(journal: Any) -> Failing:
        failing.append(Failing(journal, failures=0))
        return failing[0]

    settings = Settings(through=fail, retry_seconds=0.01, flush_seconds=0.1, pace=ANY_PACE)
    async with open_doors(tmp_path, settings) as doors:
        police, gone = await doors.joined("police"), await doors.joined("idva")
        failing[0].failures, failing[0].broken = 10**6, True
        await police.say({"kind": "command", "id": ID, "command": ATTEND})
        await police.until("notice", about="read_only")
        for laptop in (police, gone):
            for _ in range(5 * MOST_IN_FLIGHT):
                await laptop.say({"kind": "command", "id": ID, "command": ATTEND})
        assert (await police.do({"kind": "leave"}))["code"] == "read_only"
        doors.service.writer.stop()
        await doors.service.ended()
        for laptop in (police, gone):
            for _ in range(MOST_IN_FLIGHT + 2):
                await laptop.say({"kind": "command", "id": ID, "command": ATTEND})
            await (await laptop.socket.ping())
        assert doors.service.hub._in_flight_of("police").locked()
        gone.socket.transport.abort()
        async with asyncio.timeout(10):
            await doors.service.stop()
    assert doors.service._connections == {}


async def test_commands_without_an_answer_give_their_places_back(tmp_path: Path) -> None:
    failing: list[Failing] = []

    def fail(journal: Any) -> Failing:
        failing.append(Failing(journal, failures=0))
        return failing[0]

    async with open_doors(tmp_path, Settings(through=fail, retry_seconds=0.01)) as doors:
        laptop = await doors.joined("police")
        places = doors.service.hub._in_flight_of("police")
        for _ in range(2 * MOST_IN_FLIGHT):
            failing[0].failures = 1
            await laptop.say({"kind": "command", "id": ID, "command": ATTEND})
            assert await laptop.closed() == 1012
            laptop = await (await doors.laptop()).hello(laptop.token)
            assert (await laptop.do({"kind": "leave"}))["kind"] == "refused"
            assert (await laptop.do({"kind": "pause_clock", "case": "oak", "version": 0}))[
                "kind"
            ] == "refused"
            doors.service.writer._failed_last_time = False
        assert places._value == MOST_IN_FLIGHT
        assert (await laptop.do(ATTEND, ID))["kind"] == "ack"


async def test_our_fault_costs_one_command_and_the_connection_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError

    async with open_doors(tmp_path) as doors:
        police = await doors.joined("police")
        with monkeypatch.context() as patched:
            patched.setattr("server.writer.decide", faulty)
            refusal = await police.do(ATTEND)
        assert (refusal["code"], refusal["message"]) == ("our_fault", REFUSALS["our_fault"])
        assert (await police.do(ATTEND))["kind"] == "ack"


async def test_a_commit_reaches_a_reader_in_one_frame(tmp_path: Path) -> None:
    around: list[Around] = []

    def wrapped(journal: Any) -> Around:
        around.append(Around(journal))
        return around[0]

    async with open_doors(tmp_path, Settings(through=wrapped)) as doors:
        chair, minutes = await doors.at_the_table("chair", "minutes")
        seen = len(chair.frames)
        await chair.do({"kind": "call_item", "item": "1"})
    assert len(around[0].commits[-1]) == 1
    assert [frame["kind"] for frame in chair.frames[seen:]] == ["events", "ack"]
    assert minutes is not chair


def _listener(doors: Doors) -> Any:
    """Its buffer sizes are those of the connections that it accepts."""
    assert doors.service._server is not None
    return next(iter(doors.service._server.sockets))


def _make_small(laptop: Laptop) -> None:
    plain = laptop.socket.transport.get_extra_info("socket")
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)


def _a_long_point(number: int) -> dict[str, Any]:
    point = {
        "kind": "share_information",
        "case": "oak",
        "information": f"i{number}",
        "subject": "victim",
        "category": "barrier",
        "text": "\u20ac" * 600,
    }
    return {"kind": "command", "id": f"{number:032x}", "command": point}


def _under_id(letter: str, command: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "command", "id": letter * 32, "command": command}


def _masked(frames: list[dict[str, Any]]) -> str:
    return json.dumps([{**f, "time": "", "id": ""} for f in frames], sort_keys=True)


# Unlocking a screen


async def test_who_is_logged_in_proves_it_by_their_password_and_by_no_other(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        doors.gives_password("police", PASSWORD)
        laptop = await doors.joined("police")
        assert (await laptop.proves(PASSWORD))["kind"] == "proved"
        assert (await laptop.proves("another password"))["code"] == "wrong_password"
        assert (await laptop.do(ATTEND))["kind"] == "ack"


async def test_who_has_no_password_unlocks_nothing(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        laptop = await doors.joined("police")
        assert (await laptop.proves(PASSWORD))["code"] == "wrong_password"


async def test_guesses_at_a_locked_screen_are_slowed_and_the_session_lives(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        doors.gives_password("police", PASSWORD)
        laptop = await doors.joined("police")
        for number in range(LAPTOP.free):
            assert (await laptop.proves(f"guess {number}"))["code"] == "wrong_password"
        refused = await laptop.proves(PASSWORD)
        assert refused["code"] == "too_many_tries"
        assert "Wait 1 second," in refused["message"]
        assert (await laptop.do(ATTEND))["kind"] == "ack"
