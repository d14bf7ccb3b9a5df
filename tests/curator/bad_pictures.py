"""Uploads that are no picture of a stop, each with a part of what is answered."""

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from tests.content.picture_files import chunk, jpeg_saying, noise, png, saved, webp_saying

FORMAT = "no picture we can take"
DAMAGED = "damaged"
LARGE = "too large"
NOTHING = "Write at least a word here."
REQUIRED = "This field is required."
GOOD = saved(noise(), "JPEG")
WORDS = {"alt": "A ferry at its landing", "credit": "Dara Sok", "licence": "CC BY 4.0"}
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """One upload: `body` None sends no file at all; `words` replace those of a good one."""

    case: str
    answer: str
    body: bytes | None = GOOD
    name: str = "picture.jpg"
    media_type: str = "image/jpeg"
    words: dict[str, str] = field(default_factory=dict)


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("page.html", PAGE)
    return out.getvalue()


def _no_pictures() -> Iterator[tuple[str, bytes, str, str]]:
    """(what it is, its bytes, its name, its media type)"""
    small, two = noise((80, 80)), [noise((80, 80)), Image.new("RGB", (80, 80))]
    jpeg = "image/jpeg"
    yield "a page named as a JPEG", PAGE, "page.jpg", jpeg
    yield "a page named as a page", PAGE, "page.html", "text/html"
    yield "a drawing with a script", DRAWING, "drawing.svg", "image/svg+xml"
    yield "a drawing named as a PNG", DRAWING, "drawing.png", "image/png"
    yield "a packed drawing", gzip.compress(DRAWING), "drawing.svgz", "image/svg+xml"
    yield "words", b"A picture of a ferry.", "ferry.jpg", jpeg
    yield "words in UTF-16", "A picture".encode("utf-16"), "ferry.jpg", jpeg
    yield "one byte", b"\xff", "a.jpg", jpeg
    yield "a still GIF", saved(small, "GIF"), "a.gif", "image/gif"
    yield "a moving GIF", saved(two[0], "GIF", save_all=True, append_images=two[1:]), "a.gif", "image/gif"
    yield "a GIF named as a PNG", saved(small, "GIF"), "a.png", "image/png"
    yield "a bitmap", saved(small, "BMP"), "a.bmp", "image/bmp"
    yield "a TIFF", saved(small, "TIFF"), "a.tif", "image/tiff"
    yield "an icon", saved(small, "ICO"), "a.ico", "image/x-icon"
    yield "a PDF of a picture", saved(small, "PDF"), "a.pdf", "application/pdf"
    yield "PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file", "a.jpg", jpeg
    yield "an AVIF", saved(small, "AVIF"), "a.jpg", jpeg
    yield "a HEIC's head", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400), "a.heic", "image/heic"
    yield "a JPEG 2000", saved(small, "JPEG2000"), "a.jpg", jpeg
    yield "a PPM", saved(small, "PPM"), "a.jpg", jpeg
    yield "a PCX", saved(small, "PCX"), "a.jpg", jpeg
    yield "a TGA", saved(small, "TGA"), "a.jpg", jpeg
    yield "a DDS", saved(small, "DDS"), "a.jpg", jpeg
    yield "a Photoshop head", b"8BPS\0\1" + bytes(200), "a.jpg", jpeg
    yield "a film's head", b"\0\0\0\x18ftypmp42" + bytes(400), "a.mp4", "video/mp4"
    yield "a sound's head", b"ID3\x04" + bytes(400), "a.jpg", jpeg
    yield "a program's head", b"\x7fELF" + bytes(400), "a.jpg", jpeg
    yield "a script", b"#!/bin/sh\nrm -rf /\n", "a.jpg", jpeg
    yield "PHP with two endings", b"<?php system($_GET['c']);", "a.php.jpg", jpeg
    yield "an archive", archive(), "a.jpg", jpeg
    yield "an archive before a picture", archive() + GOOD, "a.jpg", jpeg
    yield "a page before a picture", PAGE + saved(small, "PNG"), "a.png", "image/png"
    yield "a GIF that is an archive too", saved(small, "GIF") + archive(), "a.jpg", jpeg
    yield "a PDF before a picture", b"%PDF-1.4\n" + GOOD, "a.jpg", jpeg
    yield "a packed picture", gzip.compress(GOOD), "a.jpg", jpeg
    yield "a picture in letters", b"data:image/jpeg;base64," + base64.b64encode(GOOD), "a.jpg", jpeg
    yield "a byte order mark before a picture", b"\xef\xbb\xbf" + GOOD, "a.jpg", jpeg
    yield "noise", bytes(noise((50, 50)).tobytes()), "a.jpg", jpeg
    yield "a name that is a path", PAGE, "../../../../tmp/evil.jpg", jpeg
    yield "a name that is too long", PAGE, "a" * 400 + ".jpg", jpeg


def _damaged() -> Iterator[tuple[str, bytes]]:
    yield "the first bytes of a JPEG alone", b"\xff\xd8\xff"
    yield "the first bytes of a PNG alone", b"\x89PNG\r\n\x1a\n"
    yield "the first bytes of a WebP alone", b"RIFF\x04\0\0\0WEBP"
    yield "a text that unpacks to 200 MB", _swollen(b"zTXt", b"c\0\0")
    yield "a PNG without a size", png(0, 0)
    yield "a PNG with 7 bits a pixel", png(100, 100, bits=7)
    yield "a PNG without rows", png(100, 100)[:33] + png(100, 100)[-12:]
    for kind in KINDS.values():
        body = saved(noise(), kind)
        for tenths in (3, 5, 9):
            yield f"{tenths} tenths of a {kind}", body[: len(body) * tenths // 10]
    good = saved(noise(), "PNG")
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 0xFF
    yield "a PNG with a wrong byte", bytes(flipped)
    yield "a PNG with too few rows", png(400, 400)
    yield "a JPEG with nothing but its tables", GOOD[: GOOD.index(b"\xff\xda")]
    yield "a PNG whose rows do not unpack", good.replace(good[41:61], b"x" * 20, 1)


def _large() -> Iterator[tuple[str, bytes]]:
    yield "a PNG that says 60,000 by 60,000", png(60_000, 60_000)
    yield "a PNG that says 2^31 - 1", png(2**31 - 1, 2**31 - 1)
    yield "a PNG of 20,001 by 64", png(20_001, 64)
    yield "a PNG of 64 by 20,001", png(64, 20_001)
    yield "a real bomb: 400 million pixels in 50 KB", png(20_000, 20_000, bits=1, rows=bytes(2_501 * 20_000))
    yield "a JPEG that says 65,500 by 65,500", jpeg_saying(65_500, 65_500)
    yield "a WebP that says 16,383 by 16,383", webp_saying(16_383, 16_383)


def _swollen(kind: bytes, before: bytes) -> bytes:
    return png(100, 100, rows=bytes(101 * 100), extra=chunk(kind, before + zlib.compress(bytes(200_000_000), 1)))


def _words() -> Iterator[Bad]:
    for name, length in (("alt", 1000), ("credit", 200), ("licence", 100)):
        for case, text, answer in (
            ("nothing", "", REQUIRED),
            ("blanks", " \t\n ", REQUIRED),
            ("blanks that do not break", "\u00a0\u2003", REQUIRED),
            ("characters without width", "\u200b\u200d\ufeff", NOTHING),
            ("dots", "...", NOTHING),
            ("a control character", "A\x08 ferry", "only plain text"),
            ("a zero byte", "A\0 ferry", "Null characters"),
            ("HTML", "A <img src=x onerror=alert(1)> ferry", "only plain text"),
            ("too much", "ferry " * length, f"at most {length} characters"),
        ):
            yield Bad(case=f"{case} as {name}", answer=answer, words={name: text})


def cases() -> list[Bad]:
    """All of them."""
    moving = [noise((80, 80)), Image.new("RGB", (80, 80))]
    found = [Bad(case=case, answer=FORMAT, body=body, name=name, media_type=kind)
             for case, body, name, kind in _no_pictures()]  # fmt: skip
    found += [Bad(case=case, answer=DAMAGED, body=body) for case, body in _damaged()]
    found += [Bad(case=case, answer=LARGE, body=body) for case, body in _large()]
    found += [
        Bad(case=f"a moving {kind}", answer="moves",
            body=saved(moving[0], kind, save_all=True, append_images=moving[1:], duration=100))
        for kind in ("PNG", "WEBP")
    ]  # fmt: skip
    found += [
        Bad(case=f"a dot of {width} by {height} as {kind}", answer="too small",
            body=saved(noise((width, height)), kind))
        for kind, width, height in (("PNG", 1, 1), ("JPEG", 63, 200), ("WEBP", 200, 10))
    ]  # fmt: skip
    found += [
        Bad(case="no file", answer=REQUIRED, body=None),
        Bad(case="no byte", answer="empty", body=b""),
        Bad(case="a file over 20 MB", answer="20 MB", body=GOOD + bytes(20_000_001 - len(GOOD))),
    ]
    return [*found, *_words()]
