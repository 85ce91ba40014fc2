"""A file of referrals is opened in a process of its own, which has little memory and little time.

Whoever hands in a file that was made to do harm harms that process: the server's other work goes on
while it is read, and nothing of the file is on any disk. What comes back is rows of text.
"""

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from json import dumps, loads
from typing import Any, Final

from agenda.referrals.fields import Key
from agenda.referrals.file import Opened, SeveralSheets, opened_file
from agenda.referrals.headings import Settled
from agenda.referrals.table import Row, Table, UnreadableFile
from agenda.ways import Way
from server.private import leave_nothing_behind

MEMORY: Final = 256 * 1024 * 1024
"""Bytes of address space that the process may have, where the system can say so."""
CPU_SECONDS: Final = 2
SECONDS: Final = 10
"""After which it is ended, on a machine that is busy with other things."""
TOO_LONG: Final = (
    "The file could not be read in the time and memory that a file may take. Copy the referrals "
    "alone into a new workbook, and choose that."
)


def opened_apart(content: bytes, settled: Settled, sheet: str | None = None) -> Opened:
    """As ``opened_file``, in a process of its own. Raises UnreadableFile. Blocking."""
    head = {"settled": dict(settled), "sheet": sheet}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "server.reading_apart"],
            input=dumps(head).encode() + b"\n" + content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},  # the passphrase may stand in ours
        )
        answer = loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "sheets" in answer:
        raise SeveralSheets(tuple(answer["sheets"]))
    if "rows" not in answer:
        way = answer.get("way")
        raise UnreadableFile(str(answer.get("unreadable", TOO_LONG)), way and Way(way))
    rows = tuple(Row(n, tuple(cells), frozenset(formulas)) for n, cells, formulas in answer["rows"])
    return Opened(Table(rows, sheet=str(answer["sheet"])), tuple(answer["others"]))


def rows_of(opened: Opened) -> list[list[Any]]:
    """The rows as they cross from one process to another."""
    return [[row.number, list(row.cells), sorted(row.formulas)] for row in opened.table.rows]


def _read(content: bytes, head: Mapping[str, Any]) -> dict[str, Any]:
    settled = {wording: Key(key) for wording, key in head["settled"].items()}
    try:
        opened = opened_file(content, settled, head["sheet"])
    except SeveralSheets as several:
        return {"sheets": several.sheets}
    except UnreadableFile as error:
        return {"unreadable": error.said, "way": error.way}
    return {"rows": rows_of(opened), "sheet": opened.table.sheet, "others": opened.others}


def _keep_small() -> None:
    """Bounds of this process: memory, time, and no byte on a disk."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    bounds = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
    }
    for what, most in bounds.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Reads the file on standard input, and prints its rows."""
    leave_nothing_behind()
    _keep_small()
    head = loads(sys.stdin.buffer.readline())
    sys.stdout.write(dumps(_read(sys.stdin.buffer.read(), head)))


if __name__ == "__main__":
    main()
