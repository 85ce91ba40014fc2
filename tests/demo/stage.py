"""The processes of the demonstration: a real server, and each person on their own."""

import asyncio
import json
import os
import secrets
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from agenda.london import in_london
from tests.demo.day import NORTHVALE, PLAN, Day
from tests.demo.keeper import SERVER
from tests.demo.today import DAY

BEFORE_COFFEE = timedelta(minutes=75)
LARGEST_LINE = 256 * 1024 * 1024
"""A person's report is one line, and holds every frame that they received."""


class Folder:
    """The fresh folder in which everything of one demonstration lies."""

    def __init__(
        self, root: Path, now: datetime, plan: Callable[[datetime], str] | None = None
    ) -> None:
        self.store = root / "store"
        self.invitations = root / "invitations"
        self.port = free_port()
        self.plan = root / "plan.toml"
        self.passphrase = root / "passphrase"
        self.log = root / "server.log"
        self.server = root / SERVER
        self.passphrase.write_text(secrets.token_urlsafe(24))
        self.passphrase.chmod(0o600)
        self.plan.write_text((plan or plan_from)(in_london(now)))

    def invitation(self, person: str) -> Path:
        """The file with an expected person's invitation."""
        return self.invitations / f"invitation-{person}.txt"

    async def arrange(self) -> None:
        """Makes the meeting, and an invitation for everybody."""
        address = f"127.0.0.1:{self.port}"
        await self.run(
            "arrange",
            *(str(self.plan), "--invitations", str(self.invitations), "--address", address),
        )

    def command(self, name: str, *arguments: str) -> list[str]:
        """A ``marac-server`` command on this folder's store."""
        return [
            *(str(Path(sys.executable).with_name("marac-server")), name, *arguments),
            *("--store", str(self.store), "--passphrase-file", str(self.passphrase)),
        ]

    async def run(self, name: str, *arguments: str) -> str:
        """Runs a ``marac-server`` command to its end; returns what it printed."""
        process = await asyncio.create_subprocess_exec(
            *self.command(name, *arguments), stdin=DEVNULL, stdout=PIPE, stderr=PIPE
        )
        out, error = await process.communicate()
        if process.returncode != 0:
            raise RuntimeError(f"marac-server {name}: {error.decode().strip()}")
        return out.decode()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def plan_from(here: datetime) -> str:
    """The plan, with its day beginning at the London time ``here`` and its break as much later."""
    planned = PLAN.read_text()
    coffee = min(here + BEFORE_COFFEE, here.replace(hour=23, minute=59))
    for old, new in (
        ("2026-11-24\nstarts", f"{here:%Y-%m-%d}\nstarts"),
        ("starts = 09:00:00", f"starts = {here:%H:%M}:00"),
        ("at = 10:15:00", f"at = {coffee:%H:%M}:00"),
    ):
        if old not in planned:
            raise LookupError(f"the plan has no {old!r}")
        planned = planned.replace(old, new)
    return planned


class Server:
    """The server's process: started, frozen, killed, started again on the same port."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._process: Process | None = None
        self.port = folder.port

    async def start(self) -> None:
        """Returns when it is ready for people."""
        with self._folder.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._folder.command("serve", "--port", str(self.port)),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=log,
            )
        self._folder.server.write_text(str(self._process.pid), encoding="ascii")
        assert self._process.stdout is not None
        line = (await self._process.stdout.readline()).decode()
        if not line.startswith("Serving "):
            raise RuntimeError(f"the server did not start: {self._folder.log.read_text()}")
        self.port = int(line.strip().rsplit(":", 1)[1])

    def freeze(self) -> None:
        """Stops it where it stands, where the system can do that."""
        if hasattr(signal, "SIGSTOP"):
            self._signal(signal.SIGSTOP)

    async def kill(self) -> None:
        """Ends it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        await self._ended()

    async def stop(self) -> None:
        """Ends it as its operator would, everything written and sent."""
        if self._process is None:
            return  # it was ended before it began
        if self._process.returncode is None:
            self._process.terminate()
            await self._ended()

    async def _ended(self) -> None:
        assert self._process is not None
        await self._process.wait()
        self._folder.server.unlink(missing_ok=True)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)


class Table:
    """Everybody's processes, and what they tell."""

    def __init__(self, told: Callable[[str, dict[str, Any]], None], day: Day = NORTHVALE) -> None:
        self._told = told
        self._environment = {**os.environ, DAY: day.name}
        self._processes: dict[str, Process] = {}
        self._readers: list[asyncio.Task[None]] = []

    async def seat(self, person: str, invitation: Path, *how: str) -> None:
        """Starts one person's process: an invitation, nothing else, and ``how`` it is used."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.demo.person", str(invitation), *how),
            stdin=PIPE,
            stdout=PIPE,
            limit=LARGEST_LINE,
            env=self._environment,
            # Ctrl+C at this terminal is for us; theirs are ended by us.
            start_new_session=os.name == "posix",
        )
        self._processes[person] = process
        self._readers.append(asyncio.create_task(self._read(person, process)))

    async def say(self, people: Iterable[str], line: str) -> None:
        """Says ``line`` so that those of ``people`` hear it who have not gone."""
        for person in people:
            stdin = self._processes[person].stdin
            assert stdin is not None
            if not stdin.is_closing():
                stdin.write(f"{line}\n".encode())
                with suppress(ConnectionError):  # gone at this moment
                    await stdin.drain()

    async def everybody_is_done(self) -> None:
        """Waits until each has reported and gone."""
        await asyncio.gather(*self._readers)

    async def clear(self) -> None:
        """Ends whoever is still there."""
        for process in self._processes.values():
            if process.returncode is None:
                process.kill()
            await process.wait()
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)

    async def _read(self, person: str, process: Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self._told(person, json.loads(line))
        if await process.wait() != 0:
            self._told(person, {"what": "failed"})
