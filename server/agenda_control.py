"""How errands of the agenda travel to the server that holds the store: packed, and sealed."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from json import dumps, loads
from typing import Any, Final

from server.agenda_desk import AgendaDesk
from server.errors import OperatorError
from server.published.desk import MeetingDesk
from server.published.restricted import errand
from server.sealed import OTHER_VERSION, seal, unseal

AGENDA: Final = "agenda"
MOST_SENT: Final = 900 * 1024
"""Bytes of an errand that the running server takes."""
RESTRICTED: Final = "restricted"
_PACKED: Final = "packed"


def packed(key: bytes, value: Mapping[str, Any]) -> str:
    """``value`` as one line of text. Raises OperatorError where the server would not take it."""
    text = b64encode(zlib.compress(dumps(value).encode())).decode()
    sent = seal(key, AGENDA, {_PACKED: text})
    if len(sent) > MOST_SENT:
        raise OperatorError(
            "This is too much for a server that is running; import it in two parts."
        )
    return sent


def unpacked(key: bytes, sent: str) -> dict[str, Any]:
    """What ``packed`` was given. Raises OperatorError."""
    try:
        found = loads(zlib.decompress(b64decode(str(unseal(key, AGENDA, sent)[_PACKED]))))
    except (KeyError, ValueError, zlib.error):
        raise OperatorError(OTHER_VERSION) from None
    return found if isinstance(found, dict) else {}


def answered(desk: MeetingDesk, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to an errand of the agenda. Raises OperatorError."""
    if facts.get("do") == RESTRICTED:
        return errand(desk, facts)
    return AgendaDesk(desk.store).run(facts)


def agenda_here(desk: Callable[[], MeetingDesk], _: str, facts: Mapping[str, str]) -> str:
    """An errand of another process, answered by the server that holds the store."""
    at = desk()
    key = at.store.control_key
    return packed(key, answered(at, unpacked(key, facts.get(AGENDA, ""))))
