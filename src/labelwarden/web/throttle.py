"""How much one client may ask for: so much at once, and so much a second on the long run."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST_CLIENTS = 10_000


@dataclass(slots=True)
class Bucket:
    """Lets so many through a second on the long run, and `burst` at once."""

    a_second: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def has(self, client: str) -> bool:
        """Whether this client could have one more."""
        return self._now(client) >= 1

    def take(self, client: str) -> bool:
        """Whether this client may have one more, which it then has had."""
        left = self._now(client)
        # In the order of their last use: whoever is dropped below has not asked for longest.
        self._left.pop(client, None)
        self._left[client] = (left - 1 if left >= 1 else left, self.clock())
        if len(self._left) > _MOST_CLIENTS:
            for name in list(self._left)[: _MOST_CLIENTS // 10]:
                del self._left[name]
        return left >= 1

    def _now(self, client: str) -> float:
        left, then = self._left.get(client, (self.burst, 0.0))
        return min(self.burst, left + (self.clock() - then) * self.a_second) if client in self._left else left


def client_of(host: str) -> str:
    """What an address counts as: of IPv6 its network, since one line has more addresses than can be counted.

    >>> client_of("192.0.2.7"), client_of("2001:db8:1:2:3:4:5:6"), client_of("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
