"""Clearing the store, and what curators gave, of what no kept release names."""

from contextlib import suppress

import msgspec

from tour import content
from tour.publishing import manifest as manifests
from tour.publishing import pointer
from tour.publishing.history import within_keeping
from tour.publishing.making import forget_vanished
from tour.publishing.manifest import Manifest
from tour.publishing.store import NAME_DIGITS, store


def prune() -> int:
    """Remove every blob that neither a current release nor one within the keeping period names; how many files.

    An archive of map tiles goes as well where no such release names it, and no tour has it any more.
    Waits until no release is being made, and lets none begin meanwhile. Raises `Unreadable` where a
    present release is damaged; nothing is removed then.
    """
    with pointer.clearing(), pointer.switching():
        kept, now = store(), pointer.current()
        held = within_keeping()
        named: set[str] = set()
        # A present release that cannot be read stops this before anything is removed.
        for sha256 in pointer.all_of(now):
            named |= {sha256[:NAME_DIGITS]} | _blobs(manifests.read(kept, sha256))
        for sha256 in held.difference(pointer.all_of(now)):
            with suppress(manifests.Unreadable):
                named |= {sha256[:NAME_DIGITS]} | _blobs(manifests.read(kept, sha256))
        pointer.write(msgspec.structs.replace(now, kept=tuple(one for one in now.kept if one in held)))
        removed = 0
        for path in list(kept.names()):
            if path.name not in named:
                path.unlink()
                removed += 1
        forget_vanished(kept)
        return removed + content.clear_tiles(named)


def _blobs(manifest: Manifest) -> set[str]:
    """The names of all blobs a release needs."""
    found = {manifest.editions, manifest.sound, manifest.listing}
    for entry in manifest.files.values():
        found |= {entry.sha256, entry.br, entry.gzip}
    return {sha256[:NAME_DIGITS] for sha256 in found if sha256}
