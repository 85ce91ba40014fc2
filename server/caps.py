"""How many connections there may be, above all of those that have not said yet who they are.

Pure bookkeeping: it is told the time, and ends a connection only by calling what it was given.
Who cannot be let in is not waited for; who has been waiting longest, at the address where most
wait, gives way to who comes now, so that connections that do nothing keep nobody out.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from server.rate import Bucket, Rate

MOST_ADDRESSES: Final = 4096
"""Addresses whose rate is remembered; the one unheard of for longest is forgotten first."""
NETWORK_BITS: Final = 64
"""Of an IPv6 address, what one household or office has: all else in it they choose freely."""


BY_ADDRESS: Final = Rate(at_once=200, a_second=20)
"""New connections of one address: sixty laptops that come back every few seconds, and more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Twenty people behind one address of a council, or sixty, all come in together."""

    in_all: int = 480
    """Connections, known or not. A process may often have no more than 1,024 files open."""
    waiting: int = 128
    """Connections that are not logged in yet."""
    waiting_by_address: int = 64
    gives_way_after: float = 2.0
    """Seconds after which a connection that is not logged in gives way to a new one."""
    by_address: Rate = BY_ADDRESS


class Place:
    """One connection's place, from its first packet to its end."""

    def __init__(self, caps: "Caps", address: str, since: float, end: Callable[[], None]) -> None:
        self.address = address
        self.since = since
        self.end = end
        self._caps = caps

    def known(self) -> None:
        """Whoever it is has logged in."""
        self._caps.knows(self)

    def free(self) -> None:
        """The connection is over. May be called more than once."""
        self._caps.frees(self)


class Caps:
    """The places that are taken."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.turned_away = 0
        """Connections that were not let in, or had to give way, so far."""
        self._limits = limits
        self._clock = clock
        self._taken: set[Place] = set()
        self._waiting: dict[Place, None] = {}
        self._rates: dict[str, Bucket] = {}

    def place_for(self, address: str, end: Callable[[], None]) -> Place | None:
        """A place for a new connection from ``address``; None if there is none to be had.

        ``end`` ends the connection at once, when it has to give way to another.
        """
        now = self._clock()
        network = network_of(address)
        if not self._rate_of(network, now).take(now) or not self._has_room(network, now):
            self.turned_away += 1
            return None
        place = Place(self, network, now, end)
        self._taken.add(place)
        self._waiting[place] = None
        return place

    def knows(self, place: Place) -> None:
        """As ``Place.known``."""
        self._waiting.pop(place, None)

    def frees(self, place: Place) -> None:
        """As ``Place.free``."""
        self._taken.discard(place)
        self._waiting.pop(place, None)

    def _has_room(self, network: str, now: float) -> bool:
        """Whether there is room for one more from ``network``, once somebody has given way."""
        limits, by_address = self._limits, Counter(place.address for place in self._waiting)
        if by_address[network] >= limits.waiting_by_address:
            return self._gives_way(network, now)
        if len(self._waiting) >= limits.waiting or len(self._taken) >= limits.in_all:
            fullest = max(by_address, key=by_address.__getitem__, default=None)
            return fullest is not None and self._gives_way(fullest, now)
        return True

    def _gives_way(self, network: str, now: float) -> bool:
        longest = next(place for place in self._waiting if place.address == network)
        if now - longest.since < self._limits.gives_way_after:
            return False
        self.turned_away += 1
        self.frees(longest)
        longest.end()
        return True

    def _rate_of(self, network: str, now: float) -> Bucket:
        rate = self._rates.pop(network, None) or Bucket(self._limits.by_address, now)
        if len(self._rates) >= MOST_ADDRESSES:
            del self._rates[next(iter(self._rates))]
        self._rates[network] = rate
        return rate


def network_of(address: str) -> str:
    """What is counted as one address: of IPv6 the network, of anything else the whole."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{found.packed[: NETWORK_BITS // 8].hex()}/{NETWORK_BITS}"
