"""The content-addressed store: each file once, under the hash of its bytes, never changed afterwards."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

# Digits of the SHA-256 that name a blob (and stand in `files/<name>.<ext>`).
NAME_DIGITS = 32
_TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Kept:
    """A blob as the store holds it; `new` where this call wrote it."""

    sha256: str
    size_bytes: int
    new: bool


@dataclass(frozen=True, slots=True)
class Store:
    """Blobs below a folder: `<aa>/<32 hex digits>`."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Where the blob lies or would lie; a full hash or its first 32 digits."""
        return self.root / sha256[:2] / sha256[:NAME_DIGITS]

    def holds(self, sha256: str, size_bytes: int) -> bool:
        """Whether the blob is there in its full size."""
        try:
            return self.path(sha256).stat().st_size == size_bytes
        except FileNotFoundError:
            return False

    def read(self, sha256: str) -> bytes:
        """The blob's bytes; raises `FileNotFoundError`."""
        return self.path(sha256).read_bytes()

    def put(self, body: bytes) -> Kept:
        """Keep these bytes: written aside, flushed to the disk, renamed. A whole blob is never overwritten."""
        sha256 = hashlib.sha256(body).hexdigest()
        if self.holds(sha256, len(body)):
            return Kept(sha256, len(body), new=False)
        aside = self._aside(sha256)
        with aside.open("xb") as file:
            file.write(body)
            _to_disk(file)
        aside.replace(self.path(sha256))
        return Kept(sha256, len(body), new=True)

    def adopt(self, source: Path) -> Kept:
        """Keep a finished file's bytes, sharing its disk space where the file system can.

        The source must be of the kind that is renamed into place, never written to again. Raises
        `OSError` where it cannot be read.
        """
        with source.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = os.fstat(file.fileno()).st_size
            if self.holds(sha256, size):
                return Kept(sha256, size, new=False)
            _to_disk(file)
        aside = self._aside(sha256)
        try:
            os.link(source, aside)
        except OSError:
            _copy(source, aside)
        aside.replace(self.path(sha256))
        return Kept(sha256, size, new=True)

    def names(self) -> Iterator[Path]:
        """The path of every blob, left-overs of broken writes among them."""
        for shard in self.root.glob("[0-9a-f][0-9a-f]"):
            yield from shard.iterdir()

    def _aside(self, sha256: str) -> Path:
        """A fresh temporary path beside the blob's own; makes the folder."""
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.with_name(f"{target.name}.{secrets.token_hex(4)}{_TEMPORARY}")


def store() -> Store:
    """The site's store, below the media folder."""
    return Store(Path(settings.MEDIA_ROOT) / "store")


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        _to_disk(file)


def _to_disk(file: BinaryIO) -> None:
    """Flush to the disk. (The rename that follows is committed with the pointer's own flush.)"""
    file.flush()
    os.fsync(file.fileno())
