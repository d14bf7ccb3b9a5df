"""The bytes of blobs, the ones asked for last kept in memory up to a bound."""

import os
from collections import OrderedDict
from threading import Lock

from tour.publishing import Store

# Pages of a tour in one language come to about 300 kB; tracks to about 500 kB each.
CAPACITY_BYTES = 16 * 1024 * 1024
# A larger blob is read each time, so that one long track does not push out a whole tour's pages.
LARGEST_BYTES = 2 * 1024 * 1024


class Bodies:
    """Reads blobs, or parts of them, through a cache that all threads share."""

    def __init__(self, store: Store, capacity_bytes: int = CAPACITY_BYTES) -> None:
        """Start empty."""
        self._store = store
        self._capacity = capacity_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def whole(self, sha256: str) -> bytes:
        """All bytes of the blob; raises `FileNotFoundError`."""
        try:
            body = self._kept[sha256]
            self._kept.move_to_end(sha256)
        except KeyError:
            body = self._store.read(sha256)
            self._keep(sha256, body)
        return body

    def part(self, sha256: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`, not included; raises `FileNotFoundError`."""
        body = self._kept.get(sha256)
        if body is not None:
            return body[start:end]
        file = os.open(self._store.path(sha256), os.O_RDONLY)
        try:
            return os.pread(file, end - start, start)
        finally:
            os.close(file)

    def _keep(self, sha256: str, body: bytes) -> None:
        """Remember the body, and forget those not asked for longest."""
        if len(body) > min(LARGEST_BYTES, self._capacity):
            return
        with self._lock:
            if sha256 in self._kept:
                return
            self._kept[sha256] = body
            self._size += len(body)
            while self._size > self._capacity:
                _, forgotten = self._kept.popitem(last=False)
                self._size -= len(forgotten)
