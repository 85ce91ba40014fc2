"""``make run``: at a terminal, a seat in the room; without one, the whole meeting by itself."""

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from client.loop import run
from tests.demo.at_the_table import at_the_table
from tests.demo.by_itself import by_itself
from tests.demo.keeper import kept
from tests.demo.stage import Folder

PAPERS = Path("demo-papers")
BEFORE = Path("demo-papers-before")
INTERRUPTED = 130


def main() -> int:
    """Runs the demonstration in a fresh folder, which is gone afterwards; the papers stay, and so
    do those of the time before. It is gone too where the terminal is closed.
    """
    set_aside(PAPERS, BEFORE)
    temporary = tempfile.TemporaryDirectory(prefix="marac-live-", ignore_cleanup_errors=True)
    with temporary as root, kept(Path(root)):
        folder = Folder(Path(root), datetime.now(UTC))
        day = at_the_table if sys.stdin.isatty() else by_itself
        try:
            return run(day(folder, PAPERS))
        except KeyboardInterrupt:
            return INTERRUPTED


def set_aside(papers: Path, before: Path) -> None:
    """Moves the papers of the last run away, in place of those of the run before that."""
    if papers.is_dir():
        shutil.rmtree(before, ignore_errors=True)
        papers.rename(before)
        sys.stdout.write(f"The papers of the last run are in {before}/ now.\n")


if __name__ == "__main__":
    sys.exit(main())
