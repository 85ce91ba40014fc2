"""What a client still needs: from what it says it holds and what it may read now.

Whether a name in ``hello`` is unknown or unreadable makes no difference to the answer.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from meeting.streams import Stream, parse_stream
from meeting.wire import Hello
from server.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Resumption:
    """``holds``: the last number that the client holds of each stream. ``withdrawn``: names that
    it must drop. ``start_over``: its record is not ours, and it holds nothing.
    """

    holds: Mapping[Stream, int]
    withdrawn: tuple[str, ...]
    start_over: bool


def resumed(ledger: Ledger, readable: AbstractSet[Stream], hello: Hello) -> Resumption:
    """How to go on with a client that says ``hello``."""
    named = {name: parse_stream(name) for name in hello.streams}
    withdrawn = tuple(name for name, stream in named.items() if stream not in readable)
    held = {
        stream: hello.streams[name]
        for name, stream in named.items()
        if stream is not None and stream in readable
    }
    other_epoch = hello.epoch != ledger.epoch and (hello.epoch is not None or bool(hello.streams))
    if other_epoch or not all(_ours(ledger, stream, *at) for stream, at in held.items()):
        return Resumption({}, withdrawn, start_over=True)
    return Resumption({s: number for s, (number, _) in held.items()}, withdrawn, start_over=False)


def _ours(ledger: Ledger, stream: Stream, number: int, digest: str) -> bool:
    return ledger.hash_at(stream, number) == digest
