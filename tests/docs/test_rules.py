"""``docs/rules.md`` and the code name the same rules."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs.files import ROOT, RULE, SOURCES, documents, modules, name, text

ROW = re.compile(r"^\| ([A-Z]{2,4}-\d+) \| .+ \| .+ \| (.+) \|$", re.MULTILINE)
IN_A_NAME = re.compile(
    r"(?<![a-z])(role|att|sign|con|res|ntk|rec|ag|case|risk|act|out)_(\d+)(?!\d)"
)
SECTIONS = {
    "ROLE": 10, "ATT": 6, "SIGN": 3, "CON": 6, "RES": 2, "NTK": 1, "REC": 1,
    "AG": 11, "CASE": 9, "RISK": 2, "ACT": 13, "OUT": 7,
}  # fmt: skip
IN_A_NAME = re.compile(rf"(?<![a-z])({'|'.join(SECTIONS).lower()})_(\d+)(?!\d)")


@cache
def where() -> dict[str, str]:
    """Each rule with what its last column says."""
    return dict(ROW.findall(text(ROOT / "docs/rules.md")))


def done() -> Iterator[str]:
    """The rules that claim to be done."""
    yield from (rule for rule, at in where().items() if not at.startswith(("in part", "not yet")))


def quoted(source: str) -> set[str]:
    """The rules that ``source`` names, in words or in the names of tests."""
    in_names = {f"{letters.upper()}-{number}" for letters, number in IN_A_NAME.findall(source)}
    return set(RULE.findall(source)) | in_names


@cache
def quoted_by_tests() -> frozenset[str]:
    """The rules that tests of the product quote; those of the documents prove nothing."""
    ours = ROOT / "tests" / "docs"
    tests = (path for path in modules("tests") if ours not in path.parents)
    return frozenset(rule for path in tests for rule in quoted(text(path)))


def test_every_rule_has_its_line() -> None:
    numbered = [f"{s}-{n}" for s, last in SECTIONS.items() for n in range(1, last + 1)]
    assert list(where()) == numbered


def test_a_rule_stands_once() -> None:
    lines = [rule for rule, _ in ROW.findall(text(ROOT / "docs/rules.md"))]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("path", [*documents(), *modules(*SOURCES, "tests")], ids=name)
def test_every_rule_that_is_quoted_exists(path: Path) -> None:
    assert [rule for rule in RULE.findall(text(path)) if rule not in where()] == []


@pytest.mark.parametrize("rule", where())
def test_where_a_rule_lives_exists(rule: str) -> None:
    for path in re.findall(r"`([^`]+\.[a-z]+)`", where()[rule]):
        assert (ROOT / path).is_file()
    assert where()[rule].startswith("not yet") or "`" in where()[rule]


@pytest.mark.parametrize("rule", done())
def test_a_rule_that_is_done_is_quoted_by_a_test(rule: str) -> None:
    assert rule in quoted_by_tests(), f"no test names {rule}, which docs/rules.md has as done"
