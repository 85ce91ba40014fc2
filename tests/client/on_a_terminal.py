"""The real program on a real terminal: what it writes there, byte by byte.

    python -m tests.client.on_a_terminal ACT FILE

plays ACT on the terminal that it is started on, and writes to FILE what it noted, or why it failed.
``played`` starts that on a terminal of its own and gives back everything written to it.
"""

import asyncio
import json
import os
import re
import struct
import subprocess
import sys
import traceback
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.text import Text
from textual.pilot import Pilot

from agenda.text import is_visible
from client.acts.form import Form
from client.acts.keys import offered
from client.app import MaracApp
from client.happenings import Ended, Noticed, RefusedCommand
from client.loop import run
from client.private import leave_nothing_behind
from client.screens.form import FormScreen
from client.screens.join import JoinScreen
from client.screens.meeting import MeetingScreen
from meeting.wire import About, Offer
from tests.client.fake_room import FakeRoom
from tests.client.hostile import Enemy, completed, everything_retold
from tests.client.scenes import in_planning, in_summary
from tests.client.waiting import screen_text, until, until_shown, write
from tests.getting_in import PASSWORD
from tests.given import Given, share

ROOT: Final = Path(__file__).parents[2]
LONGEST: Final = 60.0
"""Seconds in which a program ends whose terminal has gone."""
CANARY: Final = "Ж"
"""A letter that stands in every text of a case, and nowhere else."""
MEANT: Final = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours
    rb"|\x1b\[[0-9]+;[0-9]+H"  # the cursor to a place
    rb"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p"  # whether the terminal knows a mode
    rb"|\x1b\[>[0-9]+u|\x1b\[<u"  # the keyboard
    rb"|\x1b\]22;[a-z-]+\x07"  # the shape of the pointer
    rb"|\x1b\[H\x1b\[2J(?:\x1b\[3J)?"  # ours: cleared, and wiped
    rb"|\x1b\[22;0t|\x1b\[23;0t|\x1b\]0;(?:MARAC Live)?\x07"  # ours: the title
)
"""Everything that Textual, and this program, mean a terminal to do."""
LOCKED: Final = b"\x1b[H\x1b[2J\x1b]0;\x07"
OPEN: Final = b"\x1b]0;MARAC Live\x07"
WIPED: Final = b"\x1b]0;\x07\x1b[23;0t\x1b[H\x1b[2J\x1b[3J"


@dataclass(frozen=True)
class Played:
    """What came of it: the exit code, what was written to the terminal, and what was noted."""

    code: int
    written: bytes
    noted: dict[str, Any]

    @property
    def text(self) -> str:
        """What was written, but for what was meant for the terminal itself."""
        return MEANT.sub(b"", self.written).decode()

    @property
    def unmeant(self) -> Iterator[str]:
        """Characters that nobody means a terminal to get."""
        return (char for char in self.text if char not in "\r\n" and not is_visible(char))


def played(
    act: str, folder: Path, size: tuple[int, int] = (120, 36), kill: int = 0, *, leave: bool = False
) -> Played:
    """Plays ``act`` on a terminal of its own, with everything that is written to disk below
    ``folder``; once it is ready sends the signal ``kill``, if one is given, or takes the terminal
    away without a word.
    """
    import fcntl  # noqa: PLC0415 - there is none on Windows
    import termios  # noqa: PLC0415 - as above

    noted = folder / "noted.json"
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"), str(folder))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.client.on_a_terminal", act, str(noted)],
        cwd=folder,
        env={**places, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    written = bytearray()
    while piece := _read(ours):
        written += piece
        if kill and READY in written:
            process.send_signal(kill)
            kill = 0
        if leave and READY in written:
            break
    os.close(ours)
    try:
        code = process.wait(LONGEST)
    finally:
        process.kill()
    return Played(code, bytes(written), json.loads(noted.read_text()) if noted.exists() else {})


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # How Linux says that nobody has the other end open any more.
        return b""


# What is played

READY: Final = b"\x1b]22;ready\x07"
"""Written by an act that has come as far as it wants to."""


def say_ready(app: MaracApp) -> None:
    """Marks the place in what is written."""
    app._write(READY.decode())


@dataclass(frozen=True)
class Act:
    """Whose screen, in which room, and what happens."""

    given: Callable[[], Given]
    person: str
    play: Callable[[Pilot[Any], FakeRoom, dict[str, Any]], Awaitable[None]]


def canaries(given: Given) -> Given:
    """``given`` with the canary in every text."""
    return everything_retold(given, lambda words: CANARY * min(len(words) or 4, 30))


async def lock_and_unlock(pilot: Pilot[Any], room: FakeRoom, _: dict[str, Any]) -> None:
    """Locked over a form with a draft, while all sorts of things happen."""
    app = pilot.app
    assert isinstance(app, MaracApp)
    await until_shown(pilot, CANARY, "volunteer")
    await pilot.press("v")
    await until(pilot, lambda: isinstance(app.screen, FormScreen), "a form")
    await pilot.press("D", "r", "a", "f", "t")
    await pilot.press("ctrl+l")
    await until_shown(pilot, "This screen is locked.")
    for columns, lines in ((90, 30), (60, 15), (140, 40), (120, 36)):
        await pilot.resize_terminal(columns, lines)
        await until(pilot, lambda columns=columns: app.screen.size.width == columns, "resized")  # type: ignore[misc] # mypy cannot infer a default
    link = room.link("housing")
    room.does("police", share(CANARY * 8, case="ash", information="i9"))
    link.listen(Noticed(About.CLOSING, CANARY * 8))
    link.listen(RefusedCommand("0" * 32, None, "our_fault", CANARY * 8, None))
    app.notify(CANARY * 8, timeout=60)
    # Whatever has a screen beneath paint itself.
    app._display(app.screen_stack[1], Text(CANARY * 8))
    link.lose()
    await until_shown(pilot, "The server cannot be reached")
    link.connect()
    await until_shown(pilot, "Type your password")
    await pilot.press("v", "enter", "tab", "escape", "question_mark", "4", "ctrl+p", "ctrl+s")
    await until_shown(pilot, "Try again in")
    app.mark_dirty()
    await until_shown(pilot, "Type it again")
    assert app.is_locked
    await pilot.press("ctrl+u")
    await write(pilot, PASSWORD)
    await pilot.press("enter")
    await until_shown(pilot, "Draft", "Ctrl+S send")
    await pilot.press("escape", "escape")
    await until_shown(pilot, CANARY)
    await pilot.press("ctrl+q", "enter")


async def visit(pilot: Pilot[Any], room: FakeRoom, noted: dict[str, Any]) -> None:
    """Every tab, every form, help, register and summary, small and large."""
    app = pilot.app
    assert isinstance(app, MaracApp)
    seen: set[str] = set()
    shown: set[str] = set()

    async def look() -> None:
        await pilot.pause()
        seen.add(type(app.screen).__name__)
        seen.update(type(widget).__name__ for widget in app.screen.query("*"))
        text = screen_text(app)
        shown.update(word for word in ("[@click=app.quit]x[/]", "[/b]", "[TODO]") if word in text)

    await until(pilot, lambda: bool(room.links), "joining")
    enemy, (link,) = Enemy(), room.links
    for stand in (in_planning(), in_summary()):
        room.given = everything_retold(completed(stand), enemy)
        room.distribute()
        if isinstance(app.screen, MeetingScreen):
            app._settle()
        link.listen(Noticed(About.CLOSING, enemy("")))
        link.listen(RefusedCommand("0" * 32, None, "our_fault", enemy(""), None))
        link.offer(Offer(meeting="another", message=enemy("")))
        for columns, lines in ((80, 24), (140, 40)):
            await pilot.resize_terminal(columns, lines)
            for key in ("1", "2", "3", "4", "5", "tab", "down", "G", "escape", "question_mark"):
                await pilot.press(key)
                await look()
            await pilot.press("escape")
        await every_form(app, look)
    link.listen(Ended(enemy("")))
    await until(pilot, lambda: isinstance(app.screen, JoinScreen), "the beginning again")
    await look()
    noted |= {"visited": sorted(seen), "shown": sorted(shown), "told": enemy.told}
    app.exit(0)


async def every_form(app: MaracApp, look: Callable[[], Awaitable[None]]) -> None:
    """Opens each form that is offered now and goes through its fields."""
    base = app.screen
    assert isinstance(base, MeetingScreen)
    for key in offered(base.seen, base.PLACE):
        form = key.act(base.seen)
        if isinstance(form, Form):
            app.do(form)
            await look()
            for _ in form.fields[1:]:
                app.screen.focus_next()
                await look()
            while isinstance(app.screen, FormScreen):
                app.close(app.screen)


async def stay(pilot: Pilot[Any], _: FakeRoom, __: dict[str, Any]) -> None:
    """Shows a case, and goes on showing it."""
    await until_shown(pilot, CANARY)
    assert isinstance(pilot.app, MaracApp)
    await until(pilot, lambda: not pilot.app.screen._dirty_widgets, "painted")
    say_ready(pilot.app)
    await forever()


async def forever() -> None:
    """Until the process is ended from outside."""
    await asyncio.Event().wait()


async def fail(pilot: Pilot[Any], room: FakeRoom, _: dict[str, Any]) -> None:
    """A fault of ours, with something of a case in it."""
    await until_shown(pilot, CANARY)
    room.link("housing").listen(CANARY * 8)  # type: ignore[arg-type] # what no link tells


ACTS: Final[dict[str, Act]] = {
    "lock": Act(lambda: canaries(in_planning()), "housing", lock_and_unlock),
    "stay": Act(lambda: canaries(in_planning()), "housing", stay),
    "fail": Act(lambda: canaries(in_planning()), "housing", fail),
    **{
        f"visit-{p}": Act(in_planning, p, visit)
        for p in ("chair", "minutes", "housing", "idva", "deputy")
    },
}


def main(name: str, file: Path) -> int:
    """Plays an act here."""
    leave_nothing_behind()
    act, noted = ACTS[name], dict[str, Any]()
    room = FakeRoom(act.given())
    app = room.app(act.person)

    async def play(pilot: Pilot[Any]) -> None:
        try:
            await act.play(pilot, room, noted)
        except AssertionError:
            noted["failed"] = traceback.format_exc()
            app.exit(3)

    code = run(app.run_async(auto_pilot=play))
    file.write_text(json.dumps(noted), encoding="utf-8")
    return app.return_code or code or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
