"""No file names a package host or a folder of somebody's machine; the pins are whole."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.files import ROOT, everything, name, text

# A letter in brackets keeps the pattern from finding itself.
HOSTS = re.compile(
    r"[p]ypi\.org|[p]ythonhosted|[a]naconda\.org|[a]rtifactory|[d]evpi\.|[n]exus\.|/[s]imple/",
    re.IGNORECASE,
)
FOLDERS = re.compile(r"(?<![\w.~>])/(?:[w]ork|[r]oot|[U]sers|[h]ome/\w+)/|\b[A-Z]:\\+[U]sers")
REQUIREMENT = re.compile(r"^[a-z0-9][a-z0-9.-]*==[^ ]+(?: ; .+?)?(?: --hash=sha256:[0-9a-f]{64})+$")


def pins(path: Path) -> Iterator[str]:
    """The requirements of the file, one a line."""
    joined = re.sub(r" ?\\\n\s*", " ", text(path))
    yield from (line for line in joined.splitlines() if line and not line.startswith("#"))


@pytest.mark.parametrize("path", everything(), ids=name)
def test_a_file_names_no_package_host_and_no_folder_of_a_machine(path: Path) -> None:
    assert HOSTS.search(text(path)) is None
    assert FOLDERS.search(text(path)) is None


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=name)
def test_every_requirement_is_pinned_with_hashes_and_names_no_index(path: Path) -> None:
    lines = list(pins(path))
    assert lines
    assert [line for line in lines if not REQUIREMENT.match(line)] == []


@pytest.mark.parametrize("extra", ["client", "server", "dev"])
def test_every_dependency_is_pinned(extra: str) -> None:
    pinned = {line.split("==")[0] for line in pins(ROOT / "requirements" / f"{extra}.txt")}
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    wanted = list(project["project"]["dependencies"])
    if extra != "client":
        wanted += project["project"]["optional-dependencies"]["server"]
    if extra == "dev":
        wanted += project["dependency-groups"]["dev"]
    assert {re.split(r"[<>=;! ]", line)[0] for line in wanted} <= pinned


def test_the_licence_is_there() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    assert project["license"] == "MIT"
    assert all(text(ROOT / path).startswith("MIT License") for path in project["license-files"])
