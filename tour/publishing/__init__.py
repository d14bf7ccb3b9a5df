"""Releases: content-addressed store, build, verify, switch, roll back, export.

Reading a release is loaded at once and needs no database; making one is loaded when first asked
for, so that a process that only serves visitors stays small.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tour.publishing.kinds import extension
from tour.publishing.manifest import Entry, Manifest, Unreadable, read
from tour.publishing.pointer import Current, current
from tour.publishing.pointer import path as pointer_path
from tour.publishing.refusals import ExportRefused, PublishRefused, RollbackRefused
from tour.publishing.store import Store, store

if TYPE_CHECKING:
    from tour.publishing.exporting import export
    from tour.publishing.faces import Faces
    from tour.publishing.pruning import prune
    from tour.publishing.releasing import (
        Published,
        add_sound,
        pack_releases,
        publish,
        publish_site,
        published_editions,
        rollback,
    )
    from tour.publishing.verifying import verify

__all__ = [
    "Current",
    "Entry",
    "ExportRefused",
    "Faces",
    "Manifest",
    "PublishRefused",
    "Published",
    "RollbackRefused",
    "Store",
    "Unreadable",
    "add_sound",
    "current",
    "export",
    "extension",
    "pack_releases",
    "pointer_path",
    "prune",
    "publish",
    "publish_site",
    "published_editions",
    "read",
    "rollback",
    "store",
    "verify",
]

_MAKING = {
    "Faces": "faces",
    "Published": "releasing",
    "add_sound": "releasing",
    "export": "exporting",
    "pack_releases": "releasing",
    "prune": "pruning",
    "publish": "releasing",
    "publish_site": "releasing",
    "published_editions": "releasing",
    "rollback": "releasing",
    "verify": "verifying",
}


def __getattr__(name: str) -> object:
    """The parts that make releases, loaded when first asked for."""
    if name not in _MAKING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MAKING[name]}"), name)
    globals()[name] = found
    return found
