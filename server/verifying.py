"""Whether a record is whole: every stream without gaps, every chain unbroken, every event readable.

Names streams and numbers, never what an event says.
"""

import json
from collections.abc import Iterator

from meeting.chain import Head, following, read, start
from meeting.state import State, events_of, fold
from meeting.streams import Stream, parse_stream
from meeting.words import BadMessage
from server.journal import Held


def problems_of(meeting: str, held: Held) -> tuple[str, ...]:
    """What is wrong with ``held``, one sentence each."""
    return (*_positions(held), *_chains(meeting, held), *_facts(held), *_answers(held))


def _positions(held: Held) -> Iterator[str]:
    for expected, entry in enumerate(held.entries, start=1):
        if entry.position != expected:
            yield f"Position {expected} of the journal is missing."
            return


def _chains(meeting: str, held: Held) -> Iterator[str]:
    broken: set[str] = set()
    heads: dict[Stream, Head] = {}
    for entry in held.entries:
        stream = parse_stream(entry.stream)
        if stream is None:
            yield f"Position {entry.position} is of a stream that nobody knows."
            continue
        head = following(heads.get(stream) or start(meeting, stream), entry.body)
        heads[stream] = head
        if (entry.number, entry.hash) != (head.number, head.hash) and entry.stream not in broken:
            broken.add(entry.stream)
            yield f"The chain of {entry.stream} is broken at number {entry.number}."


def _facts(held: Held) -> Iterator[str]:
    state = State()
    for entry in held.entries:
        stream = parse_stream(entry.stream)
        if stream is None:
            continue
        try:
            state = _folded(state, stream, entry.body)
        except (BadMessage, ValueError, TypeError, LookupError):
            yield f"Number {entry.number} of {entry.stream} cannot be read."


def _folded(state: State, stream: Stream, body: bytes) -> State:
    recorded = read(json.loads(body))
    if not isinstance(recorded.event, events_of(stream.kind)):
        raise BadMessage("an event of another kind of stream")
    return fold(state, stream, recorded)


def _answers(held: Held) -> Iterator[str]:
    last = held.entries[-1].position if held.entries else 0
    for answer in held.answers:
        if not (1 <= answer.first <= answer.last + 1 and answer.last <= last):
            yield f"The answer to command {answer.command} points outside the journal."
