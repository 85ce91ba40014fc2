"""Clears up after the demonstration, however that ended: its terminal closed, or it was killed.

A process of its own, which waits until nobody holds the other end of its standard input any more.
People at the table notice the same of theirs (``tests.demo.voice``), and go.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SERVER = "server.pid"
"""The file of the folder that has the number of the server's process, while there is one."""


@contextmanager
def kept(root: Path) -> Iterator[None]:
    """Whatever becomes of this process, ``root`` is gone afterwards, and the server with it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.demo.keeper", str(root)],
        stdin=subprocess.PIPE,
        # What ends us must not end it.
        start_new_session=os.name == "posix",
    ):
        yield


def main() -> None:
    """``python -m tests.demo.keeper FOLDER``."""
    root = Path(sys.argv[1])
    sys.stdin.read()
    with suppress(OSError, ValueError):
        number = int((root / SERVER).read_text(encoding="ascii"))
        os.kill(number, getattr(signal, "SIGKILL", signal.SIGTERM))
    while root.exists():  # somebody who is about to end may still write into it
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
