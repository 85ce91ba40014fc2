"""``docs/wire.md`` and ``docs/wire.schema.json``: what travels between a laptop and the server."""

import json
from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel

from agenda.text import MOST_COMBINING
from meeting import commands
from meeting.chain import MODEL_VERSION
from meeting.state import events_of
from meeting.streams import Kind
from meeting.wire import (
    DIGITS,
    LARGEST_FRAME,
    LARGEST_MESSAGE,
    MOST_HELD,
    MOST_ON_THE_WAY,
    NONSENSE_ALLOWED,
    NOTICES,
    OFFERS,
    ToClient,
    ToServer,
    schema,
)
from server.pace import REPEATABLE, Pace
from server.rate import Rate
from server.room_socket import FRAMES
from tests.docs import example
from tests.docs.fields import TYPED, fields, longest, models_table
from tests.docs.markdown import GENERATED, code, page, table

KIB: Final = 1024
PACE: Final = Pace()
TOPICS: Final = {
    "At the door": commands.OutsideCommands,
    "The register and the day": commands.RoomCommands,
    "Closing a case before the day": commands.ClosingBeforeCommands,
    "An urgent case after the agenda": commands.LateCommands,
    "Research before the day": commands.ResearchCommands,
    "Guests": commands.GuestCommands,
    "Conflicts": commands.ConflictCommands,
    "Stand-ins": commands.StandInCommands,
    "Stages and clock": commands.ClockCommands,
    "The round": commands.RoundCommands,
    "Risks": commands.RiskCommands,
    "Actions": commands.ActionCommands,
    "What the plan is checked for": commands.CheckCommands,
    "What the case is linked to": commands.LinkCommands,
    "Who speaks for whom": commands.VoiceCommands,
    "Using information elsewhere": commands.SharingCommands,
    "The professionals' meeting": commands.ProfessionalsCommands,
    "A referral that is not high risk": commands.WithdrawalCommands,
    "The end of a case": commands.ClosingCommands,
}
HOLDS: Final = {
    Kind.ROOM: "`room`",
    Kind.CASE: "`case/<case>`",
    Kind.CONFLICT: "`conflict/<case>/<person>`",
    Kind.GUEST: "`guest/<person>`",
    Kind.COMPARISON: "`comparison`, which no client is sent",
    Kind.MATCH: "`match/<case>/<person>`",
    Kind.PREP: "`prep/<agency>/<case>`",
    Kind.PAST: "`past/<case>`",
    Kind.EARLIER: "`earlier/<case>`",
    Kind.READINESS: "`readiness`",
}


def schema_file() -> str:
    """The JSON Schema as it stands in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def wire_page() -> str:
    """The page, whole."""
    definitions = schema()["$defs"]
    return page(
        "# The wire",
        GENERATED,
        _opening(),
        "## Messages to the server",
        models_table("message", _members(ToServer), definitions),
        "## Messages to the client",
        "Every one carries `time`, the server's clock, as an instant.",
        models_table("message", _members(ToClient), definitions, frozenset({"time"})),
        "What a notice is about, and the sentence that comes with it:",
        table(("`about`", "sentence"), ((code(a.value), words) for a, words in NOTICES.items())),
        "What comes with a meeting that is `offered`:",
        table(
            ("of", "sentence"),
            ((of.value.replace("_", " "), words) for of, words in OFFERS.items()),
        ),
        _conversation(),
        *_how_much(),
        "## Commands",
        "Those about one case carry `case`, its identifier, besides. Who may give which, and when, "
        "is in [tables.md](tables.md); what a refusal says is there too.",
        *_command_tables(definitions),
        "## Events",
        "An event travels, is hashed and is kept as one object: `v` the version of the model that "
        f"it was written in (today {MODEL_VERSION}), `at` an instant, `by` the identifier of the "
        "person whose command led to it, and `event`, one of these.",
        *_event_tables(definitions),
        "## Values",
        _texts(),
        _cleaning(),
        *_values(definitions),
        _chain(),
    )


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    found = get_args(union)
    if isinstance(union, type):
        return (union,)
    return found if isinstance(found[0], type) else get_args(found[0])


def _opening() -> str:
    return f"""\
JSON text frames, one message each, over a WebSocket (`wss`, TLS 1.3, no compression) at the
server's address. This page and [wire.schema.json](wire.schema.json) are made from the models in
`meeting/`, and a test fails when they are stale: with them alone a client can be written in any
language.

Each message is an object whose `kind` says which it is; `kind` is always sent. A field that no
message has makes it nonsense. A message to the server has at most {LARGEST_MESSAGE // KIB} KiB; the
events of one frame to the client at most {LARGEST_FRAME // KIB} KiB, and what is more comes in
several frames. After nonsense the server answers `refused` with the code `not_understood`; after
more than {NONSENSE_ALLOWED} of it the connection ends. A number is whole and has at
most {DIGITS} digits; a name stands once in an object. A message that is not UTF-8 ends the
connection with the code 1007, one that is too large to be read at all with 1009.

No authority has to vouch for the server's certificate. An invitation is a text in which `marac2-`
stands, then URL-safe base64 without padding, then a full stop: 16 bytes of a one-time code, the 32
bytes of the SHA-256 of the public key of the server's certificate (its SubjectPublicKeyInfo in DER
form), the server's address in UTF-8 (`host:port`, or nothing), and the first 4 bytes of the SHA-256
of `marac-live invitation`, a line feed and all that stands before. Line breaks in it do not count.
A client compares key and dates before it sends anything, and goes no further with another. `code`
in `redeem` is those 16 bytes in URL-safe base64 without padding."""


def _conversation() -> str:
    return f"""\
## How a conversation goes

1. Somebody with an invitation sends `redeem` and chooses a password, the first time; later they
   send `log_in`. The answer is `joined`, whose token is kept in memory; or `enrol`, after which
   `log_in` with six digits confirms the device; or `refused`, and another try may follow. All of it
   has to be done within seconds of connecting: a client may take a connection for each question.
   Where an answer to `redeem` was lost, the same `request` gets it again for some minutes. An
   invitation that is redeemed ends the sessions that its person had. Of one session a few
   connections are kept, and one more ends the oldest. Whoever has no account and an invitation that
   begins with `maracdoor2-` sends `knock`, and is answered in the same way.
2. It sends `hello` with the token, the version of the model, the `epoch` that it last heard (none
   the first time) and, of each stream that it holds, the last number and that hash.
   Of a meeting that it goes on with, or was offered, it gives the identifier in `meeting`; without
   one the server takes the meeting that is held for this person. One that is not there and one that
   is not theirs are answered alike, as a token that is no good is: forget it, and say `hello` once
   more without.
3. `welcome` says who it is and which record this is. If the `epoch` is another, or any number with
   its hash is not the server's, a `notice` about `start_over` follows: drop everything, and all of
   it comes again.
4. Names in `hello` that this person may not read come back as `withdrawn`, whether there are such
   streams or not. Then come `events`: of each stream what follows the number given, or all of it.
   From then on `events` come as they are committed.
5. `command` carries an id that the client draws at random. `ack` means that it is on the disk;
   `refused` that nothing has changed. What it led to arrives before its `ack`. Without an answer,
   after a reconnection, send it again under the same id: it is done once, and is acknowledged once
   more. Under the same id with another content, or from another person, it is refused. A refusal is
   not kept: a command whose refusal was lost is decided anew. Of one person at most
   {MOST_ON_THE_WAY} wait for their answer; the next is not read until then.
   What is more than anybody types is `refused` as `too_fast` ([how much](#how-much)).
6. `withdrawn` names streams to drop at once from screen and memory, with everything made from them;
   `dropped` says that it was done, and nothing waits for it. A part of `events` that begins with
   number 1 replaces whatever is held of that stream. `hello` names at most
   {MOST_HELD}: drop what it does not name.
7. `offered` says where else this person can go, in place of what was offered before: to go there,
   drop everything that is held of this meeting, connect anew and name the other in `hello`. Who is
   offered nothing is sent no `offered` at all.
8. Without the server for `lease_seconds`, a client drops every stream but `room` by itself.
9. `prove` carries the password of whoever logged in, for a screen that locks itself, and an id
   drawn as that of a command. `proved` says that it was right; `refused` with that id that it was
   not, or that it was tried too often. It changes nothing, and the session lives on either way.
   Whoever takes the chair over in a session that began without six digits is refused as
   `prove_yourself`: after `proved` the same, as a new command, is accepted of that session for five
   minutes; from who has a device by then, only in a session that began with its digits.
10. `log_out` ends the session: its token is dead, and whatever came in with it is closed.
11. `manage` is for the chair and the coordinator. `managed` with its id says that it is done, and
   carries in `text` what to hand over; `refused` with its id that it is not. Neither is kept."""


def _how_much() -> Iterator[str]:
    yield "## How much"
    yield table(
        ("of one person, all their connections together", "at once", "a second from then on"),
        (
            ("commands", *_rate(PACE.commands)),
            (
                f"of each of {', '.join(code(k) for k in sorted(REPEATABLE))}",
                *_rate(PACE.repeatable),
            ),
            ("KiB of everything", *_rate(PACE.bytes, KIB)),
            ("`hello`", *_rate(PACE.entrances)),
        ),
    )
    yield f"""\
A command beyond these is `refused` as `too_fast`. Stop, wait a second or two, and send that command
again under its id, before any other: until it comes, for {PACE.patience:g} seconds at most, every
other is refused too, so that nothing overtakes it. Who does not stop is disconnected with the code
1008, and whoever says `hello` too often with 1013. More frames than {FRAMES.at_once:g} at once and
{FRAMES.a_second:g} a second from then on, pings and pieces of messages included, end the connection
with 1008. Connections that are not logged in are few and short-lived; whom there is no place for is
cut off before TLS."""


def _rate(rate: Rate, unit: int = 1) -> tuple[str, str]:
    return f"{rate.at_once / unit:g}", f"{rate.a_second / unit:g}"


def _command_tables(definitions: dict[str, Any]) -> Iterator[str]:
    for topic, union in TOPICS.items():
        yield f"### {topic}"
        yield models_table("command", _members(union), definitions, frozenset({"case"}))


def _event_tables(definitions: dict[str, Any]) -> Iterator[str]:
    for kind in Kind:
        yield f"### Events of the stream {HOLDS[kind]}"
        yield models_table("event", events_of(kind), definitions)


def _texts() -> str:
    return table(
        ("what", "on the wire"),
        (
            ("identifier", "1 to 64 of `a-z`, `0-9` and hyphen, the first no hyphen"),
            ("message id", "128 random bits in 32 hexadecimal digits"),
            ("digest", "a SHA-256 in 64 hexadecimal digits"),
            ("secret", "16 to 64 random bytes in URL-safe base64 without padding"),
            ("instant", "UTC with three decimals: `2026-11-24T09:00:00.000Z`"),
            ("date", "`2026-11-27`"),
            ("time of day", "London time: `10:45:00`"),
            *((name, f"text of up to {longest(text)} characters") for name, text in TYPED.items()),
        ),
    )


def _cleaning() -> str:
    return f"""\
The identifier of what a client makes (a point, a risk, an action) is drawn at random, never
counted.

Text of people is cleaned where it enters: put in NFC, on one line, without characters that control,
format or cannot be seen, with single spaces and at most {MOST_COMBINING} combining marks in a row.
Only *words or empty* may be nothing after that. Paint it as literal text all the same."""


def _values(definitions: dict[str, Any]) -> Iterator[str]:
    models = {model.__name__: model for model in _subclasses(BaseModel)}
    shown = {model.__name__ for model in _listed_above()}
    for name in sorted(definitions.keys() - shown):
        definition = definitions[name]
        yield f"### {name}"
        yield " ".join(definition.get("description", "").replace("``", "`").split())
        if "enum" in definition:
            yield "One of " + ", ".join(code(value) for value in definition["enum"]) + "."
        else:
            found = fields(models[name], definitions, frozenset())
            yield table(("field", "what"), ((code(field), what) for field, what in found))


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for subclass in model.__subclasses__():
        if subclass.__module__.split(".")[0] in {"agenda", "meeting"}:
            yield subclass
        yield from _subclasses(subclass)


def _listed_above() -> Iterator[type[BaseModel]]:
    yield from _members(ToServer)
    yield from _members(ToClient)
    for union in TOPICS.values():
        yield from _members(union)
    for kind in Kind:
        yield from (event for event in events_of(kind))


def _chain() -> str:
    return f"""\
## The chain

The events of a stream are numbered 1, 2, 3 … without a gap, and every stream has a chain of hashes
of its own: nothing in one tells of another. All hashes are SHA-256, in hexadecimal where they are
written.

- **The bytes of an event** are its object in canonical JSON: keys sorted by code point, no space
  between tokens, UTF-8 with nothing escaped but `"`, `\\` and control characters (`\\n`, `\\t`,
  `\\r`, `\\b`, `\\f`, else `\\u00xx` in lower case), whole numbers only. Every field is written
  out, with `null` or its default where nothing was said. The server sends events in exactly these
  bytes, inside `events`.
- **Number 0**, before any event: the hash of the UTF-8 text `marac-live/1`, a line feed, the
  meeting's identifier, a line feed and the stream's name. There is no line feed at its end.
- **Number n**: the hash of the 32 bytes (not the digits) of hash n - 1 followed by the bytes of
  event n.
- **What is struck** (CASE-5) comes without its words and with one more field, `struck`: the hash of
  its number, of the event as it was written. Take that hash, and go on from it. Its `entry_struck`
  comes further on, and to whoever holds the words already it comes alone: forget them.

In the meeting `{example.MEETING}`, the stream `room` could begin like this (a real one begins with
the meeting's arrangement; this one is short). A line is a number and its hash, or the bytes of an
event:

{example.rendered()}
In Python, without any code of ours:

```python
import hashlib

before = hashlib.sha256(b"marac-live/1\\n{example.MEETING}\\nroom").digest()
after = hashlib.sha256(before + body).digest()  # body: the bytes of event 1
```"""
