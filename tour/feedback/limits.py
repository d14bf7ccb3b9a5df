"""How much may be written: buckets that fill again with time, for each address and for the whole site.

No address is stored. A bucket is found by a hash of the address with a salt that this process makes
at random and throws away every day with all its buckets; both are only in its memory. So limits
are per process, and begin anew with it.
"""

import hashlib
import math
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_DAY_S = 86_400
# Beyond this many addresses a day the oldest buckets are forgotten: memory stays bounded.
_MOST_ADDRESSES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A bucket's size, and the seconds after which it has room for one more."""

    burst: int
    every_s: float


@dataclass(slots=True)
class Limit:
    """One kind of writing: a rate for each address and one for the whole site."""

    address: Rate
    site: Rate
    clock: Callable[[], float] = time.monotonic
    _salt: bytes = b""
    _salted_at: float = 0
    # When each bucket will be full again, in seconds of the clock.
    _full_at: dict[bytes, float] = field(default_factory=dict)
    _site_full_at: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, address: str) -> int:
        """0 where this one may be written (and is counted), else the seconds until another may."""
        with self._lock:
            now = self.clock()
            self._forget(now)
            name = hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).digest()
            of_address, of_site = max(self._full_at.pop(name, now), now), max(self._site_full_at, now)
            wait = max(_wait_s(self.address, of_address, now), _wait_s(self.site, of_site, now))
            if not wait:
                of_address += self.address.every_s
                self._site_full_at = of_site + self.site.every_s
            self._full_at[name] = of_address
            return wait

    def _forget(self, now: float) -> None:
        if not self._salt or now - self._salted_at >= _DAY_S:
            self._salt, self._salted_at = secrets.token_bytes(32), now
            self._full_at.clear()
        while len(self._full_at) >= _MOST_ADDRESSES:
            del self._full_at[next(iter(self._full_at))]


def _wait_s(rate: Rate, full_at: float, now: float) -> int:
    over = full_at - now - (rate.burst - 1) * rate.every_s
    # A hair over is what adding fractions leaves.
    return math.ceil(over - 1e-6) if over > 1e-6 else 0


# A class of thirty behind one router leaves a museum together.
HEARD = Limit(address=Rate(burst=120, every_s=2), site=Rate(burst=5000, every_s=0.02))
MISTAKE = Limit(address=Rate(burst=10, every_s=60), site=Rate(burst=200, every_s=30))
