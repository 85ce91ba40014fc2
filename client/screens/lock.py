"""The locked screen. It says nothing of any case, and takes a password and nothing else."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from client.view.rows import Piece, Tone, quiet, row
from client.widgets.painted import Painted
from client.widgets.secret import Secret

LOCKED: Final = "This screen is locked."
TYPE: Final = "Type your password. What you were writing is kept."
CHECKING: Final = "Checking ..."
UNREACHABLE: Final = (
    "The server cannot be reached, and only the server can unlock this screen. It goes on trying; "
    "type your password when it is back."
)
WRONG: Final = "That was not taken for your password. Type it again."
WAIT: Final = "That was not taken for your password. Try again in {seconds} second{s}."
FOOT: Final = "Enter unlocks · Ctrl+Q closes the program"
AGAIN: Final = "Ctrl+Q again closes the program, and what was being written here is lost."
LONGEST_WAIT: Final = 60
"""Seconds after a wrong password, at most."""

Prove = Callable[[str], Awaitable[bool]]


def wait_after(wrong: int) -> int:
    """Seconds that nothing can be tried after the ``wrong``-th wrong password: 1, 2, 4 ... 60."""
    return min(2 ** (wrong - 1), LONGEST_WAIT) if wrong else 0


class LockScreen(Screen[None]):
    """Opaque, over everything. ``prove`` asks the server; ``clock`` is steady, in seconds."""

    AUTO_FOCUS = "Secret"
    WHAT: ClassVar[str] = LOCKED
    TYPE: ClassVar[str] = TYPE
    UNREACHABLE: ClassVar[str] = UNREACHABLE
    FOOT: ClassVar[str] = FOOT

    def __init__(
        self,
        prove: Prove,
        unlock: Callable[[], None],
        is_connected: Callable[[], bool],
        clock: Callable[[], float],
        beneath: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__()
        self._prove = prove
        self._unlock = unlock
        self._is_connected = is_connected
        self._clock = clock
        self._beneath = beneath
        self._wrong = 0
        self._not_before = 0.0
        self._is_checking = False
        self.is_leaving = False
        """Whether Ctrl+Q was pressed once."""

    def compose(self) -> ComposeResult:
        """What to do, the password, and what came of it."""
        with Vertical(id="lock"):
            yield Static(self.WHAT, markup=False, classes="title")
            yield Painted(id="words")
            yield Painted(id="beneath")
            yield Secret(id="password")
            yield Painted(id="foot")

    def on_mount(self) -> None:
        """Says what to do."""
        self.say()

    @on(Secret.Typed)
    def _typed(self) -> None:
        """Whoever types does not want to leave."""
        self.ask_to_leave(wanted=False)

    def ask_to_leave(self, *, wanted: bool = True) -> bool:
        """Whether to leave: only when asked for twice running."""
        leaving, self.is_leaving = wanted and self.is_leaving, wanted
        self.say()
        return leaving

    def say(self) -> None:
        """What is so now; called whenever that may have changed, and every second."""
        foot = Piece(AGAIN, Tone.WARNING) if self.is_leaving else quiet(self.FOOT)
        beneath = Piece(self._beneath(), Tone.WARNING)
        said = (("#words", Piece(*self._words())), ("#beneath", beneath), ("#foot", foot))
        for where, piece in said:
            # None is there before it is mounted, nor while the app closes.
            for painted in self.query(where).results(Painted):
                painted.show((row(piece),) if piece.text else ())

    def _words(self) -> tuple[str, Tone]:
        if not self._is_connected():
            return self.UNREACHABLE, Tone.WARNING
        if self._is_checking:
            return CHECKING, Tone.PLAIN
        if seconds := self._seconds_to_wait():
            return WAIT.format(seconds=seconds, s="" if seconds == 1 else "s"), Tone.BAD
        return (WRONG, Tone.BAD) if self._wrong else (self.TYPE, Tone.PLAIN)

    def _seconds_to_wait(self) -> int:
        return max(0, -int(-(self._not_before - self._clock()) // 1))

    @on(Secret.Entered)
    def _entered(self) -> None:
        password = self.query_one(Secret).take()
        can_try = self._is_connected() and not self._is_checking and not self._seconds_to_wait()
        if password and can_try:
            self._is_checking = True
            self.run_worker(self._try(password))
        self.say()

    async def _try(self, password: str) -> None:
        """Whatever comes of it but a yes, this stays locked."""
        is_right = await self._prove(password)
        self._is_checking = False
        if is_right:
            self._unlock()
        elif self._is_connected():
            self._wrong += 1
            self._not_before = self._clock() + wait_after(self._wrong)
        self.say()
