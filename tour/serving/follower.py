"""Following the pointer: each process sees a switch at its next request, without being told."""

import logging
import os
from threading import Lock

import msgspec

from tour.publishing import Current, current, pointer_path, store
from tour.serving.bodies import Bodies
from tour.serving.places import Older
from tour.serving.table import Table

log = logging.getLogger(__name__)
_Stamp = tuple[int, int, int]


class Follower:
    """Holds the table of what is served, and makes a new one when the pointer has moved."""

    def __init__(self) -> None:
        """Load what is pointed to now."""
        self._store = store()
        self._path = os.fspath(pointer_path())
        self._bodies = Bodies(self._store)
        self._older = Older(self._store)
        self._loading = Lock()
        self._stamp: _Stamp | None = self._look()
        self._table = self._load(_current() or Current())

    def table(self) -> Table:
        """What is served now. (Asking the file system costs 2 µs; a timer would save 1 and show old pages.)"""
        stamp = self._look()
        # A pointer that is suddenly gone is no switch: what was served goes on being served.
        if stamp != self._stamp and stamp is not None and self._loading.acquire(blocking=False):
            # Whoever comes meanwhile is served from the table before.
            try:
                pointed = _current()
                if pointed is not None:
                    self._table = self._load(pointed)
                self._stamp = stamp
            finally:
                self._loading.release()
        return self._table

    def _load(self, pointed: Current) -> Table:
        return Table(self._store, pointed, self._bodies, self._older)

    def _look(self) -> _Stamp | None:
        """What tells one pointer file from the next; None where there is none."""
        try:
            found = os.stat(self._path)  # noqa: PTH116 - once a request: without the object
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size


def _current() -> Current | None:
    """The pointer; None where it cannot be read, and the log says so."""
    try:
        return current()
    except (OSError, msgspec.MsgspecError) as error:
        log.error("The pointer cannot be read: %s", error)  # noqa: TRY400 - the message says it all
        return None
