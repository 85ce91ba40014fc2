"""The nations whose bank holidays an area keeps (AG-5), by the names that people give them.

England and Wales keep the same days.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

NATION_NAMES: Final[Mapping[str, str]] = {
    "england and wales": "ENG",
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern ireland": "NIR",
}
"""What people say, in small letters, with the nation that it means."""
NATIONS: Final = ("ENG", "WLS", "SCT", "NIR")
"""As protocols and the table of bank holidays name them."""


def nation_named(said: str) -> str:
    """One of ``NATIONS`` for its name or itself, however it is spaced and capitalised.

    Raises ValueError, one sentence with the nearest name, for anything else.
    """
    name = " ".join(said.replace("-", " ").replace("&", " and ").split()).casefold()
    if name.upper() in NATIONS:
        return name.upper()
    if name in NATION_NAMES:
        return NATION_NAMES[name]
    near = get_close_matches(name[:40], NATION_NAMES, n=1, cutoff=0.5)
    names = f"the nearest is {near[0]}" if near else f"write one of {', '.join(NATION_NAMES)}"
    raise ValueError(f"No bank holidays are known for {said[:40]!r}; {names}.")
