"""What goes over the wire: JSON text frames, one message each, described by these models alone.

``docs/wire.md`` and the JSON Schema are made from them. The server's time is in every frame that
it sends.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, NoReturn

from pydantic import Field, TypeAdapter, ValidationError

from agenda.plan import Role
from meeting.chain import MODEL_VERSION, canonical
from meeting.commands import AnyCommand
from meeting.desk import Desk, DeskAct
from meeting.managing import Management
from meeting.password import MOST_CHARACTERS
from meeting.state import Recorded
from meeting.values import AgencyId, Digest, Frozen, Identifier, Instant, PersonId
from meeting.words import REFUSALS, TEXT_ERRORS, BadMessage, Name

LARGEST_MESSAGE: Final = 64 * 1024
"""Bytes that a message to the server may have; a larger one is refused."""
MOST_ON_THE_WAY: Final = 16
"""Commands of one person that may wait for their answer; the next is not read until then."""
MOST_HELD: Final = 300
"""Streams that ``hello`` may name, so that it always fits; what it does not name is not held."""
DIGITS: Final = 15
"""Of a number: what every language reads exactly."""
LARGEST_FRAME: Final = 256 * 1024
"""Bytes that the events of one frame to a client may have; more of them travel in several."""
MOST_COMMAS: Final = 3 * MOST_HELD
"""In what somebody says who is not known yet, and may not keep the server busy: a long list of
nothing takes longer to read than to send.
"""
NONSENSE_ALLOWED: Final = 2
"""How often a peer may speak nonsense; at the next the connection ends."""

Secret = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22,86}$")]
Password = Annotated[str, Field(min_length=1, max_length=4 * MOST_CHARACTERS, repr=False)]
"""As it was typed. Whether it will do as a new one is said in a refusal."""
StreamName = Annotated[str, Field(max_length=200)]
MessageId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""The client's own id of a command: 128 random bits, in hexadecimal."""
Totp = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
"""Six digits of a device or program for one-time passwords (RFC 6238)."""


# To the server


class Redeem(Frozen):
    """Redeems the one-time code of an invitation, and chooses a password.

    ``request`` is the client's own random id of this: sent again under it, because the answer was
    lost, it gets the same answer; under another the code is used. ``device`` is a random id that
    the laptop keeps.
    """

    kind: Literal["redeem"] = "redeem"
    request: MessageId
    code: Secret = Field(repr=False)
    password: Password
    device: MessageId


class Knock(Frozen):
    """Somebody without an account is at the door: ``code`` is of an invitation that several use.

    They get an account for the day and are on nobody's register. Otherwise as ``redeem``.
    """

    kind: Literal["knock"] = "knock"
    request: MessageId
    code: Secret = Field(repr=False)
    name: Name
    agency: Name
    password: Password
    device: MessageId


class LogIn(Frozen):
    """Somebody who has an account comes in. ``totp``: six digits, where they have a device for it.

    Whatever is wrong, the answer is the same.
    """

    kind: Literal["log_in"] = "log_in"
    person: PersonId
    password: Password
    totp: Totp | None = Field(default=None, repr=False)
    device: MessageId


class Hello(Frozen):
    """Who this is, and what it holds already of each stream: its last number and that hash.

    ``meeting`` is one that was offered, or the one gone on with; without it the server chooses.
    """

    kind: Literal["hello"] = "hello"
    token: Secret = Field(repr=False)
    model: int = MODEL_VERSION
    meeting: Identifier | None = None
    epoch: Identifier | None = None
    streams: Annotated[Mapping[StreamName, tuple[int, Digest]], Field(max_length=MOST_HELD)] = {}


class CommandMessage(Frozen):
    """A command under the client's own id; sent again, it gets its first answer."""

    kind: Literal["command"] = "command"
    id: MessageId
    command: AnyCommand


class Dropped(Frozen):
    """The client has cleared a withdrawn stream from screen and memory. Nothing waits for it."""

    kind: Literal["dropped"] = "dropped"
    stream: StreamName


class Prove(Frozen):
    """Whoever sits there proves to be who logged in: to unlock a screen, or before they take the
    chair over. Its id is the client's.
    """

    kind: Literal["prove"] = "prove"
    id: MessageId
    password: Password


class Manage(Frozen):
    """The chair or the coordinator does something about an account. Its id is the client's.

    Unlike a command it stands in no journal, and is not sent again.
    """

    kind: Literal["manage"] = "manage"
    id: MessageId
    act: Management


class AskDesk(Frozen):
    """The coordinator asks something of the desk. Its id is the client's.

    Unlike a command it stands in no journal, and is not sent again.
    """

    kind: Literal["ask_desk"] = "ask_desk"
    id: MessageId
    act: DeskAct


class LogOut(Frozen):
    """Ends the session: its token is dead, and every connection that came in with it closes."""

    kind: Literal["log_out"] = "log_out"


ToServer = Annotated[
    Redeem | Knock | LogIn | Hello | CommandMessage | Dropped | Prove | Manage | AskDesk | LogOut,
    Field(discriminator="kind"),
]


# To the client


class FromServer(Frozen):
    """A frame from the server: its time is in each."""

    time: Instant


class Joined(FromServer):
    """You are logged in; the token is for ``hello``, now and at each new connection."""

    kind: Literal["joined"] = "joined"
    person: PersonId
    token: Secret = Field(repr=False)


class Enrol(FromServer):
    """The password is set or right; now a device for six digits is needed, and one code from it.

    ``secret`` in base32; ``uri`` the same as authenticator programs take it. It counts from the
    first ``log_in`` with a code on.
    """

    kind: Literal["enrol"] = "enrol"
    person: PersonId
    secret: str = Field(repr=False)
    uri: str = Field(repr=False)


class Welcome(FromServer):
    """Who you are here, which store this is, and how long what you hold is good without us."""

    kind: Literal["welcome"] = "welcome"
    person: PersonId
    agency: AgencyId
    name: str
    role: Role | None
    """None for who is not on the register, and waits at the door."""
    meeting: Identifier
    epoch: Identifier
    lease_seconds: int
    coordinator: bool = False


class Part(Frozen):
    """Events of one stream, numbered from ``first`` on."""

    stream: StreamName
    first: int
    events: tuple[dict[str, Any], ...]


class Events(FromServer):
    """What one commit brought this reader, or a piece of a catch-up."""

    kind: Literal["events"] = "events"
    parts: tuple[Part, ...]


class Withdrawn(FromServer):
    """Streams that this reader may no longer read, or never could: drop all of them."""

    kind: Literal["withdrawn"] = "withdrawn"
    streams: tuple[StreamName, ...]


class Ack(FromServer):
    """The command is on the disk. Carries the id and nothing else."""

    kind: Literal["ack"] = "ack"
    id: MessageId


class RefusedMessage(FromServer):
    """The command is refused and nothing has changed; ``id`` is None where it could not be read."""

    kind: Literal["refused"] = "refused"
    id: MessageId | None
    code: str
    message: str
    field: str | None = None


class Proved(FromServer):
    """The password of ``prove`` with this id was right; where it was not, ``refused`` comes."""

    kind: Literal["proved"] = "proved"
    id: MessageId


class Managed(FromServer):
    """The act of ``manage`` with this id is done. ``text``: what to hand over, or empty."""

    kind: Literal["managed"] = "managed"
    id: MessageId
    text: str = Field(repr=False)


class DeskShown(FromServer):
    """The answer to ``ask_desk`` with this id, for its sender alone; in no stream."""

    kind: Literal["desk_shown"] = "desk_shown"
    id: MessageId
    desk: Desk = Field(repr=False)


class About(StrEnum):
    """What a notice is about."""

    READ_ONLY = "read_only"
    CLOSING = "closing"
    OTHER_VERSION = "other_version"
    NOT_ADMITTED = "not_admitted"
    START_OVER = "start_over"
    TURNED_AWAY = "turned_away"
    CLOCK_JUMPED = "clock_jumped"
    NOT_YET = "not_yet"


NOTICES: Final[Mapping[About, str]] = {
    About.READ_ONLY: REFUSALS["read_only"],
    About.CLOSING: "The server is closing. Everything acknowledged is safe; this screen comes "
    "back by itself when the server does.",
    About.OTHER_VERSION: "This laptop and the server run different versions of MARAC Live. "
    "Ask for the server's version.",
    About.NOT_ADMITTED: "You are not logged in here, or no longer. Log in again; if that is "
    "refused, ask the coordinator.",
    About.NOT_YET: "What you are asked to has not begun. This screen goes there by itself when it "
    "does.",
    About.TURNED_AWAY: REFUSALS["turned_away"],
    About.CLOCK_JUMPED: "The clock of the server's machine was changed, or it was asleep, so the "
    "clock of this case was stopped. Look at the time, and start it again.",
    About.START_OVER: "The server's record is not the one this laptop knew; it starts over.",
}


class Notice(FromServer):
    """Something that concerns the connection rather than a command."""

    kind: Literal["notice"] = "notice"
    about: About
    message: str


class OfferOf(StrEnum):
    """What sort of meeting is offered."""

    OPEN_MEETING = "open_meeting"
    ANOTHER = "another"
    SITTING = "sitting"
    SITTING_OVER = "sitting_over"


OFFERS: Final[Mapping[OfferOf, str]] = {
    OfferOf.OPEN_MEETING: "The open meeting of {day} is still there for you.",
    OfferOf.ANOTHER: "The meeting of {day} is open to you.",
    OfferOf.SITTING: "You are asked to another sitting, of {day} {time}.",
    OfferOf.SITTING_OVER: "The sitting of {day} {time} is over, and there to be read.",
}


class Offer(Frozen):
    """Another meeting that this person can go to, by naming it in ``hello``."""

    meeting: Identifier
    message: str


class Offered(FromServer):
    """Where else this person can go now: all of it, in place of what was offered before (RES-2)."""

    kind: Literal["offered"] = "offered"
    meetings: tuple[Offer, ...]


ToClient = Annotated[
    Joined
    | Enrol
    | Welcome
    | Events
    | Withdrawn
    | Ack
    | RefusedMessage
    | Proved
    | Managed
    | DeskShown
    | Notice
    | Offered,
    Field(discriminator="kind"),
]

Introduction = Annotated[Redeem | Knock | LogIn | Hello, Field(discriminator="kind")]
"""What a laptop says before it is known; nothing else is looked into."""

TO_SERVER: Final[TypeAdapter[ToServer]] = TypeAdapter(ToServer)
INTRODUCTION: Final[TypeAdapter[Introduction]] = TypeAdapter(Introduction)
TO_CLIENT: Final[TypeAdapter[ToClient]] = TypeAdapter(ToClient)
_ID: Final[TypeAdapter[str]] = TypeAdapter(MessageId)
COMMAND: Final[TypeAdapter[AnyCommand]] = TypeAdapter(AnyCommand)


class UnacceptableWords(Exception):
    """A command that is in its form but for a person's text, which is missing or too long.

    ``id`` is the command's, so that its sender can be told; ``code`` and ``field`` as in Refused.
    """

    def __init__(self, message_id: str, code: str, field: str, facts: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.id = message_id
        self.code = code
        self.field = field
        self.facts = facts


class NotInItsForm(BadMessage):
    """JSON, and no message. ``id`` is the command's that it was to be, where that can be read: its
    sender is told which it was, and does not send it again for ever.
    """

    def __init__(self, message_id: str | None) -> None:
        super().__init__("a message that is not in its form")
        self.id = message_id


def _id_of(value: Any) -> str | None:
    if not isinstance(value, dict) or value.get("kind") != "command":
        return None
    try:
        return _ID.validate_python(value.get("id"))
    except ValidationError:
        return None


def parse_to_server(text: str | bytes) -> ToServer:
    """The message to the server that ``text`` is.

    Raises BadMessage for nonsense, UnacceptableWords for a person's text that is at fault.
    """
    if len(text) > LARGEST_MESSAGE:
        raise BadMessage("a message that is too large")
    value = _parse_json(text)
    try:
        # Strict: a number in quotes is no number, and nobody's date is guessed from one.
        return TO_SERVER.validate_json(text, strict=True)
    except ValidationError as error:
        _blame_words(value, error)
        raise NotInItsForm(_id_of(value)) from None


def parse_introduction(text: str | bytes) -> Introduction:
    """The message of a laptop that is not known yet. Raises BadMessage for any other."""
    comma = "," if isinstance(text, str) else b","
    if len(text) > LARGEST_MESSAGE or text.count(comma) > MOST_COMMAS:  # type: ignore[arg-type] # each is of its own kind
        raise BadMessage("a message that is too large")
    _parse_json(text)
    try:
        return INTRODUCTION.validate_json(text, strict=True)
    except ValidationError:
        raise BadMessage("a message that is not in its form") from None


def parse_to_client(text: str | bytes) -> ToClient:
    """The message to the client that ``text`` is; raises BadMessage for nonsense."""
    try:
        return TO_CLIENT.validate_python(_parse_json(text))
    except ValidationError:
        raise BadMessage("a message that is not in its form") from None


def encode(message: Frozen) -> bytes:
    """``message`` as it travels."""
    return canonical(message.model_dump(mode="json"))


def encode_events(time: str, parts: Iterable[tuple[str, int, Iterable[bytes]]]) -> bytes:
    """An ``events`` frame joined from events that are encoded already: (stream, first, bodies)."""
    joined = b",".join(
        b'{"stream":%s,"first":%d,"events":[%s]}' % (canonical(stream), first, b",".join(bodies))
        for stream, first, bodies in parts
    )
    return b'{"kind":"events","time":%s,"parts":[%s]}' % (canonical(time), joined)


class Written(Recorded):
    """An event as it is written down and hashed: with the version of the model it is written in."""

    v: int


def schema() -> dict[str, Any]:
    """The JSON Schema of the wire: both directions, and the events that ``events`` carries."""
    adapters: dict[str, TypeAdapter[Any]] = {
        "to_server": TO_SERVER,
        "to_client": TO_CLIENT,
        "event": TypeAdapter(Written),
    }
    keys, definitions = TypeAdapter.json_schemas(
        [(name, "validation", adapter) for name, adapter in adapters.items()],
        title="MARAC Live wire",
    )
    roots = {name: keys[(name, "validation")] for name in adapters}
    return {**definitions, "properties": roots, "x-model-version": MODEL_VERSION}


def _parse_json(text: str | bytes) -> Any:
    try:
        return json.loads(
            text,
            parse_constant=_not_here,
            parse_float=_not_here,
            parse_int=_whole_number,
            object_pairs_hook=_each_name_once,
        )
    except (ValueError, RecursionError):
        raise BadMessage("a message that is not JSON") from None


def _not_here(_: str) -> NoReturn:
    raise ValueError("neither NaN nor a fraction is in any message")


def _whole_number(digits: str) -> int:
    if len(digits) > DIGITS:
        raise ValueError("a number that is too large")
    return int(digits)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one name, two readers could take two different ones."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name that stands twice")
    return found


def _blame_words(value: Any, error: ValidationError) -> None:
    errors = error.errors(include_url=False)
    if any(e["type"] not in TEXT_ERRORS for e in errors) or value.get("kind") != "command":
        return
    first = errors[0]
    facts = first.get("ctx", {})
    raise UnacceptableWords(value["id"], first["type"], str(first["loc"][-1]), facts) from None
