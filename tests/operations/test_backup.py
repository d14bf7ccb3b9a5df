"""A backup holds every row and every file; a bad one changes nothing."""

import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tour import operations


@pytest.fixture
def site(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database file with one row, and a media folder with one file; gives the database's path."""
    database = tmp_path / "site.sqlite3"
    with sqlite3.connect(database) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE stop (title TEXT)")
        made.execute("INSERT INTO stop VALUES ('Mill')")
    (settings.MEDIA_ROOT / "tracks").mkdir()
    (settings.MEDIA_ROOT / "tracks" / "a.webm").write_bytes(b"sound")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(database))
    monkeypatch.setattr(connection, "close", lambda: None)
    return database


def _titles(database: Path) -> list[str]:
    with sqlite3.connect(database) as made:
        return [title for (title,) in made.execute("SELECT title FROM stop")]


def test_what_was_backed_up_comes_back(site: Path, tmp_path: Path, settings: Settings) -> None:
    operations.backup(tmp_path / "b.tar")
    with sqlite3.connect(site) as made:
        made.execute("DELETE FROM stop")
    (settings.MEDIA_ROOT / "tracks" / "a.webm").unlink()
    operations.restore(tmp_path / "b.tar")
    assert _titles(site) == ["Mill"]
    assert (settings.MEDIA_ROOT / "tracks" / "a.webm").read_bytes() == b"sound"


def test_what_was_there_before_stays_beside_it(site: Path, tmp_path: Path) -> None:
    operations.backup(tmp_path / "b.tar")
    operations.restore(tmp_path / "b.tar")
    operations.restore(tmp_path / "b.tar")
    assert len(list(tmp_path.glob("site.sqlite3.before-restore*"))) == 2


@pytest.mark.parametrize("damage", ["cut", "text", "empty tar", "damaged tables"])
def test_a_bad_backup_is_refused_and_changes_nothing(site: Path, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "b.tar"
    operations.backup(file)
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:600])
    elif damage == "text":
        file.write_text("not a backup")
    elif damage == "empty tar":
        tarfile.open(file, "w").close()
    else:
        bad = tmp_path / "database.sqlite3"
        bad.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
        with tarfile.open(file, "w") as tar:
            tar.add(bad, "database.sqlite3")
            (tmp_path / "empty").mkdir()
            tar.add(tmp_path / "empty", "media")
    with pytest.raises(operations.BackupRefused):
        operations.restore(file)
    assert _titles(site) == ["Mill"]
    assert not list(tmp_path.glob("*.before-restore*"))


def test_a_backup_that_fails_leaves_the_one_before(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.tar"
    operations.backup(file)
    before = file.read_bytes()
    monkeypatch.setattr(tarfile.TarFile, "add", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        operations.backup(file)
    assert file.read_bytes() == before
