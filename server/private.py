"""What the server leaves nowhere: no core dump, and no traceback that quotes what somebody said.

``client`` and ``server`` never import each other: ``client/private.py`` says the same of a laptop.
"""

import ctypes
import sys
from contextlib import suppress
from types import TracebackType
from typing import Final

FAILED: Final = (
    "MARAC Live's server stopped because of a fault of its own ({kind}{place}). Everything "
    "acknowledged is on the disk: start it again, and report this line."
)
_PR_SET_DUMPABLE: Final = 4


def leave_nothing_behind() -> None:
    """For the whole process, from here to its end."""
    no_core_dumps()
    sys.excepthook = say


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


def say(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """One line for a fault: its kind and where, never its message."""
    if issubclass(kind, KeyboardInterrupt):
        return
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace else ""
    sys.stderr.write(f"{FAILED.format(kind=kind.__name__, place=place)}\n")
