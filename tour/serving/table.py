"""All addresses of the current releases in one table, and the files of the releases kept behind them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from tour.publishing import Current, Entry, Manifest, Store, Unreadable, extension, read
from tour.serving.answers import Answer
from tour.serving.bodies import Bodies

log = logging.getLogger(__name__)
# For a page whose face says nothing else, and for drawings, which could carry scripts.
_OWN_ONLY = "default-src 'self'"
_DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True, slots=True)
class _Place:
    """A file with the policy it is sent under."""

    entry: Entry
    policy: str


class Table:
    """What is served: addresses begin with a slash, as requests name them."""

    def __init__(self, store: Store, pointed: Current, bodies: Bodies) -> None:
        """Load the manifests pointed to; one that cannot be read is left out, and the log says so."""
        self.pointed = pointed
        self._store = store
        self._bodies = bodies
        self.site = _read(store, pointed.site) if pointed.site else None
        loaded = {slug: _read(store, sha256) for slug, sha256 in pointed.tours.items()}
        self.tours: Mapping[str, Manifest] = {slug: one for slug, one in loaded.items() if one}
        self._places: dict[str, _Place] = {}
        self._files: dict[str, _Place] = {}
        for manifest in [*filter(None, [self.site]), *self.tours.values()]:
            self._places.update({"/" + url: _place(entry, manifest) for url, entry in manifest.files.items()})
            self._files.update(_addresses(manifest))
        self._older: dict[str, _Place] | None = None
        # Filled as addresses are asked for; only known addresses ever enter.
        self.answers: dict[str, Answer] = {}

    def answer(self, path: str) -> Answer | None:
        """The answer of a known address; None for any other."""
        found = self.answers.get(path)
        if found is None and (found := self._find(path)):
            self.answers[path] = found
        return found

    def gone(self, path: str) -> bool:
        """Whether a page stood here in an earlier release."""
        return any(path[1:] in manifest.gone for manifest in self.tours.values())

    def page(self, url: str, status: int) -> Answer | None:
        """A page of the release, to be answered with a status of the caller's."""
        place = self._places.get(f"/{url}")
        return Answer(self._bodies, place.entry, place.policy, immutable=False, status=status) if place else None

    def _find(self, path: str) -> Answer | None:
        if path.startswith("/files/"):
            file = self._files.get(path) or self._places.get(path) or self._kept().get(path)
            return Answer(self._bodies, file.entry, file.policy, immutable=True, status=200) if file else None
        place = self._places.get(path)
        if place is None:
            return None
        return Answer(self._bodies, place.entry, place.policy, immutable=False, status=place.entry.status)

    def _kept(self) -> dict[str, _Place]:
        """Content addresses of the releases that were replaced; read when first asked for: phones seldom do."""
        if self._older is None:
            older: dict[str, _Place] = {}
            for sha256 in self.pointed.kept:
                if manifest := _read(self._store, sha256):
                    older.update(_addresses(manifest))
            self._older = older
        return self._older


def _addresses(manifest: Manifest) -> dict[str, _Place]:
    """Every file of a release by its content address."""
    return {
        f"/files/{entry.sha256[:32]}.{extension(entry.type)}": _place(entry, manifest)
        for entry in manifest.files.values()
    }


def _place(entry: Entry, manifest: Manifest) -> _Place:
    if entry.policy >= 0:
        return _Place(entry, manifest.policies[entry.policy])
    if entry.type.startswith("image/svg"):
        return _Place(entry, _DRAWING)
    return _Place(entry, _OWN_ONLY if entry.type.startswith("text/html") else "")


def _read(store: Store, sha256: str) -> Manifest | None:
    try:
        return read(store, sha256)
    except Unreadable as error:
        log.error("%s", error)  # noqa: TRY400 - the message says it all
        return None
