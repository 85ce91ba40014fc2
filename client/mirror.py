"""The mirror: what this person may read, folded from the events that arrived.

Pure. It checks every event against its stream's chain, and knows nothing of sockets or screens.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from meeting.chain import Head, passed, read, start
from meeting.state import State, fold
from meeting.streams import Stream, parse_stream
from meeting.wire import Part
from meeting.words import BadMessage


class OutOfStep(Exception):
    """The events do not go on from what is held, or break the chain: start over."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """The state that is held, and where each of its streams stands."""

    meeting: str = ""
    state: State = field(default_factory=State)
    heads: Mapping[Stream, Head] = field(default_factory=dict)

    @property
    def held(self) -> dict[str, tuple[int, str]]:
        """Each stream's name with its last number and that hash, for ``hello``."""
        return {str(stream): (head.number, head.hash) for stream, head in self.heads.items()}

    @property
    def streams(self) -> frozenset[Stream]:
        """The streams that are held."""
        return frozenset(self.heads)


def receive(mirror: Mirror, part: Part) -> Mirror:
    """``mirror`` after the events of ``part``.

    Raises OutOfStep if they do not follow on what is held.
    """
    stream = parse_stream(part.stream)
    if stream is None:
        raise OutOfStep("a stream of an unknown kind")
    if part.first == 1:
        mirror = without(mirror, [stream])
    head = mirror.heads.get(stream) or start(mirror.meeting, stream)
    if part.first != head.number + 1:
        raise OutOfStep("a gap in the numbers")
    state = mirror.state
    try:
        for event in part.events:
            head = passed(head, event)
            state = fold(state, stream, read(event))
    except (BadMessage, UnicodeEncodeError) as error:
        # Half of a surrogate pair has no bytes that could be hashed.
        raise OutOfStep("an event that cannot be read") from error
    return replace(mirror, state=state, heads={**mirror.heads, stream: head})


def without(mirror: Mirror, streams: Iterable[Stream]) -> Mirror:
    """``mirror`` with nothing left of ``streams``."""
    gone = frozenset(streams)
    heads = {stream: head for stream, head in mirror.heads.items() if stream not in gone}
    return replace(mirror, state=mirror.state.without(gone), heads=heads)


def named(streams: Iterable[str]) -> frozenset[Stream]:
    """The streams that these names name; names of none are left out."""
    found = (parse_stream(name) for name in streams)
    return frozenset(stream for stream in found if stream is not None)
