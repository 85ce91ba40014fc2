"""How long it has been, with the time that the machine was asleep.

A laptop whose lid was shut has not lived through that time: on most systems its steady clock stood
still, and so did every timer. What is good only for so long must not be good for longer by that.
"""

import time
from collections.abc import Callable
from typing import Any, Final

Reading = tuple[float, ...]
"""Every clock of this machine at one moment, in seconds, each from a beginning of its own."""
Clocks = Callable[[], Reading]

_module: Any = time
_THROUGH_SLEEP: Final[int | None] = getattr(_module, "CLOCK_BOOTTIME", None)
"""A steady clock that goes on while the machine sleeps. Linux has one."""


def clocks() -> Reading:
    """The clocks of this machine."""
    read = (time.monotonic(), time.time())
    return read if _THROUGH_SLEEP is None else (*read, _module.clock_gettime(_THROUGH_SLEEP))


def since(then: Reading, now: Reading) -> float:
    """The seconds between two readings, by the clock that says most.

    A clock that stood still says too little, and one that was put back too. One that was put on
    says too much, and something is fetched again that need not have been.
    """
    return max(0.0, *(later - earlier for earlier, later in zip(then, now, strict=True)))


def before(reading: Reading, seconds: float) -> Reading:
    """What the clocks said so long before."""
    return tuple(each - seconds for each in reading)
