"""Any picture we accept -> a small WebP of its pixels alone. Run as a child process on what people upload.

It knows nothing of the rest of the program: `python remake.py LONGEST < file` writes one line of JSON,
either {"width", "height"} with the new file after it, or {"refused": code}. Only the pixels go over:
turned as the camera says, in sRGB, 8 bits a channel; no position, no maker's notes, no thumbnail,
no profile, and nothing that was hidden behind the picture.
"""

import io
import json
import resource
import sys
import warnings
from typing import IO

from PIL import Image, ImageCms

FORMATS = ("JPEG", "PNG", "WEBP")
# What a telephone's camera makes; more is refused before a pixel is decoded.
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 20_000
# Less is a dot on a page.
SHORTEST_SIDE = 64
_QUALITY = 80
_SLOWEST = 6
# Half of the samples of 16-bit grey are noise to a telephone's screen.
_DEEP_GREY = ("I;16", "I;16L", "I;16B", "I;16N", "I")


class NotPicture(Exception):
    """The bytes cannot be taken as a picture; the message is a code."""


def remake(source: IO[bytes], longest: int) -> tuple[tuple[int, int], bytes]:
    """(width, height) and the new file; neither side is longer than `longest` pixels.

    Raises `NotPicture`: `format`, `moving`, `large` (pixels), `small`, `damaged`.
    """
    head = source.read(30)
    source.seek(0)
    if not head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and (head[:4], head[8:12]) != (b"RIFF", b"WEBP"):
        raise NotPicture("format")
    _look_at_canvas(head)
    try:
        image = Image.open(source, formats=FORMATS)
    except Exception as error:
        raise NotPicture("damaged") from error
    _look_at(image)
    try:
        made = _pixels(image, longest)
        out = io.BytesIO()
        made.save(out, "WEBP", quality=_QUALITY, method=_SLOWEST)
    except MemoryError as error:
        raise NotPicture("large") from error
    except Exception as error:
        # A decoder meets broken bytes in a dozen ways, and tells each by another exception.
        raise NotPicture("damaged") from error
    return made.size, out.getvalue()


def _look_at_canvas(head: bytes) -> None:
    """The size that a WebP file claims (RFC 9649): its decoder makes room for it as soon as it is opened."""
    if head[12:16] == b"VP8X":
        _fits(1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little"))
    elif head[12:16] == b"VP8 ":
        _fits(int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF)
    elif head[12:16] == b"VP8L":
        packed = int.from_bytes(head[21:25], "little")
        _fits(1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF))


def _fits(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise NotPicture("large")


def _look_at(image: Image.Image) -> None:
    """What the head says, before anything is decoded."""
    # A telephone's JPEG may carry further pictures for other screens; its first is the picture.
    if getattr(image, "is_animated", False) and image.format in ("PNG", "WEBP"):
        raise NotPicture("moving")
    _fits(*image.size)
    if min(image.size) < SHORTEST_SIDE:
        raise NotPicture("small")


def _pixels(image: Image.Image, longest: int) -> Image.Image:
    """The picture's pixels, small and upright, with nothing beside them."""
    profile = image.info.get("icc_profile")
    if image.mode in _DEEP_GREY:
        image.load()
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in ("1", "P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3)
    # Broken bytes are met here, once: a second look at what they left would find nothing wrong.
    image.load()
    turn = _orientation(image)
    image = _srgb(image, profile)
    if turn is not None:
        image = image.transpose(turn)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    if image.mode == "RGBA":
        # What lies under a clear place is not seen, and so not sent.
        bare.alpha_composite(image)
    else:
        bare.paste(image)
    return bare


def _orientation(image: Image.Image) -> Image.Transpose | None:
    """How the camera was held; None where it says nothing that can be read."""
    try:
        said = image.getexif().get(0x0112)
    except Exception:
        return None
    return _TURNS.get(said) if isinstance(said, int) else None


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours in sRGB; a profile that is missing or makes no sense is taken for sRGB."""
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=wanted)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return image if image.mode == wanted else image.convert(wanted)


def _limit() -> None:
    """Processor seconds, address space, and no file may be written."""
    for what, most in ((resource.RLIMIT_CPU, 20), (resource.RLIMIT_AS, 1500 << 20), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(what, (most, most))


def main() -> int:
    """The child process: file on standard input, answer on standard output."""
    _limit()
    # Pillow's own limit is ours, held above; its warning is nobody's to read here.
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    answer: dict[str, object]
    try:
        (width, height), body = remake(io.BytesIO(sys.stdin.buffer.read()), int(sys.argv[1]))
        answer = {"width": width, "height": height}
    except NotPicture as error:
        answer, body = {"refused": str(error)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
