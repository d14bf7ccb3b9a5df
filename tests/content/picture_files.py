"""Picture files made for tests: good ones of every kind that cameras make, and ones that no camera makes."""

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image, ImageCms

GPS_IFD = 0x8825
SIZE = (160, 120)


def noise(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """A picture that no format makes much smaller, alike at every call."""
    depth = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    values = np.random.default_rng(7).integers(0, 255, (size[1], size[0], depth), np.uint8)
    return Image.fromarray(values[:, :, 0] if depth == 1 else values, mode)


def corner(size: tuple[int, int] = SIZE) -> Image.Image:
    """Black, with the upper left quarter red: it shows how it lies."""
    made = Image.new("RGB", size)
    made.paste((230, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    return made


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def from_camera(kind: str = "JPEG", turn: int = 1) -> bytes:
    """A picture with what a telephone adds: position, maker, thumbnail text, XMP, a profile, which way it was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turn, "Secret Camera Works"
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (12.0, 51.0, 0.0), 3: "E", 4: (102.0, 36.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Secret Place</x:xmpmeta>"
    return saved(corner(), kind, exif=exif.tobytes(), icc_profile=profile, xmp=xmp)


def position(body: bytes) -> Mapping[int, Any]:
    """What a file says of where it was taken."""
    return Image.open(io.BytesIO(body)).getexif().get_ifd(GPS_IFD)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, bits: int = 8, colour: int = 0, rows: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG file whose head says what it likes; `rows` are its packed lines, zeros where nothing is given."""
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    packed = zlib.compress(rows or bytes(1000))
    parts = (chunk(b"IHDR", head), extra, chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg_saying(width: int, height: int) -> bytes:
    """A JPEG file whose frame header says another size."""
    body = bytearray(saved(noise(), "JPEG"))
    frame = body.index(b"\xff\xc0")
    body[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(body)


def webp_saying(width: int, height: int) -> bytes:
    """An extended WebP file whose canvas says another size."""
    body = bytearray(saved(noise(mode="RGBA"), "WEBP"))
    assert body[12:16] == b"VP8X"
    body[24:30] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(body)
