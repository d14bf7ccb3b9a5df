"""Where narration's files lie below the media folder, and how one comes to be there whole or not at all."""

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

# A partial file this old (seconds) belongs to a process that was killed.
_ABANDONED_S = 3600


def segment_path(key: str) -> str:
    """Path of a segment's lossless file below the media folder."""
    return f"segments/{key[:2]}/{key}.flac"


def opus_path(key: str) -> str:
    """Path of a track's WebM file below the media folder."""
    return f"tracks/{key[:2]}/{key}.webm"


def mp3_path(key: str) -> str:
    """Path of a track's MP3 file below the media folder."""
    return f"tracks/{key[:2]}/{key}.mp3"


def recording_path(file: str) -> str:
    """Path of an uploaded original below the media folder."""
    return f"recordings/{file}"


def peaks_path(sha256: str) -> str:
    """Path of a recording's wave picture (JSON) below the media folder."""
    return f"recordings/{sha256}.json"


def media(relative: str) -> Path:
    """The path in the file system of a path below the media folder."""
    return Path(settings.MEDIA_ROOT) / relative


def exists(relative: str) -> bool:
    """Whether the file is there; a name is only ever given to a whole file."""
    return os.path.exists(f"{settings.MEDIA_ROOT}/{relative}")  # noqa: PTH110  asked thousands of times in a pass


def put(path: Path, write: Callable[[Path], object], *, check: Callable[[Path], None] | None = None) -> None:
    """Have `write` fill a partial file beside `path`, `check` it, bring it to the disk, and only then name it.

    Whatever stood under the name stays until then. Raises what `write` and `check` raise.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    # Its own for each writer: two people may send the same file at the same time.
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.partial")
    try:
        write(partial)
        if check:
            check(partial)
        _to_disk(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what killed processes left in a folder."""
    for partial in folder.glob("*.partial"):
        try:
            if time.time() - partial.stat().st_mtime > _ABANDONED_S:
                partial.unlink()
        except FileNotFoundError:
            continue  # another process was quicker
