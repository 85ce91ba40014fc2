"""How a command speaks to the person who runs it."""

import sys


def say(words: object) -> None:
    """One line on standard output, at once: another program may be waiting for it."""
    print(words, flush=True)  # noqa: T201 - this is what the command is for


def tell(words: object) -> None:
    """One line for the person at the terminal, which a file or program behind us does not get."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - as above


def complain(words: object) -> None:
    """One line on standard error."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - as above
