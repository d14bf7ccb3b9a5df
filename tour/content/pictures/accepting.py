"""A picture that somebody uploads -> the media folder, written anew and under its content's name."""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext

from tour.content import storing
from tour.content.files import PICTURE_BYTES
from tour.content.picture_size import picture_size
from tour.content.pictures import apart

# Sharp on a telephone held close, and on a kiosk; a visitor fetches some 200 KB.
LONGEST_PX = 1600
_EXTENSION = "webp"
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_NAME_CHARACTERS = 40
# RFC 9649: the chunks that are the picture itself, and the flags of VP8X for all that is not (ICC, Exif, XMP, moving).
_OWN_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_OTHER_FLAGS = 0b00101110


class PictureRefused(Exception):
    """A file that is not taken as a picture; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A picture in the media folder: `file` below media/pictures/, its size in pixels and bytes."""

    file: str
    width: int
    height: int
    size_bytes: int


def accept_picture(file: IO[bytes]) -> Accepted:
    """Decode, write anew, verify and store a picture; what is there already is not written again.

    Raises `PictureRefused`, and then leaves nothing behind. Takes up to 30 s: call it outside of a transaction.
    """
    file.seek(0, os.SEEK_END)
    if file.tell() > PICTURE_BYTES:
        raise PictureRefused(_words("heavy"))
    file.seek(0)
    try:
        size, body = apart.remade(file, LONGEST_PX)
    except apart.NotRemade as error:
        raise PictureRefused(_words(str(error))) from error
    if picture_size(body, _EXTENSION) != size or not only_pixels(body):
        raise PictureRefused(_words("damaged"))
    name = f"{hashlib.sha256(body).hexdigest()[:32]}.{_EXTENSION}"
    _store(name, body)
    return Accepted(file=name, width=size[0], height=size[1], size_bytes=len(body))


def picture_name(uploaded: str, taken: frozenset[str]) -> str:
    """A name for the tour folder made of the uploaded file's: plain letters, its own in the stop."""
    stem = Path(uploaded.replace("\\", "/")).name.rpartition(".")[0] or uploaded
    plain = unicodedata.normalize("NFKD", stem[:200]).encode("ascii", "ignore").decode().lower()
    stem = _NOT_NAME.sub("-", plain)[:_NAME_CHARACTERS].strip("-") or "picture"
    names = (f"{stem}.{_EXTENSION}", *(f"{stem}-{number}.{_EXTENSION}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def only_pixels(body: bytes) -> bool:
    """Whether a WebP file holds a picture and nothing else, to its last byte."""
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP" or int.from_bytes(body[4:8], "little") + 8 != len(body):
        return False
    at = 12
    while at < len(body):
        kind, size = body[at : at + 4], int.from_bytes(body[at + 4 : at + 8], "little")
        if kind not in _OWN_CHUNKS or (kind == b"VP8X" and body[at + 8] & _OTHER_FLAGS):
            return False
        at += 8 + size + size % 2
    return at == len(body)


def _store(name: str, body: bytes) -> None:
    try:
        storing.store("pictures", name, body)
    except OSError as error:
        raise PictureRefused(_words("disk")) from error


def _words(code: str) -> str:
    """A refusal in words."""
    most = PICTURE_BYTES // 1_000_000
    words = {
        "format": gettext("This is no picture we can take. Choose a JPEG, PNG or WebP file."),
        "moving": gettext("This picture moves. Choose one that stands still."),
        "large": gettext("This picture is too large. Make it at most 64 million pixels, neither side over 20,000."),
        "heavy": gettext("The file is larger than %(most)d MB. Make it smaller.") % {"most": most},
        "small": gettext("This picture is too small to be seen. Choose one of at least 64 by 64 pixels."),
        "damaged": gettext("This picture is damaged. Open it, save it again and upload that."),
        "slow": gettext("This picture takes too long to read. Save it again, smaller, and upload that."),
        "busy": gettext("Other pictures are being made ready. Try again in a minute."),
        "disk": gettext("The server could not store the picture. Tell whoever looks after it, then try again."),
    }
    return words.get(code, words["damaged"])
