import os
from pathlib import Path

import pytest
from django.conf import settings

from tour.publishing.store import store


def blobs() -> list[Path]:
    return list(store().names())


def test_the_same_bytes_are_kept_once() -> None:
    first, again = store().put(b"words"), store().put(b"words")
    assert (first.new, again.new) == (True, False)
    assert first.sha256 == again.sha256
    assert len(blobs()) == 1
    assert store().read(first.sha256) == b"words"


def test_a_blob_lies_under_the_first_32_digits_of_its_hash() -> None:
    kept = store().put(b"words")
    assert store().path(kept.sha256) == Path(settings.MEDIA_ROOT) / "store" / kept.sha256[:2] / kept.sha256[:32]
    assert store().path(kept.sha256[:32]) == store().path(kept.sha256)


def test_a_whole_blob_is_never_touched_again() -> None:
    kept = store().put(b"words")
    before = store().path(kept.sha256).stat()
    store().put(b"words")
    after = store().path(kept.sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_blob_cut_short_is_replaced_by_the_whole() -> None:
    kept = store().put(b"words and more words")
    store().path(kept.sha256).write_bytes(b"words")
    assert store().put(b"words and more words").new
    assert store().read(kept.sha256) == b"words and more words"


def test_a_write_that_fails_leaves_no_blob(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store().put(b"words")
    assert [path for path in blobs() if path.suffix != ".tmp"] == []


def test_a_finished_file_is_adopted_and_outlives_its_source(tmp_path: Path) -> None:
    source = tmp_path / "track.webm"
    source.write_bytes(b"sound" * 1000)
    kept = store().adopt(source)
    assert kept.new
    source.unlink()
    assert store().read(kept.sha256) == b"sound" * 1000


def test_a_file_is_copied_where_it_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_device(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", other_device)
    source = tmp_path / "track.webm"
    source.write_bytes(b"sound")
    kept = store().adopt(source)
    assert store().read(kept.sha256) == b"sound"
    assert store().path(kept.sha256).stat().st_ino != source.stat().st_ino
