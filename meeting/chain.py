"""How an event is written down and chained.

Events of a stream are numbered 1, 2, 3 … without gaps, and each carries the hash of the one
before: every stream has a chain of its own, so that what a person may not read leaves no trace
in what they may. The bytes hashed are canonical JSON, so that any program in any language can
check them.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from agenda.text import RECORDED
from meeting.state import Recorded
from meeting.streams import Stream
from meeting.words import BadMessage

MODEL_VERSION: Final = 1
"""The version in which events are written today, and which both ends of the wire must share."""

STRUCK_KEY: Final = "struck"
_HASH: Final = re.compile(r"[0-9a-f]{64}")
UPCASTERS: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""For each version before today's, how an event of it is written in the next one."""

_RECORDED: Final[TypeAdapter[Recorded]] = TypeAdapter(Recorded)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: the number of its last event, and the hash of the chain up to it."""

    number: int
    hash: str


def canonical(value: Any) -> bytes:
    """``value`` as JSON with sorted keys, no spaces, UTF-8; there are no fractions in it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def start(meeting: str, stream: Stream) -> Head:
    """The head of a stream in which nothing has happened yet."""
    return Head(0, sha256(f"marac-live/1\n{meeting}\n{stream}".encode()).hexdigest())


def following(head: Head, body: bytes) -> Head:
    """The head after one more event, written as ``body``."""
    return Head(head.number + 1, sha256(bytes.fromhex(head.hash) + body).hexdigest())


def write(recorded: Recorded) -> bytes:
    """One event as the journal keeps it and the wire carries it."""
    return canonical(
        {
            "v": MODEL_VERSION,
            "at": recorded.model_dump(mode="json", include={"at"})["at"],
            "by": recorded.by,
            "event": recorded.event.model_dump(mode="json"),
        }
    )


def write_struck(recorded: Recorded, after: str) -> bytes:
    """What travels in place of an event that is struck: ``recorded``, without its words, and the
    hash that the chain has ``after`` the event as it was written (CASE-5).
    """
    return canonical({**json.loads(write(recorded)), STRUCK_KEY: after})


def passed(head: Head, body: Mapping[str, Any]) -> Head:
    """The head after ``body``, parsed JSON as it travels: of what is struck, the one that it names.

    Raises BadMessage where that is no hash.
    """
    if STRUCK_KEY not in body:
        return following(head, canonical(body))
    after = body[STRUCK_KEY]
    if not isinstance(after, str) or not _HASH.fullmatch(after):
        raise BadMessage("an event that is struck and names no hash")
    return Head(head.number + 1, after)


def read(
    body: Mapping[str, Any],
    upcasters: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = UPCASTERS,
    today: int = MODEL_VERSION,
) -> Recorded:
    """The event that ``body``, parsed JSON of this or an earlier version, stands for.

    Raises BadMessage if it stands for none.
    """
    facts = {name: fact for name, fact in body.items() if name != STRUCK_KEY}
    version = facts.pop("v", None)
    if not isinstance(version, int) or not 1 <= version <= today:
        raise BadMessage("an event of an unknown version")
    for older in range(version, today):
        if older not in upcasters:
            raise BadMessage("an event of a version that can no longer be read")
        facts = upcasters[older](facts)
    try:
        return _RECORDED.validate_python(facts, context=RECORDED)
    except ValidationError as error:
        raise BadMessage("an event that is not in its form") from error
