"""The size of a picture is read from its header; what is no whole header has none."""

import struct

import pytest

from tests.content.conftest import TINY
from tour.content.picture_size import picture_size

PNG = (TINY / "stops/the-garden/gate.png").read_bytes()


def _jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe\x00\x06mill"
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width)
    return b"\xff\xd8" + b"\xff\xe0\x00\x10JFIF\0" + bytes(9) + b"\xff" + comment + frame + bytes(12) + b"\xff\xd9"


def _webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + kind + b"\x00\x00\x00\x00" + body


@pytest.mark.parametrize(
    ("body", "extension", "size"),
    [
        (PNG, "png", (24, 16)),
        (_jpeg(640, 480), "jpg", (640, 480)),
        (_jpeg(640, 480), "jpeg", (640, 480)),
        (_webp(b"VP8 ", b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", 320, 200)), "webp", (320, 200)),
        (_webp(b"VP8L", b"\x2f" + struct.pack("<I", 319 | 199 << 14)), "webp", (320, 200)),
        (
            _webp(b"VP8X", b"\x10\0\0\0" + (319).to_bytes(3, "little") + (199).to_bytes(3, "little")),
            "webp",
            (320, 200),
        ),
    ],
)
def test_a_picture_has_its_size(body: bytes, extension: str, size: tuple[int, int]) -> None:
    assert picture_size(body, extension) == size


@pytest.mark.parametrize(
    ("body", "extension"),
    [
        (b"", "png"), (PNG, "jpg"), (PNG, "gif"), (PNG[:40], "png"), (b"\xff\xd8\xff", "jpg"),
        (b"\xff\xd8\xff\xda" + bytes(20), "jpg"), (_jpeg(0, 480), "jpg"), (_jpeg(60_000, 480), "jpg"),
        (_webp(b"VP9 ", bytes(20)), "webp"), (b"<svg/>", "png"), (b"RIFF", "webp"),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_that_name_has_no_size(body: bytes, extension: str) -> None:
    assert picture_size(body, extension) is None
