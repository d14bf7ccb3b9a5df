"""The size of a picture, read from the first bytes of the three formats that tours use.

PNG (ISO 15948, 11.2.2), JPEG (ITU-T T.81, B.2.2), WebP (RFC 9649): only what is needed to lay out
a page before the picture comes. Nothing is decoded.
"""

import struct

# Frame headers of JPEG: baseline to arithmetic, without tables (C4), JPG (C8) and conditioning (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
LARGEST = 20_000


def picture_size(body: bytes, extension: str) -> tuple[int, int] | None:
    """(width, height) in pixels; None where the bytes are not a whole header of the format the name says."""
    try:
        size = _READERS[extension](body)
    except (struct.error, IndexError, KeyError):
        return None
    return size if size and all(0 < side <= LARGEST for side in size) else None


def _png(body: bytes) -> tuple[int, int] | None:
    if body[:8] != b"\x89PNG\r\n\x1a\n" or body[12:16] != b"IHDR" or b"IEND" not in body[-16:]:
        return None
    width, height = struct.unpack_from(">II", body, 16)
    return width, height


def _jpeg(body: bytes) -> tuple[int, int] | None:
    if body[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    while body[at] == 0xFF:
        marker = body[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, at + 5)
            return width, height
        elif marker in {0xD9, 0xDA}:  # the picture begins or ends before any frame header
            return None
        else:
            at += 2 + max(2, int.from_bytes(body[at + 2 : at + 4], "big"))
    return None


def _webp(body: bytes) -> tuple[int, int] | None:
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        return None
    kind = body[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (packed,) = struct.unpack_from("<I", body, 21)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(body[24:27], "little") + 1, int.from_bytes(body[27:30], "little") + 1
    return None


_READERS = {"png": _png, "jpg": _jpeg, "jpeg": _jpeg, "webp": _webp}
