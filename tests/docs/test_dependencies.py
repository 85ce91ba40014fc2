"""CONTRIBUTING says what every dependency is for, and names none that is not there."""

import re
import tomllib
from collections.abc import Iterator

from tests.docs.files import ROOT, text

ROW = re.compile(r"^\| `([\w-]+)` \| (table|server|development) \| .+ \|$", re.MULTILINE)


def declared() -> Iterator[tuple[str, str]]:
    """(name, where it is needed) of every dependency in pyproject.toml."""
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    groups = {
        "table": project["project"]["dependencies"],
        "server": project["project"]["optional-dependencies"]["server"],
        "development": project["dependency-groups"]["dev"],
    }
    for needed, lines in groups.items():
        yield from ((re.split(r"[<>=;! ]", line)[0], needed) for line in lines)


def test_every_dependency_is_explained_and_every_explained_one_is_there() -> None:
    explained = ROW.findall(text(ROOT / "CONTRIBUTING.md"))
    assert sorted(explained) == sorted(declared())
