"""Backup and restore of a whole site: tables and media in one file."""

import sqlite3
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

# Made anew from the rest, or bound to this machine: not worth carrying.
LEFT_OUT = {"speaking.lock"}
DATABASE = "database.sqlite3"


class BackupRefused(Exception):
    """The backup or restore cannot be done; the message says why and what to do."""


def backup(file: Path) -> None:
    """Write tables and media, as they are at this moment, into one .tar file; replaces `file` only when whole.

    Raises `BackupRefused` on another database than SQLite (use its own tools there).
    """
    database = _sqlite_path()
    partial = file.with_name(file.name + ".partial")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        copy = Path(folder) / DATABASE
        # SQLite's own online backup: whole even while others write.
        with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        with tarfile.open(partial, "w") as tar:
            tar.add(copy, DATABASE)
            tar.add(settings.MEDIA_ROOT, "media", filter=_kept)
    partial.replace(file)


def restore(file: Path) -> None:
    """Put a backup's tables and media in place of the present ones, which stay beside them as `.before-restore`.

    Raises `BackupRefused` where the file is no whole backup; nothing is changed then. Stop the
    site's processes first.
    """
    database, media = _sqlite_path(), Path(settings.MEDIA_ROOT)
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        try:
            with tarfile.open(file) as tar:
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            raise BackupRefused(f"{file} cannot be read as a backup: {error}.") from error
        new_database, new_media = Path(folder) / DATABASE, Path(folder) / "media"
        if not (new_database.is_file() and new_media.is_dir()):
            raise BackupRefused(f"{file} is no backup of a Wayside site: it lacks {DATABASE} or media/.")
        if not _is_sound(new_database):
            raise BackupRefused(f"The tables in {file} are damaged.")
        connection.close()
        _put_aside(database)
        for leftover in ("-wal", "-shm"):
            database.with_name(database.name + leftover).unlink(missing_ok=True)
        new_database.replace(database)
        _put_aside(media)
        new_media.replace(media)


def _is_sound(database: Path) -> bool:
    try:
        with sqlite3.connect(database) as made:
            return bool(made.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _sqlite_path() -> Path:
    if connection.vendor != "sqlite":
        raise BackupRefused("This command backs up SQLite; use the tools of your database, and copy the media folder.")
    return Path(str(connection.settings_dict["NAME"]))


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    name = Path(member.name).name
    return None if name in LEFT_OUT or name.endswith((".partial", ".tmp")) else member


def _put_aside(path: Path) -> None:
    """Rename what is there; an older `.before-restore` gets a number."""
    if not path.exists():
        return
    aside = path.with_name(path.name + ".before-restore")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}.before-restore-{count}")
    path.rename(aside)
