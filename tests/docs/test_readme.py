"""The commands that the documents name exist."""

import argparse
import importlib
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.docs.files import ROOT, documents, name, text

BLOCK = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
OURS = {"marac": "client.cli", "marac-server": "server.cli"}


def in_blocks(page: str) -> Iterator[list[str]]:
    """Every command line in the blocks of ``page``, as words."""
    for line in "\n".join(BLOCK.findall(page)).splitlines():
        with suppress(ValueError):  # not a line of a shell
            if words := shlex.split(line.removeprefix("$ "), comments=True):
                yield [Path(words[0]).name, *words[1:]]


def commands(page: str) -> Iterator[list[str]]:
    """Every command line of ``page``, in blocks and in the text, as words."""
    yield from in_blocks(page)
    yield from (words for words in map(str.split, INLINE.findall(page)) if words)


def named(program: str) -> Iterator[tuple[str, str]]:
    """What follows ``program`` in the documents: (page, next word)."""
    for path in documents():
        for first, *rest in commands(text(path)):
            if first == program and rest and re.fullmatch(r"[a-z][a-z-]*", rest[0]):
                yield name(path), rest[0]


def targets() -> set[str]:
    """What the Makefile has a rule for, by name."""
    return set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))


def parser(program: str) -> argparse.ArgumentParser:
    """What reads the command line of ``program``."""
    found = importlib.import_module(OURS[program])._parser()
    assert isinstance(found, argparse.ArgumentParser)
    return found


def subcommands(program: str) -> set[str]:
    """What ``program`` takes as its first word."""
    return {
        choice
        for action in parser(program)._actions
        if isinstance(action, argparse._SubParsersAction)
        for choice in action.choices
    }


def test_every_make_target_that_is_named_exists() -> None:
    missing = [(page, target) for page, target in named("make") if target not in targets()]
    assert missing == []


@pytest.mark.parametrize("program", OURS)
def test_every_subcommand_that_is_named_is_taken(program: str) -> None:
    known = subcommands(program)
    assert known
    assert [(page, word) for page, word in named(program) if word not in known] == []


@pytest.mark.parametrize("program", OURS)
def test_every_line_that_can_be_pasted_is_understood(program: str) -> None:
    reads = parser(program)
    lines = [words for path in documents() for words in in_blocks(text(path))]
    pasted = [words[1:] for words in lines if words[0] == program]
    assert pasted, f"no document shows how to start {program}"
    for words in pasted:
        assert vars(reads.parse_args(words))


def test_every_target_that_is_no_file_has_a_rule() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", text(ROOT / "Makefile"), re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == targets()


def test_every_make_target_is_explained_to_who_changes_the_project() -> None:
    explained = {word for page, word in named("make") if page == "CONTRIBUTING.md"}
    assert targets() <= explained


def test_command_lines_are_found_in_blocks_and_in_the_text() -> None:
    page = "Say `make test`.\n\n```sh\n$ .venv/bin/marac join  # sits down\n```\n"
    assert sorted(commands(page)) == [["make", "test"], ["marac", "join"]]
