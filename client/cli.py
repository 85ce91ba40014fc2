"""``marac``: what people at the table run."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from textual.geometry import Size

from client.app import MaracApp
from client.entrance import Entrance, Step
from client.loop import run
from client.private import leave_nothing_behind
from client.remembered import Memory, usual_folder
from client.screens.small import SENTENCE, is_too_small
from client.seat import Unusable, invitation_in
from meeting.joining import DOOR_PREFIX, PREFIX, Invitation

NO_TERMINAL: Final = "marac needs a terminal: run it in a terminal window."
WRONG: Final = 2
"""The exit code where nothing was begun because something has to be put right first."""
LONGEST_FILE: Final = 64 * 1024


def main(argv: Sequence[str] | None = None) -> int:
    """Runs ``marac``; returns the exit code."""
    arguments = _parser().parse_args(argv)
    is_borrowed = getattr(arguments, "borrowed", False)
    entrance = Entrance(Memory(None if is_borrowed else usual_folder()))
    try:
        first = _first(entrance, arguments)
    except Unusable as unusable:
        return _stop(str(unusable))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _stop(NO_TERMINAL)
    columns, lines = shutil.get_terminal_size()
    if is_too_small(Size(columns, lines)):
        return _stop(SENTENCE)
    leave_nothing_behind()
    app = MaracApp(entrance=entrance, first=first)
    result = run(app.run_async())
    return result if result is not None else app.return_code or 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marac", description="Sit down at a MARAC.")
    parser.add_argument("--version", action="version", version=f"marac {version('marac-live')}")
    commands = parser.add_subparsers(dest="what", metavar="COMMAND")
    join = commands.add_parser("join", help="join a meeting")
    join.add_argument(
        "invitation",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="the invitation, if it came as a file; else it is asked, the first time",
    )
    join.add_argument(
        "--address",
        default="",
        metavar="HOST:PORT",
        help="where the server is, if not where the invitation says",
    )
    join.add_argument(
        "--borrowed", action="store_true", help="this is not my laptop: remember nothing on it"
    )
    return parser


def _first(entrance: Entrance, arguments: argparse.Namespace) -> Step:
    file = getattr(arguments, "invitation", None)
    address = getattr(arguments, "address", "")
    return entrance.first("", None if file is None else _read(file), address)


def _read(file: Path) -> Invitation:
    if str(file).startswith((PREFIX, DOOR_PREFIX)):
        raise Unusable(
            "An invitation does not belong on the command line, where others can read it. "
            "Type marac join and paste it when it is asked for."
        )
    try:
        with file.open(encoding="utf-8") as opened:
            return invitation_in(opened.read(LONGEST_FILE))
    except (OSError, UnicodeDecodeError):
        raise Unusable(
            f"The file {file} cannot be read. Look where you saved the invitation, or type marac "
            "join and paste it."
        ) from None


def _stop(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return WRONG
