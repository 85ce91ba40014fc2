"""What this program leaves nowhere: no core dump, no traceback, no log, no picture of the screen.

Each of them could hold something of a case. ``client`` and ``server`` never import each other, so
``server/private.py`` says the same of the server.
"""

import ctypes
import logging
import os
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Final

FAILED: Final = (
    "MARAC Live stopped because of a fault of its own ({kind}). Everything acknowledged is on the "
    "server: start it again, and tell whoever runs the server."
)
_PR_SET_DUMPABLE: Final = 4
_WRITES: Final = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT", "TEXTUAL_SHOW_RETURN")
"""Settings with which Textual would write or send what is on the screen."""


def failed(error: BaseException) -> str:
    """The sentence for a fault: its kind and what to do, never what it was about."""
    # A worker that failed wraps what made it fail.
    cause = getattr(error, "error", error)
    return FAILED.format(kind=type(cause).__name__)


def forget_settings() -> None:
    """Takes away what would have Textual keep a record; before Textual is imported."""
    for name in _WRITES:
        os.environ.pop(name, None)


def leave_nothing_behind() -> None:
    """For the whole process, from here to its end."""
    no_core_dumps()
    # Libraries log what they received, and faults with their messages.
    logging.disable(logging.CRITICAL)
    sys.excepthook = _say
    threading.excepthook = lambda _: None
    sys.unraisablehook = lambda _: None


def no_core_dumps() -> None:
    """No image of this process's memory is written when it crashes, where that can be said."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A limit does not bind a program that the kernel hands core dumps to.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _say(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    sys.stderr.write(f"{failed(error)}\n")
