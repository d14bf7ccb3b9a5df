"""A backup holds every row and every file; a bad one changes nothing."""

import os
import sqlite3
import tarfile
from pathlib import Path
from typing import Any

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
    aside = {path.name for path in tmp_path.glob("*.before-restore*") if not path.name.endswith(("-wal", "-shm"))}
    names = ("site.sqlite3.before-restore", "media.before-restore")
    assert aside == {f"{name}{number}" for name in names for number in ("", "-2")}


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


def test_only_its_owner_may_read_a_backup(site: Path, tmp_path: Path) -> None:
    operations.backup(tmp_path / "b.tar")
    assert (tmp_path / "b.tar").stat().st_mode & 0o077 == 0


def test_a_backup_that_fails_leaves_nothing_half_written(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tarfile.TarFile, "add", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OSError, match="disk full"):
        operations.backup(tmp_path / "b.tar")
    assert sorted(tmp_path.iterdir()) == before


def test_a_media_folder_behind_a_link_is_backed_up_whole(site: Path, tmp_path: Path, settings: Settings) -> None:
    behind = tmp_path / "other disk"
    settings.MEDIA_ROOT.rename(behind)
    settings.MEDIA_ROOT.symlink_to(behind)
    operations.backup(tmp_path / "b.tar")
    (behind / "tracks" / "a.webm").unlink()
    operations.restore(tmp_path / "b.tar")
    assert (settings.MEDIA_ROOT / "tracks" / "a.webm").read_bytes() == b"sound"
    assert settings.MEDIA_ROOT.is_symlink()


def test_a_half_written_link_of_a_killed_process_does_not_spoil_the_backup(
    site: Path, tmp_path: Path, settings: Settings
) -> None:
    (settings.MEDIA_ROOT / "store").mkdir()
    # As the store adopts a track: shared, under a name that goes before it.
    os.link(settings.MEDIA_ROOT / "tracks" / "a.webm", settings.MEDIA_ROOT / "store" / "ab.1234.tmp")
    operations.backup(tmp_path / "b.tar")
    operations.restore(tmp_path / "b.tar")
    assert (settings.MEDIA_ROOT / "tracks" / "a.webm").read_bytes() == b"sound"
    assert not (settings.MEDIA_ROOT / "store").exists()


def test_a_file_that_vanishes_meanwhile_does_not_end_the_backup(
    site: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.walk

    def stale(folder: Path, **options: Any) -> object:
        return [(where, below, [*names, "gone.webm"]) for where, below, names in listed(folder, **options)]

    monkeypatch.setattr(os, "walk", stale)
    operations.backup(tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert "media/tracks/a.webm" in tar.getnames()


def test_a_backup_into_the_media_folder_is_refused(site: Path, settings: Settings) -> None:
    with pytest.raises(operations.BackupRefused, match="elsewhere"):
        operations.backup(settings.MEDIA_ROOT / "b.tar")


def test_the_last_edits_of_a_killed_site_stay_with_the_tables_put_aside(site: Path, tmp_path: Path) -> None:
    operations.backup(tmp_path / "b.tar")
    # Still in the log beside the tables, as a kill leaves them.
    writer = sqlite3.connect(site)
    writer.execute("INSERT INTO stop VALUES ('Bridge')")
    writer.commit()
    assert site.with_name(f"{site.name}-wal").stat().st_size
    operations.restore(tmp_path / "b.tar")
    assert _titles(site) == ["Mill"]
    assert _titles(site.with_name(f"{site.name}.before-restore")) == ["Mill", "Bridge"]
    writer.close()


def test_a_disk_that_refuses_leaves_all_as_it_was(
    site: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations.backup(tmp_path / "b.tar")
    with sqlite3.connect(site) as made:
        made.execute("INSERT INTO stop VALUES ('Bridge')")
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if path.name == "database.sqlite3":
            raise OSError("another disk")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(OSError, match="another disk"):
        operations.restore(tmp_path / "b.tar")
    assert _titles(site) == ["Mill", "Bridge"]
    assert (settings.MEDIA_ROOT / "tracks" / "a.webm").read_bytes() == b"sound"
    assert not list(tmp_path.rglob("*.before-restore*"))
