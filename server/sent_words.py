"""What somebody was sent of a meeting, as who asks in the room is told it (ATT-6).

Which streams, and neither how far nor when: whoever is in a restricted sitting is sent nothing of
this meeting until they are back, and then all of it, and that stands nowhere (RES-2). Nor what was
cut off by that: what is open to somebody who was here counts as sent. Whose sign-in is void has
nothing open, so of them it is what went out, and no more (ATT-6). Nothing is counted of what the
asker may not hear of, and what stands below the list stands below every list.
"""

from collections.abc import Iterable
from typing import Final

from meeting.access import Reader, may_hear_what_was_sent, may_read
from meeting.state import State
from meeting.streams import ROOM, case_stream
from server.audit import Sent

NOTHING: Final = "Nothing that may be listed for you."
BELOW: Final = (
    "Listed is what was sent in this name, or is open to it now. Cases that are closed to you are "
    "not listed; a coordinator can list them. Nobody who is out of a case is listed any. "
    "Whoever runs the server lists everything, with its times, with marac-server audit."
)
"""The same for everybody, whatever was left out."""


def told(state: State, asker: Reader, target: Reader, sent: Iterable[Sent]) -> str:
    """The list of what ``target`` was sent, as ``asker`` may hear it by ``state``: a line each for
    the room and for each case, by its number in the running order.
    """
    heard = {str(stream) for stream in may_hear_what_was_sent(state, asker, target.person)}
    went = {each.stream for each in sent}
    if went:
        went |= {str(stream) for stream in may_read(state, target)}
    cases = {str(case_stream(i.case)): i.label for i in state.room.items.values() if i.case}
    listed = {str(ROOM): "The room", **cases}
    lines = [label for name, label in listed.items() if name in heard & went]
    return "\n".join([*(lines or [NOTHING]), "", BELOW])
