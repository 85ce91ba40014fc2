"""The event loop: uvloop where it exists, for the memory of TLS connections; asyncio elsewhere."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
log = logging.getLogger(__name__)


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Runs ``main`` to its end. What nobody catches on the way goes to our own log."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.get_loop().set_exception_handler(_note)
        return runner.run(main)


def _note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Logs the kind of an error alone: its words, and a trace, could quote what people said."""
    log.error("an error that nobody caught: %s", type(context.get("exception")).__name__)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    try:
        import uvloop  # noqa: PLC0415 - not there on every interpreter
    except ImportError:
        return None
    return uvloop.new_event_loop


def stop_requested() -> asyncio.Event:
    """Is set when the process is asked to end, by Ctrl-C or by whoever started it."""
    event = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, event.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(event.set))
    return event
