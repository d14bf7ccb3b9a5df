"""Files of releases that were replaced, asked for by many threads at once."""

import pytest

from tests.serving.made import TRACK_URL, publish
from tour.publishing import Manifest, Store, store
from tour.serving import places


def test_a_release_under_reading_is_not_taken_for_read(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, older = publish(), places.Older(store())
    read = places.read_or_log
    meanwhile: list[places.Place | None] = []

    def interrupted(of: Store, sha256: str) -> Manifest | None:
        if not meanwhile:
            meanwhile.append(None)
            meanwhile[0] = older.place(f"/{TRACK_URL}", [kept])
        return read(of, sha256)

    monkeypatch.setattr(places, "read_or_log", interrupted)
    assert older.place(f"/{TRACK_URL}", [kept])
    assert meanwhile[0]
