"""The terminal: its title, and that nothing is left on it.

A terminal keeps what was on it longer than the program that wrote it: in its scrollback, its title,
and on the screen of a program that was killed.
"""

import os
import select
import signal
import sys
import time
from _thread import start_new_thread
from functools import partial
from typing import Final

from textual.driver import Driver

TITLE: Final = "MARAC Live"
CLEAR: Final = "\x1b[H\x1b[2J"
WIPE: Final = f"{CLEAR}\x1b[3J"
"""Clears what is seen and then, since some terminals move that there, what was scrolled away."""
KEEP_TITLE: Final = "\x1b[22;0t"
GIVE_TITLE_BACK: Final = "\x1b[23;0t"
MOUSE_OFF: Final = "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1015, 1006))
_SIGNALLED: Final = 128
"""What a shell adds to the number of the signal that ended a program."""
LOOKED_AT: Final = 1.0
"""Seconds between two looks whether the terminal is still there."""
PATIENCE: Final = 5.0
"""Seconds that a terminal which takes nothing any more is waited for by who is told to end: a slow
one is still to be wiped.
"""


def title(words: str) -> str:
    """What names the window ``words``, which are this program's own."""
    return f"\x1b]0;{words}\x07"


LAST: Final = title("") + GIVE_TITLE_BACK + WIPE
"""What a terminal is written last."""


def wiping(driver: type[Driver]) -> type[Driver]:
    """``driver``, leaving a terminal with nothing on it and with the title that it had."""

    class Wiping(driver):  # type: ignore[misc, valid-type] # which it is depends on the machine
        def start_application_mode(self) -> None:
            super().start_application_mode()
            self.write(KEEP_TITLE + title(TITLE))

        def stop_application_mode(self) -> None:
            super().stop_application_mode()
            self.write(LAST)
            self.flush()

    return Wiping


def wipe_when_told_to_end(driver: Driver) -> None:
    """Who is ended from outside leaves nothing on the screen either."""
    if sys.platform == "win32":
        # There a console that is closed takes what it showed with it.
        return

    def end(number: int, _: object) -> None:
        # Whatever was being done here goes on: it may hold the lock of the very queue in which the
        # last words to the terminal have to be put, and nobody would ever let go of it.
        for what in (_give_up, partial(_leave, driver)):
            start_new_thread(what, (_SIGNALLED + number,))

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, end)


def _give_up(code: int) -> None:
    """The terminal may be gone, or take nothing: that must not keep the program alive."""
    time.sleep(PATIENCE)
    os._exit(code)


def _leave(driver: Driver, code: int) -> None:
    """Ends this program with ``code`` and nothing on the terminal: whatever the rest of it still
    paints is no longer written once the driver is closed, and what is written last is this.
    """
    try:
        driver.write(MOUSE_OFF)  # which a driver itself does from the main thread alone
        driver.stop_application_mode()
        driver.close()
        if sys.__stderr__ is not None:
            os.write(sys.__stderr__.fileno(), LAST.encode())
    finally:
        os._exit(code)


def end_if_it_is_gone(number: int) -> None:
    """Ends this program, as though it had been told to, once nobody has the other end of the
    terminal with the descriptor ``number``.

    Not everything that takes a terminal away says so: one that is not the program's own, or is
    closed behind ``nohup``, just ends. Nobody is there to see a case any more, and whoever reads
    from it is given nothing, at once and for ever.
    """
    if sys.platform == "win32":
        return
    look = select.poll()
    look.register(number, 0)
    # Nothing but this: some systems answer that they cannot look at a terminal.
    if any(event & select.POLLHUP for _, event in look.poll(0)):
        signal.raise_signal(signal.SIGHUP)
