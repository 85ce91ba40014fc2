"""``marac-server agenda discard``: a draft goes away, once whoever is at the terminal has read what
goes with it and says yes. Blocking.
"""

import sys
from typing import Final

from server.agenda_desk import YES
from server.errors import OperatorError
from server.operations import Opening, ask_of_meeting
from server.say import tell

ASK: Final = "Discard it? Type yes, and press Enter:"
NOT_YET: Final = "Nothing is discarded yet. Say that you have read this with --yes."
KEPT: Final = "Nothing is discarded."


def discard_draft(opening: Opening, meeting: str | None, *, yes: bool) -> None:
    """Raises OperatorError, also unless they say yes."""
    if not yes:
        ask_of_meeting(opening, "discard", {"meeting": meeting}, None)
        _need_yes()
    ask_of_meeting(opening, "discard", {"meeting": meeting, "yes": YES}, None)


def _need_yes() -> None:
    if not sys.stdin.isatty():
        raise OperatorError(NOT_YET)
    tell(ASK)
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise OperatorError(KEPT)
