"""What somebody was sent of a meeting, as who asks in the room is told it (ATT-6).

Of each stream the highest number that went out, and when it first did: whoever comes back from a
restricted sitting is sent everything once more, and that stands nowhere (RES-2). Not over how many
connections, nor in which pieces, since a piece that is missing says that somebody was kept from it.
Nothing is counted of what the asker may not hear of, and what stands below the list stands below
every list.
"""

from collections.abc import Iterable
from typing import Final

from meeting.access import Reader, may_hear_what_was_sent
from meeting.state import State
from meeting.streams import ROOM, case_stream
from meeting.values import PersonId
from server.audit import Sent
from server.audit_words import at

NOTHING: Final = "Nothing that may be listed for you."
BELOW: Final = (
    "Listed is what you may read yourself; cases only for chair and coordinator while they are out "
    "of none. Whoever runs the server lists everything with marac-server audit."
)
"""The same for everybody, whatever was left out."""


def told(state: State, asker: Reader, person: PersonId, sent: Iterable[Sent]) -> str:
    """The list as ``asker`` may hear it by ``state``: a line each for the room and for each case,
    by its number in the running order.
    """
    heard = {str(stream) for stream in may_hear_what_was_sent(state, asker, person)}
    cases = {str(case_stream(i.case)): i.label for i in state.room.items.values() if i.case}
    went: dict[str, Sent] = {}
    for each in sent:
        if each.stream not in went or went[each.stream].last < each.last:
            went[each.stream] = each
    lines = [
        f"{label}, up to number {went[name].last}, the last at {at(went[name].at)}"
        for name, label in {str(ROOM): "The room", **cases}.items()
        if name in heard and name in went
    ]
    return "\n".join([*(lines or [NOTHING]), "", BELOW])
