"""The notices file: what is closed or to be warned of now. Safety does not wait for a release.

One small file beside the pointer, served as `/notices.json` without a database. Readers leave aside
what they do not know, so that later schemas may add to it:

    {"schema": 1, "made": "2026-11-24T07:05:00Z",
     "tours": {"<slug>": {"source": "en", "notices": [
        {"stop": "<slug, or empty for the whole tour>", "closes": true, "since": "2026-11-24T07:05:00Z",
         "words": {"en": "...", "km": "..."}}]}}}

A stop that was renamed stands there once by each slug that its pages have or had. `made` is when the
file last changed. `words` holds every language of the tour that has its own; for the others a reader
takes those of `source` and says in which language they stand.
"""

import os
from pathlib import Path

import msgspec
from django.conf import settings

SCHEMA = 1


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One notice; `since` is ISO 8601 in UTC."""

    stop: str
    closes: bool
    since: str
    words: dict[str, str]


class TourNotices(msgspec.Struct, frozen=True, kw_only=True):
    """A tour's notices, the oldest first; `source` is the language of those words that are always there."""

    source: str
    notices: tuple[Told, ...]


class Notices(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file. Tours without a notice are left out."""

    schema: int = SCHEMA
    made: str
    tours: dict[str, TourNotices] = {}


# What is answered before the first notice: nothing is closed, as far as this site has been told.
NO_NOTICES = msgspec.json.encode(Notices(made=""), order="deterministic")


def notices_path() -> Path:
    """Where the file lies."""
    return Path(settings.MEDIA_ROOT) / "notices.json"


def read_notices() -> Notices | None:
    """What the file says; None where there is none, or one that cannot be understood."""
    try:
        return msgspec.json.decode(notices_path().read_bytes(), type=Notices)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def write_notices(notices: Notices) -> None:
    """Replace the file: written aside, flushed to the disk, read back, renamed. Raises `OSError`; the old one stays.

    Call it while holding `pointer.telling()`.
    """
    body = msgspec.json.encode(notices, order="deterministic")
    target = notices_path()
    aside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        if aside.read_bytes() != body:
            raise OSError(f"{aside} does not hold what was written to it")
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
