"""The files of the project, as the checks of the documents read them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("agenda", "meeting", "server", "client")
RULE = re.compile(r"\b(?:ROLE|ATT|SIGN|CON|RES|NTK|REC|AG|CASE|RISK|ACT|OUT)-\d+\b")
"""An id of ``docs/rules.md``."""


@cache
def text(path: Path) -> str:
    """What stands in the file."""
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    """The file's path from the root of the project, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str) -> Iterator[Path]:
    """Every Python file below ``folders``."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def documents() -> Iterator[Path]:
    """Every page that people read."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").glob("*.md"))


def everything() -> Iterator[Path]:
    """Every text file of ours: code, documents, pins and the build's own files."""
    yield from documents()
    yield from modules(*SOURCES, "tests")
    yield from sorted((ROOT / "docs").glob("*.json"))
    yield from sorted((ROOT / "requirements").glob("*.txt"))
    yield from (ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / "LICENSE")
    yield from sorted((ROOT / ".ci").glob("*"))
