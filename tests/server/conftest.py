import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    """A command sets the log up for a whole process; here it is only one test's."""
    ours, root = logging.getLogger("server"), logging.getLogger()
    handlers, level, propagate = ours.handlers[:], ours.level, ours.propagate
    others = root.handlers[:]
    yield
    root.handlers[:] = others
    ours.handlers[:], ours.propagate = handlers, propagate
    ours.setLevel(level)
