"""At a terminal: the chair's screen here, two seats for other terminals, the rest simulated; so are
those two where nobody has sat down by the time that the chair is taken.
"""

import asyncio
import os
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from client.app import MaracApp
from client.link import Link, Seat
from meeting.joining import parse_invitation
from tests.demo.by_itself import say
from tests.demo.day import PEOPLE
from tests.demo.stage import Folder, Server, Table
from tests.getting_in import PASSWORD, come_in

OPEN_SEATS = {"minutes": "the minute-taker", "housing-rep": "Housing's representative"}
"""Seats that wait for somebody at another terminal, until the chair is taken."""
HERE = "chair"
LONGEST_LINE = 4096


async def at_the_table(folder: Folder, papers: Path) -> int:
    """Opens the room and the chair's screen; afterwards writes what there is to write."""
    await folder.arrange()
    server, table = Server(folder), Table(_unheard)
    try:
        await server.start()
        for person in sorted(PEOPLE - {HERE, *OPEN_SEATS}):
            await table.seat(person, folder.invitation(person))
        invite(folder)
        await enter_pressed()
        for person in sorted(PEOPLE & OPEN_SEATS.keys()):
            await table.seat(person, folder.invitation(person), "--if-free")
        app = MaracApp(partial(Link, await seat_here(folder)))
        result = await app.run_async()
    finally:
        await table.clear()
        await server.stop()
    await folder.run("papers", "--out", str(papers))
    say(what_was_written(papers))
    return result or app.return_code or 0


async def enter_pressed() -> None:
    """Returns at the next Enter, or when nobody can press it any more.

    Not ``to_thread``: whoever interrupts the wait would be kept until Enter comes after all.
    """
    pressed, here = asyncio.Event(), asyncio.get_running_loop()

    def wait() -> None:
        with suppress(OSError):  # the terminal has gone
            os.read(sys.stdin.fileno(), LONGEST_LINE)
        with suppress(RuntimeError):  # so has the loop
            here.call_soon_threadsafe(pressed.set)

    threading.Thread(target=wait, daemon=True).start()
    await pressed.wait()


async def seat_here(folder: Folder) -> Seat:
    """The chair is let in by the demonstration itself, second key and all."""
    invitation = parse_invitation(folder.invitation(HERE).read_text(encoding="utf-8"))
    assert invitation is not None
    return await come_in(invitation)


def invite(folder: Folder) -> None:
    """Says which lines to paste into which terminals."""
    marac = Path(sys.executable).with_name("marac")
    say("The room is open, with simulated people at the table. Two seats are free.")
    for person, who in OPEN_SEATS.items():
        say(f"\nTo sit down as {who}, paste into another terminal, and choose a password there:\n")
        say(f"{marac} join {folder.invitation(person)} --borrowed")
    say("\nSit down there before you take the chair: then a simulated person takes a seat that is")
    say("free, and its invitation is used.")
    say("Each invitation is good once: a screen that is closed does not come back by it.")
    say("When you leave the chair, the room closes for everybody, and the papers are written.")
    say("\nCtrl+L locks a screen, and so do five minutes without a key.")
    say(f"The chair's password, which unlocks it: {PASSWORD}")
    say("\nPress Enter to take the chair here.")


def what_was_written(papers: Path) -> str:
    """What lies in the folder now, and whether it is approved."""
    files = sorted(path.name for path in papers.iterdir())
    draft = any("draft" in name for name in files)
    what = (
        "a draft of the action list, which says so on every page"
        if draft
        else "the approved action list"
    )
    readers = sum(name.startswith("register-") for name in files)
    return (
        f"{papers}/ holds {what}, as a Word and a CSV file, and the register, as a CSV file, for "
        f"each of {readers} readers: {len(files)} files."
    )


def _unheard(person: str, told: dict[str, Any]) -> None:
    """What simulated people tell matters to nobody here."""
