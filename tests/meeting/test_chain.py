"""How events are written down and chained."""

import json
from hashlib import sha256
from typing import Any

import pytest

from meeting.chain import MODEL_VERSION, canonical, following, read, start, write
from meeting.commands import DeclareConflict
from meeting.conflict import ConflictDeclared
from meeting.state import Recorded, State, fold
from meeting.streams import ROOM, case_stream, conflict_stream, parse_stream
from meeting.wire import CommandMessage, parse_to_server
from meeting.words import BadMessage
from tests.given import OPENING, a_hearing

RECORDED = Recorded(at=OPENING, by="housing", event=ConflictDeclared(reason="Élodie is kin."))
BODY = (
    '{"at":"2026-11-24T09:00:00.000Z","by":"housing",'
    '"event":{"kind":"conflict_declared","reason":"Élodie is kin."},"v":1}'
).encode()


def test_an_event_is_written_in_one_way_only() -> None:
    assert write(RECORDED) == BODY
    assert read(json.loads(BODY)) == RECORDED


def test_every_event_of_a_meeting_is_read_as_it_was_written() -> None:
    for _, recorded in a_hearing().journal:
        assert read(json.loads(write(recorded))) == recorded


@pytest.mark.parametrize(
    "kept",
    [
        "He\u200b knows.",
        "\u202eHe knows.",
        "He  knows. ",
        "e\u0301",
        "\U0001fae9 \u1ac8",
        "",
        "\u3164",
        "x" * 700,
    ],
)
def test_what_was_recorded_is_read_as_it_stands(kept: str) -> None:
    """Another version of this program, or of Unicode, might clean it to something else: that
    must change no record, nor break its chain.
    """
    facts = json.loads(BODY)
    facts["event"]["reason"] = kept
    recorded = read(facts)
    assert isinstance(recorded.event, ConflictDeclared)
    assert recorded.event.reason == kept
    assert json.loads(write(recorded)) == facts


def test_texts_within_a_recorded_event_are_read_as_they_stand_too() -> None:
    """Names of parties, the wording of an action, the declaration and its digest (SIGN-3)."""
    kept = "Change\u200b the  locks."
    wording = {**dict.fromkeys(("text", "done_when", "named"), kept), "due": None}
    volunteered = {
        "kind": "action_volunteered",
        "action": "a1",
        "agency": "housing",
        "invited": [],
        "wording": wording,
    }
    listed = {
        "kind": "case_listed",
        "case": "oak",
        "referred_by": "police",
        **dict.fromkeys(("summary", "safe_contact", "unsafe_contact", "risk_to_staff"), kept),
        "parties": [{"id": "victim", "kind": "victim", "name": kept}],
    }
    for event, texts in ((volunteered, 3), (listed, 5)):
        again = read({**json.loads(BODY), "event": event})
        assert write(again).decode().count(kept) == texts
    stream, arranged = a_hearing().journal[0]
    facts = json.loads(write(arranged))
    facts["event"]["protocol"]["declaration"]["text"] = kept
    room = fold(State(), stream, read(facts)).room
    assert room.protocol.declaration.text == kept
    assert room.protocol.declaration.digest == sha256(kept.encode()).hexdigest()


def test_what_enters_by_a_command_is_cleaned_all_the_same() -> None:
    command = {"kind": "declare_conflict", "case": "oak", "reason": "He\u200b  knows."}
    message = {"kind": "command", "id": "0" * 32, "command": command}
    said = parse_to_server(json.dumps(message))
    assert isinstance(said, CommandMessage)
    assert isinstance(said.command, DeclareConflict)
    assert said.command.reason == "He knows."


def test_canonical_json_has_sorted_keys_and_no_spaces() -> None:
    assert canonical({"b": [1, 2], "a": "é"}) == '{"a":"é","b":[1,2]}'.encode()


def test_each_stream_of_each_meeting_has_a_chain_of_its_own() -> None:
    starts = {
        start(meeting, stream).hash
        for meeting in ("november", "december")
        for stream in (ROOM, case_stream("oak"), conflict_stream("oak", "police"))
    }
    assert len(starts) == 6


def test_a_chain_tells_what_was_changed_left_out_or_put_in_another_order() -> None:
    def head(*bodies: bytes) -> str:
        at = start("november", ROOM)
        for body in bodies:
            at = following(at, body)
        assert at.number == len(bodies)
        return at.hash

    assert head(b"a", b"b") == head(b"a", b"b")
    assert len({head(b"a", b"b"), head(b"b", b"a"), head(b"a"), head(b"ab"), head(b"a", b"c")}) == 5


def _renamed(facts: dict[str, Any]) -> dict[str, Any]:
    """Version 1 had called it ``why``."""
    event = dict(facts["event"])
    event["reason"] = event.pop("why")
    return {**facts, "event": event}


def test_an_event_of_an_earlier_version_is_written_anew_step_by_step() -> None:
    old = {
        "v": 1,
        "at": "2026-11-24T09:00:00.000Z",
        "by": "housing",
        "event": {"kind": "conflict_declared", "why": "Élodie is kin."},
    }
    assert read(old, {1: _renamed, 2: lambda facts: facts}, 3) == RECORDED
    with pytest.raises(BadMessage, match="no longer be read"):
        read(old, {2: _renamed}, 3)


@pytest.mark.parametrize("version", [0, MODEL_VERSION + 1, "1", None])
def test_an_event_of_an_unknown_version_is_not_guessed_at(version: object) -> None:
    with pytest.raises(BadMessage, match="unknown version"):
        read({**json.loads(BODY), "v": version})


def test_an_event_that_is_none_is_refused() -> None:
    with pytest.raises(BadMessage, match="not in its form"):
        read({**json.loads(BODY), "event": {"kind": "nothing"}})


@pytest.mark.parametrize("stream", [ROOM, case_stream("oak"), conflict_stream("oak", "police")])
def test_a_stream_is_its_name(stream: Any) -> None:
    assert parse_stream(str(stream)) == stream


@pytest.mark.parametrize("name", ["", "nothing", "room/oak", "case", "case/", "conflict/oak", "/"])
def test_what_names_no_stream(name: str) -> None:
    assert parse_stream(name) is None
