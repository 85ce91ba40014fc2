"""Whether a write-ahead log is whole, found out before SQLite opens it.

SQLite reads one up to the first frame that is not whole, and forgets the rest. After a power cut
that is right: what is torn was never acknowledged. Where acknowledged writes come after it, they
would be gone without a word. The form is that of "The WAL File Format" of SQLite.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

_HEADER: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">6I")
_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}
"""What a log begins with, and in which order of bytes its sums are taken."""
_SUMMED: Final = 8
_WORD: Final = 0xFFFFFFFF
Sum = tuple[int, int]


class Condition(Enum):
    """What a log is like."""

    WHOLE = "whole"
    TORN = "torn"
    """Its last transaction is not whole: a power cut, or damage that cannot be told from one."""
    DAMAGED = "damaged"
    """Something before its last transaction is not whole."""


def condition_of(database: Path) -> Condition:
    """What the log of ``database`` is like; whole where there is none. Raises OSError."""
    path = database.with_name(f"{database.name}-wal")
    raw = path.read_bytes() if path.is_file() else b""
    if not raw.strip(b"\0"):
        return Condition.WHOLE
    frames = _frames(raw)
    if frames is None:
        return Condition.DAMAGED
    bad = next((at for at, frame in enumerate(frames) if not frame.is_good), None)
    if bad is None:
        return Condition.WHOLE
    later = sum(frame.is_good and frame.is_commit for frame in frames[bad + 1 :])
    own = 0 if frames[bad].is_commit else 1
    # One commit may be that of the very transaction that is torn; a later one was waited for.
    return Condition.DAMAGED if later > own else Condition.TORN


@dataclass(frozen=True, slots=True)
class _Frame:
    is_good: bool
    is_commit: bool


def _frames(raw: bytes) -> tuple[_Frame, ...] | None:
    """The frames of a log; None where not even its header is whole."""
    if len(raw) < _HEADER.size:
        return None
    magic, _, page, _, salt, pepper, *kept = _HEADER.unpack_from(raw)
    order = _MAGIC.get(magic)
    if order is None or _sum(raw[: _HEADER.size - _SUMMED], order, (0, 0)) != tuple(kept):
        return None
    return tuple(_read(raw, page, order, (salt, pepper), (kept[0], kept[1])))


def _read(raw: bytes, page: int, order: str, salts: Sum, before: Sum) -> Iterator[_Frame]:
    """Each is judged from the sum that the one before carries, and from the one that it should: a
    frame whose own sum alone is wrong must not hide the commits that come after it.
    """
    size = _FRAME.size + page
    afters: tuple[Sum, ...] = (before,)
    for at in range(_HEADER.size, len(raw), size):
        frame = raw[at : at + size]
        if len(frame) < size:
            yield _Frame(is_good=False, is_commit=False)
            return
        _, pages, salt, pepper, first, second = _FRAME.unpack_from(frame)
        content = frame[:_SUMMED] + frame[_FRAME.size :]
        totals = tuple(_sum(content, order, after) for after in afters)
        is_good = (salt, pepper) == salts and (first, second) in totals
        yield _Frame(is_good, is_commit=pages != 0)
        afters = ((first, second),) if is_good else ((first, second), totals[0])


def _sum(content: bytes, order: str, start: Sum) -> Sum:
    first, second = start
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & _WORD
        second = (second + words[at + 1] + first) & _WORD
    return first, second
