"""The whole meeting by itself: everybody simulated, the server killed once, everything checked."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from meeting.case.actions import COMMITTED
from meeting.state import State
from tests.demo import day
from tests.demo.day import PEOPLE
from tests.demo.judge import problems
from tests.demo.record import Record, read_record
from tests.demo.stage import Folder, Server, Table
from tests.demo.voice import (
    HOLD_YOUR_POINTS,
    OPEN_YOUR_LAPTOP,
    SPEAK,
    THE_DAY_IS_OVER,
    YOU_ARE_CALLED_AWAY,
    YOUR_LAPTOP_FAILS,
)

LONGEST = 300.0
"""Seconds after which the run has failed: it hangs; a busy machine takes far less."""
PREPARED = frozenset(
    {
        "police-rep",
        "housing-rep",
        "idva-rep",
        "children-rep",
        "primary-care-rep",
        "mental-health-rep",
        "education-rep",
        "substance-misuse-rep",
    }
)
"""Those with points to share when the server is killed."""


class Run:
    """One run: what everybody told so far, and the waiting for what they have yet to tell."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.reports: dict[str, dict[str, Any]] = {}
        self._news = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    def hear(self, person: str, told: dict[str, Any]) -> None:
        """Takes in a line from one person; the chair's account of a case is printed."""
        if told["what"] == "report":
            self.reports[person] = told
        self.told.append((person, told))
        if person == "chair" and told["what"] == "over":
            say(progress(told))
        task = asyncio.create_task(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits until ``condition`` holds, or somebody's process has failed."""
        async with self._news:
            await self._news.wait_for(lambda: condition() or self.failed)
        if self.failed:
            last = [f"{p}: {t}" for p, t in self.told if t["what"] not in {"report", "ready"}][-20:]
            raise RuntimeError(
                f"somebody's laptop failed for good: {self.failed}\n" + "\n".join(last)
            )

    async def until_told(self, person: str, what: str, value: object) -> None:
        """Waits until ``person`` has told this."""
        await self.until(lambda: any(self._is(t, person, what, value) for t in self.told))

    def who_told(self, what: str, **facts: object) -> set[str]:
        """Everybody who has told this, with at least these facts."""
        return {p for p, t in self.told if t["what"] == what and facts.items() <= t.items()}

    @property
    def failed(self) -> set[str]:
        """Those whose processes ended badly."""
        return self.who_told("failed")

    def where_everybody_is(self) -> str:
        """A line for each who has not reported, with what they told last."""
        last = {person: told for person, told in self.told if person not in self.reports}
        return "".join(
            f"{person} is still there, and told last: {last[person]}\n" for person in last
        )

    @staticmethod
    def _is(told: tuple[str, dict[str, Any]], person: str, what: str, value: object) -> bool:
        return told[0] == person and told[1]["what"] == what and told[1].get("value") == value

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()


async def by_itself(folder: Folder, papers: Path) -> int:
    """Runs the day and judges it; prints the result as its last line. Returns the exit code."""
    async with asyncio.timeout(LONGEST):
        await folder.arrange()
        server, run = Server(folder), Run()
        table = Table(run.hear)
        try:
            await server.start()
            await lived(folder, server, run, table)
        except asyncio.CancelledError:
            sys.stderr.write(run.where_everybody_is())
            raise
        finally:
            await table.clear()
            await server.stop()
        await folder.run("verify")
        await folder.run("papers", "--out", str(papers))
        return verdict(read_record(folder), run, papers)


async def lived(folder: Folder, server: Server, run: Run, table: Table) -> None:
    """The day, from the first laptop opened to the last one closed."""
    early = sorted(PEOPLE - {day.LATE})
    say(f"{len(early)} people sit down, each a process of its own ...")
    for person in early:
        await table.seat(person, folder.invitation(person))
    await table.say(PREPARED, HOLD_YOUR_POINTS)
    await table.say(day.LAPTOPS_FAIL - {day.LATE}, YOUR_LAPTOP_FAILS)
    await run.until_told("chair", "phase", "hearing")
    say("The declaration is read and signed.")
    await run.until_told("chair", "over", day.ORDINARY)
    await table.seat(day.LATE, folder.invitation(day.LATE))
    await table.say([day.LATE], YOUR_LAPTOP_FAILS)
    await killed(server, run, table)
    await run.until_told("chair", "over", day.NO_LAPTOPS)
    await table.say(day.LAPTOPS_FAIL, OPEN_YOUR_LAPTOP)
    await run.until(lambda: run.who_told("laptop", open=True) >= day.LAPTOPS_FAIL)
    await table.say([day.LEAVES_EARLY], YOU_ARE_CALLED_AWAY)
    await run.until(lambda: run.who_told("phase", value="approved") >= PEOPLE)
    await server.stop()
    await table.say(PEOPLE, THE_DAY_IS_OVER)
    await table.everybody_is_done()


async def killed(server: Server, run: Run, table: Table) -> None:
    """In the middle of a case everybody speaks at once, and the server is killed."""
    await run.until(lambda: run.who_told("ready") >= PREPARED)
    await table.say(PREPARED, SPEAK)
    await run.until(lambda: bool(run.who_told("spoken", points=5) & PREPARED))
    server.freeze()
    await run.until(lambda: run.who_told("spoken", points=5) >= PREPARED)
    await server.kill()
    await server.start()
    say("The server was killed with commands on their way, and started again.")


def verdict(record: Record, run: Run, papers: Path) -> int:
    """Prints what is wrong, if anything, and the result as one JSON object. Returns the exit
    code.
    """
    found = problems(record.state, record.readers, run.reports)
    unacknowledged = sum(report["unacknowledged"] for report in run.reports.values())
    if not unacknowledged:
        found.append("nothing was unacknowledged when the server was killed")
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    say(json.dumps(result(record.state, record.events, run, papers)))
    return 1 if found else 0


def result(state: State, events: int, run: Run, papers: Path) -> dict[str, object]:
    """The figures of the day."""
    cases = list(state.cases())
    actions = [action for case in cases for action in case.plan.actions.values()]
    register = state.room.register.values()
    return {
        "cases": sum(case.closing is not None for case in cases),
        "people": sum(line.arrived is not None for line in register),
        "actions": sum(action.standing in COMMITTED for action in actions),
        "events": events,
        "withheld": sum(case.is_withheld_from(p) for case in cases for p in case.out_of_it),
        "reconnects": sum(report["reconnects"] for report in run.reports.values()),
        "resent": sum(report["resent"] for report in run.reports.values()),
        "papers": papers.name,
    }


def progress(told: dict[str, Any]) -> str:
    """The line that is printed of a case that is over."""
    return (
        f"{told['label']}: {told['outcome']}; said {told['points']}, risks {told['risks']}, "
        f"actions {told['actions']}"
    )


def say(line: str) -> None:
    """A line of progress."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
