"""``make day``: a day of full length through sockets, with its papers at the end and its figures.

``python -m tests.demo.whole_day [CASES PEOPLE]``: without numbers, as long as Luton's.
"""

import asyncio
import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from client.loop import run
from tests.demo.__main__ import INTERRUPTED, set_aside
from tests.demo.by_itself import Run, result, say
from tests.demo.day import OBSERVER
from tests.demo.judge import problems
from tests.demo.keeper import kept
from tests.demo.long_day import LongDay, long_day, table_of
from tests.demo.record import Record, read_record
from tests.demo.stage import Folder, Server, Table
from tests.demo.voice import THE_DAY_IS_OVER, YOU_ARE_CALLED_AWAY

PAPERS: Final = Path("day-papers")
BEFORE: Final = Path("day-papers-before")
LONGEST: Final = 1800.0
"""Seconds after which the run has failed: it hangs."""
Reports = dict[str, dict[str, Any]]


def main() -> int:
    """Runs the day in a fresh folder, which is gone afterwards; its papers stay."""
    long = long_day(*map(int, sys.argv[1:3]))
    set_aside(PAPERS, BEFORE)
    temporary = tempfile.TemporaryDirectory(prefix="marac-live-", ignore_cleanup_errors=True)
    with temporary as root, kept(Path(root)):
        folder = Folder(Path(root), datetime.now(UTC), long.plan)
        try:
            return run(whole_day(folder, PAPERS, long))
        except KeyboardInterrupt:
            return INTERRUPTED


async def whole_day(folder: Folder, papers: Path, long: LongDay) -> int:
    """Runs the day and judges it; prints its figures as its last line. Returns the exit code."""
    began = time.monotonic()
    async with asyncio.timeout(LONGEST):
        await folder.arrange()
        server, heard = Server(folder), Run()
        table = Table(heard.hear, long.day)
        try:
            await server.start()
            await lived(folder, server, heard, table, long)
        except asyncio.CancelledError:
            sys.stderr.write(heard.where_everybody_is())
            raise
        finally:
            await table.clear()
            await server.stop()
        await folder.run("verify")
        await folder.run("papers", "--out", str(papers))
    seconds = round(time.monotonic() - began)
    record = read_record(folder)
    found = [*what_is_wrong(record, heard.reports, long), *papers_wrong(papers, long)]
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    figures = result(record.state, record.events, heard, papers) | longest_wait(heard.reports)
    points = sum(len(case.heard.points) for case in record.state.cases())
    say(json.dumps(figures | {"points": points, "seconds": seconds}))
    return 1 if found else 0


async def lived(folder: Folder, server: Server, heard: Run, table: Table, long: LongDay) -> None:
    """The day, from the first laptop opened to the last one closed."""
    day, order = long.day, [case.id for case in long.cases]
    say(f"{len(day.people)} people sit down, each a process of its own ...")
    for person in sorted(day.people):
        await table.seat(person, folder.invitation(person))
    if day.gone_before:
        await heard.until_told("chair", "over", order[order.index(day.gone_before) - 1])
        await table.say([day.leaves_early], YOU_ARE_CALLED_AWAY)
    await heard.until(lambda: heard.who_told("phase", value="approved") >= day.people)
    await server.stop()
    await table.say(day.people, THE_DAY_IS_OVER)
    await table.everybody_is_done()


def what_is_wrong(record: Record, reports: Reports, long: LongDay) -> Iterator[str]:
    """A sentence for each thing that is not as it must be."""
    yield from problems(record.state, record.readers, reports, long.day, table_of(long))
    closed = sum(case.closing is not None for case in record.state.cases())
    if closed != len(long.cases):
        yield f"{closed} cases are closed, of {len(long.cases)}"
    for case, person in long.day.conflicts.items():
        if person in reports and not was_shut_out(reports[person]["frames"], f"case/{case}"):
            yield f"{person} was sent something of a case that had been withdrawn from them"


def was_shut_out(frames: list[str], stream: str) -> bool:
    """Whether ``stream`` was withdrawn, and not a byte of it came afterwards (CON-2)."""
    shut = False
    for frame in frames:
        message = json.loads(frame)
        if message["kind"] == "withdrawn" and stream in message["streams"]:
            shut = True
        elif shut and any(part["stream"] == stream for part in message.get("parts", ())):
            return False
    return shut


def papers_wrong(papers: Path, long: LongDay) -> Iterator[str]:
    """Everybody's list has the actions of the cases that they heard, and of no other (OUT-2); an
    observer's has none.
    """
    for person in sorted(long.day.people):
        (path,) = papers.glob(f"action-list-v*-{person}.csv")
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        for case, hearing in long.day.book.items():
            is_out = person == OBSERVER or person in long.away(case)
            for offer in hearing.offers:
                if ((offer.instead or offer.text) in cells) is is_out:
                    holds = "holds" if is_out else "lacks"
                    yield f"the list for {person} {holds} '{offer.instead or offer.text}'"


def longest_wait(reports: Reports) -> dict[str, object]:
    """The longest that anybody waited, in milliseconds, who it was and for what."""
    waits = [
        (wait, person, what)
        for person, report in reports.items()
        for what, wait in report["waits"].items()
    ]
    wait, whose, what = max(waits, default=(0, "", ""))
    return {"longest_wait_ms": wait, "whose": whose, "waited_for": what}


if __name__ == "__main__":
    sys.exit(main())
