"""The errands about a meeting before its day, by name."""

from collections.abc import Callable, Mapping
from typing import Final

from server.errors import StoreError
from server.published.again import again
from server.published.carrying import carry
from server.published.deadlines import deadlines
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.discarding import discard
from server.published.guests import guest
from server.published.lists import lists
from server.published.ordering import fix, move, section
from server.published.papers import papers, sheet
from server.published.publish import publish
from server.published.returning import make_return
from server.published.showing import show
from server.published.urgent import urgent
from server.sealed import OTHER_VERSION

ERRANDS: Final[Mapping[str, Callable[[MeetingDesk, Facts], Answer]]] = {
    "again": again,
    "show": show,
    "move": move,
    "fix": fix,
    "section": section,
    "guest": guest,
    "carry": carry,
    "discard": discard,
    "publish": publish,
    "deadlines": deadlines,
    "papers": papers,
    "sheet": sheet,
    "lists": lists,
    "urgent": urgent,
    "return": make_return,
}


def run(desk: MeetingDesk, errand: str, facts: Facts) -> Answer:
    """What there is to print and to write after ``errand``. Raises StoreError."""
    if errand not in ERRANDS:
        raise StoreError(OTHER_VERSION)
    return ERRANDS[errand](desk, facts)
