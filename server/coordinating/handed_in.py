"""Files of referrals that laptops hand in, in pieces, until they are imported. In memory alone.

A coordinator has one at a time, and it is forgotten when it is imported, when another is begun, and
after a while. Raises Refused.
"""

import zlib
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from agenda.referrals.file import Opened
from agenda.referrals.table import LARGEST_FILE
from meeting.desk import MOST_HANDED_IN, HandInPiece
from meeting.words import Refused
from server.clock import Clock

KEPT_FOR: Final = timedelta(minutes=15)
MOST_KEPT: Final = 4
"""Files that are kept at once; the oldest gives way."""
FILE_TOO_LARGE: Final = (
    "The file is too large to be handed in from a laptop. Copy the referrals alone into a new "
    "workbook, and choose that."
)
GONE: Final = "That file is not here any more. Choose it again."


@dataclass(slots=True)
class _File:
    """A file that comes in: its name, the pieces so far, and when the last of them came."""

    name: str
    meeting: str
    at: datetime
    pieces: list[str] = field(default_factory=list)
    opened: Opened | None = None
    """Its rows, once somebody was shown what they come to."""

    @property
    def size(self) -> int:
        """Characters so far."""
        return sum(map(len, self.pieces))


class HandedIn:
    """By person."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, _File] = {}

    def take(self, piece: HandInPiece, person: str) -> int:
        """Keeps a piece; says how many there are. Raises Refused."""
        now = self._clock.now()
        self._forget_old(now)
        if piece.piece == 1:
            self._files.pop(person, None)
            self._files[person] = _File(piece.file, piece.meeting, now)
            while len(self._files) > MOST_KEPT:
                del self._files[next(iter(self._files))]
        file = self._file(piece.file, piece.meeting, person)
        if len(file.pieces) != piece.piece - 1:
            raise Refused("desk_says", sentence=GONE)
        file.pieces.append(piece.content)
        file.at = now
        if file.size * 3 // 4 > MOST_HANDED_IN:
            del self._files[person]
            raise Refused("desk_says", sentence=FILE_TOO_LARGE)
        return len(file.pieces)

    def content(self, file: str, meeting: str, person: str) -> bytes:
        """The bytes of the file; one more than a file may have, if it has more. Raises Refused."""
        self._forget_old(self._clock.now())
        packed = "".join(self._file(file, meeting, person).pieces)
        try:
            return zlib.decompressobj().decompress(b64decode(packed), LARGEST_FILE + 1)
        except (Error, zlib.error):
            raise Refused("desk_says", sentence=GONE) from None

    def keep(self, file: str, meeting: str, person: str, opened: Opened) -> None:
        """These are its rows, as they were reported. Raises Refused."""
        self._file(file, meeting, person).opened = opened

    def reported(self, file: str, meeting: str, person: str) -> Opened:
        """The rows that were reported. Raises Refused where there was no report."""
        self._forget_old(self._clock.now())
        opened = self._file(file, meeting, person).opened
        if opened is None:
            raise Refused("desk_says", sentence=GONE)
        return opened

    def forget(self, person: str) -> None:
        """It is imported."""
        self._files.pop(person, None)

    def _file(self, name: str, meeting: str, person: str) -> _File:
        found = self._files.get(person)
        if found is None or (found.name, found.meeting) != (name, meeting):
            raise Refused("desk_says", sentence=GONE)
        return found

    def _forget_old(self, now: datetime) -> None:
        for person, file in tuple(self._files.items()):
            if now - file.at > KEPT_FOR:
                del self._files[person]
