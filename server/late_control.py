"""How an urgent case travels to the server that holds the meeting: packed, and sealed (AG-10)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from server.agenda_control import packed, unpacked
from server.agenda_desk import table_of
from server.control import Asked, NobodyServes, ask_server, is_served
from server.errors import OperatorError
from server.late import ask_for_late
from server.service import Service
from server.store import Store, control_key

LATE: Final = "late"
SERVE_FIRST: Final = (
    "An urgent case is added in the room: serve the meeting, and ask again. Before it is published "
    "it goes into the draft: agenda import"
)


def late_here(store: Store, service: Service, _: str, facts: Mapping[str, str]) -> str:
    """An urgent case of another process."""
    key = store.control_key
    said = unpacked(key, facts.get(LATE, ""))
    named = {name: str(said.get(name) or "") for name in ("meeting", "by", "note")}
    return packed(key, {"said": ask_for_late(store, service, table_of(said), named)})


def ask_late(folder: Path, passphrase: str, facts: Mapping[str, Any]) -> str:
    """What there is to print. Raises OperatorError."""
    if not is_served(folder):
        raise OperatorError(SERVE_FIRST)
    key = control_key(folder, passphrase)
    try:
        answer = ask_server(folder, key, Asked(LATE, "", None, {LATE: packed(key, facts)}))
    except NobodyServes:
        raise OperatorError(SERVE_FIRST) from None
    return str(unpacked(key, answer)["said"])
