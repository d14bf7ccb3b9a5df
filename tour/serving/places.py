"""Files by the addresses they are met at, with the policy each is sent under."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from tour.publishing import Entry, Manifest, Store, Unreadable, extension, read

log = logging.getLogger(__name__)
# For a page whose face says nothing else, and for drawings, which could carry scripts.
_OWN_ONLY = "default-src 'self'"
_DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True, slots=True)
class Place:
    """A file with its Content-Security-Policy ("": none)."""

    entry: Entry
    policy: str


class Older:
    """Content addresses of releases that were replaced: a download that began before a switch ends whole.

    Read when first asked for, each release once in the life of the process.
    """

    def __init__(self, store: Store) -> None:
        """Start with nothing read."""
        self._store = store
        self._read: set[str] = set()
        self._places: dict[str, Place] = {}

    def place(self, path: str, kept: Sequence[str]) -> Place | None:
        """The file at a content address of one of these releases."""
        for sha256 in kept:
            if sha256 not in self._read:
                if manifest := read_or_log(self._store, sha256):
                    self._places.update(by_content(manifest))
                # Last: another thread must not take it for read before it is.
                self._read.add(sha256)
        return self._places.get(path)


def by_url(manifest: Manifest) -> dict[str, Place]:
    """Every file of a release by the address it is met at."""
    return {f"/{url}": _place(entry, manifest) for url, entry in manifest.files.items()}


def by_content(manifest: Manifest) -> dict[str, Place]:
    """Every file of a release by its content address."""
    return {
        f"/files/{entry.sha256[:32]}.{extension(entry.type)}": _place(entry, manifest)
        for entry in manifest.files.values()
    }


def read_or_log(store: Store, sha256: str) -> Manifest | None:
    """The manifest; None where it cannot be read, and the log says so."""
    try:
        return read(store, sha256)
    except Unreadable as error:
        log.error("%s", error)  # noqa: TRY400 - the message says it all
        return None


def _place(entry: Entry, manifest: Manifest) -> Place:
    if entry.policy >= 0:
        return Place(entry, manifest.policies[entry.policy])
    if entry.type.startswith("image/svg"):
        return Place(entry, _DRAWING)
    return Place(entry, _OWN_ONLY if entry.type.startswith("text/html") else "")
