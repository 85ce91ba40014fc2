"""What is said aloud in the room, which no laptop carries: lines on a person's standard input."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable

HOLD_YOUR_POINTS = "hold your points until you are asked"
SPEAK = "speak"
YOUR_LAPTOP_FAILS = "your laptop fails"
OPEN_YOUR_LAPTOP = "open your laptop"
YOU_ARE_CALLED_AWAY = "you are called away"
THE_DAY_IS_OVER = "the day is over"


class Voice:
    """Every line that was heard so far; ``told`` is called on the loop after each."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._heard: set[str] = set()
        self._told = told
        self._loop = asyncio.get_running_loop()
        # A thread, for a pipe cannot be awaited on every platform; it ends with the process.
        threading.Thread(target=self._listen, daemon=True).start()

    def heard(self, line: str) -> bool:
        """Whether this was said."""
        return line in self._heard

    def _listen(self) -> None:
        for line in sys.stdin:
            self._loop.call_soon_threadsafe(self._hear, line.strip())
        os._exit(0)  # nobody is in the room any more: the demonstration was ended from outside

    def _hear(self, line: str) -> None:
        self._heard.add(line)
        self._told()
