"""The pointer: which release of each tour visitors get. One small file, replaced in one move.

Publishing writes it; every web process follows it, without a database.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from django.conf import settings


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """Hashes of manifests: the site's ("" before the first release) and each tour's.

    `kept` are releases that were replaced, and whose files phones may still ask for.
    """

    site: str = ""
    tours: dict[str, str] = {}
    kept: tuple[str, ...] = ()


def path() -> Path:
    """Where the pointer lies."""
    return Path(settings.MEDIA_ROOT) / "current.json"


def current() -> Current:
    """What visitors get now; empty before the first release."""
    try:
        return msgspec.json.decode(path().read_bytes(), type=Current)
    except FileNotFoundError:
        return Current()


def move(*, site: str | None = None, tours: Mapping[str, str] | None = None) -> None:
    """Point to other releases, all at once; what they replace is kept. Call it while holding `switching()`."""
    before = current()
    after = Current(site=before.site if site is None else site, tours={**before.tours, **(tours or {})})
    held = dict.fromkeys([*before.kept, *all_of(before)])
    write(msgspec.structs.replace(after, kept=tuple(one for one in held if one not in all_of(after))))


def all_of(pointed: Current) -> list[str]:
    """The manifests a pointer points to."""
    return [*filter(None, [pointed.site]), *pointed.tours.values()]


def write(after: Current) -> None:
    """Replace the pointer: written aside, flushed to the disk, renamed. Call it while holding `switching()`."""
    target = path()
    aside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    with aside.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(after, order="sorted")))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def switching() -> Iterator[None]:
    """Hold the lock of the pointer: brief, one holder at a time."""
    with _lock("switching", fcntl.LOCK_EX):
        yield


@contextmanager
def telling() -> Iterator[None]:
    """Hold the lock of the notices file: brief, one holder at a time."""
    with _lock("notices", fcntl.LOCK_EX):
        yield


@contextmanager
def building(slug: str) -> Iterator[None]:
    """Hold the lock of one tour's releases ("" for the site) while one is made; others may build other tours."""
    with _lock("store", fcntl.LOCK_SH), _lock(f"tour-{slug}", fcntl.LOCK_EX):
        yield


@contextmanager
def keeping() -> Iterator[None]:
    """Hold the store against clearing while files are put there that belong to no release yet; others may too."""
    with _lock("store", fcntl.LOCK_SH):
        yield


@contextmanager
def clearing() -> Iterator[None]:
    """Hold the store alone: no release is being made meanwhile."""
    with _lock("store", fcntl.LOCK_EX):
        yield


@contextmanager
def _lock(name: str, kind: int) -> Iterator[None]:
    """Wait for and hold a file lock, across processes and threads; the system frees it when a process dies."""
    folder = Path(settings.MEDIA_ROOT) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as held:
        fcntl.flock(held, kind)
        yield
