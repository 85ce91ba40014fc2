"""From what a person was told, an address and a code, to a seat to connect to."""

import re
from ipaddress import IPv6Address
from typing import Final

from client.link import Seat
from meeting.joining import PREFIX, parse_code

DEFAULT_PORT: Final = 4765
LARGEST_PORT: Final = 65535


_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
"""The name or number of a machine, in labels of at most 63 characters."""


class Unusable(Exception):
    """The address or the code cannot be used; the message says what to do."""


def seat_for(address: str, code: str) -> Seat:
    """The seat for ``address`` (``host`` or ``host:port``) and a joining code.

    Raises Unusable.
    """
    host, port = _address(address.strip())
    parsed = parse_code(code)
    if parsed is None:
        raise Unusable(
            f"That is not a whole code. It begins with {PREFIX} and has 64 characters after that; "
            "copy all of it."
        )
    return Seat(host, port, parsed.pin, secret=parsed.spoken)


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
        raise Unusable("The address is missing. Ask the coordinator for address and code.")
    if not port:
        return host, DEFAULT_PORT
    if not port.isdecimal() or not 0 < int(port) <= LARGEST_PORT:
        raise Unusable(f"“{port}” is no port. Write the address as host or host:port.")
    return host, int(port)
