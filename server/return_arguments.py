"""What ``marac-server return`` is told on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

RETURN: Final = ("month", "quarter", "suppress", "alone", "restricted")
WORDS: Final = (
    "write the counts of a month or a quarter, as PDF and CSV: cases, victims, referrals, "
    "attendance, actions; no case and nobody is named"
)
ARGUMENTS: Final[Sequence[tuple[tuple[str, ...], dict[str, Any]]]] = (
    (
        ("--out",),
        {"type": Path, "required": True, "metavar": "DIR", "help": "write them there"},
    ),
    (("--month",), {"metavar": "YYYY-MM", "help": "of this month"}),
    (("--quarter",), {"metavar": "YYYY-Qn", "help": "or of this quarter of the year"}),
    (
        ("--suppress",),
        {
            "action": "store_true",
            "help": "numbers below 5 are hidden, and whatever they could be worked out from",
        },
    ),
    (
        ("--alone",),
        {
            "action": "store_true",
            "help": "of a quarter: nobody is given the returns of its months, so that it need not "
            "hide what they hide",
        },
    ),
    (
        ("--restricted",),
        {
            "action": "store_true",
            "help": "restricted sittings are counted too: such a return tells that they were held",
        },
    ),
)


def said(options: object) -> dict[str, str | None]:
    """What was said of the return that is wanted."""
    values = ((name, getattr(options, name)) for name in RETURN)
    return {name: "yes" if value is True else value or None for name, value in values}
