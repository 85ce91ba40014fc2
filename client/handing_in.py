"""A file of referrals on its way to the server: read here, packed, and cut up. In memory alone.

It opens a file that its person names, writes none, and knows nothing of screens or of what is in
the file: a workbook is unpacked at the server, in a process of its own.
"""

import zlib
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from agenda.referrals.table import LARGEST_FILE
from meeting.desk import MOST_HANDED_IN, PIECE, HandInPiece
from meeting.values import Identifier
from meeting.words import clean

TAKEN: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
MEGABYTE: Final = 1024 * 1024
MOST_NAMES: Final = 8
"""Names that are proposed at once."""
QUOTES: Final = "\"'"


class UnusableFile(Exception):
    """The file cannot be handed in. Its text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class HandingIn:
    """A file, by its name, cut into pieces; ``file`` is a random id."""

    name: str
    file: str
    meeting: Identifier
    pieces: tuple[str, ...] = field(repr=False)

    def piece(self, number: int) -> HandInPiece | None:
        """The piece of that number, from 1; None when there are no more."""
        if number > len(self.pieces):
            return None
        content = self.pieces[number - 1]
        return HandInPiece(meeting=self.meeting, file=self.file, piece=number, content=content)


def written_path(text: str) -> Path:
    """The path that was typed, or pasted, as file managers and shells write it."""
    said = text.strip()
    if len(said) > 1 and said[0] in QUOTES and said[-1] == said[0]:
        said = said[1:-1]
    if said.casefold().startswith("file://"):
        said = unquote(urlsplit(said).path)
    path = _at_home(said)
    return _at_home(said.replace("\\ ", " ")) if "\\ " in said and not path.exists() else path


def handed_in(path: Path, meeting: Identifier, file: str) -> HandingIn:
    """The file at ``path``, ready to go. Raises UnusableFile. Blocking."""
    if path.is_dir():
        raise UnusableFile("That is a folder. Type on: Tab completes the name of a file in it.")
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it has no such name"
        raise UnusableFile(f"It cannot be read: {why}. Look at how its name is written.") from None
    packed = b64encode(zlib.compress(content, 9)).decode()
    if len(content) > LARGEST_FILE or len(packed) * 3 // 4 > MOST_HANDED_IN:
        most = MOST_HANDED_IN // MEGABYTE
        raise UnusableFile(
            f"It is too large: {most} MB at most, packed. Copy the referrals alone into a new "
            "workbook, and choose that."
        )
    pieces = tuple(packed[start : start + PIECE] for start in range(0, len(packed), PIECE))
    return HandingIn(clean(path.name), file, meeting, pieces or ("",))


def completed(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with as much more as there is only one way to write, and the names that it can be:
    folders, and files of a kind that is taken. Blocking.
    """
    head, begun = _divided(text)
    try:
        found = sorted(_names(_at_home(head) if head else Path(), begun), key=str.casefold)
    except (OSError, ValueError):
        return text, ()
    if not found:
        return text, ()
    return head + _common(found, begun), tuple(map(clean, found))


def _divided(text: str) -> tuple[str, str]:
    """The folder as it is written, with what divides it from the name that is begun."""
    at = max(text.rfind("/"), text.rfind("\\"))
    return (text[: at + 1], text[at + 1 :]) if at >= 0 else ("", text)


def _names(folder: Path, begun: str) -> list[str]:
    return [
        f"{each.name}/" if each.is_dir() else each.name
        for each in folder.iterdir()
        if each.name.casefold().startswith(begun.casefold())
        and (begun.startswith(".") or not each.name.startswith("."))
        and (each.is_dir() or each.suffix.casefold() in TAKEN)
        and clean(each.name) == each.name
    ]


def _common(names: list[str], begun: str) -> str:
    """The longest beginning of all ``names``, whatever the case of its letters."""
    first = names[0]
    same = (
        n
        for n in range(len(first), len(begun) - 1, -1)
        if all(name[:n].casefold() == first[:n].casefold() for name in names)
    )
    return first[: next(same, 0)] or begun


def _at_home(said: str) -> Path:
    try:
        return Path(said).expanduser()
    except RuntimeError:
        return Path(said)
