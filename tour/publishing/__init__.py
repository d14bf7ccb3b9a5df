"""Releases: content-addressed store, build, verify, switch, roll back, export.

Reading a release is loaded at once and needs no database; making one is loaded when first asked
for, so that a process that only serves visitors stays small.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tour.publishing.kinds import extension, of_extension
from tour.publishing.manifest import Entry, Manifest, Unreadable, read
from tour.publishing.notices import NO_NOTICES, notices_path
from tour.publishing.pointer import Current, current
from tour.publishing.pointer import path as pointer_path
from tour.publishing.refusals import ExportRefused, PublishRefused, RollbackRefused
from tour.publishing.store import Store, store

if TYPE_CHECKING:
    from tour.publishing.exporting import export
    from tour.publishing.faces import Faces
    from tour.publishing.making import Made
    from tour.publishing.noticing import NoticesUnwritten, renew_notices
    from tour.publishing.numbers import given_numbers
    from tour.publishing.previewing import preview
    from tour.publishing.pruning import prune
    from tour.publishing.releasing import (
        Published,
        add_sound,
        pack_releases,
        publish,
        publish_site,
        published_editions,
        rollback,
        words_now,
        words_of,
        words_to_speak,
    )
    from tour.publishing.verifying import verify

__all__ = [
    "NO_NOTICES",
    "Current",
    "Entry",
    "ExportRefused",
    "Faces",
    "Made",
    "Manifest",
    "NoticesUnwritten",
    "PublishRefused",
    "Published",
    "RollbackRefused",
    "Store",
    "Unreadable",
    "add_sound",
    "current",
    "export",
    "extension",
    "given_numbers",
    "notices_path",
    "of_extension",
    "pack_releases",
    "pointer_path",
    "preview",
    "prune",
    "publish",
    "publish_site",
    "published_editions",
    "read",
    "renew_notices",
    "rollback",
    "store",
    "verify",
    "words_now",
    "words_of",
    "words_to_speak",
]

_MAKING = {
    "Faces": "faces",
    "Made": "making",
    "NoticesUnwritten": "noticing",
    "Published": "releasing",
    "add_sound": "releasing",
    "export": "exporting",
    "given_numbers": "numbers",
    "pack_releases": "releasing",
    "preview": "previewing",
    "prune": "pruning",
    "publish": "releasing",
    "publish_site": "releasing",
    "published_editions": "releasing",
    "renew_notices": "noticing",
    "rollback": "releasing",
    "verify": "verifying",
    "words_now": "releasing",
    "words_of": "releasing",
    "words_to_speak": "releasing",
}


def __getattr__(name: str) -> object:
    """The parts that make releases, loaded when first asked for."""
    if name not in _MAKING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MAKING[name]}"), name)
    globals()[name] = found
    return found
