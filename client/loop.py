"""The event loop: uvloop where it exists, asyncio's own elsewhere."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Runs ``main`` to its end on the best loop that this machine has."""
    with asyncio.Runner(loop_factory=_loop_factory) as runner:
        return runner.run(main)


def _loop_factory() -> asyncio.AbstractEventLoop:
    if sys.platform != "win32":
        try:
            import uvloop  # noqa: PLC0415 - there is none on Windows or PyPy
        except ImportError:
            pass
        else:
            return uvloop.new_event_loop()
    return asyncio.new_event_loop()
