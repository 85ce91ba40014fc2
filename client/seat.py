"""From what a person was given, an invitation or an address, to a place to connect to."""

import re
from ipaddress import IPv6Address
from typing import Final

from client.getting_in import Place
from meeting.joining import PREFIX, Invitation, parse_invitation

DEFAULT_PORT: Final = 4765
LARGEST_PORT: Final = 65535


_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
"""The name or number of a machine, in labels of at most 63 characters."""


class Unusable(Exception):
    """What was given cannot be used; the message says what to do. ``field`` is where it stands."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def invitation_in(text: str) -> Invitation:
    """The invitation in what was pasted. Raises Unusable."""
    found = parse_invitation(text)
    if found is None:
        raise Unusable(
            f"That is not a whole invitation. Copy all of it: it begins with {PREFIX} and ends "
            "with a full stop.",
            "invitation",
        )
    return found


def place_of(address: str, pin: bytes) -> Place:
    """The place at ``address`` (``host`` or ``host:port``). Raises Unusable."""
    try:
        host, port = _address(address.strip())
    except Unusable as unusable:
        raise Unusable(str(unusable), "address") from None
    return Place(host, port, pin)


def _is_v6(host: str) -> bool:
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True


def _address(said: str) -> tuple[str, int]:
    """``host``, ``host:port`` or ``[v6]:port``."""
    if said.startswith("["):
        host, _, rest = said[1:].partition("]")
        port = rest.removeprefix(":")
    elif said.count(":") > 1:
        host, port = said, ""
    else:
        host, _, port = said.partition(":")
    if host and not (_NAME.fullmatch(host) or _is_v6(host)):
        raise Unusable(f"“{host}” is no address. Write it as host or host:port.")
    if not host:
        raise Unusable("The address is missing. Ask the coordinator for the server's address.")
    if not port:
        return host, DEFAULT_PORT
    if not port.isdecimal() or not 0 < int(port) <= LARGEST_PORT:
        raise Unusable(f"“{port}” is no port. Write the address as host or host:port.")
    return host, int(port)
