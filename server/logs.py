"""The log: ids, numbers and kinds of error, never a word that a person typed."""

import logging
import sys
import time
from typing import Final

FORM: Final = "%(asctime)sZ %(levelname)s %(name)s %(message)s"


def set_up(level: int = logging.INFO) -> None:
    """Sends our own log to standard error, in UTC, and everybody else's nowhere."""
    form = logging.Formatter(FORM, datefmt="%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    ours = logging.getLogger("server")
    ours.handlers[:] = [handler]
    ours.setLevel(level)
    ours.propagate = False
    root = logging.getLogger()
    if not root.handlers:  # without any, Python itself prints what others log
        root.addHandler(logging.NullHandler())
