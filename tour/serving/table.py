"""All addresses of the current releases in one table, and the files of the releases kept behind them."""

from collections.abc import Mapping

from tour.publishing import Current, Manifest, Store
from tour.serving.answers import Answer
from tour.serving.bodies import Bodies
from tour.serving.places import Older, Place, by_content, by_url, read_or_log


class Table:
    """What is served: addresses begin with a slash, as requests name them."""

    def __init__(self, store: Store, pointed: Current, bodies: Bodies, older: Older) -> None:
        """Load the manifests pointed to; one that cannot be read is left out, and the log says so."""
        self.pointed = pointed
        self._bodies = bodies
        self._older = older
        self.site = read_or_log(store, pointed.site) if pointed.site else None
        loaded = {slug: read_or_log(store, sha256) for slug, sha256 in pointed.tours.items()}
        self.tours: Mapping[str, Manifest] = {slug: one for slug, one in loaded.items() if one}
        self._places: dict[str, Place] = {}
        self._files: dict[str, Place] = {}
        for manifest in [*filter(None, [self.site]), *self.tours.values()]:
            self._places.update(by_url(manifest))
            self._files.update(by_content(manifest))
        # Filled as addresses are asked for; only known addresses ever enter.
        self._answers: dict[str, Answer] = {}

    def answer(self, path: str) -> Answer | None:
        """The answer of a known address; None for any other."""
        found = self._answers.get(path)
        if found is None and (found := self._find(path)):
            self._answers[path] = found
        return found

    def page(self, url: str, status: int) -> Answer | None:
        """A page of the release, to be answered with a status of the caller's."""
        place = self._places.get(f"/{url}")
        return self._answer(place, status=status) if place else None

    def _find(self, path: str) -> Answer | None:
        if path.startswith("/files/"):
            file = self._files.get(path) or self._places.get(path) or self._older.place(path, self.pointed.kept)
            return self._answer(file, status=200, immutable=True) if file else None
        place = self._places.get(path)
        return self._answer(place, status=place.entry.status) if place else None

    def _answer(self, place: Place, *, status: int, immutable: bool = False) -> Answer:
        return Answer(self._bodies, place.entry, place.policy, immutable=immutable, status=status)
