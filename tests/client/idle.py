"""Waits until a screen has nothing left to do, as its event loop knows it.

Textual's own waiting guesses it from the processor: 20 ms at least, twice for each key, and longer
on a busy machine. The loop knows it exactly, so a test is both quicker and surer.
"""

import asyncio
from typing import Any, Final

FRAME: Final = 1 / 60
"""Seconds between two paintings: a timer that is due by then belongs to what is under way."""


async def until_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Stands for ``textual._wait.wait_for_idle``: no callback is ready and no painting is due."""
    loop: Any = asyncio.get_running_loop()  # what it has to do is said by private parts alone
    ends = loop.time() + max_sleep
    while loop.time() < ends:
        await asyncio.sleep(min_sleep)
        if loop._ready:
            continue
        due = min(
            (timer.when() for timer in loop._scheduled if not timer.cancelled()), default=ends
        )
        if due > loop.time() + FRAME:
            return
        await asyncio.sleep(max(due - loop.time(), 0))
