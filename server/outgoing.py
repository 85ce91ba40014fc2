"""What waits to be sent on one connection: in order, bounded in bytes, and still to be taken back.

Events are kept as parts until they are sent, so that a stream that somebody may no longer read
is taken out of what waits; a refusal that may quote such a stream becomes the one that says
nothing. Every frame gets the time at which it leaves.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from websockets.frames import CloseCode

from meeting.streams import Stream
from meeting.values import instant_text
from meeting.wire import (
    LARGEST_FRAME,
    FromServer,
    RefusedMessage,
    Withdrawn,
    encode,
    encode_events,
)
from meeting.words import Refused

MOST_WAITING: Final = 8 * 1024 * 1024
"""Bytes that may wait for one reader; who falls further behind is dropped and resumes."""
_ENVELOPE: Final = 300
"""Bytes to allow for what is around the events of a part or the words of a message."""


@dataclass(frozen=True, slots=True)
class Span:
    """Events of one stream that follow each other, numbered from ``first`` on."""

    stream: Stream
    first: int
    bodies: tuple[bytes, ...]

    @property
    def last(self) -> int:
        """The number of its last event."""
        return self.first + len(self.bodies) - 1

    @property
    def size(self) -> int:
        """About as many bytes as it has on the wire."""
        return _ENVELOPE + sum(len(body) + 1 for body in self.bodies)


@dataclass(frozen=True, slots=True)
class EventsFrame:
    """Events that leave in one frame."""

    spans: tuple[Span, ...]

    @property
    def size(self) -> int:
        """As ``Span.size``."""
        return sum(span.size for span in self.spans)

    def encoded(self, now: datetime) -> bytes:
        """As it travels."""
        parts = ((str(span.stream), span.first, span.bodies) for span in self.spans)
        return encode_events(instant_text(now), parts)


@dataclass(frozen=True, slots=True)
class MessageFrame:
    """Any other message. ``greeting`` stays ahead of everything, withdrawals too."""

    message: Callable[[datetime], FromServer]
    greeting: bool = False
    size: int = _ENVELOPE

    def encoded(self, now: datetime) -> bytes:
        """As it travels."""
        return encode(self.message(now))


@dataclass(frozen=True, slots=True)
class RefusalFrame:
    """The refusal of a command. ``quotes`` is the stream that its words may be taken from."""

    command: str | None
    refusal: Refused
    quotes: Stream | None = None

    @property
    def size(self) -> int:
        """As ``Span.size``."""
        return _ENVELOPE + 4 * len(self.refusal.message)

    def encoded(self, now: datetime) -> bytes:
        """As it travels."""
        said = self.refusal
        return encode(
            RefusedMessage(
                time=now,
                id=self.command,
                code=said.code,
                message=said.message,
                field=said.field,
            )
        )


Frame = EventsFrame | MessageFrame | RefusalFrame


class Gate(Protocol):
    """What stands between a queue and its connection. None of this may raise or wait."""

    def opens(self, frame: Frame) -> bool:
        """Whether ``frame``, the first that waits, may leave now. If so, it does.

        If not, ``Outgoing.look_again`` is called when the answer may be another.
        """

    def ended(self) -> None:
        """Nothing leaves any more."""


class OpenGate:
    """Lets everything through."""

    def opens(self, _frame: Frame) -> bool:
        """As ``Gate.opens``."""
        return True

    def ended(self) -> None:
        """As ``Gate.ended``."""


def framed(spans: Iterable[Span], largest: int = LARGEST_FRAME) -> Iterator[EventsFrame]:
    """``spans`` in frames of at most ``largest`` bytes, split between events."""
    waiting: list[Span] = []
    size = 0
    for piece in _pieces(spans, largest):
        if waiting and size + piece.size > largest:
            yield EventsFrame(tuple(waiting))
            waiting, size = [], 0
        waiting.append(piece)
        size += piece.size
    if waiting:
        yield EventsFrame(tuple(waiting))


def _pieces(spans: Iterable[Span], largest: int) -> Iterator[Span]:
    for span in spans:
        start, size = 0, _ENVELOPE
        for at, body in enumerate(span.bodies):
            if at > start and size + len(body) + 1 > largest:
                yield Span(span.stream, span.first + start, span.bodies[start:at])
                start, size = at, _ENVELOPE
            size += len(body) + 1
        yield Span(span.stream, span.first + start, span.bodies[start:])


class Outgoing:
    """The queue of one connection, with one taker."""

    def __init__(
        self, overflow: Callable[[], None] = lambda: None, most_waiting: int = MOST_WAITING
    ) -> None:
        self.close_code = CloseCode.NORMAL_CLOSURE
        self.is_finished = False
        self.gate: Gate = OpenGate()
        self._overflow = overflow
        self._most_waiting = most_waiting
        self._frames: deque[Frame] = deque()
        self._size = 0
        self._there = asyncio.Event()

    def put(self, frame: Frame, *, bounded: bool = True, ahead: bool = False) -> None:
        """Adds a frame at the end; over the bound all are let go, and ``overflow`` is called.

        What goes ``ahead`` overtakes all but greetings: what waits may not be able to leave.

        What is not ``bounded`` raises the bound by its own size: a catch-up must fit however long
        the meeting was, or its reader would come back for it without end.
        """
        if self.is_finished:
            return
        if not bounded:
            self._most_waiting += frame.size
        at = sum(map(_greets, self._frames)) if ahead else len(self._frames)
        self._frames.insert(at, frame)
        self._size += frame.size
        if self._size > self._most_waiting:
            self.abandon(CloseCode.TRY_AGAIN_LATER)
            self._overflow()
        self._there.set()

    def withdraw(self, streams: Iterable[Stream]) -> None:
        """Takes what is unsent of ``streams`` out, and says ``withdrawn`` before all else.

        A refusal that quotes one of them is answered as for a case that does not exist (CON-2).
        """
        gone = frozenset(streams)
        kept = [left for frame in self._frames if (left := _without(frame, gone)) is not None]
        names = tuple(sorted(str(stream) for stream in gone))
        greetings = [frame for frame in kept if _greets(frame)]
        others = [frame for frame in kept if not _greets(frame)]
        said = MessageFrame(
            lambda now: Withdrawn(time=now, streams=names),
            size=_ENVELOPE + sum(len(name) for name in names),
        )
        self._frames = deque((*greetings, *others))
        self._size = sum(frame.size for frame in self._frames)
        self._frames.insert(len(greetings), said)
        self._size += said.size
        self._there.set()

    def strike(self, bodies: Callable[[Stream, int], tuple[bytes, ...]]) -> None:
        """Something was struck (CASE-5): what waits is sent as it stands now, by ``bodies`` of a
        stream after a number, and no refusal quotes what somebody wrote.
        """
        self._frames = deque(_struck(frame, bodies) for frame in self._frames)
        self._size = sum(frame.size for frame in self._frames)

    def finish(self, code: CloseCode) -> None:
        """Nothing more is added; what waits is still sent. The first ``code`` given counts."""
        if not self.is_finished:
            self.close_code = code
        self.is_finished = True
        self._there.set()

    def abandon(self, code: CloseCode) -> None:
        """Nothing more is added, and nothing that waits is sent."""
        self._frames.clear()
        self._size = 0
        self.finish(code)

    async def next(self) -> Frame | None:
        """The next frame to send, once the gate opens for it; None after the last.

        Until it leaves it can be taken back: nothing waits between the gate and the sender.
        """
        while not (self._frames and self.gate.opens(self._frames[0])):
            if self.is_finished and not self._frames:
                return None
            self._there.clear()
            await self._there.wait()
        frame = self._frames.popleft()
        self._size -= frame.size
        return frame

    def look_again(self) -> None:
        """The gate may answer otherwise now."""
        self._there.set()


QUOTING: Final = frozenset({"changed_meanwhile", "both_changed"})
"""Refusals with what somebody wrote, which may be struck by now (CASE-5)."""


def _struck(frame: Frame, bodies: Callable[[Stream, int], tuple[bytes, ...]]) -> Frame:
    if isinstance(frame, RefusalFrame) and frame.refusal.code in QUOTING:
        return replace(frame, refusal=Refused("moved_on"))
    if not isinstance(frame, EventsFrame):
        return frame
    spans = tuple(
        replace(span, bodies=bodies(span.stream, span.first - 1)[: len(span.bodies)])
        for span in frame.spans
    )
    return frame if spans == frame.spans else replace(frame, spans=spans)


def _greets(frame: Frame) -> bool:
    return isinstance(frame, MessageFrame) and frame.greeting


def _without(frame: Frame, gone: frozenset[Stream]) -> Frame | None:
    if isinstance(frame, MessageFrame):
        return frame
    if isinstance(frame, RefusalFrame):
        quoted = frame.quotes in gone
        return RefusalFrame(frame.command, Refused("no_such_case")) if quoted else frame
    left = tuple(span for span in frame.spans if span.stream not in gone)
    if len(left) == len(frame.spans):
        return frame
    return replace(frame, spans=left) if left else None
