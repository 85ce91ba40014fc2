"""The screen as a door: locked, nothing of a meeting reaches it; left, nothing stays on it.

It knows Textual and the terminal, and nothing of meetings.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from client.idle import Idle
from client.private import failed
from client.screens.lock import LockScreen
from client.terminal import (
    CLEAR,
    LOOKED_AT,
    TITLE,
    end_if_it_is_gone,
    title,
    wipe_when_told_to_end,
    wiping,
)
from client.widgets.harmless import Harmless

TOUCHES: Final = (
    events.Key,
    events.Paste,
    events.MouseDown,
    events.MouseScrollDown,
    events.MouseScrollUp,
)
"""What shows that somebody is there; a mouse that is nudged does not."""


class Door(App[int]):
    """An app that can be locked. While it is, ``_display`` lets the locked screen alone through;
    what lies beneath keeps its drafts and is not painted.
    """

    # A palette could take screenshots; selecting text would put it on the clipboard.
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "panic", show=False, priority=True),
    ]

    def __init__(self, idle: Idle | None = None) -> None:
        super().__init__()
        self.idle = idle or Idle()
        self._lock: LockScreen | None = None
        self._harmless = Harmless()
        self._kept = ""
        self._has_failed = False

    # What an app with something behind the door says

    @property
    def can_be_unlocked(self) -> bool:
        """Whether somebody is signed in, whose password would unlock it."""
        return False

    @property
    def is_connected(self) -> bool:
        """Whether the server can be reached."""
        return False

    @property
    def idle_seconds(self) -> int:
        """Seconds without a key after which it locks."""
        raise NotImplementedError

    async def prove(self, password: str) -> bool:
        """Whether the server says that this is the password of who sits here."""
        raise NotImplementedError

    def unlocked(self) -> None:
        """Called with the lock gone, before anything is painted."""

    def beneath(self) -> str:
        """What a locked screen says of what goes on beneath it; anybody who walks past reads it."""
        return ""

    # Locking

    @property
    def is_locked(self) -> bool:
        """Whether nothing of a meeting may be painted."""
        return self._lock is not None

    @property
    def seconds_left(self) -> int:
        """Seconds until it locks by itself, if no key is pressed."""
        return max(0, self.idle_seconds - int(self.idle.seconds()))

    def action_panic(self) -> None:
        """Blanks at once. Where nobody is signed in nothing could unlock it, and it ends."""
        if self.can_be_unlocked:
            self.lock()
        else:
            self.exit(1)

    def lock(self) -> None:
        """Nothing of a meeting is painted from here on."""
        if self._lock is not None:
            return
        self._lock = LockScreen(
            self.prove, self._unlock, lambda: self.is_connected, self.idle.steady, self.beneath
        )
        self._write(CLEAR + title(""))
        self._kept = ""
        self.push_screen(self._lock)

    def _unlock(self) -> None:
        lock, self._lock = self._lock, None
        if lock is None:
            return
        self.idle.touch()
        self._write(title(TITLE))
        self.unlocked()
        if self.screen is lock:
            self.pop_screen()

    @contextmanager
    def beneath_lock(self) -> Iterator[None]:
        """The stack of screens without the lock on it, which is on top again afterwards."""
        lock = self._lock
        if lock is not None and self.screen is lock:
            self.pop_screen()
        yield
        if lock is not None and lock is self._lock:
            self.push_screen(lock)

    def take_lock_away(self) -> None:
        """Everything behind the door is gone: there is nothing to lock."""
        self._unlock()

    def tick(self) -> None:
        """Once a second."""
        if self._lock is not None:
            self._lock.say()
        elif self.can_be_unlocked and not self.seconds_left:
            self.lock()

    async def on_event(self, event: events.Event) -> None:
        """Notices that somebody is there."""
        if isinstance(event, TOUCHES):
            self.idle.touch()
        await super().on_event(event)

    # Painting

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """The one way to the terminal: while it is locked, for the locked screen alone."""
        if self._lock is None or screen is self._lock:
            super()._display(screen, renderable)

    def _refresh_notifications(self) -> None:
        """Notes are held back while it is locked: they would appear on the locked screen."""
        if self._lock is None:
            super()._refresh_notifications()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every line of every widget is made harmless before it is painted."""
        return [self._harmless, *super().get_line_filters()]

    # The clipboard is this program's own: the terminal's is everybody's, and outlives a withdrawal.

    @property
    def clipboard(self) -> str:
        """What was cut or copied here, until something is withdrawn or this is locked."""
        return self._kept

    def copy_to_clipboard(self, text: str) -> None:
        """Keeps ``text`` here; the terminal is not told."""
        self._kept = text

    # Coming and going

    def get_driver_class(self) -> type[Driver]:
        """One that leaves nothing on the terminal."""
        return wiping(super().get_driver_class())

    def on_mount(self) -> None:
        """Who is ended from outside leaves nothing on the terminal either."""
        if self._driver is not None and not self.is_headless:
            wipe_when_told_to_end(self._driver)
            if sys.__stdin__ is not None:
                look = partial(end_if_it_is_gone, sys.__stdin__.fileno())
                self.set_interval(LOOKED_AT, look)

    def _write(self, sequence: str) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)

    # Faults of ours: no traceback is made, since its locals could hold something of a case

    def _fatal_error(self) -> None:
        self.panic()

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002 - Textual's form
        """Ends after a fault, without saying more of it than its kind."""
        self._return_code = 1
        self._has_failed = True
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._has_failed:
            self._has_failed = False
            sys.stderr.write(f"{failed(self._exception or RuntimeError())}\n")
