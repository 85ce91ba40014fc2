"""Which file of referrals to import: a path, typed with completion, or pasted."""

import asyncio
from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from client.handing_in import (
    MOST_NAMES,
    HandingIn,
    UnusableFile,
    completed,
    handed_in,
    written_path,
)
from client.outbox import new_id
from client.view.rows import Piece, Row, Tone, quiet, row
from client.widgets.ahead import TypedAhead
from client.widgets.painted import Painted
from meeting.values import Identifier
from meeting.words import clean

SAID: Final = (
    "A workbook (.xlsx) or a CSV file on this laptop. You are shown what it comes to before "
    "anything is imported; nothing of it is written on this laptop."
)
KEYS: Final = "Tab completes the name · Enter reads the file · Escape back"
NO_NAME: Final = "Nothing here begins so. Only folders, .xlsx and .csv files are proposed."
NO_PATH: Final = "Type where the file is, or paste its path."
READING: Final = "One moment ..."


class PathLine(Input):
    """One line for a path. What is pasted counts whole, and is cleaned."""

    async def _on_key(self, event: events.Key) -> None:
        """Tab completes, in its turn, and never leaves the line."""
        if event.key in {"tab", "shift+tab"}:
            event.prevent_default()
            event.stop()
            self.post_message(ToComplete())
        else:
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pasted = clean(" ".join(event.text[:4096].split("\n"))).strip()
        start = min(self.selection)
        self.replace(pasted, *self.selection)
        self.cursor_position = start + len(pasted)


class ToComplete(Message):
    """Tab was pressed."""


class ChooseFileScreen(TypedAhead, ModalScreen[None]):
    """A line for the path, and what the name can be."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    class Chosen(Message):
        """The file is read, and can be handed in."""

        def __init__(self, handing_in: HandingIn) -> None:
            super().__init__()
            self.handing_in = handing_in

    def __init__(self, meeting: Identifier, begun: str = "", file: str = "") -> None:
        """``file`` is its id, where that is known before."""
        super().__init__()
        self.meeting = meeting
        self._file = file
        self._begun = begun

    def compose(self) -> ComposeResult:
        """What is asked, the line, and what was wrong with it."""
        with Vertical(id="form", classes="large") as box:
            box.border_title = "Import referrals"
            yield Painted(id="above")
            yield PathLine(self._begun, placeholder="path of the file", id="path", compact=True)
            yield Painted(id="names")
            yield Painted(id="fault")
            yield Painted(id="foot")

    def on_mount(self) -> None:
        """The cursor is in the line."""
        self._show("#above", (row(SAID),))
        self._show("#foot", (row(quiet(KEYS)),))
        line = self.query_one(PathLine)
        line.focus()
        self.open_to(line)

    def _show(self, where: str, rows: Iterable[Row]) -> None:
        self.query_one(where, Painted).show(tuple(rows))

    @on(Input.Changed)
    def _changed(self) -> None:
        """What was said of what stood there goes when something else does."""
        self._show("#names", ())
        self._show("#fault", ())

    @on(ToComplete)
    async def _complete(self) -> None:
        line = self.query_one(PathLine)
        text, names = await asyncio.to_thread(completed, line.value)
        line.value = text
        line.cursor_position = len(text)
        # After the line has said that it changed.
        self.call_after_refresh(self._show, "#names", _proposed(names))

    @on(Input.Submitted)
    async def _read(self) -> None:
        line = self.query_one(PathLine)
        if not line.value.strip():
            self._fault(NO_PATH)
            return
        self._show("#fault", (row(quiet(READING)),))
        try:
            path = written_path(line.value)
            found = await asyncio.to_thread(handed_in, path, self.meeting, self._file or new_id())
        except UnusableFile as error:
            self._fault(str(error))
        else:
            self.post_message(self.Chosen(found))

    def _fault(self, words: str) -> None:
        self._show("#fault", (row(Piece(f"✗ {words}", Tone.BAD), indent=2),))

    def action_back(self) -> None:
        """Nothing is imported."""
        self.dismiss()


def _proposed(names: tuple[str, ...]) -> tuple[Row, ...]:
    if not names:
        return (row(Piece(NO_NAME, Tone.WARNING)),)
    if len(names) == 1:
        return ()
    more = len(names) - MOST_NAMES
    and_more = (row(quiet(f"and {more} more")),) if more > 0 else ()
    return (*(row(quiet(name)) for name in names[:MOST_NAMES]), *and_more)
