"""``marac``: what people at the table run."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from typing import Final

from textual.geometry import Size

from client.app import MaracApp
from client.link import Link
from client.loop import run
from client.room_link import MakeLink
from client.screens.small import SENTENCE, is_too_small
from client.seat import Unusable, seat_for

NO_TERMINAL: Final = "marac needs a terminal: run it in a terminal window."
WRONG: Final = 2
"""The exit code where nothing was begun because something has to be put right first."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs ``marac``; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        make_link = _make_link(arguments)
    except Unusable as unusable:
        return _stop(str(unusable))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _stop(NO_TERMINAL)
    columns, lines = shutil.get_terminal_size()
    if is_too_small(Size(columns, lines)):
        return _stop(SENTENCE)
    app = MaracApp(make_link, getattr(arguments, "address", None) or "")
    result = run(app.run_async())
    return result if result is not None else app.return_code or 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marac", description="Sit down at a MARAC.")
    parser.add_argument("--version", action="version", version=f"marac {version('marac-live')}")
    commands = parser.add_subparsers(dest="what", metavar="COMMAND")
    join = commands.add_parser("join", help="join a meeting")
    join.add_argument(
        "address", nargs="?", help="host or host:port, as the coordinator gave it; else it is asked"
    )
    join.add_argument(
        "code", nargs="?", help="your joining code, which is good once; else it is asked"
    )
    return parser


def _make_link(arguments: argparse.Namespace) -> MakeLink | None:
    if arguments.what != "join" or arguments.address is None or arguments.code is None:
        return None
    return partial(Link, seat_for(arguments.address, arguments.code))


def _stop(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return WRONG
