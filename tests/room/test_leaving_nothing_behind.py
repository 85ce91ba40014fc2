"""What neither program leaves anywhere: no core dump, and no traceback that quotes anybody."""

import subprocess
import sys

import pytest

SIDES = ("client", "server")
FAULT = """
import {side}.private as private
private.leave_nothing_behind()
def hear(words):
    said = words
    raise ValueError(f"cannot hear {{said}}")
hear("Anwen Oakhill was there")
"""
LIMITS = """
import ctypes, resource, sys
import {side}.private as private
private.leave_nothing_behind()
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
print(*resource.getrlimit(resource.RLIMIT_CORE), dumpable)
"""


def ran(program: str, side: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program.format(side=side)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("side", SIDES)
def test_a_fault_is_one_line_with_its_kind_and_nothing_that_was_said(side: str) -> None:
    done = ran(FAULT, side)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "ValueError" in line
    assert "start it again" in line
    assert "Oakhill" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core dumps")
@pytest.mark.parametrize("side", SIDES)
def test_neither_program_leaves_a_core_dump(side: str) -> None:
    assert ran(LIMITS, side).stdout.split() == ["0", "0", "0"]
