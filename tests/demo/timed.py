"""A person who looks at the clock: how long each answer took, and each event on its way.

They go on as fast as the server lets anybody, and no faster, so that what is measured is no rest.
"""

import json
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from client.happenings import Acknowledged, Happening, RefusedCommand
from client.link import Seat
from meeting.commands import AnyCommand
from server.pace import REPEATABLE
from server.rate import Bucket, Rate
from tests.people import Person

UNHURRIED: Final = Rate(at_once=50, a_second=0.95)
"""Of each kind of command that can be repeated; a little below what ``server.pace`` lets by."""


class Timed(Person):
    """Server and laptops are on one machine, so that both are measured by one clock."""

    def __init__(self, seat: Seat) -> None:
        self._sent: dict[str, float] = {}
        self._longest_answer = 0.0
        self._arrived: list[float] = []
        self._left: dict[str, Bucket] = {}
        super().__init__(seat)

    def send(self, command: AnyCommand) -> str:
        """Sends ``command`` without waiting; returns its id."""
        message_id = super().send(command)
        self._sent[message_id] = now = time.monotonic()
        if command.kind in self._left:
            self._left[command.kind].take(now)
        return message_id

    def too_soon(self, command: AnyCommand) -> float:
        """For how many seconds ``command`` would be too fast; 0 where it may be sent."""
        if command.kind not in REPEATABLE:
            return 0.0
        now = time.monotonic()
        left = self._left.setdefault(command.kind, Bucket(UNHURRIED, now))
        return 0.0 if left.has(now) else 0.1

    def longest_waits(self) -> dict[str, float]:
        """In milliseconds: for an answer, and from an event on the server to its arrival here."""
        arrivals = zip(self.frames, self._arrived, strict=True)
        on_the_way = (arrived - at for frame, arrived in arrivals for at in happened(frame))
        return {
            "answer": round(self._longest_answer * 1000),
            "arrival": round(max(on_the_way, default=0.0) * 1000),
        }

    def _tap(self, frame: str | bytes) -> None:
        self._arrived.append(time.time())
        super()._tap(frame)

    def _happened(self, happening: Happening) -> None:
        if isinstance(happening, Acknowledged | RefusedCommand):
            sent = self._sent.pop(happening.id or "", None)
            if sent is not None:
                self._longest_answer = max(self._longest_answer, time.monotonic() - sent)
        super()._happened(happening)


def happened(frame: str) -> Iterator[float]:
    """When each event of a frame happened, in seconds of the clock on the wall.

    A stream from its beginning is one that becomes readable, and may have happened long ago.
    """
    message: dict[str, Any] = json.loads(frame)
    for part in message.get("parts", ()):
        if part["first"] > 1:
            for event in part["events"]:
                yield datetime.fromisoformat(event["at"]).timestamp()
