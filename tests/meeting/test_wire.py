"""The wire: one table of messages drives writing and reading; a second one holds nonsense."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from agenda.plan import Role
from meeting.chain import canonical, write
from meeting.commands import CallItem, DeclareConflict
from meeting.managing import InviteAnew
from meeting.state import Recorded
from meeting.values import MOST_NAMED, Frozen, instant_text
from meeting.wire import (
    COMMAND,
    DIGITS,
    LARGEST_MESSAGE,
    MOST_COMMAS,
    MOST_HELD,
    NOTICES,
    About,
    Ack,
    CommandMessage,
    Dropped,
    Enrol,
    Events,
    Hello,
    Joined,
    Knock,
    LogIn,
    LogOut,
    Manage,
    Managed,
    Notice,
    Offer,
    Offered,
    Part,
    Prove,
    Proved,
    Redeem,
    RefusedMessage,
    UnacceptableWords,
    Welcome,
    Withdrawn,
    encode,
    encode_events,
    parse_introduction,
    parse_to_client,
    parse_to_server,
    schema,
)
from meeting.words import BadMessage
from tests.given import a_hearing
from tests.meeting.generated import ALL_COMMANDS, example_of

NOW = datetime(2026, 11, 24, 9, 0, 0, 125000, tzinfo=UTC)
TIME = "2026-11-24T09:00:00.125Z"
ID = "0123456789abcdef" * 2
SECRET = "s" * 22
HASH = "ab" * 32

TO_SERVER: list[tuple[Frozen, Mapping[str, object]]] = [
    (
        Redeem(request=ID, code=SECRET, password="seven quiet herons", device=ID),
        {
            "kind": "redeem",
            "request": ID,
            "code": SECRET,
            "password": "seven quiet herons",
            "device": ID,
        },
    ),
    (
        Knock(
            request=ID,
            code=SECRET,
            name="Dev Hale",
            agency="Housing",
            password="seven quiet herons",
            device=ID,
        ),
        {
            "kind": "knock",
            "request": ID,
            "code": SECRET,
            "name": "Dev Hale",
            "agency": "Housing",
            "password": "seven quiet herons",
            "device": ID,
        },
    ),
    (
        LogIn(person="housing", password="seven quiet herons", totp="012345", device=ID),
        {
            "kind": "log_in",
            "person": "housing",
            "password": "seven quiet herons",
            "totp": "012345",
            "device": ID,
        },
    ),
    (LogOut(), {"kind": "log_out"}),
    (
        Manage(id=ID, act=InviteAnew(person="housing")),
        {"kind": "manage", "id": ID, "act": {"kind": "invite_anew", "person": "housing"}},
    ),
    (
        Hello(token=SECRET, meeting="november", epoch="e1", streams={"room": (7, HASH)}),
        {
            "kind": "hello",
            "token": SECRET,
            "model": 1,
            "meeting": "november",
            "epoch": "e1",
            "streams": {"room": [7, HASH]},
        },
    ),
    (
        CommandMessage(id=ID, command=CallItem(item="4")),
        {"kind": "command", "id": ID, "command": {"kind": "call_item", "item": "4"}},
    ),
    (
        CommandMessage(id=ID, command=DeclareConflict(case="oak", reason="Kin.")),
        {
            "kind": "command",
            "id": ID,
            "command": {"kind": "declare_conflict", "case": "oak", "reason": "Kin."},
        },
    ),
    (Dropped(stream="case/oak"), {"kind": "dropped", "stream": "case/oak"}),
    (
        Prove(id=ID, password="seven quiet herons"),
        {"kind": "prove", "id": ID, "password": "seven quiet herons"},
    ),
]
TO_CLIENT: list[tuple[Frozen, Mapping[str, object]]] = [
    (
        Joined(time=NOW, person="housing", token=SECRET),
        {"kind": "joined", "time": TIME, "person": "housing", "token": SECRET},
    ),
    (
        Enrol(time=NOW, person="chair", secret="MFRGG", uri="otpauth://totp/x"),
        {
            "kind": "enrol",
            "time": TIME,
            "person": "chair",
            "secret": "MFRGG",
            "uri": "otpauth://totp/x",
        },
    ),
    (
        Welcome(
            time=NOW,
            person="housing",
            agency="housing",
            name="Hugo Brook",
            role=Role.REPRESENTATIVE,
            meeting="november",
            epoch="e1",
            lease_seconds=120,
        ),
        {
            "kind": "welcome",
            "time": TIME,
            "person": "housing",
            "agency": "housing",
            "name": "Hugo Brook",
            "role": "representative",
            "meeting": "november",
            "epoch": "e1",
            "lease_seconds": 120,
            "coordinator": False,
        },
    ),
    (
        Events(time=NOW, parts=(Part(stream="room", first=3, events=({"v": 1},)),)),
        {
            "kind": "events",
            "time": TIME,
            "parts": [{"stream": "room", "first": 3, "events": [{"v": 1}]}],
        },
    ),
    (
        Withdrawn(time=NOW, streams=("case/oak",)),
        {"kind": "withdrawn", "time": TIME, "streams": ["case/oak"]},
    ),
    (Ack(time=NOW, id=ID), {"kind": "ack", "time": TIME, "id": ID}),
    (
        RefusedMessage(time=NOW, id=None, code="not_now", message="No.", field="item"),
        {
            "kind": "refused",
            "time": TIME,
            "id": None,
            "code": "not_now",
            "message": "No.",
            "field": "item",
        },
    ),
    (
        Managed(time=NOW, id=ID, text="Hand it over."),
        {"kind": "managed", "time": TIME, "id": ID, "text": "Hand it over."},
    ),
    (Proved(time=NOW, id=ID), {"kind": "proved", "time": TIME, "id": ID}),
    (
        Offered(time=NOW, meetings=(Offer(meeting="r-4be1", message="Another."),)),
        {
            "kind": "offered",
            "time": TIME,
            "meetings": [{"meeting": "r-4be1", "message": "Another."}],
        },
    ),
    (
        Notice(time=NOW, about=About.CLOSING, message="We close."),
        {"kind": "notice", "time": TIME, "about": "closing", "message": "We close."},
    ),
]


@pytest.mark.parametrize(("message", "value"), TO_SERVER)
def test_a_message_to_the_server_is_written_and_read(
    message: Frozen, value: Mapping[str, object]
) -> None:
    assert json.loads(encode(message)) == value
    assert parse_to_server(json.dumps(value)) == message
    assert parse_to_server(encode(message)) == message


@pytest.mark.parametrize(("message", "value"), TO_CLIENT)
def test_a_message_to_a_client_is_written_and_read(
    message: Frozen, value: Mapping[str, object]
) -> None:
    assert json.loads(encode(message)) == value
    assert parse_to_client(json.dumps(value)) == message


@pytest.mark.parametrize("kind", ALL_COMMANDS)
def test_every_command_travels(kind: type) -> None:
    message = CommandMessage(id=ID, command=example_of(kind))
    assert parse_to_server(encode(message)) == message


def test_events_joined_from_their_bytes_are_a_frame_like_any_other() -> None:
    bodies = [write(recorded) for _, recorded in a_hearing().journal[:3]]
    frame = encode_events(instant_text(NOW), [("room", 1, bodies), ("case/oak", 2, [])])
    parsed = parse_to_client(frame)
    assert isinstance(parsed, Events)
    assert parsed.time == NOW
    assert [canonical(event) for event in parsed.parts[0].events] == bodies


def _command(**command: object) -> str:
    return json.dumps({"kind": "command", "id": ID, "command": command})


NONSENSE = {
    "nothing": "",
    "no JSON": "{",
    "not UTF-8": b"\xff\xfe",
    "a number that is none": '{"kind": "dropped", "stream": NaN}',
    "a number": "5",
    "a list": "[]",
    "null": "null",
    "nested without end": "[" * 50_000,
    "no kind": "{}",
    "an unknown kind": '{"kind": "shout"}',
    "a kind that is a list": '{"kind": ["hello"]}',
    "a field too many": json.dumps({"kind": "dropped", "stream": "room", "also": 1}),
    "a field too few": '{"kind": "dropped"}',
    "a secret with a space": json.dumps({"kind": "join", "secret": "a b" * 10}),
    "a hash that is none": json.dumps(
        {"kind": "hello", "token": SECRET, "streams": {"room": [1, "x"]}}
    ),
    "a stream's name without end": json.dumps({"kind": "dropped", "stream": "a" * 201}),
    "a lone surrogate in a name": '{"kind": "dropped", "stream": "\\ud800"}',
    "a command without an id": '{"kind": "command", "command": {"kind": "attend"}}',
    "an id in capitals": json.dumps(
        {"kind": "command", "id": "A" * 32, "command": {"kind": "attend"}}
    ),
    "an unknown command": _command(kind="assign_action", action="a1"),
    "a command for somebody else": _command(kind="attend", person="police"),
    "an id of a case with a line break": _command(
        kind="declare_conflict", case="oak\n", reason="x"
    ),
    "an item that is a number": _command(kind="call_item", item=4),
    "more time than there is": _command(kind="extend_time", case="oak", minutes=61, reason="x"),
    "text that is a number": _command(kind="declare_conflict", case="oak", reason=5),
    "two faults, one of them words": _command(kind="declare_conflict", case="Oak", reason=""),
    "a name twice": '{"kind": "dropped", "stream": "case/oak", "stream": "room"}',
    "a fraction": _command(kind="pause_clock", case="oak", version=1.0),
    "a number without end": _command(kind="pause_clock", case="oak", version=10**DIGITS),
    "more streams than anybody holds": json.dumps(
        {
            "kind": "hello",
            "token": SECRET,
            "streams": {f"case/{n}": [1, HASH] for n in range(MOST_HELD + 1)},
        }
    ),
    "more owners than there are": _command(
        kind="volunteer_action",
        case="oak",
        action="a1",
        wording={"text": "Call."},
        invited=[f"agency-{n}" for n in range(MOST_NAMED + 1)],
    ),
    "too large": json.dumps({"kind": "dropped", "stream": "a" * LARGEST_MESSAGE}),
    "a server's message": json.dumps({"kind": "ack", "time": TIME, "id": ID}),
}


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_a_bad_message_and_is_not_repeated(text: str | bytes) -> None:
    with pytest.raises(BadMessage) as caught:
        parse_to_server(text)
    assert str(caught.value).startswith("a message that is")
    assert caught.value.__cause__ is None


def test_a_long_list_of_nothing_is_not_looked_through_for_somebody_unknown() -> None:
    nothing = json.dumps({"kind": "hello", "token": SECRET, "streams": [0] * MOST_COMMAS})
    with pytest.raises(BadMessage, match="too large"):
        parse_introduction(nothing)
    held = {f"case/{n}": (1, HASH) for n in range(MOST_HELD)}
    hello = Hello(token=SECRET, epoch="e1", meeting="november", streams=held)
    assert parse_introduction(encode(hello)) == hello


def test_of_a_list_that_is_wrong_nothing_is_looked_at_after_the_first_fault() -> None:
    """Each would be written down as an error, and take longer to refuse than to send."""
    wrong = {"kind": "record_risk", "case": "oak", "risk": "r1", "at_risk": "v", "text": "x"}
    with pytest.raises(ValidationError) as caught:
        COMMAND.validate_python({**wrong, "information": ["!"] * MOST_NAMED})
    assert caught.value.error_count() == 1


@pytest.mark.parametrize("text", ["", "{}", '{"kind": "ack"}', encode(LogOut()), "[1]"])
def test_nonsense_from_a_server_is_a_bad_message_too(text: str | bytes) -> None:
    with pytest.raises(BadMessage):
        parse_to_client(text)


@pytest.mark.parametrize(
    ("reason", "code", "facts"),
    [
        ("", "words_missing", {}),
        ("\u200b", "words_missing", {}),
        ("a" * 601, "words_too_long", {"longest": 600}),
    ],
)
def test_a_persons_text_at_fault_is_told_to_that_person(
    reason: str, code: str, facts: dict[str, int]
) -> None:
    with pytest.raises(UnacceptableWords) as caught:
        parse_to_server(_command(kind="declare_conflict", case="oak", reason=reason))
    found = caught.value
    assert (found.id, found.code, found.field, dict(found.facts)) == (ID, code, "reason", facts)


@pytest.mark.parametrize(
    "command",
    [
        '{"kind":"declare_conflict","case":"oak","reason":"Kin\\ud800."}',
        '{"kind":"extend_time","case":"oak","minutes":"5","reason":"The interpreter is late."}',
        '{"kind":"extend_time","case":"oak","minutes":true,"reason":"The interpreter is late."}',
        '{"kind":"confirm_action","case":"oak","action":"a1","version":1.0}',
    ],
    ids=["half a character", "a number in quotes", "a yes for a number", "a fraction"],
)
def test_nothing_is_guessed_from_what_is_almost_in_its_form(command: str) -> None:
    with pytest.raises(BadMessage):
        parse_to_server(f'{{"kind":"command","id":"{ID}","command":{command}}}')


def test_words_at_fault_outside_a_command_are_nonsense() -> None:
    with pytest.raises(BadMessage):
        parse_to_server(json.dumps({"kind": "hello", "token": SECRET, "reason": ""}))


def test_an_instant_is_written_in_one_way_and_to_the_millisecond() -> None:
    recorded = Recorded.model_validate(
        {
            "at": "2026-11-24T10:00:00.125999+01:00",
            "by": "police",
            "event": {"kind": "person_left", "person": "police"},
        }
    )
    assert recorded.at == NOW
    assert instant_text(recorded.at) == TIME
    assert TIME.encode() in write(recorded)


def test_the_schema_names_both_directions_and_every_command() -> None:
    whole = schema()
    assert set(whole["properties"]) == {"to_server", "to_client", "event"}
    text = json.dumps(whole)
    assert all(f'"{kind.model_fields["kind"].default}"' in text for kind in ALL_COMMANDS)


def test_every_notice_has_its_sentence() -> None:
    assert set(NOTICES) == set(About)
    assert all(sentence.endswith(".") for sentence in NOTICES.values())


def test_no_secret_shows_itself_where_a_message_is_printed() -> None:
    messages = (
        Redeem(request=ID, code=SECRET, password="seven quiet herons", device=ID),
        LogIn(person="housing", password="seven quiet herons", totp="987654", device=ID),
        Prove(id=ID, password="seven quiet herons"),
        Hello(token=SECRET),
        Joined(time=NOW, person="housing", token=SECRET),
        Enrol(time=NOW, person="chair", secret="MFRGG", uri="otpauth://totp/x?secret=MFRGG"),
    )
    printed = repr(messages) + str(messages)
    assert not [s for s in (SECRET, "herons", "987654", "MFRGG") if s in printed]
