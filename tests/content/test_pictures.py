"""Pictures that are taken: small, upright, in sRGB, and nothing but pixels."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from PIL import Image, ImageCms

from tests.content.picture_files import SIZE, corner, from_camera, noise, position, saved
from tour.content import PictureRefused, accept_picture, picture_name
from tour.content.pictures import apart
from tour.content.pictures.accepting import only_pixels


def made(body: bytes) -> Image.Image:
    """The picture that is kept of an upload."""
    return Image.open(stored(body))


def stored(body: bytes) -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures" / accept_picture(io.BytesIO(body)).file


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_where_and_by_whom_it_was_taken_is_kept(kind: str) -> None:
    body = from_camera(kind)
    assert position(body)
    assert b"Secret" in body
    kept = stored(body).read_bytes()
    assert not position(kept)
    assert b"Secret" not in kept
    assert b"EXIF" not in kept
    assert b"ICCP" not in kept
    assert only_pixels(kept)
    assert Image.open(io.BytesIO(kept)).info.keys() <= {"loop", "background", "timestamp", "duration"}


@pytest.mark.parametrize("extra", ["exif", "xmp", "icc_profile"])
def test_control_what_pillow_writes_besides_is_seen(extra: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    more: dict[str, Any] = {"exif": exif.tobytes(), "xmp": b"<x/>", "icc_profile": ImageCms.createProfile("sRGB")}
    more["icc_profile"] = ImageCms.ImageCmsProfile(more["icc_profile"]).tobytes()
    assert only_pixels(saved(corner(), "WEBP"))
    assert not only_pixels(saved(corner(), "WEBP", **{extra: more[extra]}))
    assert not only_pixels(saved(corner(), "WEBP") + b"<html>")


# Where the red quarter lies once the picture is upright: (left, upper) of each way to hold a camera.
UPRIGHT = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.parametrize("turn", UPRIGHT)
def test_the_picture_stands_as_the_camera_was_held(turn: int) -> None:
    kept = made(from_camera(turn=turn)).convert("RGB")
    assert kept.size == (SIZE if turn < 5 else SIZE[::-1])
    right, lower = UPRIGHT[turn]
    place = (kept.width * (1 + 2 * right) // 4, kept.height * (1 + 2 * lower) // 4)
    opposite = (kept.width - place[0], kept.height - place[1])
    assert kept.getpixel(place)[0] > 200  # type: ignore[index]
    assert kept.getpixel(opposite)[0] < 30  # type: ignore[index]


@pytest.mark.parametrize(("size", "wanted"), [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600)), (SIZE, SIZE)])
def test_a_large_picture_is_made_small_and_a_small_one_is_left(size: tuple[int, int], wanted: tuple[int, int]) -> None:
    answer = accept_picture(io.BytesIO(saved(corner(size), "JPEG")))
    assert (answer.width, answer.height) == wanted
    assert made(saved(corner(size), "JPEG")).size == wanted


def test_another_space_of_colours_becomes_srgb() -> None:
    """The same pixels look another way under a profile; what is kept looks like the original."""
    wide = _linear()
    grey = Image.new("RGB", SIZE, (55, 55, 55))
    plain, turned = made(saved(grey, "PNG")), made(saved(grey, "PNG", icc_profile=wide))
    assert abs(plain.getpixel((9, 9))[0] - 55) <= 3  # type: ignore[index]
    # 55 of 255 parts of light are 127 in sRGB.
    assert abs(turned.getpixel((9, 9))[0] - 127) <= 6  # type: ignore[index]


def _linear() -> bytes:
    """sRGB's profile with a straight line for its curve."""
    body = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(128 + 4, 128 + 4 + 12 * int.from_bytes(body[128:132], "big"), 12):
        if bytes(body[at : at + 4]) in (b"rTRC", b"gTRC", b"bTRC"):
            offset = int.from_bytes(body[at + 4 : at + 8], "big")
            # A parametric curve of kind 0 with exponent 1.
            body[offset : offset + 16] = b"para" + bytes(4) + bytes(4) + b"\0\1\0\0"
    return bytes(body)


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200])
def test_a_profile_that_makes_no_sense_is_left_aside(profile: bytes) -> None:
    assert made(saved(corner(), "PNG", icc_profile=profile)).size == SIZE


def _sixteen() -> bytes:
    steps = np.linspace(0, 65535, SIZE[0] * SIZE[1]).reshape(SIZE[1], SIZE[0]).astype(np.uint16)
    return saved(Image.fromarray(steps), "PNG")


def _mpo() -> bytes:
    return saved(corner(), "MPO", save_all=True, append_images=[noise((80, 80))])


@pytest.mark.parametrize(
    "body",
    [
        saved(noise(mode="CMYK"), "JPEG"),
        saved(noise(mode="L"), "JPEG"),
        saved(noise().convert("1"), "PNG"),
        saved(noise().convert("P"), "PNG"),
        saved(noise(mode="LA"), "PNG"),
        saved(noise(mode="RGBA"), "PNG"),
        saved(noise(), "PNG", transparency=(1, 2, 3)),
        saved(noise(mode="RGBA"), "WEBP", lossless=True),
        saved(corner(), "JPEG", progressive=True),
        _sixteen(),
        _mpo(),
    ],
    ids=["cmyk", "grey", "two-colours", "palette", "grey-alpha", "alpha", "one-clear-colour", "lossless",
         "progressive", "16-bit", "two-pictures"],
)  # fmt: skip
def test_every_kind_of_picture_that_programs_write_is_taken(body: bytes) -> None:
    kept = made(body)
    assert kept.size == SIZE
    assert kept.mode in ("RGB", "RGBA")


def test_sixteen_bits_of_grey_become_eight_from_black_to_white() -> None:
    kept = made(_sixteen()).convert("L")
    assert kept.getpixel((2, 2)) < 10  # type: ignore[operator]
    assert 110 < kept.getpixel((80, 60)) < 145  # type: ignore[operator]
    assert kept.getpixel((157, 117)) > 245  # type: ignore[operator]


def test_what_is_clear_stays_clear_and_what_lay_under_it_is_gone() -> None:
    image = noise(mode="RGBA")
    image.putalpha(Image.new("L", SIZE, 0))
    kept = made(saved(image, "PNG"))
    assert kept.getchannel("A").getextrema() == (0, 0)
    assert max(high for _low, high in kept.convert("RGBA").getextrema()[:3]) == 0  # type: ignore[misc]


def test_what_hangs_behind_a_picture_does_not_come_along() -> None:
    body = saved(noise(), "JPEG") + b"<script>alert(1)</script>PK\x03\x04"
    kept = stored(body).read_bytes()
    assert b"<script>" in body
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


def test_a_file_is_named_by_what_is_in_it_and_written_once() -> None:
    first = stored(from_camera())
    assert first.stem == hashlib.sha256(first.read_bytes()).hexdigest()[:32]
    written = first.stat().st_mtime_ns
    assert stored(from_camera()) == first
    assert first.stat().st_mtime_ns == written
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_a_damaged_file_of_that_name_is_put_right() -> None:
    first = stored(from_camera())
    whole = first.read_bytes()
    first.write_bytes(whole[:100])
    assert stored(from_camera()).read_bytes() == whole


def test_a_disk_that_gives_back_other_bytes_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"other bytes")
    with pytest.raises(PictureRefused, match="could not store"):
        accept_picture(io.BytesIO(from_camera()))
    assert list((Path(settings.MEDIA_ROOT) / "pictures").iterdir()) == []


def test_a_full_disk_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PictureRefused, match="could not store"):
        accept_picture(io.BytesIO(from_camera()))
    assert list((Path(settings.MEDIA_ROOT) / "pictures").iterdir()) == []


def test_a_decoder_that_falls_over_takes_nobody_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr(apart, "_CHILD", str(child))
    with pytest.raises(PictureRefused, match="damaged"):
        accept_picture(io.BytesIO(from_camera()))


def test_a_decoder_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text("while True: pass\n")
    monkeypatch.setattr(apart, "_CHILD", str(child))
    monkeypatch.setattr(apart, "_TIMEOUT_S", 0.5)
    with pytest.raises(PictureRefused, match="too long"):
        accept_picture(io.BytesIO(from_camera()))


def test_a_decoder_that_answers_with_more_than_pixels_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    body = saved(corner(), "WEBP", xmp=b"<x/>")
    monkeypatch.setattr(apart, "remade", lambda _source, _longest: (SIZE, body))
    with pytest.raises(PictureRefused):
        accept_picture(io.BytesIO(from_camera()))


def test_whoever_sends_many_at_once_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE_S", 0)
    with apart._AT_ONCE, apart._AT_ONCE, pytest.raises(PictureRefused, match="Try again"):
        accept_picture(io.BytesIO(from_camera()))
    assert accept_picture(io.BytesIO(from_camera())).width == SIZE[0]


def test_the_child_has_limits_and_the_web_process_no_decoder() -> None:
    seen = (
        "import runpy, resource, sys; child = runpy.run_path(sys.argv[1]); child['_limit']();"
        "import json; print(json.dumps([resource.getrlimit(what)[1] for what in"
        " (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE)]))"
    )
    ran = subprocess.run([sys.executable, "-c", seen, apart._CHILD], capture_output=True, check=True, text=True)
    assert json.loads(ran.stdout) == [20, 1500 << 20, 0]
    loaded = "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tour.settings'; import django; django.setup();"
    loaded += "import tour.content; print('PIL' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "False"


def test_a_name_of_the_tour_folder_is_its_own_in_the_stop() -> None:
    assert picture_name("The Ferry (1).JPG", frozenset()) == "the-ferry-1.webp"
    assert picture_name("ferry.png", frozenset({"ferry.webp", "ferry-2.webp"})) == "ferry-3.webp"
    assert picture_name("Café.jpg", frozenset()) == "cafe.webp"
    assert picture_name("ផៃលិន.jpg", frozenset()) == "picture.webp"
