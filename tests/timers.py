"""Time that passes only when a test says so."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False)
class Timer:
    """Something that is to happen in ``seconds``, unless it is cancelled."""

    seconds: float
    call: Callable[[], None]
    is_off: bool = False

    def cancel(self) -> None:
        self.is_off = True


@dataclass
class Timers:
    """Stands for the event loop's ``call_later``."""

    set: list[Timer] = field(default_factory=list)
    news: Callable[[], None] = lambda: None
    """Told whenever one is set."""

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        timer = Timer(seconds, call)
        self.set.append(timer)
        self.news()
        return timer

    @property
    def running(self) -> list[Timer]:
        """Those that are still to go off."""
        return [timer for timer in self.set if not timer.is_off]

    def go_off(self) -> None:
        """The time of all that are running is over."""
        for timer in self.running:
            timer.is_off = True
            timer.call()
