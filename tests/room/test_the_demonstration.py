"""The demonstration leaves nothing behind: no process, no folder with a passphrase in it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from agenda.plan import Role
from meeting.case.stand_in import Post
from meeting.commands import (
    AcceptStandIn,
    AnyCommand,
    AskToStandIn,
    AskToTakeOver,
    ConfirmNames,
    TakeOver,
)
from meeting.room import Phase
from tests.demo.at_the_table import what_was_written
from tests.demo.roles import what_next
from tests.given import EVERYBODY, Given, a_room

pytestmark = pytest.mark.timeout(180)
READ_IN_PROC: Final = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="what runs is read in /proc"
)
ROOT: Final = Path(__file__).parents[2]
LONGEST: Final = 60.0
FEW: Final = """
import os, signal, sys
# Who starts the tests with nohup, or in the background, starts this deaf to both.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
terminal = os.open(sys.argv[1], os.O_RDWR)  # whose first opener, without one, it belongs to
for number in range(3):
    os.dup2(terminal, number)
from tests.demo import __main__, at_the_table
at_the_table.PEOPLE = frozenset({"chair", "minutes", "housing-rep", "police-rep"})
sys.exit(__main__.main())
"""
"""The demonstration with one simulated person, on a terminal of its own."""
INTERRUPT: Final = b"\x03"


class Terminal:
    """The demonstration on a terminal, below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ours, theirs = os.openpty()
        self._written = b""
        environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ["PATH"]}
        self.process = subprocess.Popen(
            [sys.executable, "-c", FEW, os.ttyname(theirs)],
            cwd=folder,
            env={**environment, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
            start_new_session=True,
        )
        self._theirs = theirs

    def until(self, words: bytes) -> None:
        """Reads on until these were written."""
        while words not in self._written:
            piece = os.read(self.ours, 65536)
            assert piece, self._written
            self._written += piece

    @property
    def seated(self) -> list[str]:
        """Whom simulated people sit for, by the invitation that they came with."""
        found = (re.search(r"invitation-([a-z-]+)\.txt", line) for line in self.running)
        return [match[1] for match in found if match]

    def press(self, keys: bytes) -> None:
        os.write(self.ours, keys)

    def close(self) -> None:
        """As who closes its window does."""
        os.close(self._theirs)
        os.close(self.ours)

    @property
    def running(self) -> list[str]:
        """Whatever still runs with something of the folder in its command line."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it has ended in this moment
            if f"{self.folder}/marac-live-" in line:
                found.append(line)
        return found


def until(condition: Callable[[], bool], what: Callable[[], object]) -> None:
    """Waits for a condition that nobody tells us of."""
    last = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < last, what()
        time.sleep(0.02)


@READ_IN_PROC
@pytest.mark.parametrize("where", ["before the chair is taken", "in the chair", "interrupted"])
def test_nothing_is_left_of_it_whenever_its_terminal_closes_or_it_is_interrupted(
    tmp_path: Path, where: str
) -> None:
    demonstration = Terminal(tmp_path)
    demonstration.until(b"Press Enter to take the chair here.")
    assert any("tests.demo.person" in line for line in demonstration.running)
    assert any("marac-server serve" in line for line in demonstration.running)
    assert len(list(tmp_path.glob("marac-live-*/passphrase"))) == 1
    if where == "in the chair":
        demonstration.press(b"\n")
        demonstration.until(b"MARAC Live\x07")
        assert {"minutes", "housing-rep"} <= set(demonstration.seated)
    if where == "interrupted":
        demonstration.press(INTERRUPT)
        demonstration.process.wait(LONGEST)
    demonstration.close()
    demonstration.process.wait(LONGEST)
    until(lambda: not demonstration.running, lambda: demonstration.running)
    until(lambda: not list(tmp_path.glob("marac-live-*")), lambda: list(tmp_path.iterdir()))


def does(given: Given, person: str) -> list[AnyCommand]:
    return list(what_next(given.seen_by(person), person))


def test_whoever_takes_the_minutes_confirms_the_names_so_that_a_lone_chair_can_begin() -> None:
    given = a_room().arrived(*EVERYBODY).in_phase(Phase.DECLARATION).signed(*EVERYBODY)
    assert ConfirmNames() in does(given, "minutes")
    ask = AskToTakeOver(day_post=Role.MINUTE_TAKER, person="police", in_place_of="minutes")
    given = given.after("chair", ask)
    (take_over,) = does(given, "police")
    assert take_over == TakeOver(day_post=Role.MINUTE_TAKER)
    given = given.after("police", take_over)
    assert ConfirmNames() in does(given, "police")


def test_who_is_asked_takes_over_between_cases_and_stands_in_for_one() -> None:
    given = a_room().everybody_signed()
    chair = AskToTakeOver(day_post=Role.CHAIR, person="police", in_place_of="chair")
    assert does(given.after("chair", chair), "police") == [TakeOver(day_post=Role.CHAIR)]
    stand_in = AskToStandIn(case="oak", post=Post.CHAIR, person="housing")
    assert does(given.after("chair", stand_in), "housing") == [
        AcceptStandIn(case="oak", post=Post.CHAIR)
    ]
    assert does(given, "police") == does(given, "housing") == []


def test_what_was_written_is_counted_as_it_is(tmp_path: Path) -> None:
    for name in ("action-list-v1-a.csv", "action-list-v1-a.docx", "register-a.csv"):
        (tmp_path / name).touch()
    assert what_was_written(tmp_path).endswith("for each of 1 readers: 3 files.")
