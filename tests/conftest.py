"""What holds for every test, so that none pays for what it does not test."""

import gc
import os
import shutil
from pathlib import Path
from typing import Final

import pytest

IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own in it
ROOM_ENOUGH: Final = 2**31
"""Bytes that have to be free: a whole run keeps a tenth of it."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Folders of tests are in memory where there is some: each commit of a store waits for its
    disk, and no test can tell (what a store does when one fails is tested with disks that fail).
    """
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is imported by now is never garbage, and is not looked through again and again for any.
    What tests leave behind is still collected.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
