"""What a picture's file holds beside the picture: a camera's notes, a place, words. Found by its parts, undecoded.

JPEG (ITU-T T.81, annex B), PNG (ISO 15948, 5.3), WebP (RFC 9649). The parts that show the picture are known by
name; all others are told: programs hide what they like in parts of their own.
"""

import re
from collections.abc import Callable, Iterator, Mapping

# Whoever reads the fault needs a few; a file made to harm has millions.
_MOST_TOLD = 4
_MOST_PARTS = 20_000
# Segments that a program fills as it likes, and the three of them that decoders need: how each begins, its most bytes.
_APPLICATION = frozenset(range(0xE0, 0xF0))
_NEEDED = {0xE0: (b"JFIF\0", 14), 0xE2: (b"ICC_PROFILE\0", 0xFFFF), 0xEE: (b"Adobe", 12)}
_COMMENT, _SCAN, _END = 0xFE, 0xDA, 0xD9
# The next marker: within a scan 00 follows an FF that is none, and restarts (D0-D7) carry nothing.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
_PNG_PARTS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT".split()
)
_WEBP_FRAME = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_WEBP_PARTS = _WEBP_FRAME | {b"VP8X", b"ICCP", b"ANIM", b"ANMF"}
_CALLED = {b"eXIf": "Exif", b"EXIF": "Exif", b"XMP ": "XMP"}
# What stands where the picture has ended already.
BEHIND = "behind"

# Of each part of a file the name of what it is beside the picture, None where it is the picture's own.
Parts = Iterator[str | None]


def extras(body: bytes, extension: str) -> tuple[str, ...] | None:
    """The names of what is not the picture, the first few; `BEHIND` for bytes after its end.

    None where the file cannot be followed to its end.
    """
    found: dict[str, None] = {}
    try:
        for count, name in enumerate(_READERS[extension](body)):
            if count >= _MOST_PARTS:
                return None
            if name is not None:
                found[name] = None
            if len(found) >= _MOST_TOLD:
                break
    except (ValueError, KeyError):
        return None
    return tuple(found)


def _jpeg(body: bytes) -> Parts:
    at, kind = 2, 0
    while marker := _MARKER.search(body, at):
        if kind != _SCAN and body[at : marker.start()].strip(b"\xff"):
            raise ValueError("bytes between two segments")
        kind, start = marker[1][0], marker.end()
        if kind == _END:
            yield BEHIND if body[start:].strip(b"\0") else None
            return
        size = int.from_bytes(body[start : start + 2], "big")
        at = start + size
        if size < 2 or at > len(body):
            raise ValueError("no whole segment")
        yield _segment(kind, body[start + 2 : at])
    raise ValueError("no end")


def _segment(kind: int, data: bytes) -> str | None:
    if kind == _COMMENT:
        return "COM"
    begins, most = _NEEDED.get(kind, (b"", -1))
    if kind not in _APPLICATION or (data.startswith(begins) and len(data) <= most):
        return None
    known = {b"Exif\0": "Exif", b"http://ns.adobe.com/": "XMP", b"Photoshop ": "IPTC"}
    return next((name for head, name in known.items() if data.startswith(head)), f"APP{kind - 0xE0}")


def _png(body: bytes) -> Parts:
    at, kind = 8, b""
    while kind != b"IEND":
        size, kind = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        if at + 12 + size > len(body):
            raise ValueError("no whole chunk")
        is_xmp = body.startswith(b"XML:com.adobe.xmp", at + 8)
        yield None if kind in _PNG_PARTS else "XMP" if is_xmp else _called(kind)
        at += 12 + size
    yield BEHIND if at < len(body) else None


def _webp(body: bytes) -> Parts:
    end = 8 + int.from_bytes(body[4:8], "little")
    if end > len(body):
        raise ValueError("no whole file")
    for kind, start, after in _chunks(body, 12, end):
        yield None if kind in _WEBP_PARTS else _called(kind)
        if kind == b"ANMF":
            # One picture of several is made of parts itself, behind 16 bytes of its place and time.
            for inner, _start, _after in _chunks(body, start + 16, after):
                yield None if inner in _WEBP_FRAME else _called(inner)
    yield BEHIND if body[end:].strip(b"\0") else None


def _chunks(body: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each chunk's name, and where its bytes begin and end."""
    while at < end:
        kind, size = body[at : at + 4], int.from_bytes(body[at + 4 : at + 8], "little")
        start, after = at + 8, at + 8 + size
        if after > end:
            raise ValueError("no whole chunk")
        yield kind, start, after
        # One of odd size is followed by a byte more.
        at = after + size % 2


def _called(kind: bytes) -> str:
    """A part's name in letters that every screen shows."""
    return _CALLED.get(kind) or "".join(chr(byte) if byte < 0x80 and chr(byte).isalnum() else "?" for byte in kind)


_READERS: Mapping[str, Callable[[bytes], Parts]] = {"png": _png, "jpg": _jpeg, "jpeg": _jpeg, "webp": _webp}
