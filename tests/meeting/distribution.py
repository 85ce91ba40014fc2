"""What a server sends, as a pure model: who receives which bytes after each commit.

Access is judged once a commit, on the state before it and after it: withdrawals first, then the
events of streams that stay readable, then newly readable streams whole.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from agenda.matching import likeness
from meeting.access import may_read
from meeting.chain import read, write
from meeting.commands import AnyCommand
from meeting.decide import decide
from meeting.state import Placed, Recorded, State, fold
from meeting.streams import Stream
from meeting.values import PersonId
from meeting.words import Refused
from tests.given import OUTSIDERS, Given


@dataclass(frozen=True)
class Frame:
    """One frame to one person: streams to drop, then (stream, first number, bodies)."""

    withdrawn: tuple[str, ...]
    parts: tuple[tuple[str, int, tuple[bytes, ...]], ...]

    @property
    def bytes(self) -> bytes:
        return repr((self.withdrawn, self.parts)).encode()


@dataclass
class Client:
    """A laptop: folds what it is sent, and knows nothing else."""

    state: State = field(default_factory=State)
    numbers: dict[Stream, int] = field(default_factory=dict)

    def withdraw(self, streams: Iterable[Stream]) -> None:
        gone = frozenset(streams)
        self.state = self.state.without(gone)
        for stream in gone:
            self.numbers.pop(stream, None)

    def receive(self, stream: Stream, first: int, events: Iterable[Recorded]) -> None:
        assert first == self.numbers.get(stream, 0) + 1, "numbers of a stream have no gaps"
        for recorded in events:
            self.state = fold(self.state, stream, recorded)
            self.numbers[stream] = self.numbers.get(stream, 0) + 1


class World:
    """A meeting with its journal, and everybody's laptop, or ``only`` one person's."""

    def __init__(self, given: Given, only: PersonId | None = None) -> None:
        self.given = given
        self.bodies: dict[Stream, list[bytes]] = {}
        self.events: dict[Stream, list[Recorded]] = {}
        self.order: list[Stream] = []
        self.replay = Client()
        people = (
            (*dict.fromkeys((*given.room.register, *OUTSIDERS, "stranger")),)
            if only is None
            else (only,)
        )
        self.clients = {person: Client() for person in people}
        self.sent: dict[PersonId, list[Frame]] = {person: [] for person in self.clients}
        self._readable = dict.fromkeys(self.clients, frozenset[Stream]())
        self._committed = 0
        self.commit()

    @property
    def state(self) -> State:
        return self.given.state

    def give(self, who: PersonId, command: AnyCommand) -> Refused | None:
        """``who`` gives ``command``: the refusal, or None and everybody is sent their part."""
        refusal = self.draft(who, command)
        self.commit()
        return refusal

    def draft(self, who: PersonId, command: AnyCommand) -> Refused | None:
        """As ``give``, but nobody is sent anything before the next commit."""
        placed = self._decide(who, command)
        if isinstance(placed, Refused):
            return placed
        self.given = self.given.happened(placed, who)
        return None

    def commit(self) -> None:
        """What was drafted is written down, and everybody is sent their part of it at once."""
        drafted = self.given.journal[self._committed :]
        self._committed = len(self.given.journal)
        if drafted:
            self._write(drafted)

    def allows(self, who: PersonId, command: AnyCommand) -> bool:
        return not isinstance(self._decide(who, command), Refused)

    def readable(self, person: PersonId) -> frozenset[Stream]:
        """What ``person`` may read, judged after the last commit."""
        return self._readable[person]

    def _decide(self, who: PersonId, command: AnyCommand) -> tuple[Placed, ...] | Refused:
        try:
            return decide(self.state, self.given.reader(who), command, self.given.now, likeness)
        except Refused as refusal:
            return refusal

    def _write(self, journal: Iterable[tuple[Stream, Recorded]]) -> None:
        known = {stream: len(events) for stream, events in self.events.items()}
        for stream, recorded in journal:
            body = write(recorded)
            event = read(json.loads(body))
            self.bodies.setdefault(stream, []).append(body)
            self.events.setdefault(stream, []).append(event)
            self.order.append(stream)
            self.replay.receive(stream, len(self.events[stream]), [event])
        changed = {s: n for s in self.events if len(self.events[s]) > (n := known.get(s, 0))}
        for person in self.clients:
            self._send(person, changed)

    def _send(self, person: PersonId, changed: dict[Stream, int]) -> None:
        before = self._readable[person]
        after = may_read(self.state, self.given.reader(person))
        self._readable[person] = after
        client = self.clients[person]
        client.withdraw(before - after)
        news = {stream: known for stream, known in changed.items() if stream in before & after}
        parts = [*news.items(), *((stream, 0) for stream in sorted(after - before))]
        for stream, known in parts:
            client.receive(stream, known + 1, self.events[stream][known:])
        frame = Frame(
            tuple(map(str, sorted(before - after))),
            tuple((str(s), known + 1, tuple(self.bodies[s][known:])) for s, known in parts),
        )
        if frame.withdrawn or frame.parts:
            self.sent[person].append(frame)
