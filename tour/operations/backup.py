"""Backup and restore of a whole site: tables and media in one file."""

import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

# Half-written files, and locks: bound to the processes of this moment.
LEFT_OUT = (".partial", ".tmp", ".lock")
DATABASE, MEDIA = "database.sqlite3", "media"
# What SQLite keeps beside a database; without its log the last edits would be missing from it.
_BESIDE = ("", "-wal", "-shm")


class BackupRefused(Exception):
    """The backup or restore cannot be done; the message says why and what to do."""


def backup(file: Path) -> None:
    """Write tables and media, as they are at this moment, into one .tar file; replaces `file` only when whole.

    It holds password hashes and the site's key: only its owner may read it. Raises `BackupRefused`
    on another database than SQLite (use its own tools there).
    """
    database, media = _sqlite_path(), _media()
    if file.resolve().is_relative_to(media):
        raise BackupRefused(f"{file} lies inside the media folder, which is backed up. Name a file elsewhere.")
    partial = file.with_name(file.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            copy = Path(folder) / DATABASE
            # SQLite's own online backup: whole even while others write.
            with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                with tarfile.open(fileobj=out, mode="w") as tar:
                    tar.add(copy, DATABASE)
                    # After the tables: a file may be there without its row, never a row without its file.
                    _add_media(tar, media)
                out.flush()
                os.fsync(out.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def restore(file: Path) -> None:
    """Put a backup's tables and media in place of the present ones, which stay beside them as `.before-restore`.

    Raises `BackupRefused` where the file is no whole backup, `OSError` where the disk refuses;
    nothing is changed then. Stop the site's processes first.
    """
    database, media = _sqlite_path(), _media()
    for place in (database, media):
        place.parent.mkdir(parents=True, exist_ok=True)
    # Each beside where it goes: media and tables may lie on two disks, and only a rename is whole or not at all.
    with (
        tempfile.TemporaryDirectory(dir=database.parent) as tables_folder,
        tempfile.TemporaryDirectory(dir=media.parent) as media_folder,
    ):
        new_database, new_media = Path(tables_folder) / DATABASE, Path(media_folder) / MEDIA
        _unpack(file, new_database.parent, new_media.parent)
        if not (new_database.is_file() and new_media.is_dir()):
            raise BackupRefused(f"{file} is no backup of a Wayside site: it lacks {DATABASE} or {MEDIA}/.")
        if not _is_sound(new_database):
            raise BackupRefused(f"The tables in {file} are damaged.")
        connection.close()
        _swap([(new_media, media), *((_with(new_database, end), _with(database, end)) for end in _BESIDE)])


def _unpack(file: Path, tables: Path, media: Path) -> None:
    """Extract the tables into one folder and the media into another; raises `BackupRefused`."""
    try:
        with tarfile.open(file) as tar:
            members = tar.getmembers()
            tar.extractall(tables, [one for one in members if one.name == DATABASE], filter="data")
            tar.extractall(media, [one for one in members if one.name.split("/")[0] == MEDIA], filter="data")
    except (tarfile.TarError, OSError, EOFError, KeyError) as error:
        raise BackupRefused(f"{file} cannot be read as a backup: {error}.") from error


def _swap(moves: list[tuple[Path, Path]]) -> None:
    """Put what is there aside and each new one in its place; where the disk refuses, all is as it was."""
    done: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        source.rename(target)
        done.append((source, target))

    aside = _aside(target for _, target in moves)
    try:
        for new, target in moves:
            if target.exists():
                move(target, aside[target])
            if new.exists():
                move(new, target)
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise


def _aside(targets: Iterable[Path]) -> dict[Path, Path]:
    """Where each is put aside: `.before-restore`, with a number where an earlier one lies there."""
    places, count = list(targets), 1
    while True:
        number = f"-{count}" if count > 1 else ""
        aside = {place: _put_aside(place, f".before-restore{number}") for place in places}
        if not any(path.exists() for path in aside.values()):
            return aside
        count += 1


def _put_aside(place: Path, ending: str) -> Path:
    """The name with the ending, so that SQLite still finds the log of a database put aside."""
    for log in _BESIDE[1:]:
        if place.name.endswith(log):
            return place.with_name(place.name.removesuffix(log) + ending + log)
    return _with(place, ending)


def _with(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _add_media(tar: tarfile.TarFile, media: Path) -> None:
    """Add every finished file. The site goes on writing: what vanishes meanwhile was half-written.

    What is left out is never looked at by `tar`: a finished file that shares its disk space would
    be stored as a link to it, and could not be restored.
    """
    tar.add(media, MEDIA, recursive=False)
    for folder, below, names in os.walk(media, followlinks=True):
        below.sort()
        for name in sorted(names):
            path = Path(folder) / name
            if name.endswith(LEFT_OUT):
                continue
            # Opened, so that it cannot vanish half-way, and so that a link is backed up as the file it leads to.
            with suppress(FileNotFoundError), path.open("rb") as source:
                member = tar.gettarinfo(arcname=f"{MEDIA}/{path.relative_to(media).as_posix()}", fileobj=source)
                tar.addfile(member, source if member.isreg() else None)


def _is_sound(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(database)) as made:
            return bool(made.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _media() -> Path:
    """The media folder itself, where the setting names a link to it."""
    return Path(settings.MEDIA_ROOT).resolve()


def _sqlite_path() -> Path:
    if connection.vendor != "sqlite":
        raise BackupRefused("This command backs up SQLite; use the tools of your database, and copy the media folder.")
    return Path(str(connection.settings_dict["NAME"])).resolve()
