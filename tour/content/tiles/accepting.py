"""An archive of tiles -> the media folder, under its content's name, after it was checked."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from tour.content import storing
from tour.content.files import TILES_BYTES
from tour.content.tiles.pmtiles import Archive, NotTiles, read

# Below the media folder.
FOLDER = "tiles"


class TilesRefused(Exception):
    """A file that is not taken as a map's tiles; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An archive that can be taken: its name below media/tiles/, its size, and what it holds."""

    file: str
    size_bytes: int
    holds: Archive


def look(path: Path) -> Looked:
    """What accepting the file would keep; raises `TilesRefused`."""
    size = path.stat().st_size
    if size > TILES_BYTES:
        raise TilesRefused(words("heavy"))
    return examine(path.read_bytes())


def examine(body: bytes) -> Looked:
    """The same of bytes; raises `TilesRefused`."""
    try:
        holds = read(body)
    except NotTiles as refused:
        raise TilesRefused(words(str(refused))) from refused
    return Looked(file=f"{hashlib.sha256(body).hexdigest()[:32]}.pmtiles", size_bytes=len(body), holds=holds)


def accept(path: Path) -> Looked:
    """Check and store an archive; one that is there already is not written again. Raises `TilesRefused`."""
    found = look(path)
    store(path, found.file)
    return found


def store(path: Path, name: str) -> None:
    """Copy an archive that was looked at to its name; one that lies there already counts as given now."""
    try:
        # Before it is read: clearing leaves what is new until a row names it.
        with suppress(FileNotFoundError):
            os.utime(Path(settings.MEDIA_ROOT) / FOLDER / name)
        storing.store(FOLDER, name, path.read_bytes())
    except OSError as error:
        raise TilesRefused(words("disk")) from error


def words(code: str) -> str:
    """A refusal in words."""
    most = TILES_BYTES // 1_000_000
    found = {
        "other": gettext("This is no PMTiles archive of version 3. Choose a file that ends with .pmtiles."),
        "vector": gettext("These are vector tiles, which visitors’ phones do not draw. Make an archive of pictures."),
        "kind": gettext("The archive does not say that its tiles are PNG, JPEG, WebP or AVIF pictures. Make it anew."),
        "compression": gettext("The archive’s directories are packed as phones cannot read. Make it with gzip."),
        "packed": gettext("The archive’s pictures are packed once more. Make it without compression of tiles."),
        "damaged": gettext("The archive is damaged or not whole. Make it anew, or copy it again."),
        "empty": gettext("The archive holds no tiles. Make it for the area of the tour."),
        "many": gettext("The archive has too many tiles for a phone. Make it for a smaller area, or fewer zooms."),
        "heavy": gettext("The file is larger than %(most)d MB. Make it smaller.") % {"most": most},
        "disk": gettext("The server could not store the tiles. Tell whoever looks after it, then try again."),
    }
    return found.get(code, found["damaged"])
