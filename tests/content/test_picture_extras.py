"""What a picture of a folder carries beside the picture is found, and such a folder is refused."""

import io
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from tests.content.conftest import TINY
from tests.content.picture_files import chunk, corner, from_camera, noise, png, saved
from tour import content
from tour.content.picture_extras import BEHIND, extras
from tour.content.pictures import apart

PNG = (TINY / "stops/the-garden/gate.png").read_bytes()
JPEG = saved(corner(), "JPEG")
WEBP = saved(corner(), "WEBP")
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
KM = "ទីនេះ".encode()


def segment(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data


def jpeg_with(kind: int, data: bytes, *, before_pixels: bool = False) -> bytes:
    """The picture with one more segment, at its beginning or just before its pixels."""
    at = JPEG.index(b"\xff\xda") if before_pixels else 2
    return JPEG[:at] + segment(kind, data) + JPEG[at:]


def webp_with(kind: bytes, data: bytes) -> bytes:
    more = kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(WEBP) - 8 + len(more)) + WEBP[8:] + more


def between_scans() -> bytes:
    """A comment between two passes of a picture that comes finer and finer."""
    body = saved(noise(), "JPEG", progressive=True)
    last = body.rindex(b"\xff\xda")
    return body[:last] + segment(0xFE, b"secret") + body[last:]


def moving(inside: bytes) -> bytes:
    """A WebP file of two pictures, the bytes within the first of them."""
    body = saved(corner(), "WEBP", save_all=True, append_images=[noise()])
    at = body.index(b"ANMF")
    size = int.from_bytes(body[at + 4 : at + 8], "little")
    end = at + 8 + size
    made = body[: at + 4] + struct.pack("<I", size + len(inside)) + body[at + 8 : end] + inside + body[end:]
    return b"RIFF" + struct.pack("<I", len(made) - 8) + made[8:]


CARRYING = [
    ("Exif in a JPEG", jpeg_with(0xE1, b"Exif\0\0II*\0"), "jpg", ("Exif",)),
    ("Exif late in a JPEG", jpeg_with(0xE1, b"Exif\0\0II*\0", before_pixels=True), "jpeg", ("Exif",)),
    ("XMP in a JPEG", jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), "jpg", ("XMP",)),
    ("IPTC in a JPEG", jpeg_with(0xED, b"Photoshop 3.0\0" + b"8BIM\4\4" + bytes(9)), "jpg", ("IPTC",)),
    ("a comment in a JPEG", jpeg_with(0xFE, b"Secret Place"), "jpg", ("COM",)),
    ("a comment between scans", between_scans(), "jpg", ("COM",)),
    ("a segment of some program", jpeg_with(0xEB, b"JP"), "jpg", ("APP11",)),
    ("further pictures of a telephone", jpeg_with(0xE2, b"MPF\0" + bytes(20)), "jpg", ("APP2",)),
    ("a small picture in the head", jpeg_with(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + bytes(3)), "jpg", ("APP0",)),
    ("bytes behind a JPEG", JPEG + b"SEFT", "jpg", (BEHIND,)),
    ("Exif in a PNG", PNG[:33] + chunk(b"eXIf", b"II*\0") + PNG[33:], "png", ("Exif",)),
    ("text in a PNG", PNG[:33] + chunk(b"tEXt", b"Author\0Sok") + PNG[33:], "png", ("tEXt",)),
    ("packed text in a PNG", PNG[:-12] + chunk(b"zTXt", b"a\0\0") + PNG[-12:], "png", ("zTXt",)),
    ("words in a PNG", PNG[:-12] + chunk(b"iTXt", b"a\0\0\0\0\0" + KM) + PNG[-12:], "png", ("iTXt",)),
    ("XMP in a PNG", PNG[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>") + PNG[33:], "png", ("XMP",)),
    ("when a PNG was made", png(64, 64, extra=chunk(b"tIME", bytes(7))), "png", ("tIME",)),
    ("a chunk of no letters", png(64, 64, extra=chunk(b"\x1b[2J", b"")), "png", ("??2J",)),
    ("bytes behind a PNG", PNG + b"x", "png", (BEHIND,)),
    ("Exif in a WebP", webp_with(b"EXIF", b"II*\0"), "webp", ("Exif",)),
    ("XMP in a WebP", webp_with(b"XMP ", b"<x/>1"), "webp", ("XMP",)),
    ("a chunk of some program", webp_with(b"SECR", b"et"), "webp", ("SECR",)),
    ("a chunk within a moving picture", moving(b"SECR\2\0\0\0et"), "webp", ("SECR",)),
    ("bytes behind a WebP", WEBP + b"x", "webp", (BEHIND,)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "extension", "found"), [case[1:] for case in CARRYING], ids=[c[0] for c in CARRYING])
def test_what_a_picture_carries_is_found(body: bytes, extension: str, found: tuple[str, ...]) -> None:
    assert extras(body, extension) == found


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_a_camera_adds_is_found(kind: str) -> None:
    # The test's own PNG carries no XMP.
    assert set(extras(from_camera(kind), KINDS[kind]) or ()) >= ({"Exif"} if kind == "PNG" else {"Exif", "XMP"})


def _profile() -> dict[str, Any]:
    return {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}


@pytest.mark.parametrize(
    ("body", "extension"),
    [
        (PNG, "png"),
        (saved(noise(), "PNG"), "png"),
        (saved(noise().convert("P"), "PNG", transparency=0), "png"),
        (saved(noise(), "PNG", **_profile(), dpi=(72, 72)), "png"),
        (JPEG, "jpg"),
        (JPEG + b"\0\0", "jpg"),
        (saved(noise(), "JPEG", progressive=True, **_profile()), "jpg"),
        (saved(noise(mode="CMYK"), "JPEG"), "jpg"),
        (saved(noise(), "JPEG", restart_marker_blocks=2), "jpg"),
        (WEBP, "webp"),
        (saved(noise(mode="RGBA"), "WEBP"), "webp"),
        (saved(noise(), "WEBP", lossless=True, **_profile()), "webp"),
        (moving(b""), "webp"),
    ],
)
def test_a_picture_and_what_shows_it_is_taken(body: bytes, extension: str) -> None:
    assert extras(body, extension) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_desk_makes_can_be_loaded(kind: str) -> None:
    assert extras(apart.remade(io.BytesIO(from_camera(kind)), 1600)[1], "webp") == ()


@pytest.mark.parametrize(
    ("body", "extension"),
    [
        (JPEG[:-2], "jpg"),
        (JPEG[:2] + b"hidden" + JPEG[2:], "jpg"),
        (JPEG[:2] + b"\xff\xe1\0\0" + JPEG[2:], "jpg"),
        (JPEG[:2] + segment(0xE1, b"") * 30_000 + JPEG[2:], "jpg"),
        (PNG[:-3], "png"),
        (PNG[:33] + chunk(b"IDAT", b"") * 30_000 + PNG[33:], "png"),
        (WEBP[:-3], "webp"),
        (webp_with(b"VP8 ", b"")[:-1], "webp"),
        (b"", "gif"),
    ],
)
def test_what_cannot_be_followed_is_not_vouched_for(body: bytes, extension: str) -> None:
    assert extras(body, extension) is None


@given(st.binary(max_size=200), st.sampled_from([("jpg", JPEG), ("png", PNG), ("webp", WEBP)]), st.floats(0, 1))
def test_no_bytes_break_the_look(noise: bytes, file: tuple[str, bytes], place: float) -> None:
    extension, whole = file
    at = int(place * len(whole))
    for body in (noise, whole[:at] + noise, whole[:at] + noise + whole[at:], whole[:at] + noise + whole[at + 200 :]):
        found = extras(body, extension)
        assert found is None or len(found) <= 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_with_what_a_camera_adds_is_refused_by_the_files_name(kind: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    garden = folder / "stops/the-garden"
    name = f"gate.{KINDS[kind]}"
    (garden / "gate.png").unlink()
    (garden / name).write_bytes(from_camera(kind))
    file = garden / "stop.toml"
    file.write_text(file.read_text().replace("gate.png", name))
    [fault] = content.check(folder)
    assert fault.file == f"stops/the-garden/{name}"
    assert "Exif" in fault.message
    assert "Upload the picture at the desk" in fault.message


def test_bytes_behind_a_picture_are_named_in_words(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    with (folder / "stops/the-garden/gate.png").open("ab") as file:
        file.write(b"x")
    assert ["bytes after its end" in fault.message for fault in content.check(folder)] == [True]
