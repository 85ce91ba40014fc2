"""What went from the screen without having been asked for, in words that name nothing of a case."""

from dataclasses import dataclass, replace

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Lost:
    """``forgotten`` commands were not saved; ``lease`` is the seconds after which the cases went.

    Both are 0 where there is nothing to say.
    """

    forgotten: int = 0
    lease: int = 0

    def more(self, count: int) -> "Lost":
        """With ``count`` more commands that were not saved."""
        return replace(self, forgotten=max(0, self.forgotten + count))

    def read(self) -> "Lost":
        """After the person went on: the cases are still away until the server is back."""
        return replace(self, forgotten=0)

    def sentences(self) -> tuple[str, ...]:
        """What to tell the person."""
        return (
            *((_not_saved(self.forgotten),) if self.forgotten else ()),
            *((_out_of_reach(self.lease),) if self.lease else ()),
        )


def things(count: int) -> str:
    """``1 thing``, ``2 things``."""
    return f"{count} thing{'' if count == 1 else 's'}"


def _not_saved(count: int) -> str:
    it = "it has" if count == 1 else "they have"
    return (
        f"{things(count).capitalize()} that you sent for a case now closed to you "
        f"{'was' if count == 1 else 'were'} not saved: {it} to be given again if the case is open "
        "to you again."
    )


def _out_of_reach(seconds: int) -> str:
    return (
        f"The server could not be reached for {_spoken(seconds)}, so the cases are no longer on "
        "this screen, nor is what stood unsent in a form; the cases come back with the server."
    )


def _spoken(seconds: int) -> str:
    if seconds % MINUTE:
        return f"{seconds} seconds"
    minutes = seconds // MINUTE
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
