"""A tour folder as one ZIP file, up and down: what a curator keeps, sends and brings back.

The archive holds the folder itself (`battle-of-pailin/tour.toml` …). One made by a desktop program,
with or without that outer folder, is read alike.
"""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext

from tour.content import tour_file
from tour.content.dumping import dump

# A tour of 1,000 stops in 40 languages has some 45,000 files.
MOST_FILES = 100_000
# The largest recordings of a large tour; what an archive swells to is counted while it is unpacked.
MOST_BYTES = 4_000_000_000
# What desktop programs leave in archives.
_LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
# The same folder gives the same archive.
_FIXED_TIME = (2020, 1, 1, 0, 0, 0)
_CHUNK = 1 << 16
# What the library raises over files that are cut, encrypted, packed in an unknown way or made to harm.
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


class ArchiveRefused(Exception):
    """The file is no archive of a tour folder; the message says why and what to do. Nothing was changed."""


def pack(slug: str, out: IO[bytes]) -> None:
    """Write the tour's folder into `out` as a ZIP file. Raises `Tour.DoesNotExist`, `DumpRefused`."""
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside) / slug
        dump(slug, folder)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                with path.open("rb") as source, archive.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)


@contextmanager
def unpacked(file: IO[bytes]) -> Iterator[Path]:
    """The tour folder that a ZIP file holds, in a place that is gone afterwards. Raises `ArchiveRefused`."""
    with tempfile.TemporaryDirectory() as aside:
        root = Path(aside)
        try:
            with zipfile.ZipFile(file) as archive:
                _unpack(archive, root)
        except _UNREADABLE as error:
            raise ArchiveRefused(gettext("The file cannot be read as a ZIP archive. Zip it anew.")) from error
        yield _tour_folder(root)


def _unpack(archive: zipfile.ZipFile, root: Path) -> None:
    entries = [entry for entry in archive.infolist() if not _LITTER & set(PurePosixPath(entry.filename).parts)]
    if len(entries) > MOST_FILES:
        refusal = gettext("The archive holds more than %(most)d files. A tour folder has fewer.")
        raise ArchiveRefused(refusal % {"most": MOST_FILES})
    left = MOST_BYTES
    for entry in entries:
        target = _place(entry, root)
        if entry.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as out:
            # Counted as it comes: what an archive says of its sizes may be false.
            while part := source.read(_CHUNK):
                left -= len(part)
                if left < 0:
                    refusal = gettext("The archive unpacks to more than %(most)d GB.")
                    raise ArchiveRefused(refusal % {"most": MOST_BYTES // 1_000_000_000})
                out.write(part)


def _place(entry: zipfile.ZipInfo, root: Path) -> Path:
    """Where an entry goes; refuses every name that leads elsewhere, and what is neither file nor folder."""
    name = entry.filename
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name or ":" in parts[0]:
        refusal = gettext("The archive names a file outside its folder: %(name)s")
        raise ArchiveRefused(refusal % {"name": repr(name[:80])})
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        refusal = gettext("%(name)s is a link. Put the file itself into the archive.")
        raise ArchiveRefused(refusal % {"name": repr(name[:80])})
    return root.joinpath(*parts)


def _tour_folder(root: Path) -> Path:
    """The folder with tour.toml: the archive's own root, or the one folder in it."""
    if (root / tour_file.NAME).is_file():
        return root
    folders = [path for path in root.iterdir() if (path / tour_file.NAME).is_file()]
    if len(folders) != 1 or len(list(root.iterdir())) != 1:
        refusal = gettext("The archive holds no tour folder: there is no %(name)s at its top.")
        raise ArchiveRefused(refusal % {"name": tour_file.NAME})
    return folders[0]
